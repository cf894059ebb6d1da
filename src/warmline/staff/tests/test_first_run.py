"""Does an installation begin once, with what its owner typed?"""

from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from warmline.staff.errors import AlreadySetUp
from warmline.staff.first_run import set_up, setup_path
from warmline.staff.models import Person
from warmline.web.models import Business

FORM = {
    "business-name": "Corner Bakery",
    "business-bot_name": "Crumb",
    "business-timezone": "Europe/Dublin",
    "business-language": "en",
    "business-currency": "EUR",
    "owner-name": "Alice Byrne",
    "owner-email": "Alice@Bakery.example",
    "owner-password": "a-good-long-password",
}


@pytest.mark.django_db
def test_the_first_run_makes_business_and_owner_and_shows_what_to_do_next(client: Client) -> None:
    assert client.get("/staff/login/").headers["Location"] == "/welcome/"
    assert client.get(setup_path()).status_code == 200
    answer = client.post(setup_path(), FORM, follow=True)
    assert answer.redirect_chain[-1][0] == "/welcome/next/"
    assert "static/widget/loader.js" in answer.content.decode()
    business, owner = Business.objects.get(), Person.objects.get()
    assert (business.pk, business.name, business.timezone, business.is_demo) == (
        1,
        "Corner Bakery",
        "Europe/Dublin",
        False,
    )
    assert (owner.email, owner.is_owner, owner.is_superuser) == ("alice@bakery.example", True, False)
    assert client.session["_auth_user_id"] == str(owner.pk)


def test_once_done_the_page_is_gone_for_everybody(client: Client, alice: Person) -> None:
    assert client.get(setup_path()).headers["Location"] == "/"
    client.post(setup_path(), {**FORM, "owner-email": "mallory@evil.example"})
    assert Person.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "key", ["", "?key=", "?key=0123456789abcdef0123456789abcdef", "?key=%00", "?key=é", "?kéy=1"]
)
def test_without_its_key_the_page_says_where_to_find_it_and_makes_nobody_the_owner(
    client: Client, key: str
) -> None:
    for answer in (client.get(f"/welcome/{key}"), client.post(f"/welcome/{key}", FORM)):
        assert answer.status_code == 403
        assert "warmline serve" in answer.content.decode()
        assert setup_path().partition("=")[2] not in answer.content.decode()
    assert not Person.objects.exists()


def test_the_key_belongs_to_the_installation(settings: Any) -> None:
    first = setup_path()
    settings.SECRET_KEY = "that of another installation"
    assert setup_path() != first


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"business-name": ""}, "What is your business called?"),
        ({"business-timezone": "Mars/Olympus"}, "business-timezone_error"),
        ({"owner-email": "alice at bakery"}, "does not look like an e-mail"),
        ({"owner-password": "short"}, "at least 10 characters"),
        ({"owner-password": "corner alice byrne"}, "too close to the name"),
        ({"business-name": "B" * 1000}, "business-name_error"),
    ],
)
def test_what_was_typed_stays_and_the_error_stands_beside_it(
    client: Client, change: dict[str, str], says: str
) -> None:
    answer = client.post(setup_path(), {**FORM, **change})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert 'value="Alice Byrne"' in page
    assert not Business.objects.exists()
    assert not Person.objects.exists()


@pytest.mark.django_db
def test_the_second_of_two_founders_is_refused() -> None:
    owner = {"name": "Alice", "email": "alice@bakery.example", "password": "a-good-long-password"}
    set_up(Business(name="Corner Bakery"), **owner)
    with pytest.raises(AlreadySetUp):
        set_up(Business(name="Evil Corp"), name="Mallory", email="mallory@evil.example", password="x" * 12)
    assert [business.name for business in Business.objects.all()] == ["Corner Bakery"]
    assert [person.name for person in Person.objects.all()] == ["Alice"]


@pytest.mark.django_db(transaction=True)
def test_two_founders_at_the_same_moment_make_one_business() -> None:
    start, outcomes = Barrier(2), list[Any]()

    def found(number: int) -> None:
        start.wait()
        try:
            password = "a-good-long-password"
            set_up(
                Business(name=f"B{number}"),
                name=f"P{number}",
                email=f"p{number}@b.example",
                password=password,
            )
            outcomes.append("made")
        except AlreadySetUp:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=found, args=[number]) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["made", "refused"]
    assert Business.objects.get().name[1] == Person.objects.get().name[1]
