"""What stands beside a conversation: its summary, the next steps, a hint for the customer's state, like cases?"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _

from warmline.commerce.orders import summary as bought
from warmline.conversations.holding import current_episode
from warmline.conversations.models import Conversation, Episode, Kind
from warmline.copilot.cases import Case, find_cases
from warmline.copilot.hints import Hint, State, hint_for
from warmline.copilot.steps import Situation, Step, next_steps
from warmline.copilot.summary import Point, as_note, is_promise, summarise
from warmline.copilot.talk import customers_latest, read_talk, signal
from warmline.copilot.tone.checking import DATED
from warmline.desk.shortening import SENTENCE_END, shorten
from warmline.desk.tries import Talk, open_questions, questions
from warmline.lib.time import now
from warmline.tasks.models import Task

#: Contacts within this time are one matter that was not settled (chosen by us).
RECENT: Final = timedelta(days=7)
SNIPPET_WORDS: Final = 16


@dataclass(frozen=True)
class Like:
    """A past case as it is shown. outcome: how it ended, in words; tone: of its badge."""

    case: Case
    question: str
    reply: str
    outcome: str
    tone: str


@dataclass(frozen=True)
class Advice:
    points: tuple[Point, ...]
    note: str
    steps: tuple[Step, ...]
    hint: Hint | None
    likes: tuple[Like, ...]


def advise(conversation: Conversation) -> Advice:
    episode = current_episode(conversation)
    talk = read_talk(episode)
    promised = _promised(conversation)
    points = summarise(talk, tuple(task.text for task in promised))
    asked = questions(talk)
    cases = find_cases(asked[-1].text, conversation) if asked else ()
    state = _state(talk)
    situation = _situation(conversation, episode, talk, promised)
    likes = tuple(_like(case) for case in cases)
    return Advice(points, as_note(points), next_steps(situation), hint_for(state), likes)


def _promised(conversation: Conversation) -> list[Task]:
    about = f"conversation:{conversation.pk}"
    open_ones = Task.objects.filter(kind=Task.Kind.PROMISE, done_at=None, about=about)
    return list(open_ones.order_by("due_at", "id")[:3])


def _state(talk: Talk) -> State:
    """Of the latest message; a sensitive matter stays one while the episode lasts."""
    latest = customers_latest(talk)
    if latest is None:
        return State()
    grave = [signal(each, "sensitivity") for each in talk.of(Kind.CUSTOMER)]
    return State(
        sensitivity=next((each for each in reversed(grave) if each), ""),
        emotion=signal(latest, "emotion"),
        frustration=signal(latest, "frustration", 0.0),
        effort=signal(latest, "effort", 0),
        act=signal(latest, "act"),
    )


def _situation(conversation: Conversation, episode: Episode, talk: Talk, promised: list[Task]) -> Situation:
    at = now()
    latest = customers_latest(talk)
    orders = bought(conversation.customer_id, at, limit=5)
    since = conversation.waiting_since
    return Situation(
        waited_minutes=int((at - since).total_seconds() // 60) if since else 0,
        late_orders=tuple(order.number for order in orders.late),
        overdue=tuple(task.text for task in promised if task.due_at and task.due_at < at),
        undated=_undated(talk),
        contacts=_contacts(conversation, episode, at),
        has_orders=bool(orders.count),
        is_checked=conversation.is_proved,
        repeats=signal(latest, "effort", 0) if latest else 0,
        is_sensitive=bool(_state(talk).sensitivity) and not talk.of(Kind.PERSON),
        says_thanks=latest is not None and signal(latest, "act") == "thanks",
        is_open=bool(open_questions(talk)),
    )


def _undated(talk: Talk) -> tuple[str, ...]:
    """Promises in the last word of a person, without a day, a time or a length of time."""
    said = talk.of(Kind.PERSON)[-1:]
    sentences = [each for message in said for each in SENTENCE_END.split(message.text)]
    return tuple(shorten(each, 12) for each in sentences if is_promise(each) and not DATED.search(each))


def _contacts(conversation: Conversation, episode: Episode, at: datetime) -> int:
    others = Episode.objects.filter(
        conversation__customer=conversation.customer_id, opened_at__gt=at - RECENT
    )
    return others.exclude(pk=episode.pk).filter(messages__kind=Kind.CUSTOMER).distinct().count()


def _like(case: Case) -> Like:
    took = f"{case.minutes} min" if case.minutes < 120 else f"{case.minutes // 60} h"
    if not case.is_solved:
        outcome, tone = _("Rated {rating} of 5").format(rating=case.rating), "bad"
    elif case.rating is None:
        outcome, tone = _("Solved in {took}").format(took=took), ""
    else:
        outcome, tone = (
            _("Solved in {took}, rated {rating} of 5").format(took=took, rating=case.rating),
            "good",
        )
    return Like(case, shorten(case.question, SNIPPET_WORDS), shorten(case.text, SNIPPET_WORDS), outcome, tone)
