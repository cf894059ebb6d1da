"""What leaves a trace where it must not, and what does a visitor learn of somebody they only claim to be?"""

import logging
import re
import sqlite3
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError

from tests.chat import Chat
from tests.conftest import Demo
from warmline.channels.line import Visitor
from warmline.conversations.models import Conversation
from warmline.customers.models import Customer
from warmline.lib.logs import QuietFormatter
from warmline.line import visitors

SECRETS = ("my-secret-illness", "dana.secret@mail.example", "Dana Secretname")


def log_of(demo: Demo) -> str:
    return (demo.data.parent / f"{demo.data.name}.log").read_text()


@pytest.mark.slow
def test_no_words_addresses_or_keys_of_anybody_are_in_the_log(own_demo: Demo) -> None:
    """A conversation with everything in it, refused requests, and errors on the server's side."""
    own_demo.start()
    with own_demo.client() as client:
        chat = Chat(
            client, name=SECRETS[2], email=SECRETS[1], page="https://shop.example/?token=my-secret-illness"
        )
        chat.ask("Hello, I have my-secret-illness and my address is dana.secret@mail.example", seconds=30)
        chat.post("person")
        chat.post("email", {"email": SECRETS[1]})
        chat.post("rating", {"survey": "csat", "score": 1, "comment": "my-secret-illness"})
        chat.post("messages", {"client_id": "my-secret-illness\x00", "text": "my-secret-illness"})
        client.get("/chat/my-secret-illness", headers={"Authorization": "Bearer my-secret-illness"})
        client.get("/help/search/?q=my-secret-illness")
        client.get("/my-secret-illness/")
        client.get("/staff/join/MQ/my-secret-illness/")
        client.post("/staff/login/", data={"login": SECRETS[1], "password": "my-secret-illness"})
        break_answering(own_demo)
        chat.send("my-secret-illness again", "after-the-break")
        Chat(client).send("my-secret-illness once more")
        time.sleep(4)
        token = chat.token
    own_demo.stop()
    log = log_of(own_demo)
    assert "Error" in log or "failed" in log, "there was something to log"
    for secret in (*SECRETS, token):
        assert secret not in log
    assert not re.search(r"[\w.]+@[\w.]+\.example", log)
    stored = own_demo.data / "warmline.sqlite3"
    if stored.exists():
        raw = b"".join(path.read_bytes() for path in own_demo.data.glob("warmline.sqlite3*"))
        assert token.encode() not in raw, "keys of conversations are stored hashed"


def break_answering(demo: Demo) -> None:
    """Answers can no longer be looked up: every attempt at a turn fails with an error of the database."""
    if demo.database:
        from tests.conftest import run_sql

        run_sql(demo.database, "ALTER TABLE understanding_storedreading RENAME TO gone")
        return
    with sqlite3.connect(demo.data / "warmline.sqlite3", timeout=10) as connection:
        name = connection.execute(
            "SELECT name FROM sqlite_master WHERE name LIKE 'understanding_%' AND type = 'table'"
        ).fetchone()[0]
        connection.execute(f"ALTER TABLE {name} RENAME TO gone")
    connection.close()


def test_an_error_is_logged_with_its_place_and_kind_but_without_its_text() -> None:
    try:
        try:
            raise IntegrityError("Key (email)=(dana.secret@mail.example) already exists.")
        except IntegrityError as error:
            raise ValueError("my-secret-illness") from error
    except ValueError:
        record = logging.LogRecord(
            "x", logging.ERROR, __file__, 1, "Failed: /staff/join/MQ/token-1/", (), sys.exc_info()
        )
    text = QuietFormatter("{message}", style="{").format(record)
    assert "IntegrityError" in text and "ValueError" in text and "test_privacy.py" in text
    assert "secret" not in text.replace("dana.secret", "").replace("my-secret-illness", "") or "raise" in text
    assert "token-1" not in text


def test_a_task_that_nobody_waited_for_does_not_quote_its_error() -> None:
    message = "Task exception was never retrieved\nfuture: <Task finished exception=ValueError('my-secret-illness')>"
    record = logging.LogRecord("asyncio", logging.ERROR, __file__, 1, message, (), None)
    assert QuietFormatter("{message}", style="{").format(record) == "Task exception was never retrieved"


@pytest.fixture
def known(business: Any) -> Iterator[Customer]:
    yield Customer.objects.create(
        name="Eleanor Knownname",
        email="eleanor@mail.example",
        phone="+353 1 555",
        address="1 Known Street",
        note="Known note",
        prefers="person",
    )


def test_who_claims_the_address_of_a_known_customer_learns_nothing_of_them(
    known: Customer, work: Any
) -> None:
    """Not the name, not the profile, not earlier talks: the words are those that anybody gets."""
    said = {}
    for email in (known.email or "", "nobody@mail.example"):
        begun = visitors.begin(Visitor(email=email))
        pk = Conversation.objects.get(pk=begun["id"]).pk
        visitors.ask(pk, "")
        visitors.record(pk, "a", "Who am I? What did I order? What is my name and address?")
        work()
        messages, state = visitors.read(pk, 0)
        said[email] = [*(m["text"] for m in messages), state.text]
    first, second = ([alike(text) for text in texts] for texts in said.values())
    assert first == second
    assert "Known" not in str(first) and "Eleanor" not in str(first)


def alike(text: str) -> str:
    """Without what the visitor typed and their place in line."""
    return re.sub(r"\S+@\S+|first|next|number \d+", "*", text)


def test_a_rule_about_a_known_customer_is_carried_out_without_telling_it(known: Customer, work: Any) -> None:
    begun = visitors.begin(Visitor(email=known.email or ""))
    pk = Conversation.objects.get(pk=begun["id"]).pk
    visitors.record(pk, "a", "Do you sell bread with walnuts?")
    work()
    messages, state = visitors.read(pk, 0)
    assert state.holder == "queue"
    why = visitors.explain(pk, 2)
    told = " ".join([*(m["text"] for m in messages), *why["reasons"]]).lower()
    for word in (
        "eleanor",
        "you told us",
        "told us before",
        "been with us",
        "been a customer",
        "value",
        "prefer",
    ):
        assert word not in told
    assert "%" not in told, "no threshold of the business"


def test_the_demo_is_kept_for_its_user_alone(tmp_path: Path) -> None:
    import os
    import subprocess

    env = {name: value for name, value in os.environ.items() if not name.startswith("WARMLINE_")}
    folder = tmp_path / "data"
    subprocess.run(
        [sys.executable, "-m", "warmline.cli", "init", "--data", str(folder)],
        env=env,
        check=True,
        capture_output=True,
    )
    assert folder.stat().st_mode & 0o077 == 0
    assert (folder / "secret").stat().st_mode & 0o077 == 0
    assert [path.name for path in folder.glob("secret*")] == ["secret"]
