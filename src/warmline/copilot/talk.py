"""What was said in this episode, with what was read and decided?"""

from typing import Any

from warmline.conversations.models import Episode, Kind, Message
from warmline.decisions.models import StoredDecision
from warmline.desk.tries import Talk

#: The latest messages of an episode that are looked at (chosen by us, as the context card does).
MOST_MESSAGES = 300


def read_talk(episode: Episode) -> Talk:
    latest = episode.messages.select_related("reading").order_by("-number")[:MOST_MESSAGES]
    decisions = StoredDecision.objects.filter(message__episode=episode).order_by("at", "id")
    by_number = {each.message.number: each for each in decisions.select_related("message")}
    return Talk(tuple(reversed(latest)), by_number)


def signal(message: Message, name: str, default: Any = "") -> Any:
    """What a reader said of a message; the default where it was not read."""
    if not hasattr(message, "reading"):
        return default
    return message.reading.signals.get(name, {}).get("value", default)


def customers_latest(talk: Talk) -> Message | None:
    said = talk.of(Kind.CUSTOMER)
    return said[-1] if said else None
