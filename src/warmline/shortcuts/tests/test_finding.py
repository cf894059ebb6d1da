"""What does the palette find, for whom?"""

import pytest
from django.test import Client

from warmline.customers.models import Customer
from warmline.desk.tests.talk import Talk, open_talk
from warmline.knowledge.models import Answer
from warmline.shortcuts.finding import Asked, find
from warmline.shortcuts.fuzzy import best, fit
from warmline.staff.models import Person


@pytest.fixture
def talk(dana: Customer) -> Talk:
    return open_talk(dana, "Where is my order?")


def test_letters_at_the_beginnings_of_words_fit_best() -> None:
    assert fit("dw", "Dana Whelan") > fit("dw", "a dowry")
    assert fit("xz", "Dana Whelan") == 0
    assert fit("", "Dana Whelan") == 0
    assert fit("dana", "Dana") > fit("dana", "dabnoacna")
    assert best("sno", ["Is now", "Snooze", "Close"], str, 5) == ["Snooze", "Is now"]


def labels(asked: Asked) -> list[str]:
    return [item.label for items in find(asked).values() for item in items]


@pytest.mark.django_db
def test_a_conversation_a_customer_and_an_answer_are_found_by_a_few_letters(
    bob: Person, dana: Customer, talk: Talk
) -> None:
    Answer.objects.create(key="opening", title="Opening hours", text="At nine.")
    found = find(Asked(bob, dana.name[:3]))
    assert dana.name in [item.label for item in found["Conversations"]]
    assert dana.name in [item.label for item in found["Customers"]]
    assert labels(Asked(bob, "openh")) == ["Opening hours"]


@pytest.mark.django_db
def test_colleagues_are_found_only_where_a_conversation_is_open(
    bob: Person, alice: Person, talk: Talk
) -> None:
    assert f"Hand to {alice.name}" in labels(Asked(bob, alice.name, talk.pk))
    assert f"Hand to {alice.name}" not in labels(Asked(bob, alice.name))
    assert f"Hand to {bob.name}" not in labels(Asked(bob, bob.name, talk.pk))
    alice.is_active = False
    alice.save()
    assert f"Hand to {alice.name}" not in labels(Asked(bob, alice.name, talk.pk))


def test_what_was_looked_at_last_comes_first_when_nothing_is_typed(
    client: Client, bob: Person, talk: Talk
) -> None:
    client.force_login(bob)
    assert str(talk.row.customer) not in client.get("/shortcuts/found").content.decode()
    client.post(f"{talk.path}viewing", {"writing": ""})
    assert str(talk.row.customer) in client.get("/shortcuts/found").content.decode()


@pytest.mark.parametrize("text", ["%", "<b>", "x" * 5000, "\0", "'; --", "🦒", "e\u0301"])
def test_whatever_is_typed_is_answered(client: Client, bob: Person, text: str) -> None:
    client.force_login(bob)
    assert client.get("/shortcuts/found", {"q": text, "conversation": text}).status_code == 200


def test_a_name_with_markup_is_shown_as_text(client: Client, bob: Person, talk: Talk) -> None:
    Customer.objects.filter(pk=talk.row.customer_id).update(name="<img src=x>")
    client.force_login(bob)
    page = client.get("/shortcuts/found", {"q": "img"}).content.decode()
    assert "&lt;img" in page
    assert "<img" not in page
