"""How does a long measurement say how far it is?"""

from collections.abc import Callable
from typing import TypeAlias

#: what is being done, how many are done, how many there are in all
Progress: TypeAlias = Callable[[str, int, int], None]
