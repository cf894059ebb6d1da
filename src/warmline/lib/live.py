"""Who is to look again? Wakes the subscribers of a topic, in this process and in all others."""

from collections.abc import Mapping
from typing import Any

from warmline.lib.live_hub import Note, Wakes, hub

__all__ = ["Note", "Wakes", "publish", "subscribe"]


def publish(topic: str, note: Mapping[str, Any] | None = None) -> None:
    """Wakes all subscribers of the topic; from any thread, at commit."""
    hub.deliver(topic, note)


def subscribe(*topics: str) -> Wakes:
    """`async with subscribe("desk") as wakes: notes = await wakes.next(10)` gives (topic, note) pairs.

    A note of None means: look at everything again. Equal notes that wait are given once.
    """
    return Wakes(hub, topics)
