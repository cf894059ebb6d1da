"""Charlie attacks the staff's pages: from outside, with a colleague's login, and with everything that can be typed."""

import re
import uuid
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from warmline.customers.models import Customer
from warmline.staff.joining import link_of
from warmline.staff.models import Person
from warmline.staff.tests.test_strangers import OWNERS, addresses
from warmline.web.models import Business

TEMPLATES = sorted((Path(__file__).parent.parent / "src" / "warmline").rglob("templates/**/*.html"))

#: One for each way of being wrong. Form fields are text; what is wrong is what stands in them.
WRONG = (
    "",
    " ",
    "\x00",
    "a\x00b",
    "-1",
    "0",
    "99999999999999999999999999",
    "1e999",
    "NaN",
    "١٢٣",
    "²",
    "null",
    "[]",
    "{}",
    "true",
    "../../etc/passwd",
    "\r\nSet-Cookie: a=b",
    "\ud83d",
    "\u202e\u0000\uffff",
    "é" * 5000,
    "x" * 5000,
    "<script>alert(1)</script>",
    "'; DROP TABLE staff_person; --",
    "{{ 7*7 }}{% debug %}",
    "2026-99-99T99:99",
    str(uuid.UUID(int=0)),
)
#: Every name that a form of the product reads, so that each view meets each kind of wrong in each of its fields.
FIELDS = (
    "text",
    "seen_number",
    "client_id",
    "kind",
    "person",
    "for",
    "instruction",
    "writing",
    "left",
    "name",
    "email",
    "role",
    "login",
    "password",
    "code",
    "credential",
    "remember",
    "next",
    "away",
    "through",
    "conversation",
    "endpoint",
    "public",
    "secret",
    "seconds",
    "mail",
    "quiet_from",
    "quiet_until",
    "tone",
    "draft",
    "phone",
    "prefers",
    "note",
    "title",
    "body",
    "category",
    "is_published",
    "phrases",
    "article",
    "action",
    "is_active",
    "question",
    "q",
    "before",
    "tab",
    "open",
    "slogan",
    "about",
    "address",
    "timezone",
    "language",
    "currency",
    "bot_name",
    "greeting",
    "brand_color",
    "business-name",
    "owner-password",
    "seen",
    "updated_at",
    "version",
    "page",
    "from",
    "to",
    "hours",
    "holidays",
    "topics",
    "0-opens",
    "0-closes",
    "day",
    "opens",
    "closes",
)


@pytest.fixture(autouse=True)
def _forget_attempts() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.mark.parametrize("path", addresses())
def test_no_wrong_value_breaks_a_page_of_staff(alice: Person, bob: Person, dana: Customer, path: str) -> None:
    """As the owner, as an agent and as a stranger; an error of the server would raise here."""
    for who, each in ((alice, 1), (bob, 6), (None, 9)):
        client = Client()
        if who:
            client.force_login(who)
        for number, wrong in enumerate(WRONG[::each]):
            # A lone surrogate cannot be sent in a form; the test client would refuse it itself.
            value = wrong.encode("utf-8", "replace").decode()
            fields = dict.fromkeys(FIELDS, value)
            headers = {"HX-Request": "true"} if number % 2 else {}
            for answer in (
                client.post(f"/{path}", fields, headers=headers),
                client.get(f"/{path}", fields if len(value) < 1000 else {}, headers=headers),
            ):
                assert answer.status_code < 500 or answer.status_code == 503, (path, value[:40])
            if who and "logout" in path:
                client.force_login(who)


@pytest.mark.parametrize(
    "kind", ["application/json", "multipart/form-data; boundary=x", "text/plain", "", "a/b; charset=nope"]
)
@pytest.mark.parametrize(
    "body", [b"", b"\xff\xfe\x00", b'{"text": 1}', b"--x\r\n", b"a=%ff%fe&b=%00", b"&=&&=", b"a=1&" * 5000]
)
def test_no_body_of_another_kind_breaks_a_page(alice: Person, kind: str, body: bytes) -> None:
    client = Client()
    client.force_login(alice)
    for path in addresses():
        if "logout" not in path:
            answer = client.generic("POST", f"/{path}", body, content_type=kind)
            assert answer.status_code < 500, path


@pytest.mark.parametrize("path", addresses())
def test_no_post_is_taken_without_the_csrf_token(alice: Person, path: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    for headers in (
        {},
        {"HX-Request": "true"},
        {"X-CSRFToken": "x" * 64},
        {"Origin": "https://evil.example"},
    ):
        answer = client.post(f"/{path}", {"text": "x"}, headers=headers)
        assert answer.status_code in (403, 404, 405), path


ANSWERS = (
    "/",
    "/help/",
    "/nowhere/",
    "/staff/login/",
    "/desk/",
    "/tasks/",
    "/people/",
    "/welcome/",
    "/staff/join/a/b/",
    "/static/web/tokens.css",
    "/static/web/icons.svg",
    "/brand.css",
    "/robots.txt",
    "/shop/",
)


@pytest.mark.parametrize("path", ANSWERS)
def test_every_answer_says_what_it_may_load_and_that_nobody_may_frame_it(bob: Person, path: str) -> None:
    signed_in = Client()
    signed_in.force_login(bob)
    for client in (Client(), signed_in):
        check_headers(client.get(path))
        check_headers(client.post(path))


def check_headers(answer: HttpResponse) -> None:
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    for (
        close
    ) in answer._resource_closers:  # not answer.close(), which would close the test's connection as well
        close()
    if "text/html" in answer.headers.get("Content-Type", ""):
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["X-Frame-Options"] == "DENY"


def test_cookies_are_kept_from_scripts_and_other_sites(business: Business, bob: Person) -> None:
    client = Client()
    client.get("/staff/login/")
    client.post("/staff/login/", {"login": bob.email, "password": "a-good-long-password"})
    assert set(client.cookies) == {"csrftoken", "sessionid"}
    for cookie in client.cookies.values():
        assert cookie["httponly"] and cookie["samesite"] == "Lax"


@pytest.mark.parametrize(
    "path", [path for path in addresses() if not path.startswith(("help", "shop", "static", "offline"))]
)
def test_what_only_staff_see_is_not_kept_by_any_cache(alice: Person, path: str) -> None:
    client = Client()
    client.force_login(alice)
    answer = client.get(f"/{path}")
    if answer.status_code == 200 and "text/html" in answer.headers["Content-Type"]:
        assert "no-store" in answer.headers["Cache-Control"], path


@pytest.mark.parametrize(
    "cookie", ["", "x", "\x00" * 40, "a" * 4000, "\\000aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "'; --"]
)
def test_no_made_up_session_opens_anything_or_breaks(business: Business, cookie: str) -> None:
    client = Client()
    client.cookies["sessionid"] = cookie
    assert client.get("/desk/").status_code == 302
    quoted = Client(headers={"cookie": f'sessionid="{cookie}"'})
    assert quoted.get("/desk/").status_code in (302, 400)


@pytest.mark.parametrize(
    "host",
    ["evil.example", "a b", "evil.example\r\nX: y", "[::1", "a" * 300, "localhost:99999999", "<script>"],
)
def test_a_strange_host_gets_no_error_of_the_server(business: Business, host: str) -> None:
    answer = Client(headers={"host": host}).get("/staff/login/")
    assert answer.status_code in (200, 400)
    assert "<script>alert" not in answer.content.decode()


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "http:evil.example",
        "/\t/evil.example",
        "///evil.example",
        "https:/evil.example",
        "\x00//evil.example",
        "/desk/\r\nSet-Cookie: a=b",
    ],
)
def test_no_next_leads_away_or_splits_the_answer(bob: Person, elsewhere: str) -> None:
    client = Client()
    client.force_login(bob)
    away = client.post("/staff/away/", {"away": "no", "next": elsewhere})
    client.logout()
    form = {"login": bob.email, "password": "a-good-long-password", "next": elsewhere}
    for answer in (away, client.post("/staff/login/", form)):
        assert answer.status_code in (200, 302)
        location = answer.headers.get("Location", "/")
        assert location.startswith("/") and not location.startswith(("//", "/\\"))
        assert "\n" not in location
        assert "a" not in client.cookies


def test_an_invitation_cannot_be_changed_used_twice_or_used_after_its_time(
    bob: Person, monkeypatch: Any
) -> None:
    link = link_of(bob)
    key, token = link.rstrip("/").split("/")[-2:]
    client = Client()
    for path in (
        f"/staff/join/{key}/{token[:-1]}x/",
        f"/staff/join/AAAA/{token}/",
        f"/staff/join/{'A' * 5000}/{token}/",
        f"/staff/join/{key}/{'-'.join(token.split('-')[::-1])}/",
        f"/staff/join/%00/{token}/",
        "/staff/join/LTE/x-y/",
    ):
        assert client.get(path).status_code == 410, path
    assert client.post(link, {"password": "three good words"}).status_code == 302
    assert Client().get(link).status_code == 410
    late = link_of(bob)
    monkeypatch.setattr("django.conf.settings.PASSWORD_RESET_TIMEOUT", -1)
    assert Client().get(late).status_code == 410


def test_a_wrong_password_takes_as_long_for_who_works_here_as_for_who_does_not(
    bob: Person, monkeypatch: Any
) -> None:
    """Counted, not timed: each way hashes once."""
    from django.contrib.auth.hashers import Argon2PasswordHasher

    encode, hashed = Argon2PasswordHasher.encode, []
    monkeypatch.setattr(Argon2PasswordHasher, "encode", lambda *args: hashed.append(1) or encode(*args))
    verify = Argon2PasswordHasher.verify
    monkeypatch.setattr(Argon2PasswordHasher, "verify", lambda *args: hashed.append(1) or verify(*args))
    invited = Person.objects.create_user("carol@bakery.example", None, name="Carol")
    counts = []
    for email in (bob.email, invited.email, "nobody@bakery.example"):
        hashed.clear()
        Client().post("/staff/login/", {"login": email, "password": "not-the-password"})
        counts.append(len(hashed))
    assert counts == [1, 1, 1]


def test_a_forged_forwarding_header_does_not_lift_the_login_limit(bob: Person) -> None:
    codes = [
        Client(
            headers={
                "X-Forwarded-For": f"10.0.0.{n}",
                "Forwarded": f"for=10.0.0.{n}",
                "X-Real-IP": f"10.0.0.{n}",
            }
        )
        .post("/staff/login/", {"login": f"n{n}@mail.example", "password": "x"})
        .status_code
        for n in range(31)
    ]
    assert codes[-1] == 429


def test_templates_hold_no_script_no_style_and_no_handler() -> None:
    """The policy forbids them; a page with one would be silently broken."""
    forbidden = re.compile(
        r"<style\b|\sstyle=|\son[a-z]+=|\shx-on|javascript:|\|\s*safe\b|{%\s*autoescape\s+off|<script(?![^>]*\ssrc=)[^>]*>(?!\s*{%)",
        re.IGNORECASE,
    )
    found = [
        f"{path.name}: {match[0]}" for path in TEMPLATES for match in forbidden.finditer(path.read_text())
    ]
    assert found == []


def test_owners_pages_are_closed_to_agents_by_every_method(bob: Person) -> None:
    client = Client()
    client.force_login(bob)
    for path in addresses():
        if path.startswith(OWNERS):
            for method in ("get", "post", "put", "patch", "delete", "head", "options"):
                assert getattr(client, method)(f"/{path}").status_code in (403, 405), (method, path)
    assert unescape(client.get("/people/").content.decode()).count("@bakery.example") == 0
