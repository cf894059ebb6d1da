"""Files by the Visitor API and at the desk, from outside: who may send, fetch and see what, and what bad input gets."""

import io
import socket
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from PIL import Image

from tests.chat import Chat
from tests.conftest import Demo
from tests.test_visitor_api import problem
from warmline.files.addresses import signed

pytestmark = pytest.mark.slow


@pytest.fixture
def client(demo: Demo) -> Iterator[httpx.Client]:
    with demo.client() as client:
        yield client


def photo(shade: int = 90, size: tuple[int, int] = (80, 60)) -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "Camera of Dana"
    out = io.BytesIO()
    Image.new("RGB", size, (shade, 120, 60)).save(out, "JPEG", exif=exif)
    return out.getvalue()


def upload(chat: Chat, content: Any, name: str = "cake.jpg", **headers: str) -> httpx.Response:
    told = {"X-File-Name": quote(name), **chat.headers, **headers}
    return chat.client.post(f"{chat.path}/attachments", content=content, headers=told)


def send(chat: Chat, text: str, *ids: str) -> httpx.Response:
    return chat.post("messages", {"client_id": str(uuid.uuid4()), "text": text, "attachments": list(ids)})


def test_a_photo_goes_in_and_comes_out_as_a_picture_without_its_secrets(client: httpx.Client) -> None:
    chat = Chat(client)
    sent = upload(chat, photo(), "Torte für Zoë.JPG")
    assert sent.status_code == 201, sent.text
    told = sent.json()
    assert (told["name"], told["type"], told["state"]) == ("Torte für Zoë.JPG", "image/jpeg", "clean")
    assert (told["width"], told["height"]) == (80, 60)
    number = send(chat, "Is this mould?", told["id"]).json()["number"]
    (message,) = [each for each in chat.messages() if each["number"] == number]
    assert [each["id"] for each in message["attachments"]] == [told["id"]]
    got = client.get(message["attachments"][0]["url"])
    assert got.status_code == 200 and b"Camera" not in got.content and len(got.content) == told["size"]
    assert Image.open(io.BytesIO(got.content)).size == (80, 60)
    assert got.headers["content-type"] == "image/jpeg" and got.headers["x-content-type-options"] == "nosniff"
    assert got.headers["content-disposition"].startswith("inline;")
    assert "sandbox" in got.headers["content-security-policy"]
    word = chat.next_word(number)
    assert "cannot look at pictures" in word["text"]


def test_all_but_pictures_are_kept_and_never_shown(client: httpx.Client) -> None:
    chat = Chat(client)
    for content, name, kind in (
        (b"%PDF-1.7\n1 0 obj", "a.pdf", "application/pdf"),
        (b"a;b", "list.csv", "text/plain"),
    ):
        url = upload(chat, content, name).json()["url"]
        got = client.get(url)
        assert (got.content, got.headers["content-type"]) == (content, kind)
        assert got.headers["content-disposition"].startswith("attachment;")
        assert got.headers["content-security-policy"].startswith("default-src 'none'; sandbox")


def test_hostile_bodies_are_refused_in_words(client: httpx.Client) -> None:
    chat = Chat(client)
    for content, name, status in (
        (b"<html><script>alert(1)</script>", "cat.png", 415),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "cat.svg", 415),
        (b"MZ" + b"\x00" * 100, "setup.exe", 415),
        (b"\x89PNG\r\n\x1a\n broken", "cat.png", 415),
        (b"", "empty.txt", 422),
        (b"x" * 10_000_001, "long.txt", 413),
    ):
        told = problem(upload(chat, content, name), status)
        assert told["detail"].endswith(".") and len(told["detail"]) > 10, told
    told = upload(
        chat, b"plain", "../../x\x00y\u202egnp.exe" + "long" * 100, **{"Content-Type": "text/html"}
    ).json()
    assert told["type"] == "text/plain" and len(told["name"]) <= 100 and "/" not in told["name"]
    refused = client.post(
        f"{chat.path}/attachments", content=b"plain", headers={**chat.headers, "Accept-Language": "de"}
    )
    assert refused.status_code == 201, "a file without a name has one all the same"


def test_nobody_fetches_or_sends_what_is_not_theirs(client: httpx.Client) -> None:
    chat, other = Chat(client), Chat(client)
    mine = upload(chat, photo()).json()
    problem(upload_with(client, chat.path, {}), 401)
    problem(upload_with(client, chat.path, other.headers), 404)
    problem(send(other, "", mine["id"]), 422)
    for path in (f"{other.path}/attachments/{mine['id']}", f"{other.path}/attachments/no-id"):
        problem(client.get(path, headers=other.headers), 404)
        problem(client.delete(path, headers=other.headers), 404)
    ticket = mine["url"].rpartition("/")[2]
    identity, until, signature = ticket.split(".")
    later, short = f"{identity}.{int(until) + 1}.{signature}", f"{identity}.{until}"
    for wrong in (
        later,
        short,
        "x",
        f"{identity}.{until}.{'0' * 40}",
        f"{uuid.uuid4().hex}.{until}.{signature}",
    ):
        problem(client.get(f"/chat/files/{wrong}"), 404)
    assert client.get(f"/desk/files/{mine['id']}").status_code == 401
    assert (
        client.get(f"{chat.path}/attachments/{mine['id']}", headers=chat.headers).json()["url"] == mine["url"]
    )
    assert client.delete(f"{chat.path}/attachments/{mine['id']}", headers=chat.headers).status_code == 200
    problem(client.get(mine["url"]), 404)


def upload_with(client: httpx.Client, path: str, headers: dict[str, str]) -> httpx.Response:
    return client.post(f"{path}/attachments", content=photo(), headers=headers)


def test_an_address_ends_by_itself(client: httpx.Client, demo: Demo, monkeypatch: pytest.MonkeyPatch) -> None:
    chat = Chat(client)
    mine = upload(chat, photo()).json()
    secret = (demo.data / "secret").read_text()
    monkeypatch.setattr("warmline.files.addresses.settings.SECRET_KEY", secret)
    pk = uuid.UUID(mine["id"])
    assert client.get(f"/chat/files/{signed(pk)}").status_code == 200
    problem(client.get(f"/chat/files/{signed(pk, time.time() - 7200)}"), 410)


def test_many_uploads_at_once_are_slowed_down_and_what_is_taken_is_whole(client: httpx.Client) -> None:
    chat = Chat(client)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda n: upload(chat, photo(n), f"{n}.jpg"), range(16)))
    counts = Counter(answer.status_code for answer in answers)
    assert counts[201] == 5 and set(counts) <= {201, 409, 429}
    ids = [answer.json()["id"] for answer in answers if answer.status_code == 201]
    with ThreadPoolExecutor(4) as pool:
        statuses = Counter(pool.map(lambda _: send(chat, "", ids[0]).status_code, range(4)))
    assert statuses[201] == 1 and set(statuses) <= {201, 422, 429}


def test_an_upload_that_breaks_off_leaves_nothing(client: httpx.Client, demo: Demo) -> None:
    chat = Chat(client)
    head = (
        f"POST {chat.path}/attachments HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n"
        f"Authorization: Bearer {chat.token}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", demo.port)) as line:
        line.sendall(head.encode() + b"\xff\xd8\xff half of it")
        time.sleep(0.3)
    until = time.monotonic() + 5
    while any((demo.data / "files" / "incoming").glob("*")) and time.monotonic() < until:
        time.sleep(0.1)
    assert not any((demo.data / "files" / "incoming").glob("*"))
    assert upload(chat, photo()).status_code == 201


def test_staff_send_and_open_files_and_nobody_else_does(client: httpx.Client, demo: Demo) -> None:
    chat = Chat(client)
    chat.post("person")
    told = upload(chat, photo()).json()
    send(chat, "Here it is", told["id"])
    with closing(demo.signed_in(demo.ready["agents"][0])) as agent:
        page = agent.get(f"/desk/conversations/{chat.id}/")
        assert f"/desk/files/{told['id']}" in page.text and "Picture cake.jpg" in page.text
        assert agent.get(f"/desk/files/{told['id']}").headers["content-type"] == "image/jpeg"
        path, token = f"/desk/conversations/{chat.id}", {"X-CSRFToken": agent.cookies["csrftoken"]}
        agent.post(f"{path}/take", headers=token)
        for headers in ({}, {"X-CSRFToken": "nonsense"}, {**token, "Origin": "https://elsewhere.example"}):
            problem(agent.post(f"{path}/attachments?kind=reply", content=b"hi", headers=headers), 403)
        problem(client.post(f"{path}/attachments?kind=reply", content=b"hi", headers=token), 401)
        problem(agent.post(f"{path}/attachments?kind=else", content=b"hi", headers=token), 422)
        problem(agent.post(f"{path}/attachments?kind=reply", content=b"<html>", headers=token), 415)
        none = f"/desk/conversations/{uuid.uuid4()}/attachments?kind=reply"
        problem(agent.post(none, content=b"hi", headers=token), 404)
        named = {**token, "X-File-Name": "offer.pdf"}
        sent = agent.post(f"{path}/attachments?kind=reply", content=b"%PDF-1.7 offer", headers=named)
        assert sent.status_code == 201 and sent.json()["name"] == "offer.pdf"
        assert "offer.pdf" in agent.get(f"{path}/").text, "it waits in the box, on any machine"
        form = {
            "text": "",
            "attachments": sent.json()["id"],
            "client_id": "1",
            "seen_number": len(chat.messages()),
        }
        answer = agent.post(f"{path}/replies", data=form, headers={**token, "HX-Request": "true"})
        assert answer.status_code == 201, answer.text
    last = chat.messages()[-1]
    assert (last["from"]["kind"], last["text"], last["revised"]) == ("person", "", None)
    assert client.get(last["attachments"][0]["url"]).content == b"%PDF-1.7 offer"


def test_the_owner_may_switch_files_off(client: httpx.Client, demo: Demo) -> None:
    chat = Chat(client)
    try:
        demo.set_option("files.from_customers", "")
        time.sleep(0.2)
        problem(upload(chat, photo()), 403)
        assert client.get("/chat/availability").json()["files"] is None
    finally:
        demo.set_option("files.from_customers", "1")
