"""What does staff see in the inbox and on the page of a conversation?"""

from datetime import timedelta

import pytest
from django.test import Client

from warmline.commerce.models import Order
from warmline.conversations.appending import Words, append
from warmline.conversations.holding import current_episode, hold
from warmline.conversations.models import Conversation
from warmline.customers.models import Customer
from warmline.desk import inbox
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


def test_the_queue_puts_need_first_and_then_waiting(bob: Person, dana: Customer) -> None:
    waiting = {"Early": (1, 9), "Late": (1, 2), "Urgent": (3, 1)}
    for name, (priority, minutes) in waiting.items():
        talk = open_talk(customer(name), "Hello")
        talk.queue(priority=priority)
        Conversation.objects.filter(pk=talk.pk).update(waiting_since=now() - timedelta(minutes=minutes))
    assert [row.name for row in inbox.queue().rows] == ["Urgent", "Early", "Late"]
    html = page(bob, "/desk/")
    assert html.index("Urgent") < html.index("Early") < html.index("Late")
    assert "At once" in html
    assert "9 min" in html


def test_mine_holds_what_i_hold_with_the_snoozed_at_the_end(bob: Person, carol: Person) -> None:
    for name in ("Asleep", "Awake"):
        talk = open_talk(customer(name), "Hello")
        signed_in(bob).post(talk.path + "take")
        if name == "Asleep":
            signed_in(bob).post(talk.path + "snooze", {"for": "1h"})
    assert [row.name for row in inbox.mine(bob).rows] == ["Awake", "Asleep"]
    assert "Snoozed until" in page(bob, "/desk/?tab=mine")
    assert inbox.mine(carol).rows == ()


@pytest.mark.parametrize(
    ("tab", "words"),
    [("queue", "Nobody is waiting"), ("mine", "Nothing on your desk"), ("all", "No conversations yet")],
)
def test_empty_lists_are_kind(bob: Person, tab: str, words: str) -> None:
    assert words in page(bob, f"/desk/?tab={tab}")


def test_all_is_turned_page_by_page_without_loss(bob: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "ON_A_PAGE", 2)
    at = now()
    for number in range(5):
        talk = open_talk(customer(f"C{number}"), "Hello")
        # Several at the very same moment: the id decides.
        Conversation.objects.filter(pk=talk.pk).update(last_message_at=at - timedelta(hours=number // 2))
    names, before = [], ""
    for _ in range(3):
        shown = inbox.everything("", before)
        names += [row.name for row in shown.rows]
        before = shown.before
    assert sorted(names) == ["C0", "C1", "C2", "C3", "C4"]
    assert before == ""
    first = signed_in(bob).get("/desk/?tab=all&before=nonsense~x").content.decode()
    assert first.count("data-row=") == 2


def test_a_chat_opened_without_a_word_is_not_listed(dana: Customer) -> None:
    open_talk(dana)
    assert inbox.everything("").rows == ()


@pytest.mark.parametrize("words", ["whelan", "DANA@mail", "BR-1042", "#br-1042", "1042"])
def test_a_conversation_is_found_by_name_address_or_order(bob: Person, dana: Customer, words: str) -> None:
    Order.objects.create(number="BR-1042", customer=dana, status="received", placed_at=now(), total_minor=1)
    talk = open_talk(dana, "Hello")
    open_talk(customer("Zoe"), "Hello")
    assert [row.id for row in inbox.everything(words).rows] == [talk.pk]
    assert str(talk.pk) in signed_in(bob).get("/desk/", {"q": words}).content.decode()


def test_what_is_not_found_is_said(bob: Person) -> None:
    html = page(bob, "/desk/?q=%3Cscript%3E%00")
    assert "Nothing found" in html
    assert "<script>%" not in html
    assert "“&lt;script&gt;”" in html


def test_the_inbox_asks_the_database_the_same_however_long_it_is(
    bob: Person, django_assert_max_num_queries: object
) -> None:
    for number in range(12):
        open_talk(customer(f"C{number}"), "Hello").queue()
    client = signed_in(bob)
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        client.get("/desk/")


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
