"""How do people get into their accounts, and who keeps the keys?"""

import re
from datetime import timedelta

import pytest
from django.test import Client

from warmline.lib.time import now
from warmline.staff.errors import LastOwner
from warmline.staff.joining import link_of
from warmline.staff.membership import change_role, deactivate
from warmline.staff.models import Person

PASSWORD = "a-good-long-password"
NEW_PASSWORD = "quite-another-long-one"


def invite(client: Client, **changes: str) -> str:
    form = {"name": "Finn Doyle", "email": "Finn@Bakery.example", "role": "agent", **changes}
    return client.post("/people/", form).content.decode()


def link_in(page: str) -> str:
    found = re.search(r"http://testserver(/staff/join/[^<\s]+)", page)
    assert found, page
    return found[1]


def test_an_invited_colleague_chooses_a_password_and_is_in(client: Client, alice: Person) -> None:
    client.force_login(alice)
    link = link_in(invite(client))
    finns = Client()
    assert "Welcome, Finn" in finns.get(link).content.decode()
    assert finns.post(link, {"password": NEW_PASSWORD}).headers["Location"] == "/desk/"
    finn = Person.objects.get(email="finn@bakery.example")
    assert finns.session["_auth_user_id"] == str(finn.pk)
    assert finn.check_password(NEW_PASSWORD)
    assert not finn.is_owner


def test_a_link_works_once(client: Client, alice: Person) -> None:
    client.force_login(alice)
    link = link_in(invite(client))
    Client().post(link, {"password": NEW_PASSWORD})
    second = Client().post(link, {"password": "stolen-long-password"})
    assert second.status_code == 410
    assert Person.objects.get(email="finn@bakery.example").check_password(NEW_PASSWORD)


def test_a_link_dies_after_three_days(client: Client, bob: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    link = link_of(bob)
    from django.contrib.auth.tokens import PasswordResetTokenGenerator

    later = (now() + timedelta(days=3, minutes=1)).replace(tzinfo=None)
    monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda self: later)
    assert client.get(link).status_code == 410


def test_a_link_of_somebody_else_or_a_made_up_one_opens_nothing(
    client: Client, alice: Person, bob: Person
) -> None:
    key_of_alice = link_of(alice).split("/")[3]
    token_of_bob = link_of(bob).split("/")[4]
    for path in (
        f"{key_of_alice}/{token_of_bob}",
        "x/y",
        "MQ/set-password",
        "%00/%00",
        "OTk5OTk5OTk5OTk5OTk5OTk5OTk5/a-b",
    ):
        assert client.get(f"/staff/join/{path}/").status_code in (404, 410)


def test_a_deactivated_person_s_link_is_dead(client: Client, alice: Person, bob: Person) -> None:
    link = link_of(bob)
    deactivate(bob)
    assert client.get(link).status_code == 410


@pytest.mark.parametrize(
    ("password", "advice"),
    [
        ("short", "at least 10 characters"),
        ("password123", "easy to guess"),
        ("93847561029", "add a few words"),
        ("finndoyle99", "too close to the name"),
        ("", "choose a password"),
    ],
)
def test_a_weak_password_is_refused_with_advice(
    client: Client, alice: Person, password: str, advice: str
) -> None:
    client.force_login(alice)
    link = link_in(invite(client))
    answer = Client().post(link, {"password": password})
    assert answer.status_code == 422
    assert advice in answer.content.decode()
    assert 'aria-describedby="id_password_helptext id_password_error"' in answer.content.decode()


def test_a_new_link_resets_a_password_and_ends_other_sessions(
    client: Client, alice: Person, bob: Person
) -> None:
    bobs_old = Client()
    bobs_old.force_login(bob)
    client.force_login(alice)
    link = link_in(client.post(f"/people/{bob.pk}/link/").content.decode())
    Client().post(link, {"password": NEW_PASSWORD})
    assert bobs_old.get("/tasks/").status_code == 302


def test_an_invitation_keeps_what_was_typed_and_says_what_is_wrong(
    client: Client, alice: Person, bob: Person
) -> None:
    client.force_login(alice)
    page = invite(client, email="BOB@bakery.example")
    assert "on the list already" in page
    assert 'value="Finn Doyle"' in page
    assert "does not look like an e-mail" in invite(client, email="finn at bakery")
    assert Person.objects.count() == 2


def test_hostile_names_are_shown_and_not_run(client: Client, alice: Person) -> None:
    client.force_login(alice)
    invite(client, name="<script>alert(1)</script>")
    assert "<script>alert(1)" not in client.get("/people/").content.decode()
    assert client.post("/people/", {"name": "x" * 1_000_000}).status_code in (400, 422)


def test_the_last_owner_who_can_sign_in_stays(client: Client, alice: Person, bob: Person) -> None:
    with pytest.raises(LastOwner):
        deactivate(alice)
    with pytest.raises(LastOwner):
        change_role(alice, Person.Role.AGENT)
    Person.objects.create_user("eve@bakery.example", None, name="Eve", role="owner")  # invited, never joined
    with pytest.raises(LastOwner):
        deactivate(alice)
    change_role(bob, Person.Role.OWNER)
    deactivate(alice)
    assert not Person.objects.get(pk=alice.pk).is_active


def test_the_page_says_why_the_last_owner_stays(client: Client, alice: Person) -> None:
    client.force_login(alice)
    for path in ("deactivation", "role"):
        answer = client.post(f"/people/{alice.pk}/{path}/", {"role": "agent"}, follow=True)
        assert "There must always be one owner" in answer.content.decode()


def test_a_role_that_does_not_exist_changes_nothing(client: Client, alice: Person, bob: Person) -> None:
    client.force_login(alice)
    client.post(f"/people/{bob.pk}/role/", {"role": "emperor"})
    assert Person.objects.get(pk=bob.pk).role == "agent"
    assert client.post("/people/999/role/", {"role": "agent"}).status_code == 404
