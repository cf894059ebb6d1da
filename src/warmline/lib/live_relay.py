"""How do wake-ups reach other processes? In batches, from a thread that never holds anybody up."""

import json
import logging
import queue
import threading
import uuid
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, Protocol

from warmline.lib.live_hub import Hub, Note

logger = logging.getLogger(__name__)

#: Wake-ups that wait to be sent; when it is full they are dropped and everybody is told to look again.
MOST_WAITING = 10_000
RECONNECT_SECONDS = 1.0


class CarrierDown(Exception):
    """The connection is lost; permanent trouble looks the same, so it is tried again."""


class Carrier(Protocol):
    #: Bytes one parcel may have.
    largest: int

    def send(self, parcel: str) -> None:
        """Sends to all processes, including this one; connects when needed. Raises CarrierDown."""

    def receive(self, stop: threading.Event) -> Iterator[str]:
        """Connects, gives "" once listening, then each parcel, and "" now and then; raises CarrierDown."""

    def close(self) -> None: ...


class Relay:
    def __init__(self, hub: Hub, carrier: Carrier) -> None:
        self._hub = hub
        self._carrier = carrier
        self._process = uuid.uuid4().hex[:12]
        self._outbox: queue.Queue[Note | None] = queue.Queue(MOST_WAITING)
        self._stop = threading.Event()
        self._listening = threading.Event()
        self._has_lost = False
        self._threads = [
            threading.Thread(target=step, name=f"live-{step.__name__.strip('_')}", daemon=True)
            for step in (self._send_all, self._listen)
        ]

    def start(self) -> None:
        """Returns when this process listens; after five seconds without it goes on trying by itself."""
        for thread in self._threads:
            thread.start()
        self._listening.wait(5)

    def stop(self) -> None:
        self._stop.set()
        with suppress(queue.Full):
            self._outbox.put_nowait(None)
        for thread in self._threads:
            thread.join(5)
        self._carrier.close()

    def send(self, topic: str, note: Mapping[str, Any] | None) -> None:
        try:
            self._outbox.put_nowait((topic, note))
        except queue.Full:
            self._has_lost = True

    def _send_all(self) -> None:
        is_last = False
        while not is_last:
            batch, is_last = self._next_batch()
            for parcel in parcels(self._process, batch, self._carrier.largest):
                self._send(parcel)

    def _next_batch(self) -> tuple[list[Note], bool]:
        """Waits for the first note and takes what else waits, equal ones once; also whether to stop then."""
        notes = [self._outbox.get()]
        with suppress(queue.Empty):
            while len(notes) < 500:
                notes.append(self._outbox.get_nowait())
        return list({repr(note): note for note in notes if note}.values()), None in notes

    def _send(self, parcel: str) -> None:
        """Tries until it is sent; while stopping, once."""
        while True:
            try:
                if self._has_lost:
                    self._carrier.send(json.dumps([self._process, None]))
                    self._has_lost = False
                return self._carrier.send(parcel)
            except CarrierDown:
                if self._stop.wait(RECONNECT_SECONDS):
                    return None

    def _listen(self) -> None:
        while not self._stop.is_set():
            try:
                self._hear()
            except CarrierDown as error:
                logger.warning("Live updates between processes are down, trying again: %s.", error)
                self._stop.wait(RECONNECT_SECONDS)

    def _hear(self) -> None:
        is_new = True
        for parcel in self._carrier.receive(self._stop):
            self._listening.set()
            if is_new:
                is_new = False
                self._hub.wake_all()
            if parcel:
                self._open(parcel)

    def _open(self, parcel: str) -> None:
        process, notes = json.loads(parcel)
        if process == self._process:
            return
        if notes is None:
            self._hub.wake_all()
            return
        for topic, note in notes:
            self._hub.deliver(topic, note)


def parcels(process: str, notes: list[Note], largest: int) -> Iterator[str]:
    """The notes as JSON of at most `largest` bytes each; one too large becomes "look at everything again"."""
    parcel: list[str] = []
    free = largest - len(process) - 10
    size = 0
    for topic, note in notes:
        text = json.dumps([topic, note], default=str)
        if len(text) > free:
            text = json.dumps([topic, None])
        if size + len(text) + 2 > free and parcel:
            yield f'["{process}", [{", ".join(parcel)}]]'
            parcel, size = [], 0
        parcel.append(text)
        size += len(text) + 2
    if parcel:
        yield f'["{process}", [{", ".join(parcel)}]]'
