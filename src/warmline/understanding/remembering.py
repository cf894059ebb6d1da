"""Which moment of an episode was the worst, and how did it end? Kept anew with each reading."""

from dataclasses import dataclass
from typing import Any

from warmline.conversations.models import Message
from warmline.understanding.models import EpisodeMood, StoredReading

_REPLACED = ["peak_value", "peak_number", "peak_words", "end_value", "end_number", "end_words"]


@dataclass(frozen=True)
class Moment:
    """number: of the message; value: how upset the customer was, 0 to 1; words: it rests on."""

    number: int
    value: float
    words: str


def remember(message: Message) -> None:
    """Peak and end of the message's episode, from the readings that are kept: the same however often it runs."""
    rows = StoredReading.objects.filter(message__episode=message.episode_id)
    read = rows.order_by("message__number").values_list("message__number", "signals__frustration")
    moments = [_moment(number, signal) for number, signal in read if signal]
    if not moments:
        return
    peak, end = max(moments, key=lambda moment: moment.value), moments[-1]
    mood = EpisodeMood(
        episode_id=message.episode_id,
        peak_value=peak.value,
        peak_number=peak.number,
        peak_words=peak.words,
        end_value=end.value,
        end_number=end.number,
        end_words=end.words,
    )
    EpisodeMood.objects.bulk_create(
        [mood], update_conflicts=True, unique_fields=["episode"], update_fields=_REPLACED
    )


def _moment(number: int, signal: dict[str, Any]) -> Moment:
    return Moment(number, signal["value"], " ".join(signal["words"])[:120])
