"""Which labels stand on which conversation? Put one on, take it off, read those of many."""

from collections.abc import Iterable, Mapping
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from warmline.conversations.holding import hold
from warmline.labels.errors import LabelRefused
from warmline.labels.keeping import lock, make
from warmline.labels.models import Label, Labelled
from warmline.lib.time import now
from warmline.staff.models import Person

#: More say nothing any more (chosen by us).
MOST_ON_ONE: Final = 20


def put_on(conversation_id: UUID, label: int, person: Person) -> Label:
    """A label that stands there already stays. Raises LabelRefused, UnknownConversation."""
    with hold(conversation_id) as conversation:
        (row,) = lock(label)
        on = set(Labelled.objects.filter(conversation=conversation).values_list("label", flat=True))
        if label not in on and len(on) >= MOST_ON_ONE:
            raise LabelRefused(
                _("There are {most_on_one} labels on it. Please take one off first.").format(
                    most_on_one=MOST_ON_ONE
                )
            )
        values = {"person": person, "at": now()}
        Labelled.objects.get_or_create(conversation=conversation, label=row, defaults=values)
    return row


def put_on_named(conversation_id: UUID, name: str, person: Person) -> Label:
    """The label is made if there is none of this name."""
    # The conversation is locked before any label, here as everywhere.
    with hold(conversation_id):
        return put_on(conversation_id, make(name, person).pk, person)


def take_off(conversation_id: UUID, label: int) -> None:
    """Of what does not stand there nothing is said."""
    with hold(conversation_id) as conversation:
        Labelled.objects.filter(conversation=conversation, label=label).delete()


def labels_of(conversation_ids: Iterable[UUID]) -> Mapping[UUID, tuple[Label, ...]]:
    """Those of many conversations in one query, by name; without an entry where there are none."""
    found: dict[UUID, tuple[Label, ...]] = {}
    uses = Labelled.objects.filter(conversation__in=list(conversation_ids)).select_related("label")
    for use in uses.order_by("label__key"):
        found[use.conversation_id] = (*found.get(use.conversation_id, ()), use.label)
    return found
