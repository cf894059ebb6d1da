"""What does staff see in the inbox and on the page of a conversation?"""

from datetime import timedelta

import pytest
from django.test import Client

from warmline.commerce.models import Order
from warmline.conversations.appending import Words, append
from warmline.conversations.holding import current_episode, hold
from warmline.customers.models import Customer
from warmline.desk.tests.talk import BOT, open_talk, signed_in
from warmline.lib.time import now
from warmline.staff.models import Person

pytestmark = pytest.mark.django_db


def page(person: Person, path: str) -> str:
    client = Client()
    client.force_login(person)
    return client.get(path).content.decode()


def customer(name: str) -> Customer:
    return Customer.objects.create(name=name, email=f"{name.lower()}@mail.example")


def test_nothing_that_anybody_wrote_runs_on_the_page(bob: Person) -> None:
    evil = "<script>alert(1)</script>"
    mallory = Customer.objects.create(name=evil, email="m@mail.example", note=evil)
    talk = open_talk(mallory, f"{evil} <img src=x onerror=alert(1)> {{{{ 7|add:7 }}}}")
    talk.queue()
    Person.objects.filter(pk=bob.pk).update(name=f"Bob {evil}")
    signed_in(bob).post(talk.path + "take")
    signed_in(bob).post(talk.path + "notes", {"text": evil})
    with hold(talk.pk) as row:
        bad = ({"title": evil, "url": "javascript:alert(1)"}, {"title": "x", "url": "//evil.example"})
        append(row, current_episode(row), BOT, Words("Look", sources=bad))
    for path in ("/desk/", "/desk/?tab=mine", talk.path, talk.path + "colleagues"):
        html = page(bob, path)
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "javascript:" not in html
        assert "//evil.example" not in html


def test_every_message_says_who_speaks(bob: Person, dana: Customer) -> None:
    talk = open_talk(dana, "Hello")
    talk.queue()
    signed_in(bob).post(talk.path + "take")
    fields = {"text": "Hello Dana", "client_id": "1", "seen_number": str(talk.row.last_number)}
    signed_in(bob).post(talk.path + "replies", fields)
    signed_in(bob).post(talk.path + "notes", {"text": "Nice customer"})
    html = page(bob, talk.path)
    assert html.count("message message-customer") == 1
    assert '<span class="chip chip-bot">Automatic assistant</span>' in html
    assert "<strong>Notice</strong>" in html
    assert "<strong>Bob Nolan</strong>" in html
    assert "private note" in html
    assert "In the queue" in html
    assert "With Bob Nolan" in html


def test_the_composer_writes_notes_until_i_take_over(bob: Person, carol: Person, dana: Customer) -> None:
    talk = open_talk(dana, "Hello")
    html = page(bob, talk.path)
    assert 'data-kind="note" data-may-reply="no"' in html
    assert "Take over to write to the customer." in html
    signed_in(bob).post(talk.path + "take")
    assert 'data-kind="reply" data-may-reply="yes"' in page(bob, talk.path)
    seen_by_carol = page(carol, talk.path)
    assert 'data-kind="note" data-may-reply="no"' in seen_by_carol
    assert 'data-wl="take"' not in seen_by_carol


def test_the_live_part_has_no_frame(bob: Person, dana: Customer) -> None:
    html = signed_in(bob).get(open_talk(dana, "Hello").path).content.decode()
    assert html.lstrip().startswith('<div class="desk-live" id="live"')
    assert "<html" not in html


def test_a_long_conversation_shows_its_end_and_the_way_to_the_rest(bob: Person, dana: Customer) -> None:
    talk = open_talk(dana, *[f"Line {number}." for number in range(205)])
    html = page(bob, talk.path)
    assert "Line 204." in html
    assert "Line 1.<" not in html
    assert "Show 6 earlier messages" in html
    assert "Line 1.<" in page(bob, talk.path + "?whole=1")


def test_the_customer_is_beside_with_orders_and_how_they_were_checked(bob: Person, dana: Customer) -> None:
    at = now()
    Order.objects.create(
        number="BR-1042",
        customer=dana,
        status="preparing",
        placed_at=at,
        promised_for=at - timedelta(hours=1),
        total_minor=2550,
    )
    html = page(bob, open_talk(dana, "Hello").path)
    assert "Says so, not checked" in html
    assert "BR-1042" in html
    assert "Being prepared, late" in html
    assert "€25.50" in html


def test_no_page_has_a_script_or_style_of_its_own(bob: Person, dana: Customer) -> None:
    talk = open_talk(dana, "Hello")
    signed_in(bob).post(talk.path + "take")
    for path in ("/desk/", talk.path):
        html = page(bob, path)
        assert "<style" not in html
        assert " style=" not in html
        assert " onclick=" not in html
        assert "<script>" not in html
