"""What is wrong, in words an owner understands, and what can be done about it?"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    #: Short and stable, such as "disk", for programs.
    check: str
    problem: str
    remedy: str
