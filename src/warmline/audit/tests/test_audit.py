"""The log of acts only grows, and whoever changes it behind the product's back is found out."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.test import RequestFactory

from warmline.audit import guard
from warmline.audit.acting import COMMAND, acting, browser_of, network_of
from warmline.audit.chain import find_break
from warmline.audit.models import Entry, Head
from warmline.audit.recording import record
from warmline.audit.shortening import forget_before
from warmline.lib.time import now


@pytest.fixture
def written(db: None) -> list[Entry]:
    with acting(lambda: COMMAND):
        return [record("rule changed", f"rule {n}", {"from": n, "to": "x\0" * 400}) for n in range(5)]


def change(statement: str) -> None:
    """As somebody with the database in hand and the guards taken down."""
    guard.lift()
    with connection.cursor() as cursor:
        cursor.execute(statement)
    guard.put_up()


def test_entries_are_numbered_without_gaps_and_say_who(written: list[Entry]) -> None:
    rows = list(Entry.objects.order_by("number"))
    assert [row.number for row in rows] == [1, 2, 3, 4, 5]
    assert {row.who for row in rows} == {"command"} and rows[0].on == "rule 0"
    assert find_break() is None and guard.missing() == []
    with pytest.raises(KeyError):
        record("something of my own")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET act = 'login' WHERE number = 2",
        "DELETE FROM audit_entry WHERE number = 5",
        "DELETE FROM audit_entry",
        "UPDATE audit_cut SET through = 9",
    ],
)
def test_the_database_refuses_to_change_what_is_written(written: list[Entry], statement: str) -> None:
    forget_before(written[0].at)  # nothing is that old
    forget_before(written[1].at)
    with (
        pytest.raises(DatabaseError, match="only grows"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert find_break() is None


@pytest.mark.parametrize(
    ("statement", "number"),
    [
        ("UPDATE audit_entry SET act = 'login' WHERE number = 2", 2),
        ("UPDATE audit_entry SET name = 'Bob' WHERE number = 3", 3),
        ("DELETE FROM audit_entry WHERE number = 1", 1),
        ("DELETE FROM audit_entry WHERE number = 4", 4),
        ("DELETE FROM audit_entry WHERE number > 3", 4),
        ("DELETE FROM audit_entry", 1),
        ("UPDATE audit_head SET number = 4", 5),
        ("DELETE FROM vault_secret", 1),
    ],
)
def test_what_was_changed_all_the_same_is_named(written: list[Entry], statement: str, number: int) -> None:
    change(statement)
    broken = find_break()
    assert broken is not None and broken.number == number


def test_old_entries_go_only_on_command_and_the_rest_stays_provable(written: list[Entry]) -> None:
    assert forget_before(written[3].at) == 3
    assert list(Entry.objects.order_by("number").values_list("number", "act")) == [
        (4, "rule changed"),
        (5, "rule changed"),
        (6, "log shortened"),
    ]
    assert find_break() is None
    assert forget_before(now() + timedelta(days=1)) == 3
    record("login")
    assert find_break() is None
    change("DELETE FROM audit_entry WHERE number = 7")
    assert find_break() is not None


def test_what_is_undone_leaves_no_entry(db: None) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        record("login")
        raise RuntimeError
    assert not Entry.objects.exists() and not Head.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_write_at_once_make_one_chain() -> None:
    def write() -> None:
        for _ in range(5):
            record("login")
        connection.close()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Entry.objects.count() == 20 and find_break() is None


def test_a_place_is_a_network_and_a_kind_of_browser_and_never_what_was_sent() -> None:
    assert network_of("203.0.113.77") == "203.0.113.0/24"
    assert network_of("2001:db8:aaaa:bbbb::1") == "2001:db8:aaaa::/48"
    assert network_of("127.0.0.1") == "this machine" and network_of("<script>") == ""
    firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
    assert browser_of(firefox) == "Firefox on Linux"
    assert browser_of("=cmd|' /C calc'!A0 dana@mail.example") == ""
    assert RequestFactory().get("/").META["REMOTE_ADDR"] == "127.0.0.1"
