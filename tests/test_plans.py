"""No page and no call reads a whole table that grows with the messages: what the database says it will do (EXPLAIN)."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client

from warmline.conversations.models import Conversation, Message
from warmline.customers.models import Customer
from warmline.decisions.models import StoredDecision
from warmline.desk.tests.talk import open_talk
from warmline.line.visitors import LINE
from warmline.operations.figures import gather
from warmline.staff.models import Person

pytestmark = pytest.mark.django_db

#: Tables with a row or more for each message or conversation.
GROWING = (
    "conversations_message",
    "conversations_conversation",
    "conversations_episode",
    "conversations_holderchange",
    "understanding_storedreading",
    "understanding_episodemood",
    "decisions_storeddecision",
    "customers_customer",
    "search_entry",
)
PAGES = (
    "/desk/?tab=queue",
    "/desk/?tab=mine",
    "/desk/?tab=bot",
    "/desk/?tab=closed",
    "/desk/?tab=all",
    "/desk/conversations/{talk}/",
    "/desk/conversations/{talk}/transcript",
    "/desk/search/?q=order",
    "/customers/{customer}/",
    "/decisions/",
    "/decisions/{decision}/",
    "/tasks/",
    "/notifications/",
    "/service/",
    "/insights/",
    "/gaps/",
    "/learning/",
    "/learning/label/",
    "/desk/labels/",
    "/macros/",
)
Statement = tuple[str, Any]


class Watched:
    """Keeps each SELECT and UPDATE with its values."""

    def __init__(self) -> None:
        self.seen: list[Statement] = []

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(("SELECT", "UPDATE", "WITH")) and not many:
            self.seen.append((sql, params))
        return execute(sql, params, many, context)


@contextmanager
def watched() -> Iterator[list[Statement]]:
    watching = Watched()
    with connection.execute_wrapper(watching):
        yield watching.seen


def scans(sql: str, params: Any) -> list[str]:
    """The growing tables that this statement would read from one end to the other."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # On a table of three rows reading all of it is right: what counts is whether it must.
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(f"EXPLAIN {sql}", params)
            plan = "\n".join(line for (line,) in cursor.fetchall())
            found = re.findall(r"Seq Scan on (\w+)", plan)
        else:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
            found = read_whole([row[3] for row in cursor.fetchall()], sql)
    return sorted({table for table in found if table in GROWING})


def read_whole(steps: list[str], sql: str) -> list[str]:
    """Of SQLite's words: "SCAN table" is all of it, unless the statement stops early and nothing is sorted first."""
    if " LIMIT " in sql and not any("USE TEMP B-TREE" in step for step in steps):
        return []
    aliases = {alias: table for table, alias in re.findall(r'"(\w+)" ([TUVW]\d+)', sql)}
    scanned = [found[1] for step in steps if (found := re.match(r"SCAN (\w+)", step))]
    return [aliases.get(name, name) for name in scanned]


def check(step: Callable[[], Any]) -> None:
    with watched() as seen:
        step()
    wrong = {f"{tables}: {sql[:1500]}" for sql, params in seen if (tables := scans(sql, params))}
    assert wrong == set()


def test_a_planted_scan_is_found() -> None:
    with watched() as seen:
        list(Message.objects.filter(text="anything"))
        list(Message.objects.order_by("at")[:5])
        list(Message.objects.filter(conversation=UUID(int=1), number__gt=3))
    assert [scans(*each) for each in seen] == [["conversations_message"], ["conversations_message"], []]


@pytest.fixture
def talk(dana: Customer, bob: Person, work: Callable[..., int]) -> Conversation:
    said = open_talk(dana, "Where is my order?")
    work()
    row: Conversation = said.row
    return row


@pytest.mark.parametrize("path", PAGES)
def test_pages(path: str, talk: Conversation, alice: Person) -> None:
    client = Client()
    client.force_login(alice)
    decision = StoredDecision.objects.order_by("pk").first()
    address = path.format(talk=talk.pk, customer=talk.customer_id, decision=decision.pk if decision else 0)
    client.get(address)
    check(lambda: client.get(address))


def test_calls_of_visitors_and_watchers(talk: Conversation) -> None:
    check(lambda: LINE.read(talk.pk, 0))
    check(lambda: LINE.record(talk.pk, "one", "And another thing", None))
    check(lambda: list(gather()))


def test_the_bot_answers(talk: Conversation, work: Callable[..., int]) -> None:
    LINE.record(talk.pk, "two", "When do you open?", None)
    check(lambda: work())
