"""The server is killed between any two steps, under load; after a restart nothing is lost, doubled or unowned."""

import random
import threading
import time
import uuid
from typing import Any

import httpx
import pytest

from tests.chat import Chat
from tests.conftest import Demo

pytestmark = pytest.mark.slow

CUSTOMERS = 4
KILLS = 3
QUESTIONS = (
    "What are your opening hours?",
    "I want to talk to a person",
    "do you have vegan cake",
    "xyzzy plugh",
)


class Talker(threading.Thread):
    """Sends with client ids until told to stop, retrying what was not acknowledged, as the widget does."""

    def __init__(self, demo: Demo, chat: Chat) -> None:
        super().__init__()
        self.demo, self.chat = demo, chat
        self.acknowledged: dict[str, int] = {}
        self.may_stop = threading.Event()

    def run(self) -> None:
        while not self.may_stop.is_set():
            client_id, text = str(uuid.uuid4()), random.choice(QUESTIONS)
            while not self.send(client_id, text):
                if self.may_stop.is_set():
                    return
                time.sleep(0.05)
            time.sleep(0.3)

    def send(self, client_id: str, text: str) -> bool:
        try:
            answer = self.chat.send(text, client_id)
        except httpx.HTTPError:
            return False
        if answer.status_code in (200, 201):
            self.acknowledged[client_id] = answer.json()["number"]
            return True
        return False


def test_nothing_is_lost_doubled_or_unowned_when_the_server_dies_under_load(own_demo: Demo) -> None:
    own_demo.start()
    with own_demo.client() as client:
        talkers = [Talker(own_demo, Chat(client)) for _ in range(CUSTOMERS)]
        for talker in talkers:
            talker.start()
        for _ in range(KILLS):
            time.sleep(random.uniform(0.5, 1.5))
            own_demo.kill()
            own_demo.start()
        time.sleep(1)
        for talker in talkers:
            talker.may_stop.set()
            talker.join()
        for talker in talkers:
            check_thread(talker)
            check_owned(talker.chat)


def check_thread(talker: Talker) -> None:
    messages = talker.chat.messages()
    assert [m["number"] for m in messages] == list(range(1, len(messages) + 1))
    stored = {m["client_id"]: m["number"] for m in messages if m["from"]["kind"] == "customer"}
    assert len(stored) == sum(m["from"]["kind"] == "customer" for m in messages), "none doubled"
    for client_id, number in talker.acknowledged.items():
        assert stored.get(client_id) == number, "acknowledged means kept"


def check_owned(chat: Chat) -> None:
    """Every message ends in an answer or with a person."""
    until = time.monotonic() + 45
    while time.monotonic() < until:
        messages = chat.messages()
        if state(chat) in ("queue", "person", "closed"):
            return
        if messages[-1]["from"]["kind"] != "customer":
            return
        time.sleep(0.2)
    raise AssertionError(f"nobody has dealt with {messages[-1]['text']!r}")


def state(chat: Chat) -> Any:
    for event in chat.events(after=10_000):
        if event["event"] == "holder":
            return event["data"]["holder"]
    return ""


def test_acknowledged_messages_survive_a_kill_right_after_they_were_taken(own_demo: Demo) -> None:
    own_demo.start()
    with own_demo.client() as client:
        chat = Chat(client)
        number = chat.send("What are your opening hours?", "just-before").json()["number"]
        own_demo.kill()
        own_demo.start()
        assert chat.send("What are your opening hours?", "just-before").status_code == 200
        assert chat.next_word(number, 45)["from"]["kind"] == "bot"
        assert sum(m["client_id"] == "just-before" for m in chat.messages()) == 1
