"""What is a kind of list: which columns has it, and which rows does it become?"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from warmline.customers.models import Customer
from warmline.imports.cells import Read, email, name

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Column:
    """names: what may stand at its head, the first is ours. example: for the sample file."""

    names: tuple[str, ...]
    read: Read
    example: str
    is_required: bool = False

    @property
    def name(self) -> str:
        return self.names[0]


#: Whom a row is about; every kind begins with them.
CUSTOMER: tuple[Column, ...] = (
    Column(("email", "e-mail", "mail"), email, "dana@mail.example", is_required=True),
    Column(("name", "customer"), name, "Dana Whelan"),
)


@dataclass(frozen=True)
class Wanted:
    """One row as it shall be. by: what tells which row it is; to: what it says. model: whose row."""

    model: type[Model]
    by: Values
    to: Values
    #: Whether the row is the customer's because it says so itself, and may not be another's.
    is_owned: bool = True


def no_trouble(customers: Iterable[Customer], rows: Sequence[Wanted]) -> Sequence[str]:
    return ()


@dataclass(frozen=True)
class Kind:
    """plan: the values of a line and its customer become rows. look_over: what is wrong with all of them together."""

    key: str
    title: str
    about: str
    columns: tuple[Column, ...]
    plan: Callable[[Values, Customer], Sequence[Wanted]]
    look_over: Callable[[Iterable[Customer], Sequence[Wanted]], Sequence[str]] = no_trouble

    @property
    def all_columns(self) -> tuple[Column, ...]:
        return (*CUSTOMER, *self.columns)
