"""Consent for each purpose, given and withdrawn, with when, how and by whom; and who changed a profile."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from warmline.conversations.models import Conversation
from warmline.customers.consenting import has_consent, record_consent, standings
from warmline.customers.facts import facts_of
from warmline.customers.models import Consent, Customer, ProfileChange
from warmline.lib.time import now
from warmline.staff.models import Person

pytestmark = pytest.mark.django_db
PROFILE = {"name": "Dana Whelan", "phone": "", "prefers": "", "note": ""}


@pytest.fixture
def desk(bob: Person, client: Client) -> Client:
    client.force_login(bob)
    return client


def say(client: Client, customer: Customer, **fields: str) -> str:
    sent = {"purpose": "news", "word": "yes", "how": "phone", **fields}
    return client.post(f"/customers/{customer.pk}/consents", sent, follow=True).content.decode()


def test_not_asked_counts_as_no(dana: Customer) -> None:
    assert not has_consent(dana, "news")
    assert [each.is_given for each in standings(dana)] == [False, False, False]


def test_a_yes_and_its_withdrawal_stand_there_with_when_how_and_by_whom(desk: Client, dana: Customer) -> None:
    page = say(desk, dana)
    assert "Written down." in page and "by telephone, written down by Bob Nolan" in page
    assert has_consent(dana, "news") and not has_consent(dana, "surveys")
    page = say(desk, dana, word="no", how="mail")
    assert "Withdrawn" in page
    assert not has_consent(dana, "news")
    assert list(dana.consents.values_list("is_given", "how")) == [(False, "mail"), (True, "phone")]


def test_the_same_word_twice_is_kept_once_and_a_no_needs_a_yes_before(desk: Client, dana: Customer) -> None:
    say(desk, dana, word="no")
    say(desk, dana)
    assert "stands here already" in say(desk, dana)
    assert Consent.objects.count() == 1


@pytest.mark.parametrize(
    "fields", [{"purpose": "everything"}, {"how": "\0"}, {"word": "maybe"}, {"purpose": ""}]
)
def test_what_there_is_not_is_refused(desk: Client, dana: Customer, fields: dict[str, str]) -> None:
    assert "Please choose" in say(desk, dana, **fields)
    assert not Consent.objects.exists()


def test_a_stranger_neither_allows_nor_withdraws(client: Client, dana: Customer) -> None:
    answer = client.post(f"/customers/{dana.pk}/consents", {"purpose": "news", "word": "yes", "how": "mail"})
    assert answer["Location"].startswith("/staff/login/")
    assert not Consent.objects.exists()


def test_nobody_is_allowed_for_who_is_not_there(desk: Client) -> None:
    assert desk.post("/customers/999999/consents", {}).status_code == 404


def test_a_changed_profile_keeps_who_and_what_but_no_older_note(
    desk: Client, dana: Customer, bob: Person
) -> None:
    desk.post(f"/customers/{dana.pk}/", {**PROFILE, "prefers": "person", "reach": "mail", "note": "Nuts!"})
    changes = {row.field: row for row in dana.changes.all()}
    assert set(changes) == {"prefers", "reach", "note"}
    assert (changes["prefers"].old, changes["prefers"].new) == ("", "Prefers a person")
    assert changes["note"].new == "" and changes["note"].person == bob
    desk.post(f"/customers/{dana.pk}/", {**PROFILE, "prefers": "person", "reach": "mail", "note": "Nuts!"})
    assert ProfileChange.objects.count() == 3
    assert "Prefers a person" in desk.get(f"/customers/{dana.pk}/").content.decode()


def test_what_the_form_did_not_ask_for_is_not_emptied(desk: Client, dana: Customer) -> None:
    Customer.objects.filter(pk=dana.pk).update(address="1 Known Street", language="de")
    desk.post(f"/customers/{dana.pk}/", PROFILE)
    dana.refresh_from_db()
    assert (dana.address, dana.language) == ("1 Known Street", "de")


@pytest.mark.parametrize("fields", [{"language": "xx"}, {"reach": "pigeon"}, {"address": "x" * 301}])
def test_what_there_is_not_is_not_stored(desk: Client, dana: Customer, fields: dict[str, str]) -> None:
    assert desk.post(f"/customers/{dana.pk}/", {**PROFILE, **fields}).status_code == 422
    assert not ProfileChange.objects.exists()


def test_an_address_is_checked_by_an_order_and_otherwise_only_said(
    desk: Client, dana: Customer, bob: Person
) -> None:
    assert facts_of(dana)[0].how == "only said, not checked"
    at = now()
    Conversation.objects.create(
        token_hash="x", customer=dana, identity="order", opened_at=at, last_message_at=at
    )
    assert (facts_of(dana)[0].how, facts_of(dana)[0].tone) == ("checked by an order number", "good")
    desk.post(f"/customers/{dana.pk}/", {**PROFILE, "phone": "+353 1 555 01"})
    dana.refresh_from_db()
    assert facts_of(dana)[1].how == "written down by Bob Nolan"


def test_who_is_erased_takes_consents_and_changes_along(desk: Client, dana: Customer) -> None:
    say(desk, dana)
    desk.post(f"/customers/{dana.pk}/", {**PROFILE, "prefers": "person"})
    Customer.objects.filter(pk=dana.pk).delete()
    assert not Consent.objects.exists() and not ProfileChange.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_same_yes_from_two_people_at_once_is_kept_once(dana: Customer, bob: Person) -> None:
    def allow(_: int) -> bool:
        try:
            return record_consent(dana, "news", "phone", bob, is_given=True)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(allow, range(4))) == [False, False, False, True]
