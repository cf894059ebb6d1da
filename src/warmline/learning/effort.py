"""What does asking back cost the customers? Of those asked: who chose, who had to say more, who gave up."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from warmline.conversations.models import Kind, Message
from warmline.decisions.case import ADMIT, ANSWER, ASK_BACK, HAND_OVER
from warmline.decisions.models import StoredDecision
from warmline.learning.figures import percent
from warmline.lib.languages import say_number
from warmline.lib.time import now

#: So far back, and so many times at most, is looked (chosen by us).
DAYS: Final = 30
MOST: Final = 500
#: Below so many times a share says little.
FEW: Final = 10


@dataclass(frozen=True)
class Effort:
    """decided: messages that the bot decided on. Each time it asked back is one of chosen, reworded, person, silent."""

    decided: int
    chosen: int
    reworded: int
    person: int
    silent: int

    @property
    def asked(self) -> int:
        return self.chosen + self.reworded + self.person + self.silent

    @property
    def headline(self) -> str:
        said = ngettext(
            "Asked back {count} time in {days} days", "Asked back {count} times in {days} days", self.asked
        )
        if self.decided >= FEW:
            share = _("{share} of messages").format(share=percent(self.asked / self.decided))
            said = f"{said} ({share})"
        return said.format(count=say_number(self.asked), days=DAYS)

    @property
    def rows(self) -> tuple[tuple[str, int, str], ...]:
        """(what the customer did, how often, as a share where that says something)."""
        counts = (
            (_("Chose an answer: one tap"), self.chosen),
            (_("Said it in other words"), self.reworded),
            ("Went to a person", self.person),
            ("Gave up", self.silent),
        )
        return tuple(
            (name, count, percent(count / self.asked) if self.asked >= FEW else "") for name, count in counts
        )


def find_effort() -> Effort:
    """A handful of queries, however long the history is."""
    since = now() - timedelta(days=DAYS)
    decisions = StoredDecision.objects.filter(at__gte=since, action__in=(ANSWER, ASK_BACK, ADMIT, HAND_OVER))
    asked = decisions.filter(action=ASK_BACK).select_related("message").order_by("-at", "-id")[:MOST]
    times = [(row.conversation_id, row.message.number) for row in asked]
    thread = _threads({conversation for conversation, _ in times})
    ends = [_end(thread.get(conversation, []), number) for conversation, number in times]
    counts = {name: ends.count(name) for name in ("chosen", "reworded", "person", "silent")}
    return Effort(decisions.count(), **counts)


def _threads(conversations: set[UUID]) -> dict[UUID, list[Message]]:
    rows = Message.objects.filter(conversation_id__in=conversations, kind__in=(Kind.CUSTOMER, Kind.BOT))
    rows = rows.only("conversation_id", "number", "kind", "text", "answers_number", "answer_key", "choices")
    ordered = rows.order_by("conversation_id", "number")
    return {key: list(group) for key, group in groupby(ordered, key=lambda row: row.conversation_id)}


def _end(thread: list[Message], number: int) -> str:
    """What became of the question with this number: read from the customer's next message and the answer to it."""
    asking = next((one for one in thread if one.answers_number == number and one.choices), None)
    later = [one for one in thread if asking is not None and one.number > asking.number]
    said = next((one for one in later if one.kind == Kind.CUSTOMER), None)
    if asking is None or said is None:
        return "silent"
    reply = next((one for one in later if one.kind == Kind.BOT and one.number > said.number), None)
    texts = [str(choice.get("text", "")).casefold() for choice in asking.choices]
    if said.text.strip().casefold() in texts[:-2]:
        return "chosen"
    if said.text.strip().casefold() == texts[-1] or (reply is not None and not reply.answer_key):
        return "person"
    return "reworded"
