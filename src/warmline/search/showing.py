"""How is a match printed? Who said it, when, and the way to the very place."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from django.urls import reverse
from django.utils.translation import gettext as _

from warmline.conversations.models import Conversation, Holder
from warmline.lib.moments import say_time
from warmline.search.finding import Hit
from warmline.search.highlighting import Piece

ROLES = {"customer": "customer", "bot": "bot", "person": "person", "system": "bot", "note": "person"}


@dataclass(frozen=True)
class Line:
    """address: of the message on the conversation's page. more: "and 3 more", "" for none."""

    address: str
    customer: str
    who: str
    kind: str
    role: str
    at: datetime
    clock: str
    pieces: tuple[Piece, ...]
    state: str
    more: str


def lines_of(hits: Iterable[Hit], now: datetime, zone: tzinfo) -> tuple[Line, ...]:
    return tuple(_line(hit, now, zone) for hit in hits)


def _line(hit: Hit, now: datetime, zone: tzinfo) -> Line:
    held = hit.conversation
    whole = "?whole=1" if hit.is_early else ""
    return Line(
        address=f"{reverse('desk:conversation', args=[held.pk])}{whole}#{hit.anchor}",
        customer=str(held.customer),
        who=hit.who,
        kind=hit.kind,
        role=ROLES[hit.kind],
        at=hit.at,
        clock=say_time(hit.at, now, zone),
        pieces=hit.pieces,
        state=_say_state(held),
        more=_("and {more} more").format(more=hit.more) if hit.more else "",
    )


def _say_state(held: Conversation) -> str:
    if held.holder == Holder.PERSON and held.person:
        return _("With {person}").format(person=held.person)
    return _("With the bot") if held.holder == Holder.BOT else _(Holder(held.holder).label)
