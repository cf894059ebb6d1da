"""What do two profiles say side by side, what will the merged one say, and which merges can be taken back?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Q

from warmline.customers.consenting import standings
from warmline.customers.merging import join_notes, may_undo
from warmline.customers.models import Customer, ProfileMerge

FOUND: Final = 12
_LINES: Final = (
    ("name", "Name"),
    ("email", "E-mail"),
    ("phone", "Phone"),
    ("address", "Address"),
    ("language", "Language"),
    ("prefers", "Would rather have"),
    ("reach", "Would rather be reached"),
    ("dedicated", "Always with"),
    ("note", "Note"),
)


@dataclass(frozen=True)
class Line:
    """result: what the merged profile will say."""

    label: str
    kept: str
    gone: str
    result: str


def compare(kept: Customer, gone: Customer) -> Sequence[Line]:
    """Fields first, then what they allow, then how much there is of each."""
    lines = [_field(kept, gone, name, label) for name, label in _LINES]
    lines += _consents(kept, gone)
    return [line for line in lines if line.kept or line.gone] + _counts(kept, gone)


def _field(kept: Customer, gone: Customer, name: str, label: str) -> Line:
    first, second = _shown(kept, name), _shown(gone, name)
    if name == "email" and first and second:
        return Line(label, first, second, f"{first}, {second}")
    if name == "note":
        return Line(label, first, second, join_notes(first, second))
    return Line(label, first, second, first or second)


def _shown(customer: Customer, name: str) -> str:
    display = getattr(customer, f"get_{name}_display", None)
    value = getattr(customer, name)
    return str(display() if display and value else value or "")


def _consents(kept: Customer, gone: Customer) -> list[Line]:
    """A no in one of them stays a no; never asked says nothing."""
    words = {True: "Allowed", False: "Withdrawn", None: ""}
    found = []
    for first, second in zip(standings(kept), standings(gone), strict=True):
        both = [each.latest.is_given if each.latest else None for each in (first, second)]
        result = False if False in both else True if True in both else None
        found.append(Line(first.label, words[both[0]], words[both[1]], words[result]))
    return found


def _counts(kept: Customer, gone: Customer) -> list[Line]:
    counted = (("Orders", "orders"), ("Conversations", "conversations"), ("Tasks and promises", "tasks"))
    found = []
    for label, name in counted:
        first, second = getattr(kept, name).count(), getattr(gone, name).count()
        found.append(Line(label, str(first), str(second), str(first + second)))
    return found


@dataclass(frozen=True)
class Merged:
    row: ProfileMerge
    name: str


def mergers_into(customer: Customer, at: datetime) -> list[Merged]:
    """Those that can still be taken back, the latest first."""
    rows: Any = customer.takeovers.filter(undone_at=None, gone__merged_into=customer).select_related("person")
    return [
        Merged(row, row.was.get("name") or row.was.get("email") or "Visitor")
        for row in rows[:FOUND]
        if may_undo(row, at)
    ]


def find_others(customer: Customer, words: str) -> list[Customer]:
    """Profiles whose name, address or number holds the words."""
    wanted = " ".join(words.replace("\0", "").split())[:100]
    if len(wanted) < 2:
        return []
    alike = Q(name__icontains=wanted) | Q(email__icontains=wanted) | Q(phone__icontains=wanted)
    rows = Customer.objects.filter(alike, merged_into=None, erased_at=None).exclude(pk=customer.pk)
    return list(rows.order_by("name", "pk")[:FOUND])
