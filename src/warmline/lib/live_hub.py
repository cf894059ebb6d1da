"""Which coroutines of this process wait for a topic?"""

import asyncio
import threading
from collections.abc import Iterable, Mapping
from types import TracebackType
from typing import Any

Note = tuple[str, Mapping[str, Any] | None]

#: More unread notes than this are replaced by one "look at everything again" for each topic (chosen by us).
MOST_NOTES = 64


class Wakes:
    """The wake-ups of one subscriber; used in the event loop it was entered in."""

    def __init__(self, hub: "Hub", topics: Iterable[str]) -> None:
        self.topics = tuple(topics)
        self._hub = hub
        self._waiting: dict[str, Note] = {}
        self._waiter: asyncio.Future[None] | None = None
        self.has_ended = False

    async def __aenter__(self) -> "Wakes":
        self.loop = asyncio.get_running_loop()
        self._hub.add(self)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._hub.remove(self)

    async def next(self, seconds: float) -> tuple[Note, ...]:
        """The notes since the last call; waits for one at most `seconds` or until `end`, then returns none."""
        if not self._waiting and not self.has_ended:
            await self._wait(seconds)
        notes = tuple(self._waiting.values())
        self._waiting.clear()
        return notes

    async def _wait(self, seconds: float) -> None:
        # A timer and a future: with thousands of subscribers much cheaper than asyncio.wait_for.
        self._waiter = self.loop.create_future()
        timer = self.loop.call_later(seconds, self._wake)
        try:
            await self._waiter
        finally:
            timer.cancel()
            self._waiter = None

    def _wake(self) -> None:
        if self._waiter and not self._waiter.done():
            self._waiter.set_result(None)

    def end(self) -> None:
        """Nobody is there any more to be woken: called in the subscriber's loop, ends its wait."""
        self.has_ended = True
        self._wake()

    def receive(self, note: Note) -> None:
        """Called in the subscriber's loop."""
        key = repr(note)
        self._waiting.pop(key, None)
        self._waiting[key] = note
        if len(self._waiting) > MOST_NOTES:
            self._waiting = {topic: (topic, None) for topic in self.topics}
        self._wake()


class Hub:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._by_topic: dict[str, set[Wakes]] = {}

    def add(self, wakes: Wakes) -> None:
        with self._lock:
            for topic in wakes.topics:
                self._by_topic.setdefault(topic, set()).add(wakes)

    def remove(self, wakes: Wakes) -> None:
        with self._lock:
            for topic in wakes.topics:
                subscribers = self._by_topic.get(topic, set())
                subscribers.discard(wakes)
                if not subscribers:
                    self._by_topic.pop(topic, None)

    def deliver(self, topic: str, note: Mapping[str, Any] | None) -> None:
        with self._lock:
            subscribers = tuple(self._by_topic.get(topic, ()))
        self._hand_out([(wakes, (topic, note)) for wakes in subscribers])

    def wake_all(self) -> None:
        """Wake-ups may have been lost: everybody looks again."""
        with self._lock:
            pairs = [(wakes, topic) for topic, found in self._by_topic.items() for wakes in found]
        self._hand_out([(wakes, (topic, None)) for wakes, topic in pairs])

    def _hand_out(self, notes: list[tuple[Wakes, Note]]) -> None:
        """One call into each event loop, however many subscribers it has."""
        by_loop: dict[asyncio.AbstractEventLoop, list[tuple[Wakes, Note]]] = {}
        for wakes, note in notes:
            by_loop.setdefault(wakes.loop, []).append((wakes, note))
        for loop, found in by_loop.items():
            try:
                loop.call_soon_threadsafe(_receive_all, found)
            except RuntimeError:  # the loop is closed, its subscribers are gone
                for wakes, _ in found:
                    self.remove(wakes)


def _receive_all(notes: list[tuple[Wakes, Note]]) -> None:
    for wakes, note in notes:
        wakes.receive(note)


hub = Hub()
