"""What would a list change? Every row looked through, nothing written."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import Model
from django.utils.translation import gettext as _

from warmline.customers.models import Customer, OtherEmail
from warmline.imports.cells import BadCell, Place, current_place
from warmline.imports.errors import ListRefused
from warmline.imports.kind import Kind, Wanted
from warmline.imports.sheet import Row, read_sheet

#: So many keys fit one question to any database.
PORTION: Final = 500
NEW, CHANGED, SAME = "new", "changed", "same"
Key = tuple[Any, ...]


@dataclass(frozen=True)
class Step:
    """One row that is to be written. was: the row as it is now, None for a new one."""

    number: int
    wanted: Wanted
    was: Model | None
    state: str


@dataclass
class Plan:
    """errors: row number and what is wrong; 0 for the list as a whole. unused: columns that nobody asked for."""

    steps: list[Step] = field(default_factory=list)
    errors: list[tuple[int, str]] = field(default_factory=list)
    new_customers: list[Customer] = field(default_factory=list)
    unused: Sequence[str] = ()
    rows: int = 0

    def count(self, state: str) -> int:
        return sum(step.state == state for step in self.steps)


def plan(kind: Kind, text: str) -> Plan:
    """Raises ListRefused when it cannot be read as a list of this kind at all."""
    heads, rows = read_sheet(text)
    columns = _columns(kind, heads)
    found = Plan(unused=[head for head in heads if head and head not in columns], rows=len(rows))
    place = current_place()
    read = [(row.number, values) for row in rows if (values := _read(row, columns, place, found)) is not None]
    customers = _customers([values for _, values in read], found)
    wanted = [
        (number, row) for number, values in read for row in kind.plan(values, customers[values["email"]])
    ]
    known = _Known(row for _, row in wanted)
    seen: dict[Key, tuple[int, Wanted]] = {}
    for number, row in wanted:
        _add(found, number, row, known, seen)
    if not found.errors:
        found.errors = [(0, text) for text in kind.look_over(customers.values(), [row for _, row in wanted])]
    found.errors.sort()
    return found


def _columns(kind: Kind, heads: Sequence[str]) -> dict[str, Any]:
    """By the head as it stands there."""
    found = {name: column for column in kind.all_columns for name in column.names if name in heads}
    there = {column.name for column in found.values()}
    missing = [each.name for each in kind.all_columns if each.is_required and each.name not in there]
    if missing:
        raise ListRefused(
            _("The head lacks {names}.").format(names=", ".join(f"“{name}”" for name in missing))
        )
    return found


def _read(row: Row, columns: dict[str, Any], place: Place, found: Plan) -> dict[str, Any] | None:
    """The values of a row, None with the errors noted when it has any."""
    values: dict[str, Any] = {}
    troubles = []
    for head, column in columns.items():
        cell = row.cells.get(head, "").strip()
        try:
            values[column.name] = column.read(cell, place) if cell else None
        except BadCell as error:
            troubles.append(f"{column.name} {error}")
            continue
        if column.is_required and not values[column.name]:
            troubles.append(_("{name} is empty").format(name=column.name))
    found.errors += [(row.number, trouble) for trouble in troubles]
    return None if troubles else values


def _customers(rows: Sequence[dict[str, Any]], found: Plan) -> dict[str, Customer]:
    """By their address; of those not known yet a profile that is not stored."""
    customers: dict[str, Customer] = {}
    for portion in _portions(sorted({values["email"] for values in rows})):
        for other in OtherEmail.objects.filter(email__in=portion).select_related("customer"):
            customers[other.email] = other.customer
        for customer in Customer.objects.filter(email__in=portion):
            customers[str(customer.email)] = customer
    for values in rows:
        if values["email"] not in customers:
            fresh = Customer(email=values["email"], name=values.get("name") or "")
            customers[values["email"]] = fresh
            found.new_customers.append(fresh)
    return customers


def _portions(keys: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(keys), PORTION):
        yield keys[start : start + PORTION]


def key_of(row: Wanted) -> Key:
    """A customer who is not stored yet is known by their address."""
    values = (each.email if isinstance(each, Customer) else each for each in row.by.values())
    return (row.model, *values)


class _Known:
    """The rows that are there already, read in few questions."""

    def __init__(self, wanted: Iterable[Wanted]) -> None:
        self._rows: dict[Key, Model] = {}
        by_model: dict[type[Model], list[Wanted]] = {}
        for row in wanted:
            by_model.setdefault(row.model, []).append(row)
        for model, rows in by_model.items():
            self._read(model, rows)

    def _read(self, model: type[Model], rows: list[Wanted]) -> None:
        """By the first of what tells a row: its own number, or the customer."""
        names = list(rows[0].by)
        first = names[0]
        values = {row.by[first].pk if first == "customer" else row.by[first] for row in rows} - {None}
        for portion in _portions(sorted(values)):
            found = model._default_manager.filter(**{f"{first}__in": portion})
            for row in found.select_related("customer"):
                self._rows[key_of(Wanted(model, {name: getattr(row, name) for name in names}, {}))] = row

    def find(self, row: Wanted) -> Model | None:
        return self._rows.get(key_of(row))


def _add(found: Plan, number: int, row: Wanted, known: _Known, seen: dict[Key, tuple[int, Wanted]]) -> None:
    key = key_of(row)
    if key in seen:
        first, other = seen[key]
        if row.is_owned or other.to != row.to:
            found.errors.append(
                (number, _("says again what row {first} says of {row}").format(first=first, row=_name(row)))
            )
        return
    seen[key] = (number, row)
    was = known.find(row)
    if was is not None and row.is_owned and getattr(was, "customer", None) != row.to["customer"]:
        found.errors.append((number, _("{row} belongs to another customer already").format(row=_name(row))))
        return
    same = was is not None and all(getattr(was, name) == value for name, value in row.to.items())
    found.steps.append(Step(number, row, was, SAME if same else CHANGED if was else NEW))


def _name(row: Wanted) -> str:
    return " ".join(f"“{each}”" for each in row.by.values())
