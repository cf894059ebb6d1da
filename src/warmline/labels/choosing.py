"""Which labels are offered: while somebody types, and with how many open conversations each?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import Count, Q

from warmline.conversations.models import Holder
from warmline.labels.errors import LabelRefused
from warmline.labels.models import Label
from warmline.labels.naming import check_name, fold

#: So many fit under the box (chosen by us); typing finds the others.
MOST_CHOICES: Final = 12
_OPEN = Count("uses", filter=~Q(uses__conversation__holder=Holder.CLOSED))


@dataclass(frozen=True)
class Choice:
    label: Label
    is_on: bool


@dataclass(frozen=True)
class Choices:
    """new: the name that can be made, "" when it is there or cannot be one."""

    found: tuple[Choice, ...]
    new: str = ""


@dataclass(frozen=True)
class Counted:
    """count: open conversations with it."""

    label: Label
    count: int


def find_choices(words: str, conversation_id: UUID) -> Choices:
    """Labels with the words in their name: those that begin with them first, without words those that stand here."""
    wanted = fold(" ".join(words.split()))
    on = set(Label.objects.filter(uses__conversation=conversation_id).values_list("pk", flat=True))
    offered = Label.objects.filter(Q(archived_at=None) | Q(pk__in=on), key__contains=wanted)
    ordered = sorted(offered, key=lambda each: (not each.key.startswith(wanted), each.pk not in on, each.key))
    found = tuple(Choice(each, each.pk in on) for each in ordered[:MOST_CHOICES])
    return Choices(found, _new_name(words))


def _new_name(words: str) -> str:
    try:
        name = check_name(words)
    except LabelRefused:
        return ""
    return "" if Label.objects.filter(key=fold(name), archived_at=None).exists() else name


def counted_labels() -> Sequence[Counted]:
    """All that are offered, by name."""
    rows = Label.objects.filter(archived_at=None).annotate(open_count=_OPEN)
    return [Counted(row, row.open_count) for row in rows.order_by("key")]


def archived_labels() -> Sequence[Label]:
    """Those put away; the merged ones live on under another name."""
    return list(Label.objects.filter(archived_at__isnull=False, merged_into=None).order_by("key"))
