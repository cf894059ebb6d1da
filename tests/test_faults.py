"""The storage fails for a while: the customer is told to try again, nothing is half stored, all goes on afterwards.

"Disk full" is a limit on the size of the files the server may write, set and lifted while it runs (setrlimit,
RLIMIT_FSIZE): the same failing write(2), without the right to mount a small disk.
"""

import resource
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager

import httpx
import pytest

from tests.chat import Chat
from tests.conftest import Demo, run_sql

pytestmark = pytest.mark.slow

LOCKED_SECONDS = 7


@contextmanager
def locked(demo: Demo) -> Iterator[None]:
    """Another program holds the lock that every writer needs."""
    if demo.database:
        import psycopg

        with psycopg.connect(demo.database) as connection:
            connection.execute("LOCK TABLE conversations_conversation IN SHARE ROW EXCLUSIVE MODE")
            yield
            connection.rollback()
        return
    connection = sqlite3.connect(demo.data / "warmline.sqlite3", timeout=30, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
        connection.close()


@contextmanager
def full_disk(demo: Demo) -> Iterator[None]:
    assert demo.process
    before = resource.prlimit(demo.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(demo.process.pid, resource.RLIMIT_FSIZE, (1, before[1]))
    try:
        yield
    finally:
        resource.prlimit(demo.process.pid, resource.RLIMIT_FSIZE, before)


def is_told_to_try_again(answer: httpx.Response) -> bool:
    told = answer.json()
    return (
        answer.status_code == 503
        and answer.headers["content-type"] == "application/problem+json"
        and int(answer.headers["retry-after"]) >= 1
        and told["title"] == "Not sent, try again"
        and "try again" in told["detail"]
    )


def send_until_taken(chat: Chat, text: str, client_id: str, seconds: float = 30) -> httpx.Response:
    """As the widget does it."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        answer = chat.send(text, client_id)
        if answer.status_code in (200, 201):
            return answer
        time.sleep(0.5)
    raise AssertionError(answer.text)


def seconds_of(call: Callable[[], object]) -> float:
    started = time.monotonic()
    call()
    return time.monotonic() - started


def check_went_on(chat: Chat, client_id: str) -> None:
    """Stored once, numbered without gaps, and answered."""
    messages = chat.messages()
    assert [m["number"] for m in messages] == list(range(1, len(messages) + 1))
    mine = [m for m in messages if m["client_id"] == client_id]
    assert len(mine) == 1
    assert chat.next_word(mine[0]["number"], seconds=60)["text"]


def test_while_another_program_holds_the_lock_readers_go_on_and_writers_are_told(own_demo: Demo) -> None:
    own_demo.start()
    with own_demo.client() as client, closing(own_demo.signed_in(own_demo.ready["agents"][0])) as staff:
        chat = Chat(client)
        with locked(own_demo), ThreadPoolExecutor(8) as pool:
            alone = seconds_of(lambda: chat.send("When do you open?", "id-0"))
            started = time.monotonic()
            sending = [pool.submit(chat.send, "When do you open?", f"id-{n}") for n in range(6)]
            for _ in range(3):
                # All of this while the lock is held: a reader who needed it would be refused.
                assert chat.messages()
                assert client.get("/help/").status_code == 200
                assert staff.get("/desk/").status_code == 200
            answers = [each.result() for each in sending]
            assert all(is_told_to_try_again(answer) for answer in answers), [a.text for a in answers]
            together = time.monotonic() - started
            assert together < 4 * alone, "six at once do not wait one behind the other"
        assert len(chat.messages()) == 1, "nothing is half stored"
        assert send_until_taken(chat, "When do you open?", "id-0").json()["number"] == 2
        assert chat.send("When do you open?", "id-0").status_code == 200
        check_went_on(chat, "id-0")


def test_staff_are_told_kindly_when_nothing_could_be_saved(own_demo: Demo) -> None:
    own_demo.start()
    with own_demo.client() as client, closing(own_demo.signed_in(own_demo.ready["agents"][0])) as staff:
        chat = Chat(client)
        chat.post("person")
        page = f"/desk/conversations/{chat.id}"
        form = {"csrfmiddlewaretoken": staff.cookies["csrftoken"]}
        headers = {"Referer": f"{own_demo.url}/desk/"}
        with locked(own_demo):
            answer = staff.post(f"{page}/take", data=form, headers=headers)
        assert answer.status_code == 503
        assert "please try again" in answer.text
        assert "frame-ancestors" in answer.headers["content-security-policy"]
        assert staff.post(f"{page}/take", data=form, headers=headers).status_code == 302
        names = [event["data"]["holder"] for event in first_events(chat) if event["event"] == "holder"]
        assert names == ["person"]


def first_events(chat: Chat) -> list[dict[str, object]]:
    found = []
    for event in chat.events(after=10_000):
        found.append(event)
        if event["event"] == "holder":
            break
    return found


def test_a_full_disk_stores_nothing_by_halves_and_all_goes_on_once_there_is_room(own_demo: Demo) -> None:
    if own_demo.database:
        pytest.skip("PostgreSQL writes in processes of its own; its full disk is the same kind of error")
    own_demo.start()
    with own_demo.client() as client:
        chat = Chat(client)
        with full_disk(own_demo):
            assert is_told_to_try_again(chat.send("When do you open?", "full"))
            assert is_told_to_try_again(client.post("/chat/conversations", json={"name": "Dana"}))
            assert is_told_to_try_again(chat.post("person"))
            assert len(chat.messages()) == 1
            assert client.get("/help/").status_code == 200
        assert send_until_taken(chat, "When do you open?", "full").json()["number"] == 2
        check_went_on(chat, "full")


def test_work_that_is_due_while_the_storage_is_away_is_done_afterwards(own_demo: Demo) -> None:
    own_demo.start()
    with own_demo.client() as client:
        chat = Chat(client)
        number = chat.send("When do you open?", "due").json()["number"]
        with locked(own_demo):
            time.sleep(LOCKED_SECONDS)
        check_went_on(chat, "due")
        assert number == 2
        other = Chat(client)
        assert other.ask("What are your opening hours?", seconds=60)["from"]["kind"] == "bot"


def test_a_cut_connection_to_postgresql_is_made_anew(own_demo: Demo) -> None:
    if not own_demo.database:
        pytest.skip("SQLite has no connection to cut")
    own_demo.start()
    may_stop = threading.Event()

    def cut() -> None:
        while not may_stop.wait(0.7):
            run_sql(
                own_demo.database,
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()",
            )

    with own_demo.client() as client:
        chat = Chat(client)
        cutting = threading.Thread(target=cut)
        cutting.start()
        taken = [send_until_taken(chat, "When do you open?", f"cut-{n}").status_code for n in range(8)]
        may_stop.set()
        cutting.join()
        assert set(taken) <= {200, 201}
        for number in range(8):
            check_went_on_quietly(chat, f"cut-{number}")
        assert client.get("/help/").status_code == 200
        assert Chat(client).ask("What are your opening hours?", seconds=60)["from"]["kind"] == "bot"


def check_went_on_quietly(chat: Chat, client_id: str) -> None:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        answer = chat.client.get(f"{chat.path}/messages", headers=chat.headers)
        if answer.status_code == 200:
            assert [m["client_id"] for m in answer.json()].count(client_id) == 1
            return
        assert is_told_to_try_again(answer)
    raise AssertionError(answer.text)
