"""How is everything that tells who a customer was taken out of this installation?"""

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import Model

from warmline.conversations.closing import close
from warmline.conversations.holding import SYSTEM, announce_change
from warmline.conversations.models import Attachment, Conversation, DueReply, Holder, Kind, Message
from warmline.customers.models import Customer
from warmline.files.keeping import forget_unused
from warmline.imports.models import Upload
from warmline.jobs.announcing import announce
from warmline.learning.versions import forget_erased
from warmline.lib.time import now
from warmline.privacy.keeping import KEPT, blank_values
from warmline.privacy.models import Erasure
from warmline.privacy.reaching import Reached, portions, reach
from warmline.staff.models import Person

#: Pages of the text index that are joined in one go (chosen by us: some milliseconds of writing).
MERGED_PAGES: Final = 200


class ErasureRefused(Exception):
    """text: one sentence for whoever wanted it."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


def erase(customer_id: int, person: Person) -> Erasure:
    """In one transaction; open conversations are closed first. Raises ErasureRefused when there is nobody to erase."""
    with transaction.atomic():
        _overwrite_what_goes()
        customer = Customer.objects.select_for_update().filter(pk=customer_id, merged_into=None).first()
        if customer is None or customer.erased_at:
            raise ErasureRefused("This customer is not there any more, or was erased already.")
        _close_all(customer)
        reached = reach(customer)
        digests = _digests(reached)
        counts = {"blanked": _blank(reached), "removed": _remove(reached)}
        Customer.objects.filter(pk=customer.pk).update(erased_at=now())
        erasure = Erasure.objects.create(customer=customer, person=person, at=now(), counts=counts)
        forget_erased()
        # A list that waits to be brought in may name anybody.
        Upload.objects.filter(done_at=None).delete()
        announce("customer erased", digests=digests)
        for pk in reached.get(Conversation, set()):
            transaction.on_commit(partial(announce_change, pk))
    return erasure


def _overwrite_what_goes() -> None:
    """SQLite would leave the bytes of deleted rows in the file until something is written over them."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


def _close_all(customer: Customer) -> None:
    """Locked in one order; whoever looks after one of them sees that it is closed."""
    for conversation in Conversation.objects.select_for_update().filter(customer=customer).order_by("pk"):
        DueReply.objects.filter(conversation=conversation).delete()
        if conversation.holder != Holder.CLOSED:
            close(conversation, SYSTEM, "erased", "", asks_csat=False)


def _digests(reached: Reached) -> list[str]:
    """Of the files that were sent in their conversations."""
    return [
        digest
        for portion in portions(reached.get(Attachment, set()))
        for digest in Attachment.objects.filter(pk__in=portion).values_list("file_id", flat=True)
    ]


def _blank(reached: Reached) -> Mapping[str, int]:
    for portion in portions(reached.get(Message, set())):
        # What customers call themselves stands beside what they said; a colleague's name stays.
        Message.objects.filter(pk__in=portion, kind=Kind.CUSTOMER).update(name="")
    return {
        label: _write_over(model, keys, blank_values(label))
        for model, keys in reached.items()
        if (label := model._meta.label) in KEPT
    }


def _write_over(model: type[Model], keys: set[Any], values: Mapping[str, Any]) -> int:
    for portion in portions(keys) if values else ():
        model._base_manager.filter(pk__in=portion).update(**values)
    return len(keys)


def _remove(reached: Reached) -> Mapping[str, int]:
    """The outermost first, so that nothing is left pointing at what went."""
    removed = {}
    for model in reversed(list(reached)):
        if (label := model._meta.label) in KEPT:
            continue
        for portion in portions(reached[model]):
            model._base_manager.filter(pk__in=portion).delete()
        removed[label] = len(reached[model])
    return removed


def clean_up(digests: list[str]) -> None:
    """After the erasure: files that nobody else sent go, and the text index drops the words it only crossed out."""
    forget_unused(digests, Attachment)
    if connection.vendor == "sqlite":
        _merge_index()


def _merge_index() -> None:
    """In many small steps, between which others write (https://sqlite.org/fts5.html#the_merge_command)."""
    with connection.cursor() as cursor:
        steps = f"INSERT INTO search_words(search_words, rank) VALUES('merge', {{}}{MERGED_PAGES})"
        cursor.execute(steps.format("-"))
        for _ in range(10_000):
            before = _changes(cursor)
            cursor.execute(steps.format(""))
            # Fewer than two changes: there was nothing left to join.
            if _changes(cursor) - before < 2:
                return


def _changes(cursor: Any) -> int:
    cursor.execute("SELECT total_changes()")
    return int(cursor.fetchone()[0])
