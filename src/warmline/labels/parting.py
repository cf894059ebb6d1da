"""When was one label merged into another, and how is that taken back? For a day, as with conversations."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from django.db import transaction

from warmline.conversations.models import Conversation
from warmline.labels.errors import LabelRefused
from warmline.labels.models import Label, Labelled, LabelMerge
from warmline.lib import live
from warmline.lib.time import now
from warmline.staff.models import Person

#: A mistake is noticed soon; later, people have put both on by the one name (chosen by us).
UNDONE_WITHIN: Final = timedelta(hours=24)
NOT_UNDONE: Final = "This merge can no longer be taken back."


def note_merge(source: Label, target: Label, person: Person) -> LabelMerge:
    """What will be needed to part them; within the transaction, before anything moves."""
    both = set(Labelled.objects.filter(label=target).values_list("conversation", flat=True))
    uses = Labelled.objects.filter(label=source).values_list("pk", "conversation", "person", "at")
    return LabelMerge.objects.create(
        source=source,
        target=target,
        person=person,
        at=now(),
        moved=[pk for pk, conversation, _, _ in uses if conversation not in both],
        doubled=[[str(use[1]), use[2], use[3].isoformat()] for use in uses if use[1] in both],
        names=list(Label.objects.filter(merged_into=source).values_list("pk", flat=True)),
        was_archived_at=source.archived_at,
    )


def latest_merges() -> Sequence[LabelMerge]:
    """Those that can be taken back, the latest first."""
    recent = LabelMerge.objects.filter(undone_at=None, at__gt=now() - UNDONE_WITHIN)
    return list(recent.select_related("source", "target", "person")[:5])


def part(merge_id: int) -> Label:
    """Each conversation has again what it had; what was labelled since stays with the target. Raises LabelRefused."""
    with transaction.atomic():
        found = LabelMerge.objects.select_for_update().filter(pk=merge_id).first()
        if found is None or found.undone_at or not found.at > now() - UNDONE_WITHIN:
            raise LabelRefused(NOT_UNDONE)
        rows = Label.objects.select_for_update().filter(pk__in=(found.source_id, found.target_id))
        source = {row.pk: row for row in rows.order_by("pk")}[found.source_id]
        if source.merged_into_id != found.target_id:
            raise LabelRefused(NOT_UNDONE)
        Labelled.objects.filter(pk__in=found.moved, label=found.target_id).update(label=source)
        _put_back(found, source)
        Label.objects.filter(pk__in=found.names, merged_into=found.target_id).update(merged_into=source)
        Label.objects.filter(pk=source.pk).update(
            merged_into=None,
            archived_at=found.was_archived_at,
            archived_by=source.archived_by_id if found.was_archived_at else None,
        )
        found.undone_at = now()
        found.save(update_fields=["undone_at"])
        transaction.on_commit(lambda: live.publish("desk"))
    return source


def _put_back(found: LabelMerge, source: Label) -> None:
    """On those that had both; a conversation or a colleague that is gone is passed over."""
    there = set(
        Conversation.objects.filter(pk__in=[row[0] for row in found.doubled]).values_list("pk", flat=True)
    )
    people = set(Person.objects.values_list("pk", flat=True))
    Labelled.objects.bulk_create(
        [
            Labelled(label=source, conversation_id=pk, person_id=person if person in people else None, at=at)
            for pk, person, at in found.doubled
            if any(str(each) == pk for each in there)
        ],
        ignore_conflicts=True,
    )
