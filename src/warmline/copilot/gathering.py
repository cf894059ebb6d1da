"""How do closed conversations become cases to learn from? A portion at a time, after the fact."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q

from warmline.conversations.models import Conversation, Episode, Kind, Message
from warmline.copilot.models import CaseGathering, SolvedCase
from warmline.desk.tries import SMALL_TALK
from warmline.gaps.cleaning import Known, clean, names_in
from warmline.jobs.announcing import announce
from warmline.knowledge.index import current_index
from warmline.knowledge.saving import to_bytes
from warmline.lib import encoder
from warmline.lib.time import now
from warmline.staff.models import Person
from warmline.web.context import current_business

#: How far back the first gathering looks (chosen by us).
REACH: Final = timedelta(days=730)
#: Episodes in one portion: about a second of encoding (chosen by us).
PORTION: Final = 50
#: What was closed in the last minutes may not be committed yet, so it is looked at again.
OVERLAP: Final = timedelta(minutes=10)
#: A page that is opened asks for a new look when the last one is older.
LOOK_AGAIN: Final = timedelta(minutes=10)
#: Questions of one episode, and messages of it that are read (chosen by us).
CASES_EACH, MESSAGES_EACH = 3, 100
SOLVED: Final = ("by_person", "solved")
#: What somebody did for one customer, or what is on its way to them, helps nobody else.
_ONE_OFF: Final = re.compile(
    r"\bI(?:(?:'|’)ve| have)?\s+(?:just |also |already )?(?:\w+ed|put|sent|made|gave|found|told|took|did|got)\b"
    r"|\bon (?:its|their|the) way\b|\bback to you\b|\bworks now\b|\byours? (?:is|are|was|were) \w+ed\b",
    re.IGNORECASE,
)
#: With fewer words left a reply says nothing by itself: "I'm very glad." (chosen by us).
LEAST_WORDS: Final = 6


@dataclass(frozen=True)
class Found:
    """A question and the reply that followed it, with the reply's words that hold for anybody."""

    question: Message
    reply: Message
    text: str
    episode: Episode


def gather(portion: int = PORTION) -> bool:
    """Stores the cases of the next closed episodes; True when there are more. Runs twice without harm."""
    started_at = now()
    row, _ = CaseGathering.objects.get_or_create(
        pk=1, defaults={"through_at": started_at - REACH, "looked_at": started_at - REACH}
    )
    episodes = _closed_after(row, portion + 1)
    found = [each for episode in episodes[:portion] for each in _cases(episode)]
    vectors = encoder.encode([each.question.text for each in found])
    with transaction.atomic():
        row = CaseGathering.objects.select_for_update().get(pk=1)
        row.edition += _store(found, vectors)
        if episodes:
            row.through_at, row.through_id = _through(episodes[:portion][-1], started_at - OVERLAP)
        row.looked_at = started_at
        row.save()
    return len(episodes) > portion and row.through_at < started_at - OVERLAP


def _through(last: Episode, sure_until: datetime) -> tuple[datetime, int]:
    """The bookmark after this episode; what is fresh is looked at once more."""
    closed_at = last.closed_at or sure_until
    return (closed_at, last.pk) if closed_at <= sure_until else (sure_until, 0)


def gather_on() -> None:
    """A portion as a background job, which announces the next one."""
    if gather():
        with transaction.atomic():
            announce("cases to gather", lock="cases")


def gather_when_old() -> None:
    """Asks for a look at what was closed, at most once in LOOK_AGAIN for all who open pages."""
    moment = now()
    row = CaseGathering.objects.filter(pk=1).first()
    if row is not None and row.looked_at > moment - LOOK_AGAIN:
        return
    with transaction.atomic():
        if row is None:
            start = moment - REACH
            _, is_new = CaseGathering.objects.get_or_create(
                pk=1, defaults={"through_at": start, "looked_at": moment}
            )
        else:
            stale = CaseGathering.objects.filter(pk=1, looked_at=row.looked_at)
            is_new = stale.update(looked_at=moment) == 1
        if is_new:
            announce("cases to gather", lock="cases")


def _closed_after(row: CaseGathering, limit: int) -> list[Episode]:
    later = Q(closed_at__gt=row.through_at) | Q(closed_at=row.through_at, pk__gt=row.through_id)
    closed = Episode.objects.filter(later, closed_because__in=SOLVED)
    return list(closed.select_related("conversation__customer").order_by("closed_at", "pk")[:limit])


def _cases(episode: Episode) -> Iterator[Found]:
    """The last question before each first reply of a person; small talk asks for nothing."""
    messages = episode.messages.select_related("reading").order_by("number")[:MESSAGES_EACH]
    known = known_to(episode.conversation)
    asked: Message | None = None
    count = 0
    for message in messages:
        if message.kind == Kind.CUSTOMER and not is_small_talk(message):
            asked = message
        elif message.kind == Kind.PERSON and asked is not None and count < CASES_EACH:
            yield Found(asked, message, for_anybody(message.text, known), episode)
            asked, count = None, count + 1


def for_anybody(text: str, known: Known) -> str:
    """What of a reply holds for the next customer too; "" when that is too little to be of use."""
    kept = " ".join(each for each in clean(text, known).sentences if not _ONE_OFF.search(each))
    return kept if len(kept.split()) >= LEAST_WORDS else ""


def is_small_talk(message: Message) -> bool:
    """Asks for nothing: by what was read, or (an imported past was not read) by being two words at most."""
    if not hasattr(message, "reading"):
        return len(message.text.split()) < 3
    return message.reading.signals.get("act", {}).get("value") in SMALL_TALK


def known_to(conversation: Conversation) -> Known:
    """Whose names are personal, and what is the business's own."""
    business = current_business()
    names = [*Person.objects.values_list("name", flat=True), conversation.customer.name]
    own = (business.name, business.bot_name, business.email, business.phone, business.address)
    return Known(
        names=names_in(names),
        own=tuple(sorted(filter(None, own), key=len, reverse=True)),
        knows=current_index().words.knows,
    )


def _store(found: Sequence[Found], vectors: encoder.Vectors) -> int:
    taken = set(
        SolvedCase.objects.filter(question__in=[each.question.pk for each in found]).values_list(
            "question_id", flat=True
        )
    )
    made = [
        SolvedCase(
            question=each.question,
            reply=each.reply,
            text=each.text,
            vector=to_bytes(vector),
            encoder=encoder.version(),
            closed_at=each.episode.closed_at or now(),
        )
        for each, vector in zip(found, vectors, strict=True)
        if each.question.pk not in taken and vector.any()
    ]
    SolvedCase.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)
