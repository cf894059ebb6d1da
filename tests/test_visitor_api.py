"""The Visitor API from outside: what any widget may rely on, and what bad input gets."""

import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from tests.chat import Chat
from tests.conftest import Demo

pytestmark = pytest.mark.slow


@pytest.fixture
def client(demo: Demo) -> Any:
    with demo.client() as client:
        yield client


def problem(answer: httpx.Response, status: int) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    found: dict[str, Any] = answer.json()
    assert found["status"] == status
    assert found["title"] and found["detail"]
    return found


def test_the_greeting_says_in_its_first_line_who_answers_and_that_a_person_can_be_had(
    client: httpx.Client,
) -> None:
    chat = Chat(client)
    first_line = chat.greeting["text"].split("\n")[0]
    assert "automatic assistant" in first_line
    assert "person at any time" in first_line
    assert chat.greeting["from"]["kind"] == "bot"
    assert chat.greeting["number"] == 1


def test_a_message_is_acknowledged_with_its_number_and_the_same_client_id_stores_it_once(
    client: httpx.Client,
) -> None:
    chat = Chat(client)
    first = chat.send("When do you open?", "abc")
    again = chat.send("When do you open?", "abc")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert first.json()["number"] == 2
    assert [m["client_id"] for m in chat.messages() if m["from"]["kind"] == "customer"] == ["abc"]


def test_fifty_repeats_at_once_of_one_message_store_one(client: httpx.Client) -> None:
    chat = Chat(client)
    with ThreadPoolExecutor(10) as pool:
        statuses = Counter(pool.map(lambda _: chat.send("Hello", "same").status_code, range(10)))
    assert statuses[201] == 1
    assert set(statuses) <= {200, 201, 429}
    assert sum(m["text"] == "Hello" for m in chat.messages()) == 1


def test_a_routine_question_is_answered_with_its_source(client: httpx.Client) -> None:
    answer = Chat(client).ask("What are your opening hours?")
    assert answer["from"]["kind"] == "bot"
    assert answer["sources"] and answer["sources"][0]["url"].startswith("/help/")
    assert answer["asks"] == "helpful"
    page = client.get(answer["sources"][0]["url"])
    assert page.status_code == 200


def test_the_stream_gives_what_was_missed_and_then_what_happens(client: httpx.Client) -> None:
    chat = Chat(client)
    chat.ask("What are your opening hours?")
    numbers, holders = [], []
    for event in chat.events(after=1):
        if event["event"] == "message":
            numbers.append(event["data"]["number"])
            assert event["id"] == str(event["data"]["number"])
        if event["event"] == "holder":
            holders.append(event["data"]["holder"])
            if "queue" in holders:
                break
            with ThreadPoolExecutor(1) as pool:
                pool.submit(chat.post, "person").result()
    assert numbers[:2] == [2, 3]
    assert numbers == list(range(2, 2 + len(numbers)))
    assert holders == ["bot", "queue"]


def test_asking_for_a_person_brings_the_queue_and_says_what_happens_next(client: httpx.Client) -> None:
    chat = Chat(client)
    first, again = chat.post("person"), chat.post("person")
    assert first.status_code == 201 and again.status_code == 200
    assert first.json()["holder"] == "queue"
    assert len(first.json()["text"]) > 40
    notices = [m for m in chat.messages(1) if m["from"]["kind"] != "customer"]
    assert len(notices) == 1, "one message per handoff"


def test_a_wrong_key_is_401_and_somebody_elses_conversation_is_404(client: httpx.Client) -> None:
    chat, other = Chat(client), Chat(client)
    path = f"{chat.path}/messages"
    problem(client.get(path), 401)
    problem(client.get(path, headers={"Authorization": "Bearer nonsense"}), 401)
    problem(client.get(path, headers={"Authorization": "Basic abc"}), 401)
    problem(client.get(path, headers=other.headers), 404)
    problem(client.post(path, json={"client_id": "x", "text": "hi"}, headers=other.headers), 404)
    problem(client.get(f"/chat/conversations/{uuid.uuid4()}/messages", headers=other.headers), 404)
    problem(client.get("/chat/conversations/not-an-id/messages", headers=other.headers), 404)
    for what in ("person", "rating", "email", "typing"):
        problem(client.post(f"{chat.path}/{what}", json={"email": "a@b.example"}, headers=other.headers), 404)
    problem(client.get(f"{chat.path}/events", headers=other.headers), 404)
    assert len(chat.messages()) == 1


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 422),
        (b"{", 400),
        (b"\xff\xfe\x00binary\x00", 400),
        (b"[1, 2]", 400),
        (b'"text"', 400),
        (b"[" * 30_000, 400),
        (b'{"client_id": "a"}', 422),
        (b'{"client_id": "a", "text": ""}', 422),
        (b'{"client_id": "a", "text": "   \\n "}', 422),
        (b'{"client_id": "a", "text": "\\u0000"}', 422),
        (b'{"client_id": "a", "text": 5}', 422),
        (b'{"client_id": "a", "text": {"x": 1}}', 422),
        (b'{"client_id": "a", "text": null}', 422),
        (b'{"client_id": 7, "text": "hi"}', 422),
        (b'{"client_id": "", "text": "hi"}', 422),
        (b'{"client_id": "' + b"a" * 200 + b'", "text": "hi"}', 422),
        (b'{"client_id": "a", "text": "' + b"a" * 4001 + b'"}', 413),
        (b'{"client_id": "a", "text": "' + b"a" * 1_000_000 + b'"}', 413),
    ],
)
def test_a_bad_message_gets_a_clear_error_and_nothing_is_stored(
    client: httpx.Client, body: bytes, status: int
) -> None:
    chat = Chat(client)
    answer = client.post(f"{chat.path}/messages", content=body, headers=chat.headers)
    problem(answer, status)
    assert len(chat.messages()) == 1


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script><img src=x onerror=alert(1)>",
        "{{ 7*7 }} {% now %} ${7*7} '; DROP TABLE staff_person; --",
        "שלום, متى تفتحون؟ \u202egnihtyna",
        "🥐🧁👩‍👩‍👧 🏳️‍🌈",
        "a\u0301\u200b\u2060\ufeff wide ＡＢＣ",
        "x" * 4000,
    ],
)
def test_any_text_comes_back_as_it_was_sent_and_is_answered(client: httpx.Client, text: str) -> None:
    chat = Chat(client)
    answer = chat.ask(text)
    assert answer["from"]["kind"] in ("bot", "system")
    assert chat.messages(1)[0]["text"] == text.strip()


@pytest.mark.parametrize(
    "visitor",
    [
        {"name": "n" * 1_000_000},
        {"name": "n" * 121},
        {"name": 5},
        {"name": ["a"]},
        {"email": "not an address"},
        {"email": "a@b"},
        {"email": 3},
        {"email": "x" * 300 + "@mail.example"},
        {"language": {"a": 1}},
        {"page": 12},
    ],
)
def test_a_visitor_who_says_nonsense_about_themselves_is_told_what_is_wrong(
    client: httpx.Client, visitor: Any
) -> None:
    answer = client.post("/chat/conversations", json=visitor)
    assert answer.status_code in (413, 422)
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "page", ["javascript:alert(1)", "data:text/html,x", "https://bakery.example/" + "a" * 5000]
)
def test_a_strange_page_address_does_not_keep_anybody_from_chatting(client: httpx.Client, page: str) -> None:
    assert Chat(client, page=page).ask("What are your opening hours?")["from"]["kind"] == "bot"


def test_fifty_messages_in_a_second_are_slowed_down_honestly_and_none_is_lost_or_doubled(
    client: httpx.Client,
) -> None:
    chat = Chat(client)
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda n: chat.send(f"message {n}", f"id-{n}"), range(50)))
    slowed = [answer for answer in answers if answer.status_code == 429]
    taken = [answer.json()["client_id"] for answer in answers if answer.status_code == 201]
    assert slowed and len(slowed) + len(taken) == 50
    assert all(int(answer.headers["retry-after"]) >= 1 for answer in slowed)
    stored = [m["client_id"] for m in chat.messages() if m["from"]["kind"] == "customer"]
    assert sorted(stored) == sorted(taken)
    assert [m["number"] for m in chat.messages()] == list(range(1, len(chat.messages()) + 1))


def test_wrong_methods_and_addresses_are_problems_too(client: httpx.Client) -> None:
    chat = Chat(client)
    problem(client.get("/chat/nothing"), 404)
    problem(client.delete(chat.path + "/messages", headers=chat.headers), 405)
    problem(client.get(chat.path + "/person", headers=chat.headers), 405)
    problem(client.get(chat.path + "/messages?after=minus", headers=chat.headers), 422)
    problem(client.get(chat.path + "/messages?after=" + "9" * 40, headers=chat.headers), 422)


def test_nothing_is_rated_that_was_not_asked_and_a_rating_counts_once(client: httpx.Client) -> None:
    chat = Chat(client)
    problem(chat.post("rating", {"survey": "csat", "score": 5}), 422)
    answer = chat.ask("What are your opening hours?")
    for wrong in (
        {"survey": "nps"},
        {"survey": "helpful", "score": 3},
        {"survey": "helpful", "score": "1"},
        {},
    ):
        problem(chat.post("rating", {"message": answer["number"], **wrong}), 422)
    yes = {"survey": "helpful", "score": 1, "message": answer["number"]}
    assert chat.post("rating", yes).status_code == 201
    assert chat.post("rating", {**yes, "score": 0}).json()["score"] == 1
    asked = [m for m in chat.messages() if m["asks"] == "csat"]
    assert len(asked) == 1
    assert chat.post("rating", {"survey": "csat", "score": 2, "comment": "Slow"}).status_code == 201
    assert chat.post("rating", {"survey": "csat", "score": 5}).status_code == 200


def test_the_customer_can_read_why_they_got_an_answer(client: httpx.Client) -> None:
    chat = Chat(client)
    answer = chat.ask("What are your opening hours?")
    assert answer["why"]
    why = client.get(f"{chat.path}/messages/{answer['number']}/why", headers=chat.headers).json()
    assert why["title"] and why["reasons"]
    other = Chat(client)
    problem(client.get(f"{chat.path}/messages/{answer['number']}/why", headers=other.headers), 404)
    problem(client.get(f"{chat.path}/messages/99/why", headers=chat.headers), 404)


def test_an_order_is_told_only_to_who_knows_number_and_address(client: httpx.Client, demo: Demo) -> None:
    chat = Chat(client)
    assert "order number" in chat.ask("where is my order?")["text"]
    assert "e-mail" in chat.ask("BR-1042")["text"]
    wrong = chat.ask("it is somebody.else@mail.example")
    assert "could not find" in wrong["text"].lower()
    right = chat.ask("sorry, maya.lindqvist@mail.example")
    assert "BR-1042" in right["text"]
    stranger = Chat(client, email="maya.lindqvist@mail.example")
    assert "BR-1042" not in stranger.ask("where is my order?")["text"]


def test_other_sites_may_embed_the_chat_without_cookies(client: httpx.Client) -> None:
    answer = client.request("OPTIONS", "/chat/conversations", headers={"Origin": "https://shop.example"})
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "authorization" in answer.headers["access-control-allow-headers"]
    assert "set-cookie" not in client.post("/chat/conversations", json={}).headers


def test_the_customer_may_take_the_conversation_along_and_nobody_else_may(client: httpx.Client) -> None:
    chat, other = Chat(client), Chat(client)
    chat.ask("What are your opening hours?")
    kept = client.get(f"{chat.path}/transcript", headers=chat.headers)
    assert kept.status_code == 200
    assert kept.headers["content-type"] == "text/plain; charset=utf-8"
    assert kept.headers["content-disposition"] == 'attachment; filename="conversation.txt"'
    assert "What are your opening hours?" in kept.text
    problem(client.get(f"{chat.path}/transcript"), 401)
    problem(client.get(f"{chat.path}/transcript", headers=other.headers), 404)
    problem(client.post(f"{chat.path}/transcript", json={}, headers=chat.headers), 405)
