"""What was promised and whether it was kept; conversations with outcome; what matters and what comes next."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from warmline.commerce.models import Order, OrderLine, Product
from warmline.conversations.models import Conversation, Episode
from warmline.customers.matters import Known, say_next_step, say_what_matters
from warmline.customers.models import Customer
from warmline.customers.promises import promises_to
from warmline.customers.talks import ON_A_PAGE, talks_with
from warmline.feedback.models import Rating
from warmline.lib.time import now
from warmline.staff.models import Person
from warmline.tasks.models import Task

HOUR = timedelta(hours=1)


def promise(customer: Customer, text: str, due: float | None, done: float | None = None) -> None:
    """due, done: hours from now."""
    at = now()
    Task.objects.create(
        kind="promise",
        text=text,
        customer=customer,
        due_at=None if due is None else at + due * HOUR,
        done_at=None if done is None else at + done * HOUR,
    )


def talk(customer: Customer, because: str = "", person: Person | None = None, days: int = 0) -> Conversation:
    at = now() - timedelta(days=days)
    holder = "closed" if because else "bot"
    row = Conversation.objects.create(
        token_hash=uuid4().hex,
        customer=customer,
        holder=holder,
        person=person,
        opened_at=at,
        last_message_at=at,
    )
    Episode.objects.create(
        conversation=row, ordinal=1, opened_at=at, closed_at=at if because else None, closed_because=because
    )
    return row


@pytest.mark.django_db
def test_promises_are_open_overdue_kept_or_kept_late(dana: Customer) -> None:
    promise(dana, "Overdue one", -1)
    promise(dana, "Open one", 5)
    promise(dana, "No date", None)
    promise(dana, "Kept one", -1, -2)
    promise(dana, "Late one", -5, -3)
    promise(dana, "Kept without a date", None, -9)
    found = promises_to(dana, now())
    assert [(each.row.text, each.state) for each in found.open] == [
        ("Overdue one", "Overdue"),
        ("Open one", "Open"),
        ("No date", "Open"),
    ]
    assert [(each.row.text, each.state) for each in found.past] == [
        ("Kept one", "Kept"),
        ("Late one", "Kept late"),
        ("Kept without a date", "Kept"),
    ]
    assert found.said == "2 of 6 kept in time, 1 late, 1 overdue now."


@pytest.mark.django_db
def test_without_a_promise_nothing_is_said(dana: Customer) -> None:
    assert promises_to(dana, now()).said == ""


@pytest.mark.django_db
def test_each_conversation_tells_its_outcome_who_and_the_rating(dana: Customer, bob: Person) -> None:
    settled = talk(dana, "by_person", bob, days=2)
    Rating.objects.create(
        conversation=settled, episode=settled.episodes.get(), survey="csat", score=4, at=now()
    )
    talk(dana, "silence", days=1)
    talk(dana)
    _, lines = talks_with(dana, None)
    assert [(line.outcome, line.who, line.score) for line in lines] == [
        ("Automatic assistant", "", None),
        ("Ended in silence", "", None),
        ("Settled by a person", "Bob Nolan", 4),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["2", "", "0", "-1", "999999", "x", "\0"])
def test_conversations_come_in_pages_whatever_page_is_asked_for(
    dana: Customer, bob: Person, client: Client, number: str
) -> None:
    for days in range(ON_A_PAGE + 1):
        talk(dana, "solved", days=days)
    client.force_login(bob)
    answer = client.get(f"/customers/{dana.pk}/", {"page": number})
    assert answer.status_code == 200
    assert "Page" in answer.content.decode()


@pytest.mark.django_db
def test_the_page_asks_no_more_questions_with_many_conversations_than_with_a_few(
    dana: Customer, bob: Person, client: Client, django_assert_max_num_queries: object
) -> None:
    at = now()
    Conversation.objects.bulk_create(
        Conversation(token_hash=str(number), customer=dana, holder="bot", opened_at=at, last_message_at=at)
        for number in range(2000)
    )
    client.force_login(bob)
    client.get("/staff/me/")  # the first page of a session notes where one is signed in
    with django_assert_max_num_queries(48):  # type: ignore[operator]
        assert "Page 1 of" in client.get(f"/customers/{dana.pk}/").content.decode()


def test_what_matters_is_one_line_and_nothing_when_nothing_is_known() -> None:
    assert say_what_matters(Known("Dana")) == ""
    known = Known("Dana", prefers="person", favourite="Rye loaf", upset_talks=2, may_speak_of_history=True)
    assert say_what_matters(known) == (
        "Dana wants to talk with a person, mostly buys Rye loaf, has been upset more than once: "
        "reliability matters and is glad when you remember earlier talks."
    )


@pytest.mark.parametrize(
    ("known", "begins"),
    [
        (Known("D", is_waiting=True, overdue="Call back"), "They wait"),
        (Known("D", overdue="Call back.", late_order="BR-1"), "Keep what is overdue: Call back."),
        (Known("D", late_order="BR-1", last_end=0.9), "Order BR-1 is late"),
        (Known("D", last_end=0.9, is_reachable=True), "The last talk ended upset"),
        (Known("D", is_reachable=True), "Ask whether"),
        (Known("D", is_reachable=True, was_asked=True), ""),
        (Known("D"), ""),
    ],
)
def test_the_next_step_is_the_most_pressing_one(known: Known, begins: str) -> None:
    said = say_next_step(known)
    assert said.startswith(begins) and bool(said) == bool(begins)


@pytest.mark.django_db
def test_the_page_says_what_they_mostly_buy(dana: Customer, bob: Person, client: Client) -> None:
    rye = Product.objects.create(sku="rye", name="Rye loaf", price_minor=500)
    order = Order.objects.create(
        number="BR-1", customer=dana, status="delivered", placed_at=now(), total_minor=2000
    )
    OrderLine.objects.create(order=order, product=rye, quantity=4, price_minor=500)
    client.force_login(bob)
    assert "Dana mostly buys Rye loaf." in client.get(f"/customers/{dana.pk}/").content.decode()


@pytest.mark.django_db
def test_an_empty_profile_says_what_will_come(bob: Person, client: Client) -> None:
    client.force_login(bob)
    page = client.get(f"/customers/{Customer.objects.create().pk}/").content.decode()
    for said in (
        "No conversation yet",
        "Nothing was promised yet",
        "No order yet",
        "Neither e-mail nor",
        "Nothing yet",
    ):
        assert said in page
