"""Which parts stand in this folder? A part is added by adding its file."""

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from types import ModuleType
from typing import TypeVar

Part = TypeVar("Part")


class BadPart(RuntimeError):
    """A file in a folder of parts has no proper part; the product does not start."""


@cache
def modules_in(package: str) -> tuple[ModuleType, ...]:
    """All modules of the package, in the order of their names; tests and private ones are left out."""
    folder = importlib.import_module(package)
    names = sorted(info.name for info in pkgutil.iter_modules(folder.__path__))
    return tuple(
        importlib.import_module(f"{package}.{name}") for name in names if not name.startswith(("_", "tests"))
    )


def parts_in(package: str, attribute: str, kind: type[Part]) -> Iterator[Part]:
    """The part of each module: its `attribute`, which must be of `kind`.

    Raises BadPart with the file's name if it is missing or of another type.
    """
    for module in modules_in(package):
        part = getattr(module, attribute, None)
        if not isinstance(part, kind):
            raise BadPart(f"{module.__name__} has no {attribute} of type {kind.__name__}")
        yield part
