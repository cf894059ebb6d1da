"""What do staff do with a label itself? Make it, change it, merge it into another, put it away."""

from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from warmline.labels.errors import LabelRefused
from warmline.labels.models import Label, Labelled
from warmline.labels.naming import check_name, fold
from warmline.labels.parting import note_merge
from warmline.lib import live
from warmline.lib.time import now
from warmline.staff.models import Person

#: More are not looked through (chosen by us).
MOST_LABELS: Final = 200
GONE: Final = "This label is not there any more; nothing was changed."


def make(name: str, person: Person, hue: int | None = None) -> Label:
    """The label of this name: a new one, or the one there is, fetched back if it was put away.

    A name that was merged means the label it went into. Without a hue it gets the one used least.
    """
    words = check_name(name)
    found = Label.objects.filter(key=fold(words)).select_related("merged_into").first()
    if found is None:
        if Label.objects.filter(archived_at=None).count() >= MOST_LABELS:
            raise LabelRefused(
                _("There are {most_labels} labels. Please put one away first.").format(
                    most_labels=MOST_LABELS
                )
            )
        values = {"name": words, "hue": hue or _rarest_hue(), "made_by": person, "made_at": now()}
        found = Label.objects.get_or_create(key=fold(words), defaults=values)[0]
    label = found.merged_into or found
    if label.archived_at:
        restore(label.pk)
        label.refresh_from_db()
    return label


def _rarest_hue() -> int:
    used = dict(Label.objects.filter(archived_at=None).order_by().values_list("hue").annotate(n=Count("pk")))
    return min(Label.Hue.values, key=lambda hue: (used.get(hue, 0), hue))


def change(label: int, name: str, hue: int) -> Label:
    """Raises LabelRefused, also when another label has the name."""
    words = check_name(name)
    if hue not in Label.Hue.values:
        raise LabelRefused(_("Please choose one of the colours."))
    try:
        with transaction.atomic():
            (row,) = lock(label)
            row.name, row.key, row.hue = words, fold(words), hue
            row.save(update_fields=["name", "key", "hue"])
            _look_again()
    except IntegrityError:
        raise LabelRefused(
            _("There is a label “{words}” already. Merge the two if they mean the same.").format(words=words)
        ) from None
    return row


def merge(label: int, other: int, person: Person) -> Label:
    """Every conversation with the label has the other one instead, and both names mean the other from now on."""
    if label == other:
        raise LabelRefused(_("Please pick another label to merge this one into."))
    with transaction.atomic():
        source, target = lock(label, other)
        if target.archived_at:
            raise LabelRefused(_("“{target}” is put away. Please fetch it back first.").format(target=target))
        note_merge(source, target, person)
        both = Labelled.objects.filter(label=target).values("conversation")
        Labelled.objects.filter(label=source, conversation__in=both).delete()
        Labelled.objects.filter(label=source).update(label=target)
        Label.objects.filter(merged_into=source).update(merged_into=target)
        at = source.archived_at or now()
        Label.objects.filter(pk=source.pk).update(merged_into=target, archived_at=at, archived_by=person)
        _look_again()
    return target


def archive(label: int, person: Person) -> None:
    """It is offered no longer and stays where it was put."""
    with transaction.atomic():
        (row,) = lock(label)
        Label.objects.filter(pk=row.pk, archived_at=None).update(archived_at=now(), archived_by=person)


def restore(label: int) -> None:
    with transaction.atomic():
        (row,) = lock(label)
        Label.objects.filter(pk=row.pk).update(archived_at=None, archived_by=None)


def lock(*labels: int) -> list[Label]:
    """In the order asked for; locked in one order, so that two people may merge the same two crosswise.

    Raises LabelRefused when one is not there or was merged.
    """
    found = Label.objects.select_for_update().filter(pk__in=labels, merged_into=None).order_by("pk")
    rows = {row.pk: row for row in found}
    if len(rows) < len(labels):
        raise LabelRefused(GONE)
    return [rows[pk] for pk in labels]


def _look_again() -> None:
    """All rows may show it."""
    transaction.on_commit(lambda: live.publish("desk"))
