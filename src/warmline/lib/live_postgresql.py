"""How does PostgreSQL carry wake-ups? By LISTEN and NOTIFY on connections of their own."""

import threading
from collections.abc import Iterator, Mapping
from typing import Any

import psycopg

from warmline.lib.live_relay import CarrierDown

CHANNEL = "warmline_live"
#: How long until a stop or a lost connection is noticed.
LOOK_UP_SECONDS = 0.5


class Postgresql:
    #: NOTIFY takes less than 8000 bytes (PostgreSQL manual, NOTIFY).
    largest = 7900

    def __init__(self, database: Mapping[str, Any]) -> None:
        names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
        self._address = {key: database[name] for key, name in names.items() if database.get(name)}
        self._sender: psycopg.Connection[Any] | None = None

    def _connect(self) -> "psycopg.Connection[Any]":
        # Keepalives: a host that vanished without a word is noticed within half a minute.
        return psycopg.connect(
            **self._address,
            autocommit=True,
            connect_timeout=5,
            keepalives_idle=15,
            keepalives_interval=5,
            keepalives_count=3,
        )

    def send(self, parcel: str) -> None:
        try:
            if self._sender is None:
                self._sender = self._connect()
            self._sender.execute("SELECT pg_notify(%s, %s)", [CHANNEL, parcel])
        except psycopg.Error as error:
            self.close()
            raise CarrierDown(type(error).__name__) from error

    def receive(self, stop: threading.Event) -> Iterator[str]:
        try:
            with self._connect() as connection:
                connection.execute(f"LISTEN {CHANNEL}")
                while not stop.is_set():
                    yield ""
                    for notify in connection.notifies(timeout=LOOK_UP_SECONDS):
                        yield notify.payload
                        if stop.is_set():
                            break
        except psycopg.Error as error:
            raise CarrierDown(type(error).__name__) from error

    def close(self) -> None:
        sender, self._sender = self._sender, None
        if sender:
            sender.close()
