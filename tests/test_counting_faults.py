"""The meter of `make faults` finds what it is there to find: each kind of loss is planted once and counted once."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from faults.counting import Count, Kept, Message, compare, of_sqlite, read
from faults.visiting import Crowd, Said, Talk

ID = "5e0c1f6a5e0c4f6a8e0c5e0c1f6a5e0c"
TALK = [
    Message(1, None, "bot", "Hello", 0),
    Message(2, "a", "customer", "When do you open? 1", 0),
    Message(3, None, "bot", "At six.", 2),
    Message(4, "b", "customer", "And on Sunday? 2", 0),
    Message(5, None, "bot", "At eight.", 4),
]


def crowd(shown: list[int] | None = None) -> Crowd:
    said = [Said("When do you open? 1", "a", 2), Said("And on Sunday? 2", "b", 4)]
    return Crowd([("127.0.0.1", 1)], talks=[Talk(ID, "key", said, shown or [1, 2, 3, 4, 5])])


def count(messages: list[Message], shown: list[int] | None = None, **changes: object) -> Count:
    kept = replace(Kept("bot", 4, True, messages), **changes)  # type: ignore[arg-type]
    return compare(crowd(shown), {ID: kept}, 0.0)


def test_a_sound_conversation_counts_nothing() -> None:
    assert count(TALK).is_well and count(TALK).acknowledged == 2


def test_each_planted_loss_is_counted() -> None:
    assert count(TALK[:3]).lost == 1
    assert count([*TALK[:3], replace(TALK[3], text="something else"), TALK[4]]).lost == 1
    assert count([]).lost == 2
    assert count([*TALK, replace(TALK[3], number=6, client_id="c")]).doubled == 1, "the same words twice"
    assert count([*TALK, replace(TALK[4], number=6)]).doubled == 1, "the same answer twice"
    assert count(TALK, [1, 2, 3, 3, 4, 5]).doubled == 1, "shown twice"
    assert count([*TALK[:4], replace(TALK[4], number=6)]).out_of_order == 1, "a gap"
    assert count(TALK, [1, 3, 2, 4, 5]).out_of_order == 1, "a stream that went back"
    assert count(TALK, has_all_changes=False).out_of_order == 1, "a holder without its row"
    assert count(TALK, responded_through=2).unowned == 1
    assert count(TALK, responded_through=2, holder="queue").unowned == 0, "a person will answer"
    assert count(TALK, [1, 2, 4, 5]).not_shown == 1


def test_the_tables_are_read_as_they_are(tmp_path: Path) -> None:
    file = tmp_path / "small.sqlite3"
    with closing(sqlite3.connect(file)) as database:
        database.executescript(
            f"""
            CREATE TABLE conversations_message
                (conversation_id, number, client_id, kind, text, answers_number);
            CREATE TABLE conversations_conversation (id, holder, version, responded_through, last_number);
            CREATE TABLE conversations_holderchange (conversation_id);
            INSERT INTO conversations_message VALUES ('{ID}', 1, NULL, 'bot', 'Hello', 0), ('y', 1, 'x', 'bot', '', 0);
            INSERT INTO conversations_conversation VALUES ('{ID}', 'bot', 1, 0, 1), ('y', 'bot', 1, 0, 1);
            INSERT INTO conversations_holderchange VALUES ('{ID}');
            """
        )
        database.commit()
    assert read(of_sqlite(file), {ID}) == {ID: Kept("bot", 0, True, [TALK[0]])}
