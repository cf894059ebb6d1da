"""The server as a stranger with a socket sees it: odd requests, slow ones, many at once, and every wrong type."""

import json
import select
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import httpx
import pytest

from tests.chat import Chat
from tests.conftest import Demo
from warmline.channels.visitor_api.limiting import STREAMS_PER_CONVERSATION, TYPING_PER_MINUTE
from warmline.commands.bounded_http import HEAD_SECONDS, LARGEST_HEAD
from warmline.lib.bodies import BODY_SECONDS

pytestmark = pytest.mark.slow


@pytest.fixture
def client(demo: Demo) -> Any:
    with demo.client() as client:
        yield client


@contextmanager
def raw(demo: Demo, seconds: float = 10) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", demo.port), timeout=seconds) as connection:
        yield connection


def ask(demo: Demo, request: bytes, seconds: float = 10) -> bytes:
    """All that comes back until the server closes, or is silent for a while."""
    found = b""
    with raw(demo, seconds) as connection:
        connection.sendall(request)
        try:
            while chunk := connection.recv(65536):
                found += chunk
                if b"\r\n\r\n" in found:
                    connection.settimeout(0.3)
        except (TimeoutError, ConnectionError):
            pass
    return found


def status(answer: bytes) -> int:
    """0: closed without an answer."""
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/") else 0


def check_alive(client: httpx.Client) -> None:
    assert client.get("/chat/availability").status_code == 200
    assert client.get("/help/").status_code == 200


GET = b"GET /chat/availability HTTP/1.1\r\nHost: x\r\n"
POST = b"POST /chat/conversations HTTP/1.1\r\nHost: x\r\n"
ODD = {
    "head": (b"HEAD /help/ HTTP/1.1\r\nHost: x\r\n\r\n", {200}),
    "head of the chat": (b"HEAD /chat/availability HTTP/1.1\r\nHost: x\r\n\r\n", {200, 405}),
    "trace": (b"TRACE /help/ HTTP/1.1\r\nHost: x\r\n\r\n", {405}),
    "a method nobody knows": (b"BREW /chat/availability HTTP/1.1\r\nHost: x\r\n\r\n", {400, 404, 405}),
    "connect": (b"CONNECT x:443 HTTP/1.1\r\nHost: x\r\n\r\n", {0, 400, 404, 405}),
    "no host": (b"GET /help/ HTTP/1.1\r\n\r\n", {200, 400}),
    "two hosts": (b"GET /help/ HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", {200, 400}),
    "an old protocol": (b"GET /help/ HTTP/1.0\r\n\r\n", {200, 400}),
    "no protocol": (b"hello\r\n\r\n", {0, 400}),
    "tls": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", {0, 400}),
    "two lengths": (POST + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", {400}),
    "a length and chunks": (
        POST + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        {400},
    ),
    "a negative length": (POST + b"Content-Length: -1\r\n\r\n", {400}),
    "an endless length": (POST + b"Content-Length: 99999999999999999999999\r\n\r\n", {400}),
    "no length": (POST + b"\r\n", {201, 429}),
    "chunks": (POST + b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", {201, 429}),
    "broken chunks": (POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n", {400}),
    "an upgrade": (GET + b"Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n", {200, 400, 426}),
    "bytes beyond ASCII in a header": (GET + b"X-Name: \xff\xfe\xc3\x28\r\n\r\n", {200, 400}),
    "bytes beyond ASCII in the key": (GET + b"Authorization: Bearer \xff\xfe\r\n\r\n", {200, 400}),
    "bytes beyond ASCII in the address": (b"GET /help/\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n", {400, 404}),
    "bytes beyond ASCII in the query": (b"GET /help/search/?q=\xff HTTP/1.1\r\nHost: x\r\n\r\n", {200, 400}),
    "a header over two lines": (GET + b"X-A: a\r\n b\r\n\r\n", {200, 400}),
    "a header without a name": (GET + b": a\r\n\r\n", {200, 400}),
    "NUL in a header": (GET + b"X-A: a\x00b\r\n\r\n", {400}),
    "a thousand headers": (
        GET + b"".join(b"X-%d: a\r\n" % n for n in range(1000)) + b"\r\n",
        {200, 400, 431},
    ),
    "a cookie that is none": (
        b'GET /desk/ HTTP/1.1\r\nHost: x\r\nCookie: ;;=;\xff\x80=a;sessionid="\\000\\377"\r\n\r\n',
        {302, 400},
    ),
    "the desk's stream with it": (
        b'GET /desk/events HTTP/1.1\r\nHost: x\r\nCookie: sessionid="\\000aaaaaaaaaa\\377"\r\n\r\n',
        {401},
    ),
    "an address with a server": (
        b"GET http://evil.example/help/ HTTP/1.1\r\nHost: x\r\n\r\n",
        {200, 400, 404},
    ),
    "no address": (b"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", {200, 204, 400, 404}),
    "two requests at once": (GET + b"\r\n" + GET + b"\r\n", {200}),
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_request_gets_a_plain_answer(demo: Demo, client: httpx.Client, name: str) -> None:
    request, expected = ODD[name]
    answer = ask(demo, request)
    assert status(answer) in expected, answer[:300]
    check_alive(client)


@pytest.mark.parametrize(
    "path",
    [
        "//chat/availability",
        "/chat",
        "/chat/",
        "/chat//availability",
        "/chat/../desk/",
        "/chat/%2e%2e/desk/",
        "/static/../settings.py",
        "/static/%2e%2e/%2e%2e/settings.py",
        "/static/widget/../../settings.py",
        "/static/widget/%2e%2e/serving.py",
        "/static/%00",
        "/%00",
        "/help/articles/%00/",
        "/help/categories/%00/",
        "/help/search/?q=%00",
        "/chat/conversations/%00/messages",
        "/help/" + "a" * 8000,
        "/" + "a/" * 2000,
        "/help/articles/%ff%fe/",
        "/help/articles/%ed%a0%80/",
        "/?" + "a=1&" * 3000,
        "/%0d%0aX-A:%20b",
        "/help/search/?q=" + "%F0%9F%A5%90" * 500,
        "/desk/conversations/..%2f..%2f/",
        "/static/web/",
        "/static/web/tokens.css/",
        "/;/help/",
    ],
)
def test_no_trick_with_the_path_opens_or_breaks_anything(demo: Demo, client: httpx.Client, path: str) -> None:
    answer = ask(demo, f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
    assert status(answer) in (200, 301, 302, 400, 401, 404, 414), answer[:300]
    assert b"SECRET_KEY" not in answer and b"X-A: b" not in answer
    assert status(answer) != 200 or b"Conversations" not in answer
    check_alive(client)


def test_who_sends_slowly_is_given_up_and_keeps_nobody_else_waiting(demo: Demo, client: httpx.Client) -> None:
    """More slow senders than there are page threads, with heads and bodies that never end."""
    heads = [
        b"GET / HTTP/1.1\r\nHost: x\r\nX-A: ",
        b"POST /staff/login/ HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\na",
    ]
    heads.append(POST + b"Content-Length: 1000\r\n\r\n{")
    with ExitStack() as stack:
        slow = [stack.enter_context(raw(demo, 1)) for _ in range(60)]
        for number, connection in enumerate(slow):
            connection.sendall(heads[number % 3])
        check_alive(client)
        assert not select.select(slow, [], [], 0)[0], "others are answered before the slow ones are given up"
        for _ in range(int(max(HEAD_SECONDS, BODY_SECONDS)) + 2):
            check_alive(client)
            time.sleep(1)
        for number, connection in enumerate(slow):
            answer = drain(connection)
            assert status(answer) == (0 if number % 3 == 0 else 408), answer


def drain(connection: socket.socket) -> bytes:
    """What the server said before it closed; a connection that is still open times out and fails the test."""
    found = b""
    while chunk := connection.recv(65536):
        found += chunk
    return found


def test_a_head_without_end_is_cut_off(demo: Demo) -> None:
    with raw(demo) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nX-A: ")
        with pytest.raises(ConnectionError):
            for _ in range(40 * LARGEST_HEAD // 16_000):
                connection.sendall(b"a" * 16_000)
                time.sleep(0.01)


@pytest.mark.parametrize("path", ["/staff/login/", "/chat/conversations", "/help/"])
def test_a_body_without_end_is_cut_off(demo: Demo, client: httpx.Client, path: str) -> None:
    head = f"POST {path} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n".encode()
    chunk = b"10000\r\n" + b"a" * 65536 + b"\r\n"
    answer = b""
    with raw(demo) as connection:
        connection.sendall(head)
        try:
            for _ in range(200):
                connection.sendall(chunk)
            answer = drain(connection)
        except ConnectionError:
            pass
    assert status(answer) in (0, 413)
    check_alive(client)


def test_fifty_streams_of_one_visitor_leave_the_newest_and_all_else_alive(
    demo: Demo, client: httpx.Client
) -> None:
    chat = Chat(client)
    head = (
        f"GET {chat.path}/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {chat.token}\r\n\r\n".encode()
    )
    with ExitStack() as stack:
        streams = [stack.enter_context(raw(demo)) for _ in range(50)]
        for stream in streams:
            stream.sendall(head)
            assert status(stream.recv(65536)) == 200
        time.sleep(1)
        closed = [is_closed(stream) for stream in streams]
        assert closed == [True] * (50 - STREAMS_PER_CONVERSATION) + [False] * STREAMS_PER_CONVERSATION
        number = chat.send("hello again").json()["number"]
        assert f'"number": {number}'.encode() in read_for(streams[-1], 3)
        check_alive(client)


def is_closed(stream: socket.socket) -> bool:
    """Did the server end this stream (the chunk of length 0)?"""
    return read_for(stream, 0.2).endswith(b"0\r\n\r\n")


def read_for(stream: socket.socket, seconds: float) -> bytes:
    stream.settimeout(seconds)
    found = b""
    try:
        while chunk := stream.recv(65536):
            found += chunk
    except TimeoutError:
        pass
    return found


def test_one_conversation_has_one_limit_however_its_id_is_written(client: httpx.Client) -> None:
    chat = Chat(client)
    spellings = [
        chat.id,
        chat.id.upper(),
        chat.id.replace("-", ""),
        f"%7B{chat.id}%7D",
        f"urn:uuid:{chat.id}",
    ]
    codes = [
        client.post(
            f"/chat/conversations/{spellings[n % 5]}/person", json={}, headers=chat.headers
        ).status_code
        for n in range(40)
    ]
    assert 429 in codes[:30]


def test_signs_of_typing_are_limited_too(client: httpx.Client) -> None:
    chat = Chat(client)
    codes = {chat.post("typing", {"on": True}).status_code for _ in range(TYPING_PER_MINUTE)}
    assert codes == {200, 429}


def test_a_forged_forwarding_header_does_not_lift_the_limit(own_demo: Demo) -> None:
    own_demo.start()
    with own_demo.client() as client:
        codes = [
            client.post(
                "/chat/conversations", json={}, headers={"X-Forwarded-For": f"10.1.2.{n}"}
            ).status_code
            for n in range(25)
        ]
    assert 429 in codes


VALUES: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    -1,
    1.5,
    10**30,
    1e308,
    "",
    " ",
    "x",
    "x" * 5000,
    "\x00",
    "a\x00b",
    "\ud800",
    "a\udfffb",
    "\u202e",
    "🥐" * 50,
    [],
    [1],
    {},
    {"a": {"b": []}},
    "<script>",
    "2026-01-01",
    "9" * 50,
    "-1",
    "null",
)
RAW = (
    b"NaN",
    b"[NaN]",
    b'{"text": NaN, "score": NaN, "message": Infinity}',
    b'{"score": 1e999}',
    b'{"message": ' + b"9" * 5000 + b"}",
    b'{"text": "a", "text": 5}',
    b'{"client_id": "a", "client_id": "b", "text": "hi"}',
    b'{"a":' * 5000,
    b"[" * 60_000,
    b'"\\ud800"',
    b'{"text": "\xed\xa0\x80"}',
    b"\xef\xbb\xbf{}",
    b"{}{}",
    b"\x1f\x8b\x08\x00",
    "{}".encode("utf-16"),
    "{}".encode("utf-32"),
    b"{" + b" " * 60_000 + b"}",
)
ROUTES = {
    "": ("name", "email", "page", "language"),
    "/messages": ("client_id", "text"),
    "/person": ("reason",),
    "/rating": ("survey", "score", "comment", "message"),
    "/email": ("email",),
    "/typing": ("on",),
}
FITTING = {"client_id": "a", "text": "hi", "survey": "csat", "score": 3}


def test_no_wrong_type_or_body_breaks_a_route(own_demo: Demo) -> None:
    own_demo.start()
    own_demo.set_option("channels.conversations_per_minute", 100_000)
    own_demo.set_option("channels.messages_per_minute", 100_000)
    time.sleep(5.5)
    with own_demo.client() as client:
        chat = Chat(client)
        chat.ask("What are your opening hours?")
        chat.post("rating", {"survey": "helpful", "score": 1, "message": 3})
        for route, fields in ROUTES.items():
            url = chat.path + route if route else "/chat/conversations"
            for body in bodies(fields):
                answer = client.post(url, content=body, headers=chat.headers)
                assert answer.status_code < 500, (route, body[:100], answer.text)
                assert answer.headers["content-type"] in ("application/json", "application/problem+json")
        for query in (
            "after=-1",
            "after=١",
            "after=1e3",
            "after=",
            "after=%00",
            "after=1&after=x",
            "a" * 3000,
            "after=0x1",
        ):
            assert client.get(f"{chat.path}/messages?{query}", headers=chat.headers).status_code in (200, 422)
        for number in ("-1", "0", "x", "%00", "9" * 30, "1.5", "²"):
            assert client.get(f"{chat.path}/messages/{number}/why", headers=chat.headers).status_code in (
                404,
                422,
            )
            headers = {**chat.headers, "Last-Event-ID": number.replace("²", "2x")}
            if number != "0":
                assert client.get(f"{chat.path}/events", headers=headers).status_code == 422
        messages = chat.messages()
        assert [m["number"] for m in messages] == list(range(1, len(messages) + 1))


def bodies(fields: tuple[str, ...]) -> Iterator[bytes]:
    yield from RAW
    fitting = {name: FITTING[name] for name in fields if name in FITTING}
    for name in fields:
        for value in VALUES:
            yield json.dumps({**fitting, name: value}).encode()
