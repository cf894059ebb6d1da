"""Who gets in, and what do those learn who do not?"""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from warmline.staff.demo_logins import DEMO_PASSWORD
from warmline.staff.models import Person
from warmline.web.models import Business

PASSWORD = "a-good-long-password"


@pytest.fixture(autouse=True)
def _forget_attempts() -> None:
    cache.clear()


def sign_in(client: Client, email: str, password: str = PASSWORD, **more: str) -> int:
    return client.post("/staff/login/", {"login": email, "password": password, **more}).status_code


def errors(client: Client, email: str, password: str) -> list[str]:
    page = client.post("/staff/login/", {"login": email, "password": password}).content.decode()
    return re.findall(r'role="alert"><p>(.*?)</p>', page)


def test_an_agent_signs_in_and_lands_at_the_desk(client: Client, bob: Person) -> None:
    answer = client.post("/staff/login/", {"login": "Bob@Bakery.example", "password": PASSWORD})
    assert answer.headers["Location"] == "/desk/"
    assert client.session["_auth_user_id"] == str(bob.pk)


def test_signing_in_leads_to_where_one_wanted_to_go_but_never_elsewhere(client: Client, bob: Person) -> None:
    form = {"login": bob.email, "password": PASSWORD}
    assert client.post("/staff/login/", {**form, "next": "/tasks/"}).headers["Location"] == "/tasks/"
    client.logout()
    for elsewhere in ("https://evil.example/", "//evil.example", "javascript:alert(1)"):
        answer = client.post("/staff/login/", {**form, "next": elsewhere})
        assert answer.headers["Location"] == "/desk/"
        client.logout()


def test_a_wrong_password_and_an_unknown_address_are_told_alike(client: Client, bob: Person) -> None:
    wrong, unknown = (
        errors(client, bob.email, "not-the-password"),
        errors(client, "who@bakery.example", "x" * 12),
    )
    assert wrong == unknown
    assert "do not belong together" in wrong[0]


def test_the_address_stays_in_the_form_and_the_password_does_not(client: Client, bob: Person) -> None:
    page = client.post("/staff/login/", {"login": bob.email, "password": "secret-typed"}).content.decode()
    assert f'value="{bob.email}"' in page
    assert "secret-typed" not in page


def test_too_many_attempts_have_to_wait_even_with_the_right_password(client: Client, bob: Person) -> None:
    for _ in range(5):
        sign_in(client, bob.email, "not-the-password")
    assert "too many attempts" in errors(client, bob.email, PASSWORD)[0]
    assert "_auth_user_id" not in client.session


def test_a_flood_from_one_network_gets_a_page_that_says_when_to_come_back(
    client: Client, bob: Person
) -> None:
    codes = [client.post("/staff/login/", {"login": f"a{n}@b.example", "password": "x"}) for n in range(31)]
    assert codes[-1].status_code == 429
    assert codes[-1].headers["Retry-After"] == "60"
    assert b"a little fast" in codes[-1].content


def test_a_session_that_was_there_before_is_not_taken_over(client: Client, bob: Person) -> None:
    session = client.session
    session["planted"] = "yes"
    session.save()
    before = session.session_key
    sign_in(client, bob.email)
    assert client.session.session_key != before


def test_a_deactivated_person_is_out_at_once_and_stays_out(client: Client, bob: Person) -> None:
    sign_in(client, bob.email)
    assert client.get("/tasks/").status_code == 200
    Person.objects.filter(pk=bob.pk).update(is_active=False)
    assert client.get("/tasks/").status_code == 302
    assert sign_in(client, bob.email) in (200, 302)
    assert client.get("/tasks/").status_code == 302


def test_signing_out_takes_a_post_and_ends_the_session(client: Client, bob: Person) -> None:
    sign_in(client, bob.email)
    assert client.get("/staff/logout/").status_code == 200
    assert client.get("/tasks/").status_code == 200
    assert client.post("/staff/logout/").headers["Location"] == "/staff/login/"
    assert client.get("/tasks/").status_code == 302


def test_demo_logins_show_in_the_demo_only(client: Client, alice: Person) -> None:
    assert DEMO_PASSWORD not in client.get("/staff/login/").content.decode()
    Business.objects.update(is_demo=True)
    page = client.get("/staff/login/").content.decode()
    assert DEMO_PASSWORD in page
    assert alice.email in page


@pytest.mark.parametrize("path", ["/staff/signup/", "/accounts/signup/", "/staff/password/reset/", "/admin/"])
def test_nobody_can_sign_up(client: Client, business: Business, path: str) -> None:
    assert client.get(path).status_code == 404


def test_hostile_input_is_only_a_failed_attempt(client: Client, bob: Person) -> None:
    for text in ("", "\x00", "' OR 1=1 --", "<script>", "é" * 10_000, "🙂@🙂.🙂"):
        assert sign_in(client, text, text or "x") in (200, 400)
    assert "_auth_user_id" not in client.session
