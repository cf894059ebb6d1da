"""Who needs a person most? The order of the inbox as one pure key, and the same in words.

A list is read page by page from the key of the last row, so the key stands in addresses and in the page: digits that
sort as text, made and read here alone.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from warmline.conversations.models import Priority

#: Later than any moment: whoever waits for nobody comes last.
NEVER = datetime(9999, 1, 1, tzinfo=UTC)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
#: Above the microseconds of NEVER.
_TOP = 10**18


@dataclass(frozen=True)
class Need:
    """What makes a conversation urgent. due_at: when the service clock runs out, None without one."""

    priority: int
    waiting_since: datetime | None
    due_at: datetime | None = None


def urgency(need: Need) -> tuple[int, datetime]:
    """The smaller sooner: by the decision's priority, then by the moment an answer is owed.

    Without a clock it has been owed ever since they wait.
    """
    return -need.priority, need.due_at or need.waiting_since or NEVER


@dataclass(frozen=True)
class Key:
    """A row's place in a list: by priority, then by a moment, then by the conversation."""

    priority: int
    at: datetime
    id: UUID


def write_key(key: Key, *, is_latest_first: bool = False) -> str:
    """Sorts as text in the order of the list."""
    micros = (key.at - _EPOCH) // _MICROSECOND
    place = _TOP - micros if is_latest_first else micros
    return f"{Priority.AT_ONCE - key.priority}-{place:019d}-{key.id.hex}"


def read_key(text: str, *, is_latest_first: bool = False) -> Key | None:
    """None for whatever is no key."""
    rank, _, rest = text.partition("-")
    place, _, pk = rest.partition("-")
    try:
        micros = _TOP - int(place) if is_latest_first else int(place)
        return Key(Priority.AT_ONCE - int(rank), _EPOCH + micros * _MICROSECOND, UUID(hex=pk))
    except (ValueError, OverflowError):
        return None


def explain(priority: int, mood: str, waiting: str, due: str = "") -> str:
    """As "High: upset, waiting 12 min"."""
    because = [mood, _("waiting {waiting}").format(waiting=waiting) if waiting else "", due]
    told = ", ".join(each for each in because if each)
    label = _(str(Priority(priority).label))
    return f"{label}: {told}" if told else label
