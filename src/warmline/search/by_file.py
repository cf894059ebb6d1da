"""Which messages and notes came with a file of that name? Names are few beside words, so they have no text index."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from warmline.conversations.models import Attachment
from warmline.search.asking import Term
from warmline.search.models import Entry
from warmline.search.sought import Sought

#: Of the latest names so many are compared with what else is asked (chosen by us).
LOOKED_AT = 1000


def sent_files() -> QuerySet[Attachment]:
    """Those of messages and notes; what waits in a box is nobody's yet."""
    return Attachment.objects.exclude(message=None, note=None)


def find_by_file(sought: Sought, limit: int) -> list[int]:
    """The keys of entries, largest first; nothing where no words are asked for."""
    if not sought.terms:
        return []
    named = sent_files()
    for term in sought.terms:
        named = named.filter(words__contains=_in_name(term))
    rows = [each for each in named.order_by("-at")[:LOOKED_AT] if _fits(each, sought.about)]
    owners = Q(message__in=[each.message_id for each in rows if each.message_id]) | Q(
        note__in=[each.note_id for each in rows if each.note_id]
    )
    keys = Entry.objects.filter(owners, pk__gt=sought.above, pk__lt=sought.below)
    return list(keys.order_by("-pk").values_list("pk", flat=True)[:limit]) if rows else []


def _in_name(term: Term) -> str:
    """Names are kept as words between spaces (files.names.words_in)."""
    words = " ".join(term.words)
    return f" {words}" if term.is_begun else f" {words} "


def _fits(attachment: Attachment, about: Iterable[tuple[str, ...]]) -> bool:
    """The marks of the text index: k<kind>, p<person>, c<conversation>."""
    if not about:
        return True
    kind = "note" if attachment.note_id else "person" if attachment.person_id else "customer"
    marks = {f"k{kind}", f"p{attachment.person_id}", f"c{attachment.conversation_id.hex[:16]}"}
    return all(marks.intersection(any_of) for any_of in about)


def names_by_owner(entries: Iterable[Entry]) -> dict[UUID | int, str]:
    """The names of files, by the id of their message or note."""
    rows = list(entries)
    files = Attachment.objects.filter(
        Q(
            message__in=[
                row.message_id for row in rows if row.message_id and row.message and row.message.attached
            ]
        )
        | Q(note__in=[row.note_id for row in rows if row.note_id])
    )
    found: dict[UUID | int, str] = {}
    for each in files:
        owner = each.message_id or each.note_id
        if owner is not None:
            found[owner] = f"{found.get(owner, '')} {each.name}".strip()
    return found
