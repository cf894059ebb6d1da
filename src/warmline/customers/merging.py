"""When are two profiles one person? When somebody who works here says so; it can be taken back for a week.

All that points at the one moves to the other in one transaction. The empty profile stays, so that an old link still
leads to the person, and holds nothing. What each customer sees of their own conversations does not change.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction

from warmline.customers.consenting import standings
from warmline.customers.models import Consent, Customer, Different, OtherEmail, ProfileChange, ProfileMerge
from warmline.customers.moving import move_all, move_back
from warmline.jobs.announcing import announce
from warmline.lib.time import now
from warmline.staff.models import Person

UNDONE_WITHIN: Final = timedelta(days=7)
#: A message that was on its way to the profile that is gone has arrived by then (chosen by us).
SWEPT_AFTER: Final = timedelta(minutes=1)
#: Each is joined in its own way; of all other fields the kept profile's own value counts, else that of the other.
_JOINED: Final = frozenset({"id", "email", "note", "joined_at", "merged_into_id", "erased_at"})
#: The fields of a profile that are filled from the other, with what stands in an empty one.
FILLED: Final[dict[str, Any]] = {
    field.attname: field.get_default()
    for field in Customer._meta.concrete_fields
    if field.attname not in _JOINED
}
LONGEST_NOTE: Final = 4000


class MergeRefused(Exception):
    """text: one sentence for whoever wanted it."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


@dataclass(frozen=True)
class Compared:
    """One line of the comparison. result: what the profile will say."""

    label: str
    kept: str
    gone: str
    result: str


def merge(gone_id: int, kept_id: int, person: Person) -> ProfileMerge:
    """Raises MergeRefused when one of them is not there or is merged already."""
    with transaction.atomic():
        gone, kept = _lock_both(gone_id, kept_id)
        stricter = _withdrawn_in_either(gone, kept)
        was = {name: getattr(gone, name) for name in (*FILLED, "note", "email")}
        merged = ProfileMerge(kept=kept, gone=gone, person=person, at=now(), was=was)
        since = min(gone.joined_at, kept.joined_at)
        _empty(gone, kept)
        merged.moved = move_all(gone, kept)
        merged.filled = _fill(kept, was)
        merged.filled["consents"] = _withdraw(kept, stricter, person)
        merged.filled["since"] = kept.joined_at.isoformat()
        Customer.objects.filter(pk=kept.pk).update(joined_at=since)
        merged.save()
        ProfileChange.objects.create(
            customer=kept, field="merge", old="", new=_name(was)[:300], person=person, at=now()
        )
        announce("profiles merged", due_at=now() + SWEPT_AFTER, merge=str(merged.pk))
    return merged


def _lock_both(gone_id: int, kept_id: int) -> tuple[Customer, Customer]:
    """Always in the same order, so that two people may merge the same two crosswise: the later one is refused."""
    if gone_id == kept_id:
        raise MergeRefused("Please choose another profile.")
    rows = Customer.objects.select_for_update().filter(pk__in=(gone_id, kept_id)).order_by("pk")
    found = {row.pk: row for row in rows if not row.merged_into_id and not row.erased_at}
    if len(found) < 2:
        raise MergeRefused("One of these profiles is not there any more, or was merged already.")
    return found[gone_id], found[kept_id]


def _name(was: dict[str, Any]) -> str:
    return was["name"] or was["email"] or "Visitor"


def _withdrawn_in_either(gone: Customer, kept: Customer) -> list[Consent]:
    """The stricter word of both: whoever said no in one of them has said no."""
    latest = [each.latest for customer in (gone, kept) for each in standings(customer)]
    return [consent for consent in latest if consent is not None and not consent.is_given]


def _withdraw(kept: Customer, stricter: list[Consent], person: Person) -> list[int]:
    """Where the joined history ends with a yes, the no is written after it; returns the keys of those rows."""
    given = {each.purpose for each in standings(kept) if each.is_given}
    rows = {consent.purpose: consent for consent in stricter if consent.purpose in given}
    written = [
        Consent.objects.create(
            customer=kept, purpose=purpose, is_given=False, how=consent.how, person=person, at=now()
        )
        for purpose, consent in rows.items()
    ]
    return [consent.pk for consent in written]


def _empty(gone: Customer, kept: Customer) -> None:
    """Nothing finds it any more; its address is free for the other."""
    gone.merged_into = kept
    gone.email = None
    for name, empty in {**FILLED, "note": ""}.items():
        setattr(gone, name, empty)
    gone.save(update_fields=["merged_into", "email", "note", *FILLED])


def _fill(kept: Customer, was: dict[str, Any]) -> dict[str, Any]:
    """What the kept one lacks, it takes over; returns what it took."""
    filled = {name: was[name] for name in FILLED if was[name] and not getattr(kept, name)}
    if was["note"]:
        filled["note"] = join_notes(kept.note, was["note"])
        filled["note_before"] = kept.note
    if was["email"] and not kept.email:
        filled["email"] = was["email"]
    elif was["email"]:
        OtherEmail.objects.create(customer=kept, email=was["email"])
        filled["other_email"] = was["email"]
    fields = [name for name in filled if name not in ("note_before", "other_email")]
    for name in fields:
        setattr(kept, name, filled[name])
    kept.save(update_fields=fields)
    return filled


def join_notes(one: str, other: str) -> str:
    return "\n\n".join(filter(None, (one, "" if other == one else other)))


def sweep(merge: str) -> None:
    """What was still written to the profile that is gone, while it was merged, follows."""
    with transaction.atomic():
        found = ProfileMerge.objects.select_for_update().filter(pk=int(merge), undone_at=None).first()
        if found is None:
            return
        late = move_all(found.gone, found.kept)
        if late:
            found.moved = {
                name: [*found.moved.get(name, []), *late.get(name, [])] for name in {*found.moved, *late}
            }
            found.save(update_fields=["moved"])


def undo_merge(merge_id: int, person: Person) -> ProfileMerge:
    """Both are as they were; what came since stays with the kept one. Raises MergeRefused."""
    with transaction.atomic():
        found = ProfileMerge.objects.select_for_update().filter(pk=merge_id).first()
        if found is None or not may_undo(found, now()):
            raise MergeRefused("This can no longer be taken back.")
        rows = (
            Customer.objects.select_for_update().filter(pk__in=(found.gone_id, found.kept_id)).order_by("pk")
        )
        both = {row.pk: row for row in rows}
        gone, kept = both[found.gone_id], both[found.kept_id]
        if gone.merged_into_id != kept.pk or kept.merged_into_id or kept.erased_at:
            raise MergeRefused("The profile went on since; this can no longer be taken back.")
        _take_out(kept, found.filled)
        move_back(found.moved, kept, gone)
        gone.merged_into = None
        for name, value in found.was.items():
            setattr(gone, name, value)
        gone.save(update_fields=["merged_into", *found.was])
        found.undone_at = now()
        found.save(update_fields=["undone_at"])
        ProfileChange.objects.create(
            customer=kept, field="merge", old=_name(found.was)[:300], new="", person=person, at=now()
        )
    return found


def may_undo(merged: ProfileMerge, at: datetime) -> bool:
    return merged.undone_at is None and merged.at - UNDONE_WITHIN < at < merged.at + UNDONE_WITHIN


def _take_out(kept: Customer, filled: dict[str, Any]) -> None:
    """Only what is still as it was filled in: what somebody wrote since is theirs."""
    Consent.objects.filter(pk__in=filled.get("consents", []), customer=kept).delete()
    if other := filled.get("other_email"):
        OtherEmail.objects.filter(customer=kept, email=other).delete()
    before = {"note": filled.get("note_before", ""), "email": None}
    changed = [
        name for name in (*FILLED, "note", "email") if name in filled and getattr(kept, name) == filled[name]
    ]
    for name in changed:
        setattr(kept, name, before.get(name, FILLED.get(name)))
    kept.joined_at = datetime.fromisoformat(filled["since"])
    kept.save(update_fields=[*changed, "joined_at"])


def tell_apart(one_id: int, other_id: int, person: Person) -> None:
    """They are two people: not proposed again. Raises MergeRefused when one is not there."""
    first, second = sorted((one_id, other_id))
    if first == second or Customer.objects.filter(pk__in=(first, second)).count() < 2:
        raise MergeRefused("One of these profiles is not there any more.")
    Different.objects.get_or_create(one_id=first, other_id=second, defaults={"person": person, "at": now()})
