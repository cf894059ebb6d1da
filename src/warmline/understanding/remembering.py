"""Which moment of an episode was the worst, and how did it end? Kept anew with each reading."""

from dataclasses import dataclass
from typing import Any, Final

from warmline.conversations.models import Message
from warmline.understanding.models import EpisodeMood, StoredReading
from warmline.understanding.mood.labels import GROUP_OF

#: An unpleasant tone counts for somewhat less than what says outright that somebody is upset (chosen by us).
TONE_WEIGHT: Final = 0.7
#: Feelings that are worth a word where the moment is unpleasant.
UNPLEASANT: Final = frozenset({"angry", "disgusted", "worried", "sad"})
_SIGNALS: Final = ("frustration", "sentiment", "emotion")
_PARTS: Final = ("value", "number", "words", "feeling")


@dataclass(frozen=True)
class Moment:
    """number: of the message; value: how upset the customer was, 0 to 1; words: it rests on.

    feeling: "angry", "disgusted", "worried", "sad" or "".
    """

    number: int
    value: float
    words: str
    feeling: str


def remember(message: Message) -> None:
    """Peak and end of the message's episode, from the readings that are kept: the same however often it runs."""
    rows = StoredReading.objects.filter(message__episode=message.episode_id).order_by("message__number")
    read = rows.values_list("message__number", *(f"signals__{name}" for name in _SIGNALS))
    moments = [_moment(number, *signals) for number, *signals in read if signals[0]]
    if not moments:
        return
    peak, end = max(moments, key=lambda moment: moment.value), moments[-1]
    kept = {
        f"{place}_{part}": getattr(moment, part)
        for place, moment in (("peak", peak), ("end", end))
        for part in _PARTS
    }
    EpisodeMood.objects.bulk_create(
        [EpisodeMood(episode_id=message.episode_id, **kept)],
        update_conflicts=True,
        unique_fields=["episode"],
        update_fields=list(kept),
    )


def _moment(
    number: int, upset: dict[str, Any], tone: dict[str, Any] | None, emotion: dict[str, Any] | None
) -> Moment:
    """As bad as it sounds by what is said or by how it is said, whichever is worse; older readings have no tone."""
    unpleasant = TONE_WEIGHT * max(0.0, -tone["value"]) * tone["confidence"] if tone else 0.0
    worse = tone if tone and unpleasant > upset["value"] else upset
    value = max(upset["value"], round(unpleasant, 2))
    return Moment(number, value, " ".join(worse["words"])[:120], _feeling(emotion))


def _feeling(emotion: dict[str, Any] | None) -> str:
    """The strongest unpleasant one; a pleasant or no feeling is "": it needs no care."""
    names = str(emotion["value"]).split("|") if emotion else []
    groups = (GROUP_OF.get(name, "") for name in names)
    return next((group for group in groups if group in UNPLEASANT), "")
