"""How does a process learn that another one wrote to the same SQLite file?"""

import fcntl
import sqlite3
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from warmline.lib.live_hub import Hub

#: How late a wake-up from another process may be.
LOOK_SECONDS = 0.5


class Sqlite:
    """Every process holds a shared lock beside the file: who can have it alone is alone, and wakes nobody."""

    def __init__(self, hub: Hub, file: Path) -> None:
        self._hub = hub
        self._file = file
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="live-watch", daemon=True)

    def start(self) -> None:
        self._presence = self._file.with_suffix(".live").open("a")
        fcntl.flock(self._presence, fcntl.LOCK_SH)
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join(5)
        self._presence.close()

    def send(self, topic: str, note: Mapping[str, Any] | None) -> None:
        """The commit itself is what the others see."""

    def _watch(self) -> None:
        connection = sqlite3.connect(self._file, isolation_level=None)
        seen = 0
        while not self._stop.wait(LOOK_SECONDS):
            # It changes with each commit of any other connection (SQLite manual, PRAGMA data_version).
            version = connection.execute("PRAGMA data_version").fetchone()[0]
            if version != seen and not self._is_alone():
                self._hub.wake_all()
            seen = version
        connection.close()

    def _is_alone(self) -> bool:
        try:
            fcntl.flock(self._presence, fcntl.LOCK_EX | fcntl.LOCK_NB)
            is_alone = True
        except BlockingIOError:
            is_alone = False
        fcntl.flock(self._presence, fcntl.LOCK_SH)
        return is_alone
