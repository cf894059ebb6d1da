"""Which thread of this process may write next? The one that waits; SQLite alone would let it sleep and guess.

SQLite has one writer at a time. Who finds it taken sleeps 1 to 100 ms and tries again (sqlite3_busy_timeout),
so that under load a thread may be passed over for seconds. Here the threads of a process wait for a lock and
go on the moment it is free; between processes SQLite's own waiting remains.
"""

import threading
from collections import defaultdict
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

#: By database file.
_turns: "defaultdict[str, threading.Lock]" = defaultdict(threading.Lock)


class DatabaseWrapper(base.DatabaseWrapper):
    #: The lock this connection holds from the start of its transaction to its end.
    _turn: "threading.Lock | None" = None

    def _start_transaction_under_autocommit(self) -> None:
        self._take_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._end_turn()
            raise

    def _commit(self) -> Any:
        done = super()._commit()  # type: ignore[misc]
        self._end_turn()
        return done

    def _rollback(self) -> Any:
        try:
            return super()._rollback()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _close(self) -> Any:
        try:
            return super()._close()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _take_turn(self) -> None:
        turn = _turns[str(self.settings_dict["NAME"])]
        if not turn.acquire(timeout=self.settings_dict["OPTIONS"].get("timeout", 5)):
            raise OperationalError("database is locked")
        self._turn = turn

    def _end_turn(self) -> None:
        turn, self._turn = self._turn, None
        if turn:
            turn.release()
