"""How did made-up customers feel, and why did they really write? Chosen by us: a demo shows what it can do."""

from collections.abc import Sequence
from typing import Final
from zlib import crc32

from warmline.conversations.models import Conversation, Episode, Kind, Message
from warmline.insights.capturing import theme_of
from warmline.insights.models import Insight
from warmline.playbooks.history import PastConversation
from warmline.understanding.models import EpisodeMood

Joined = Sequence[tuple[Conversation, Episode, PastConversation]]
#: The worst moment by the reason of the handoff, 0 to 1; all else was calm.
_WORST: Final = {
    "emotion": 0.85,
    "sensitive": 0.7,
    "clarification_failed": 0.65,
    "review_requested": 0.6,
    "tool_failure": 0.5,
    "policy": 0.45,
}
_CALM: Final = 0.15
#: What is left of the worst at the end, by the score that was given (1 to 5), without one the last.
_LEFT: Final = {1: 0.95, 2: 0.8, 3: 0.5, 4: 0.3, 5: 0.15, None: 0.4}
_FEELINGS: Final = {"emotion": "angry", "sensitive": "worried"}
#: Of ten conversations with a reason so many are noted.
_NOTED: Final = 7


def remember_moods(joined: Joined) -> None:
    EpisodeMood.objects.bulk_create(_mood(episode, past) for _, episode, past in joined)


def remember_insights(joined: Joined) -> None:
    """In the name of the person who dealt with it."""
    said = [row for row in joined if row[2].why and row[0].person and _chance(row[2]) < _NOTED]
    themes = {why: theme_of(why) for why in sorted({past.why for _, _, past in said})}
    quotes = _quotes([conversation for conversation, _, _ in said])
    Insight.objects.bulk_create(
        Insight(
            conversation=conversation,
            episode=episode,
            theme=themes[past.why],
            words=past.why,
            quote=quotes.get(conversation.pk),
            person=conversation.person,
            at=past.lines[-1].at,
        )
        for conversation, episode, past in said
    )


def _mood(episode: Episode, past: PastConversation) -> EpisodeMood:
    said = [number for number, line in enumerate(past.lines, 1) if line.kind == "customer"]
    worst = _WORST.get(past.reason, _CALM) + 0.01 * (_chance(past) - 5)
    return EpisodeMood(
        episode=episode,
        peak_value=worst,
        peak_number=said[min(1, len(said) - 1)],
        peak_feeling=_FEELINGS.get(past.reason, ""),
        end_value=worst * _LEFT[past.csat],
        end_number=said[-1],
    )


def _chance(past: PastConversation) -> int:
    """0 to 9, the same for the same words."""
    return crc32(past.lines[0].text.encode() + str(past.started_at).encode()) % 10


def _quotes(conversations: Sequence[Conversation]) -> dict[object, Message]:
    """The longest that each customer said."""
    rows = Message.objects.filter(conversation__in=conversations, kind=Kind.CUSTOMER)
    return {row.conversation_id: row for row in sorted(rows, key=lambda row: len(row.text))}
