"""What was lost, doubled, out of order, unowned or not shown? Read from the tables and from what the streams showed."""

import asyncio
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import psycopg

from faults.visiting import Crowd, Said, Talk

Rows = list[tuple[Any, ...]]
Query = Callable[[str], Rows]

#: What is not in order by then counts as not in order; a killed worker's jobs are taken over within ten seconds.
SETTLE_SECONDS = 180

MESSAGES = "SELECT conversation_id, number, client_id, kind, text, answers_number FROM conversations_message"
CONVERSATIONS = "SELECT id, holder, version, responded_through, last_number FROM conversations_conversation"
CHANGES = "SELECT conversation_id, count(*) FROM conversations_holderchange GROUP BY conversation_id"


def of_postgresql(url: str) -> Query:
    def query(sql: str) -> Rows:
        with psycopg.connect(url) as connection:
            return [tuple(plain(cell) for cell in row) for row in connection.execute(sql.encode()).fetchall()]

    return query


def of_sqlite(file: Path) -> Query:
    def query(sql: str) -> Rows:
        with closing(sqlite3.connect(file, timeout=30)) as connection:
            return [tuple(plain(cell) for cell in row) for row in connection.execute(sql).fetchall()]

    return query


def plain(cell: object) -> object:
    return str(cell).replace("-", "") if hasattr(cell, "hex") and not isinstance(cell, int | float) else cell


@dataclass(frozen=True)
class Message:
    number: int
    client_id: str | None
    kind: str
    text: str
    answers_number: int


@dataclass(frozen=True)
class Kept:
    """A conversation as the tables have it."""

    holder: str
    responded_through: int
    has_all_changes: bool
    messages: Sequence[Message]

    @property
    def is_owned(self) -> bool:
        """Answered, or held by a person, the queue, or closed."""
        asked = max((m.number for m in self.messages if m.kind == "customer"), default=0)
        return self.holder != "bot" or self.responded_through >= asked


@dataclass(frozen=True)
class Count:
    acknowledged: int
    lost: int
    doubled: int
    out_of_order: int
    unowned: int
    not_shown: int
    longest_wait_seconds: float
    settled_seconds: float
    answers: dict[str, int]

    @property
    def is_well(self) -> bool:
        return not any((self.lost, self.doubled, self.out_of_order, self.unowned, self.not_shown))


async def settle_and_count(crowd: Crowd, query: Query) -> Count:
    """Waits until all is owned and shown, SETTLE_SECONDS at most, and counts."""
    started = time.monotonic()
    while True:
        kept = await asyncio.to_thread(read, query, {talk.id.replace("-", "") for talk in crowd.talks})
        count = compare(crowd, kept, time.monotonic() - started)
        if (not count.unowned and not count.not_shown) or time.monotonic() - started > SETTLE_SECONDS:
            return count
        await asyncio.sleep(0.5)


def read(query: Query, wanted: set[str]) -> dict[str, Kept]:
    messages: dict[str, list[Message]] = {}
    for conversation, *rest in query(f"{MESSAGES} ORDER BY conversation_id, number"):
        if conversation in wanted:
            messages.setdefault(conversation, []).append(Message(*rest))
    changes = {conversation: count for conversation, count in query(CHANGES)}
    return {
        id_: Kept(holder, responded, changes.get(id_) == version, messages.get(id_, []))
        for id_, holder, version, responded, _ in query(CONVERSATIONS)
        if id_ in wanted
    }


def compare(crowd: Crowd, kept: dict[str, Kept], settled_seconds: float) -> Count:
    pairs = [(talk, kept.get(talk.id.replace("-", ""), Kept("", 0, False, []))) for talk in crowd.talks]
    said = [one for talk in crowd.talks for one in talk.said if one.number]
    return Count(
        acknowledged=len(said),
        lost=sum(lost_of(talk, found) for talk, found in pairs),
        doubled=sum(doubled_of(talk, found) for talk, found in pairs),
        out_of_order=sum(out_of_order_of(talk, found) for talk, found in pairs),
        unowned=sum(not found.is_owned for _, found in pairs),
        not_shown=sum(len({m.number for m in found.messages} - set(talk.shown)) for talk, found in pairs),
        longest_wait_seconds=max((one.wait_seconds for one in said), default=0.0),
        settled_seconds=settled_seconds,
        answers=dict(crowd.answers),
    )


def lost_of(talk: Talk, found: Kept) -> int:
    stored = {m.client_id: (m.number, m.text) for m in found.messages}
    return sum(stored.get(s.client_id) != (s.number, s.text) for s in talk.said if s.number)


def doubled_of(talk: Talk, found: Kept) -> int:
    """A customer's text stored twice, an answer given twice, or a number shown twice."""
    asked = [m.text for m in found.messages if m.kind == "customer"]
    given = [(m.answers_number, m.text) for m in found.messages if m.kind == "bot" and m.answers_number]
    return sum(len(each) - len(set(each)) for each in (asked, given, talk.shown))


def out_of_order_of(talk: Talk, found: Kept) -> int:
    """Gaps in the numbers, numbers or a stream that go back, a holder without its row."""
    numbers = [m.number for m in found.messages]
    gaps = sum(number != place for place, number in enumerate(numbers, start=1))
    return gaps + falls(acknowledged(talk.said)) + falls(talk.shown) + (not found.has_all_changes)


def acknowledged(said: Sequence[Said]) -> list[int]:
    return [one.number for one in said if one.number]


def falls(numbers: Sequence[int]) -> int:
    return sum(later <= earlier for earlier, later in pairwise(numbers))
