"""Does every page keep the policy, and every error show a way on?"""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.test.utils import override_settings

from warmline.staff.models import Person
from warmline.web.models import Business

SOURCES = Path(__file__).parents[2]
INLINE = re.compile(r"""<script(?![^>]*\bsrc=)[^>]*>|\sstyle=|\son[a-z]+=|hx-on|javascript:""", re.IGNORECASE)


def test_no_template_holds_inline_script_or_style() -> None:
    found = {
        str(path.relative_to(SOURCES)): INLINE.findall(path.read_text())
        for path in SOURCES.rglob("templates/**/*.html")
        if INLINE.search(path.read_text())
    }
    assert found == {}


def test_every_answer_carries_a_policy_without_inline_script(client: Client, business: Business) -> None:
    for path in ("/staff/login/", "/brand.css", "/no-such-page/"):
        policy = client.get(path).headers["Content-Security-Policy"]
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy


def test_an_unknown_page_shows_a_way_on(client: Client, business: Business) -> None:
    answer = client.get("/no-such-page/")
    assert answer.status_code == 404
    assert b'href="/"' in answer.content


def test_a_form_without_its_token_is_refused_kindly(business: Business) -> None:
    answer = Client(enforce_csrf_checks=True).post("/staff/login/", {"login": "a", "password": "b"})
    assert answer.status_code == 403
    assert b"open for a long time" in answer.content


def test_a_page_for_the_owner_says_so_to_an_agent(client: Client, bob: Person) -> None:
    client.force_login(bob)
    answer = client.get("/people/")
    assert answer.status_code == 403
    assert b"for the owner" in answer.content


@override_settings(DEBUG_PROPAGATE_EXCEPTIONS=False)
def test_a_failure_shows_a_page_that_needs_nothing(
    client: Client, business: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise RuntimeError("broken")

    client.raise_request_exception = False
    monkeypatch.setattr("warmline.web.views.current_business", fail)
    answer = client.get("/brand.css")
    assert answer.status_code == 500
    assert b"Something went wrong on our side" in answer.content


def test_whoever_comes_first_is_led_to_the_first_run_and_later_to_their_place(
    client: Client, db: None
) -> None:
    assert client.get("/").headers["Location"] == "/welcome/"
    Business.objects.create(pk=1, name="Corner Bakery")
    assert client.get("/").headers["Location"] == "/help/"
    client.force_login(Person.objects.create_user("bob@bakery.example", None, name="Bob"))
    assert client.get("/").headers["Location"] == "/desk/"


def test_what_people_type_is_shown_and_never_run(client: Client, business: Business) -> None:
    Business.objects.update(name="<script>alert(1)</script>")
    page = client.get("/staff/login/").content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
