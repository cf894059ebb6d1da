"""Which messages did the bot have no answer for? Read from decisions, handovers and "no, that did not help"."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import BooleanField, Case, Q, When

from warmline.conversations.models import Holder, HolderChange, Kind, Message, Reason
from warmline.decisions.case import ADMIT, HAND_OVER
from warmline.decisions.models import StoredDecision
from warmline.feedback.models import Rating
from warmline.feedback.rating import HELPFUL
from warmline.gaps.models import GapQuestion
from warmline.understanding.reading_messages import read

#: Reasons for a person that say: here something was not known.
REASONS: Final = (Reason.MISSING_KNOWLEDGE.value, Reason.CLARIFICATION_FAILED.value)
#: After these the question stands in an earlier message; after the other small talk there is none.
_POINTING_BACK: Final = frozenset({"yes", "no"})
_NO_QUESTION: Final = frozenset({"greeting", "thanks", "goodbye", "are_you_a_bot", "empty"})
#: A wish for a person in more words than these holds a question as well (as on the context card).
_WISH_WORDS: Final = 12
#: How far back the question may stand (chosen by us).
_LOOK_BACK: Final = 4


@dataclass(frozen=True)
class Sign:
    """Something that says: what the customer had said up to this number was not answered."""

    at: datetime
    conversation_id: UUID
    number: int
    why: str
    #: What was said last may be no more than a clarification: of the last two the longer one is the question.
    is_vague: bool = False


@dataclass(frozen=True)
class Found:
    """The signs of a stretch of time, and up to when they are complete."""

    signs: tuple[Sign, ...]
    through_at: datetime
    is_all: bool


@dataclass(frozen=True)
class Unanswered:
    message: Message
    why: str


def find_signs(since: datetime, most: int) -> Found:
    """The oldest signs from `since` on, about `most` of each kind; later ones next time."""
    signs: list[Sign] = []
    through_at, is_all = since, True
    for rows in (_decisions(since), _handovers(since), _ratings(since)):
        part = list(rows[: most + 1])
        if len(part) > most:
            end = part.pop().at
            through_at = min(through_at, end) if not is_all else end
            is_all = False
        signs += part
    if not is_all:
        # Never the same stretch twice, even if everything in it happened in one moment.
        through_at = max(through_at, since + timedelta(microseconds=1))
        signs = [sign for sign in signs if sign.at <= through_at]
    return Found(tuple(sorted(signs, key=lambda sign: sign.at)), through_at, is_all)


def questions_of(signs: Iterable[Sign]) -> list[Unanswered]:
    """The question behind each sign, each message once and none that was told before."""
    signs = tuple(signs)
    said = _said_by_customers({sign.conversation_id for sign in signs})
    found: dict[UUID, Unanswered] = {}
    for sign in signs:
        message = _question_behind(sign, said.get(sign.conversation_id, []))
        if message is not None:
            found.setdefault(message.pk, Unanswered(message, sign.why))
    told = GapQuestion.objects.filter(message__in=found).values_list("message_id", flat=True)
    taken = set(told)
    return [each for pk, each in found.items() if pk not in taken]


class _Rows:
    """A query whose rows become signs, as far as they are asked for."""

    def __init__(self, query: Any, why: str, number: str, is_vague: Q) -> None:
        self._query = query.annotate(
            is_vague=Case(When(is_vague, then=True), default=False, output_field=BooleanField())
        )
        self._why, self._number, self._vague = why, number, "is_vague"

    def __getitem__(self, part: slice) -> list[Sign]:
        rows = self._query.order_by("at").values_list("at", "conversation_id", self._number, self._vague)[
            part
        ]
        return [
            Sign(at, conversation, number, self._why, is_vague) for at, conversation, number, is_vague in rows
        ]


def _decisions(since: datetime) -> _Rows:
    is_gap = Q(action=ADMIT) | Q(action=HAND_OVER, reason__in=REASONS)
    rows = StoredDecision.objects.filter(is_gap, at__gte=since, is_carried_out=True)
    return _Rows(rows, GapQuestion.Why.UNKNOWN, "message__number", Q(reason=Reason.CLARIFICATION_FAILED))


def _handovers(since: datetime) -> _Rows:
    rows = HolderChange.objects.filter(holder=Holder.QUEUE, reason__in=REASONS, at__gte=since)
    return _Rows(rows, GapQuestion.Why.HANDED_OVER, "after_number", Q(pk__isnull=False))


def _ratings(since: datetime) -> _Rows:
    rows = Rating.objects.filter(survey=HELPFUL, score=0, at__gte=since)
    return _Rows(rows, GapQuestion.Why.UNHELPFUL, "number", Q(pk__isnull=True))


def _said_by_customers(conversations: set[UUID]) -> dict[UUID, list[Message]]:
    said: dict[UUID, list[Message]] = {}
    rows = Message.objects.filter(conversation_id__in=conversations, kind=Kind.CUSTOMER)
    for message in rows.select_related("reading").order_by("number"):
        said.setdefault(message.conversation_id, []).append(message)
    return said


def _question_behind(sign: Sign, said: list[Message]) -> Message | None:
    before = [each for each in said if each.number <= sign.number][-_LOOK_BACK:]
    questions = list(_questions(reversed(before)))[: 2 if sign.is_vague else 1]
    return max(questions, key=lambda message: len(message.text.split()), default=None)


def _questions(latest_first: Iterable[Message]) -> Iterator[Message]:
    """Nothing when the latest is small talk that points at no question before it."""
    is_latest = True
    for message in latest_first:
        act, is_wish = _read(message)
        if is_latest and act in _NO_QUESTION:
            return
        is_latest = False
        if act not in _POINTING_BACK | _NO_QUESTION and not is_wish:
            yield message


def _read(message: Message) -> tuple[str, bool]:
    """Its act, and whether it is nothing but the wish for a person."""
    if hasattr(message, "reading"):
        signals = message.reading.signals
        act, wish = signals.get("act", {}).get("value", ""), signals.get("wish", {}).get("value")
    else:
        reading = read(message.text)
        act, wish = reading.act.value, reading.wish.value
    return str(act), wish is True and len(message.text.split()) < _WISH_WORDS
