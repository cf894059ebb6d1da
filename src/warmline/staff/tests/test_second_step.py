"""A stolen password is not enough: codes of an app, codes from paper, the owner's rule, and the way back in."""

import re
import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client

from warmline.audit.models import Entry
from warmline.lib.time import now
from warmline.staff.models import Person, SignIn
from warmline.staff.second_step import has_second_step
from warmline.staff.tests.test_signing_in import PASSWORD, sign_in
from warmline.web.models import Business


@pytest.fixture(autouse=True)
def _forget_attempts() -> None:
    cache.clear()


def code_for(secret: str) -> str:
    # A code is good once: the tests use one after the other.
    cache.clear()
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def add_app(client: Client) -> tuple[str, list[str]]:
    """Signed in already; gives the app's secret and the codes from paper."""
    asked = client.get("/staff/second-step/app/")
    assert asked.headers["Location"].startswith("/staff/second-step/password/")
    client.post(asked.headers["Location"], {"password": PASSWORD})
    page = client.get("/staff/second-step/app/").content.decode()
    secret = re.search(r'id="totp-key">([A-Z2-7 ]+)<', page)[1].replace(" ", "")  # type: ignore[index]
    done = client.post("/staff/second-step/app/", {"code": code_for(secret)})
    assert done.headers["Location"] == "/staff/second-step/codes/"
    codes = re.findall(r"<li>(\d{8})</li>", client.get(done.headers["Location"]).content.decode())
    return secret, codes


def acts() -> list[str]:
    return list(Entry.objects.order_by("number").values_list("act", flat=True))


def test_the_whole_way_with_an_app_and_a_code_from_paper(client: Client, bob: Person) -> None:
    sign_in(client, bob.email)
    wrong = client.post("/staff/second-step/password/?next=/staff/second-step/app/", {"password": "not-it"})
    assert wrong.status_code == 200 and "not your password" in wrong.content.decode()
    secret, codes = add_app(client)
    assert len(codes) == 10
    shown_again = client.get("/staff/second-step/codes/").content.decode()
    assert codes[0] not in shown_again and "not shown again" in shown_again
    raw = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in raw and raw.count("s1.") == 2, "sealed at rest"
    client.post("/staff/logout/")
    answer = client.post("/staff/login/", {"login": bob.email, "password": PASSWORD})
    assert answer.headers["Location"] == "/staff/second-step/code/"
    assert client.get("/desk/").status_code == 302, "the password alone opens nothing"
    assert client.post(answer.headers["Location"], {"code": "000000"}).status_code == 200
    assert "does not fit" in client.post(answer.headers["Location"], {"code": "' OR 1"}).content.decode()
    assert client.post(answer.headers["Location"], {"code": code_for(secret)}).headers["Location"] == "/desk/"
    for code, works in ((codes[0], True), (codes[0], False)):
        client.post("/staff/logout/")
        sign_in(client, bob.email)
        client.post("/staff/second-step/code/", {"code": code})
        assert (client.get("/desk/").status_code == 200) is works
    assert {"second step added", "second step failed", "recovery code used", "login"} <= set(acts())


def test_codes_cannot_be_tried_without_end(client: Client, bob: Person) -> None:
    sign_in(client, bob.email)
    secret, _codes = add_app(client)
    client.post("/staff/logout/")
    sign_in(client, bob.email)
    code = code_for(secret)
    for _ in range(5):
        client.post("/staff/second-step/code/", {"code": "111111"})
    page = client.post("/staff/second-step/code/", {"code": code})
    assert page.status_code == 200 and "too many attempts" in page.content.decode()


@pytest.mark.parametrize(
    "sent", ["", "{", "null", "[]", "{}", "true", '{"id": 1}', '{"id":"x","response":{}}', "[[[["]
)
def test_no_made_up_passkey_opens_or_breaks_anything(client: Client, bob: Person, sent: str) -> None:
    client.force_login(bob)
    client.post("/staff/second-step/password/", {"password": PASSWORD})
    client.get("/staff/second-step/passkey/")
    assert client.post("/staff/second-step/passkey/", {"credential": sent}).status_code == 200
    Authenticator.objects.create(user=bob, type="webauthn", data={"name": "Key", "credential": {}})
    assert has_second_step(bob)
    client.post("/staff/logout/")
    other = Client()
    Authenticator.objects.all().delete()
    Authenticator.objects.create(user=bob, type="totp", data={"secret": "s1.x.y"})
    sign_in(other, bob.email)
    assert other.post("/staff/second-step/code/", {"credential": sent}).status_code == 200
    assert other.get("/desk/").status_code == 302


def test_the_owner_s_day_leads_everybody_to_a_second_step_first(
    client: Client, alice: Person, bob: Person
) -> None:
    owner = Client()
    owner.force_login(alice)
    client.force_login(bob)
    tomorrow = f"{now() + timedelta(days=2):%Y-%m-%d}"
    owner.post("/people/second-step/", {"day": "nonsense"})
    owner.post("/people/second-step/", {"day": tomorrow})
    assert client.get("/desk/").status_code == 200
    assert "everybody here needs one" in client.get("/staff/second-step/").content.decode()
    owner.post("/people/second-step/", {"day": "2026-01-01"})
    assert client.get("/desk/").headers["Location"] == "/staff/second-step/"
    live = client.get("/desk/", headers={"HX-Request": "true"})
    assert live.headers["HX-Redirect"] == "/staff/second-step/"
    assert "add one now" in client.get("/staff/second-step/").content.decode()
    add_app(client)
    assert client.get("/desk/").status_code == 200
    assert client.post("/people/second-step/", {"day": ""}).status_code == 403
    assert owner.get("/people/").headers["Location"] == "/staff/second-step/", "owners too"
    assert Business.objects.get().second_step_from is not None


def test_an_owner_lets_in_who_lost_their_telephone(client: Client, alice: Person, bob: Person) -> None:
    sign_in(client, bob.email)
    add_app(client)
    owner = Client()
    owner.force_login(alice)
    assert "Take the second step off" in owner.get("/people/").content.decode()
    assert client.post(f"/people/{bob.pk}/second-step/").status_code == 403
    owner.post(f"/people/{bob.pk}/second-step/")
    assert not Authenticator.objects.exists()
    reset = Entry.objects.get(act="second step reset")
    assert (reset.person, reset.name, reset.on) == (alice.pk, "Alice Byrne", f"person {bob.pk}")
    client.post("/staff/logout/")
    sign_in(client, bob.email)
    assert client.get("/desk/").status_code == 200


def test_removing_asks_for_the_password_and_nobody_removes_another_s(
    client: Client, bob: Person, carol: Person
) -> None:
    sign_in(client, bob.email)
    add_app(client)
    step = Authenticator.objects.get(type="totp")
    other = Client()
    sign_in(other, carol.email)
    path = f"/staff/second-step/{step.pk}/removal/"
    assert "/password/" in other.post(path).headers["Location"]
    other.post("/staff/second-step/password/", {"password": PASSWORD})
    assert other.post(path).status_code == 404
    client.post(path)
    assert not Authenticator.objects.exists(), "codes from paper go with it"


def test_sign_ins_are_listed_and_end_when_their_owner_says_so(
    client: Client, bob: Person, carol: Person
) -> None:
    there, hers = Client(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"}), Client()
    for each, person in ((client, bob), (there, bob), (hers, carol)):
        sign_in(each, person.email)
    page = client.get("/staff/me/").content.decode()
    assert "Firefox on Windows" in page and "This one" in page
    her_row = SignIn.objects.get(person=carol)
    client.post(f"/staff/sessions/{her_row.pk}/end/")
    assert hers.get("/desk/").status_code == 200, "only one's own"
    client.post("/staff/sessions/end/")
    assert there.get("/desk/").status_code == 302
    assert client.get("/desk/").status_code == 200 and hers.get("/desk/").status_code == 200
    assert acts().count("sessions ended") == 1
    stored = str(list(SignIn.objects.values())) + str(list(Entry.objects.values()))
    assert "127.0.0.1" not in stored and PASSWORD not in stored and "@" not in stored


def test_a_failed_login_is_written_down_without_what_was_typed(client: Client, bob: Person) -> None:
    for email in (bob.email, "my-password-in-the-wrong-field", "nobody@mail.example"):
        client.post("/staff/login/", {"login": email, "password": "my-secret-guess"})
    rows = list(Entry.objects.filter(act="login failed").values_list("who", "on"))
    assert ("stranger", f"person {bob.pk}") in rows and ("stranger", "nobody here") in rows
    stored = str(list(Entry.objects.values()))
    assert "my-" not in stored and "@" not in stored
