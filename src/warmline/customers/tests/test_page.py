"""Staff see a customer on one page and correct what is wrong; strangers see nothing."""

from datetime import timedelta

import pytest
from django.test import Client

from warmline.commerce.models import Order
from warmline.conversations.models import Conversation
from warmline.customers.models import Customer
from warmline.lib.time import now
from warmline.staff.models import Person
from warmline.tasks.models import Task

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert('x')</script>"
PROFILE = {"name": "Dana Whelan", "phone": "+353 1 555 01", "prefers": "person", "note": "Allergic to nuts."}


@pytest.fixture
def desk(bob: Person, client: Client) -> Client:
    client.force_login(bob)
    return client


def test_a_stranger_is_led_to_the_login_and_changes_nothing(client: Client, dana: Customer) -> None:
    assert client.get(f"/customers/{dana.pk}/")["Location"].startswith("/staff/login/")
    assert client.post(f"/customers/{dana.pk}/", PROFILE).status_code == 302
    dana.refresh_from_db()
    assert dana.note == ""


def test_orders_conversations_and_promises_stand_together(desk: Client, dana: Customer) -> None:
    at = now()
    Order.objects.create(
        number="BR-1",
        customer=dana,
        status="preparing",
        placed_at=at,
        total_minor=2450,
        promised_for=at - timedelta(1),
    )
    Order.objects.create(number="BR-0", customer=dana, status="cancelled", placed_at=at, total_minor=99900)
    talk = Conversation.objects.create(
        token_hash="x", customer=dana, holder="queue", reason="emotion", opened_at=at, last_message_at=at
    )
    Task.objects.create(kind="promise", text="Call Dana back", customer=dana, due_at=at - timedelta(hours=1))
    Task.objects.create(kind="promise", text="Already done", customer=dana, done_at=at)
    page = desk.get(f"/customers/{dana.pk}/").content.decode()
    for seen in (
        "BR-1",
        "€24.50",
        "Late",
        f"/desk/conversations/{talk.pk}/",
        "upset",
        "Call Dana back",
        "Overdue",
    ):
        assert seen in page
    assert page.index("Already done") > page.index("Kept promises")


def test_staff_correct_name_phone_preference_and_note(desk: Client, dana: Customer) -> None:
    assert desk.post(f"/customers/{dana.pk}/", {**PROFILE, "email": "stolen@mail.example"}).status_code == 302
    dana.refresh_from_db()
    assert (dana.phone, dana.prefers, dana.note) == ("+353 1 555 01", "person", "Allergic to nuts.")
    assert dana.email == "dana@mail.example"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "x" * 121),
        ("phone", "call me"),
        ("phone", "1" * 41),
        ("prefers", "robots"),
        ("note", "x" * 4001),
        ("note", "a\0"),
    ],
)
def test_what_does_not_fit_is_shown_again_and_not_stored(
    desk: Client, dana: Customer, field: str, value: str
) -> None:
    answer = desk.post(f"/customers/{dana.pk}/", {**PROFILE, field: value})
    assert answer.status_code == 422
    assert b"Not saved yet" in answer.content
    dana.refresh_from_db()
    assert dana.note == ""


def test_script_in_every_field_is_shown_as_text(desk: Client, dana: Customer) -> None:
    desk.post(f"/customers/{dana.pk}/", {**PROFILE, "name": SCRIPT, "note": SCRIPT})
    Customer.objects.filter(pk=dana.pk).update(address=SCRIPT, language=SCRIPT[:8])
    page = desk.get(f"/customers/{dana.pk}/")
    assert page.status_code == 200
    assert b"<script>alert" not in page.content


def test_a_visitor_without_a_name_has_a_page_too(desk: Client) -> None:
    visitor = Customer.objects.create()
    assert b"Visitor" in desk.get(f"/customers/{visitor.pk}/").content
    assert desk.get("/customers/999999/").status_code == 404
