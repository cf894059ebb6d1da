"""Who is to look again? Wakes the subscribers of a topic, in this process and in all others."""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.db import connection

from warmline.lib.live_hub import Note, Wakes, hub
from warmline.lib.live_relay import Relay
from warmline.lib.live_sqlite import Sqlite

__all__ = ["Note", "Wakes", "publish", "start", "stop", "subscribe"]


class Link(Protocol):
    """What joins this process to the others."""

    def start(self) -> None: ...
    def stop(self) -> None: ...
    def send(self, topic: str, note: Mapping[str, Any] | None) -> None: ...


_link: Link | None = None


def publish(topic: str, note: Mapping[str, Any] | None = None) -> None:
    """Wakes all subscribers of the topic; from any thread, at commit."""
    hub.deliver(topic, note)
    if _link:
        _link.send(topic, note)


def subscribe(*topics: str) -> Wakes:
    """`async with subscribe("desk") as wakes: notes = await wakes.next(10)` gives (topic, note) pairs.

    A note of None means: look at everything again. Equal notes that wait are given once.
    """
    return Wakes(hub, topics)


def start() -> None:
    """Joins this process to the others: through Redis if the settings name one, else through the database."""
    global _link
    _link = _chosen_link(connection.settings_dict)
    _link.start()


def stop() -> None:
    global _link
    link, _link = _link, None
    if link:
        link.stop()


def _chosen_link(database: Mapping[str, Any]) -> Link:
    # Each client is loaded only where it is used, for the sake of small machines.
    if settings.REDIS_URL:
        return Relay(hub, import_module("warmline.lib.live_redis").Redis(settings.REDIS_URL))
    if database["ENGINE"].endswith("postgresql"):
        return Relay(hub, import_module("warmline.lib.live_postgresql").Postgresql(database))
    return Sqlite(hub, Path(database["NAME"]))
