"""Who may listen to the desk, and what do they hear?"""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from warmline.customers.models import Customer
from warmline.desk import stream
from warmline.desk.stream import DeskStream
from warmline.desk.tests.talk import open_talk
from warmline.lib import live
from warmline.lib.threads import Threads
from warmline.staff.membership import deactivate
from warmline.staff.models import Person

# Threads of the stream see only what is committed.
pytestmark = pytest.mark.django_db(transaction=True)


def cookie_of(person: Person) -> str:
    client = Client()
    client.force_login(person)
    return f"other=1; sessionid={client.cookies['sessionid'].value}"


class Listener:
    """A browser at the other end: what it was sent, event by event."""

    def __init__(self) -> None:
        self.sent: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.gone = asyncio.Event()

    async def receive(self) -> dict[str, Any]:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Any) -> None:
        await self.sent.put(message)

    async def event(self) -> tuple[str, Any]:
        message = await asyncio.wait_for(self.sent.get(), 5)
        if not message.get("body"):
            return "end", None
        name, data = message["body"].decode().strip().split("\n")
        return name.removeprefix("event: "), json.loads(data.removeprefix("data: "))

    async def hear(self, name: str) -> Any:
        """The next event of this name, whatever comes before it."""
        while True:
            heard, data = await self.event()
            if heard == name:
                return data

    async def is_quiet(self, *names: str) -> bool:
        await asyncio.sleep(0.5)
        heard = []
        while not self.sent.empty():
            heard.append((await self.event())[0])
        return not set(heard) & set(names)


@asynccontextmanager
async def listening(cookie: str, query: str = "", **headers: str) -> AsyncIterator[Listener]:
    listener = Listener()
    pairs = [
        (b"cookie", cookie.encode()),
        *((k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()),
    ]
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/desk/events",
        "query_string": query.encode(),
        "headers": pairs,
    }
    threads = Threads()
    task = asyncio.ensure_future(DeskStream(threads)(scope, listener.receive, listener.send))
    try:
        yield listener
    finally:
        listener.gone.set()
        await asyncio.wait_for(task, 5)
        threads.close()


async def status(cookie: str, query: str = "", **headers: str) -> int:
    async with listening(cookie, query, **headers) as listener:
        message = await asyncio.wait_for(listener.sent.get(), 5)
        return int(message["status"])


def test_only_people_who_work_here_listen(bob: Person, dana: Customer) -> None:
    talk = open_talk(dana, "Hello")
    cookie = cookie_of(bob)
    assert asyncio.run(status(cookie)) == 200
    assert asyncio.run(status(cookie, f"conversation={talk.pk}")) == 200
    for stranger in ("", "sessionid=", "sessionid=nonsense", "sessionid=a\0b", "=;;=", "x" * 5000):
        assert asyncio.run(status(stranger)) == 401
    Person.objects.filter(pk=bob.pk).update(is_active=False)
    assert asyncio.run(status(cookie)) == 401


def test_who_changed_the_password_must_sign_in_again(bob: Person) -> None:
    cookie = cookie_of(bob)
    bob.set_password("another-long-password")
    bob.save()
    assert asyncio.run(status(cookie)) == 401


def test_unknown_conversations_and_foreign_sites_are_refused(bob: Person) -> None:
    cookie = cookie_of(bob)
    assert asyncio.run(status(cookie, f"conversation={uuid4()}")) == 404
    assert asyncio.run(status(cookie, "conversation=nonsense")) == 404
    assert asyncio.run(status(cookie, sec_fetch_site="cross-site")) == 403


def test_a_change_reaches_the_inbox_and_the_open_page(bob: Person, dana: Customer) -> None:
    talk = open_talk(dana, "Hello")
    cookie = cookie_of(bob)

    async def scene() -> Any:
        async with listening(cookie, f"conversation={talk.pk}") as listener:
            await listener.hear("connected")
            await asyncio.to_thread(say, talk.pk, "News")
            return await listener.hear("conversation"), await listener.hear("inbox")

    assert asyncio.run(scene()) == ({"number": 3}, {"conversations": [str(talk.pk)]})


def say(pk: UUID, text: str) -> None:
    from django.db import connection

    from warmline.conversations import recording

    recording.record(pk, uuid4().hex, text)
    connection.close()


def test_other_conversations_do_not_disturb_the_open_page(bob: Person, dana: Customer) -> None:
    talk, other = open_talk(dana, "Hello"), open_talk(dana, "Hello")
    cookie = cookie_of(bob)

    async def scene() -> bool:
        async with listening(cookie, f"conversation={talk.pk}") as listener:
            await listener.hear("connected")
            await asyncio.to_thread(say, other.pk, "News")
            await listener.hear("inbox")
            return await listener.is_quiet("conversation")

    assert asyncio.run(scene())


def test_of_too_many_changes_none_is_named(bob: Person) -> None:
    cookie = cookie_of(bob)

    async def scene() -> None:
        async with listening(cookie) as listener:
            await listener.hear("connected")
            for number in range(30):
                live.publish("desk", {"conversation": str(number)})
            while await listener.hear("inbox") != {"conversations": []}:
                pass  # the first wake-up may come before the rest was told

    asyncio.run(scene())


def test_a_busy_desk_draws_the_inbox_once_until_its_time_has_come_again(
    bob: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "INBOX_SECONDS", 3600)
    cookie = cookie_of(bob)

    async def scene() -> list[str]:
        async with listening(cookie) as listener:
            await listener.hear("connected")
            for number in range(50):
                live.publish("desk", {"conversation": str(number)})
                await asyncio.sleep(0)
            live.publish(f"person:{bob.pk}")  # answered by a ping, behind all of these
            return await heard_until(listener, "ping", 2)

    assert asyncio.run(scene()).count("inbox") == 1


def test_what_changed_meanwhile_is_told_when_its_time_has_come(
    bob: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "INBOX_SECONDS", 0.01)
    cookie = cookie_of(bob)

    async def scene() -> None:
        told: set[str] = set()
        async with listening(cookie) as listener:
            await listener.hear("connected")
            for number in range(15):
                live.publish("desk", {"conversation": str(number)})
                await asyncio.sleep(0.001)
            while len(told) < 15:
                told |= set((await listener.hear("inbox"))["conversations"])

    asyncio.run(scene())


async def heard_until(listener: Listener, name: str, times: int) -> list[str]:
    heard: list[str] = []
    while heard.count(name) < times:
        heard.append((await listener.event())[0])
    return heard


def test_typing_is_told_but_not_ones_own(bob: Person, dana: Customer) -> None:
    talk = open_talk(dana, "Hello")
    cookie = cookie_of(bob)

    async def scene() -> Any:
        async with listening(cookie, f"conversation={talk.pk}") as listener:
            await listener.hear("connected")
            own = {"kind": "person", "name": "Bob Nolan", "on": True, "person": bob.pk}
            live.publish(f"conversation:{talk.pk}", {"typing": own})
            live.publish(f"conversation:{talk.pk}", {"typing": {"kind": "customer", "name": "", "on": True}})
            live.publish(f"viewing:{talk.pk}")
            return await listener.hear("typing"), await listener.hear("viewing")

    assert asyncio.run(scene()) == ({"kind": "customer", "name": "", "on": True}, {})


def test_a_switched_off_account_hears_nothing_from_that_moment_on(bob: Person, alice: Person) -> None:
    """Long before the next ping."""
    cookie = cookie_of(bob)

    async def scene() -> None:
        async with listening(cookie) as listener:
            await listener.hear("ping")
            await asyncio.to_thread(switch_off, bob)
            await listener.hear("signed_out")
            await listener.hear("end")

    asyncio.run(scene())


def switch_off(person: Person) -> None:
    from django.db import connection

    deactivate(person)
    connection.close()


def test_the_stream_pings_notes_presence_and_ends_after_signing_out(
    bob: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "PING_SECONDS", 0.1)
    cookie = cookie_of(bob)

    async def scene() -> None:
        async with listening(cookie) as listener:
            await listener.hear("ping")
            await listener.hear("ping")
            await asyncio.to_thread(sign_out)
            await listener.hear("signed_out")
            assert (await listener.event())[0] == "end"

    asyncio.run(scene())
    bob.refresh_from_db()
    assert bob.seen_at is not None


def sign_out() -> None:
    from django.db import connection

    Session.objects.all().delete()
    connection.close()
