"""How does Redis carry wake-ups? By publish and subscribe."""

import threading
from collections.abc import Iterator

import redis

from warmline.lib.live_relay import CarrierDown

CHANNEL = "warmline:live"
LOOK_UP_SECONDS = 0.5


class Redis:
    largest = 64_000

    def __init__(self, url: str) -> None:
        self._client = redis.Redis.from_url(
            url, socket_connect_timeout=5, socket_timeout=5, health_check_interval=15
        )

    def send(self, parcel: str) -> None:
        try:
            self._client.publish(CHANNEL, parcel)
        except redis.RedisError as error:
            raise CarrierDown(type(error).__name__) from error

    def receive(self, stop: threading.Event) -> Iterator[str]:
        try:
            with self._client.pubsub() as subscription:  # type: ignore[no-untyped-call]
                subscription.subscribe(CHANNEL)
                while not stop.is_set():
                    message = subscription.get_message(timeout=LOOK_UP_SECONDS)
                    if message and message["type"] == "message":
                        yield message["data"].decode()
                    else:
                        yield ""
        except redis.RedisError as error:
            raise CarrierDown(type(error).__name__) from error

    def close(self) -> None:
        self._client.close()
