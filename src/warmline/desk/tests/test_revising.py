"""One's own message, changed or deleted within a minute: both sides see it, staff see what it said."""

from datetime import timedelta
from typing import Any

import pytest

from warmline.conversations import handover, saying
from warmline.conversations.models import Conversation, Holder, Message, Revision
from warmline.conversations.reading import lines_before, messages_after
from warmline.conversations.revising import NOT_OWN, REVISED_FOR, TOO_LATE
from warmline.customers.models import Customer
from warmline.desk.tests.talk import Talk, open_talk, signed_in
from warmline.lib.time import now
from warmline.line import visitors
from warmline.line.absence import look_after_reply
from warmline.staff.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(dana: Customer, bob: Person) -> Talk:
    talk = open_talk(dana, "Hello")
    handover.take(talk.pk, bob)
    saying.reply(talk.pk, bob, "Monday", seen_number=talk.row.last_number, client_id="1")
    return talk


def revise(talk: Talk, person: Person, **fields: object) -> Any:
    return signed_in(person).post(
        talk.path + "revision", {"number": talk.row.last_number, "act": "edit", **fields}
    )


def as_seen(talk: Talk, number: int | None = None) -> dict[str, Any]:
    messages, _ = visitors.read(talk.pk, (number or talk.row.last_number) - 1)
    return messages[0]


def test_a_change_keeps_the_number_and_both_sides_see_that_it_was_edited(talk: Talk, bob: Person) -> None:
    number = talk.row.last_number
    assert revise(talk, bob, text=" Tuesday <b>9</b> ").status_code == 200
    seen = as_seen(talk)
    assert (seen["number"], seen["text"], seen["revised"]) == (number, "Tuesday <b>9</b>", "edited")
    html = signed_in(bob).get(talk.path).content.decode()
    assert "Tuesday &lt;b&gt;9&lt;/b&gt;" in html
    assert "Monday" in html.split('data-wl="revised"')[1]


def test_what_is_deleted_is_gone_for_the_customer_and_the_bot_and_kept_for_staff(
    talk: Talk, bob: Person
) -> None:
    Conversation.objects.update(language="de")
    assert revise(talk, bob, act="delete").status_code == 200
    seen = as_seen(talk)
    assert (seen["text"], seen["revised"], seen["language"]) == (
        "Diese Nachricht wurde gelöscht.",
        "deleted",
        "de",
    )
    assert "Monday" not in str(visitors.read(talk.pk, 0))
    message = talk.row.messages.get(number=seen["number"])
    assert "Monday" not in str(lines_before(message.episode_id, seen["number"] + 1))
    html = signed_in(bob).get(talk.path).content.decode()
    assert "Deleted by Bob Nolan" in html and "Monday" in html


def test_a_customer_whose_only_answer_was_deleted_waits_again(talk: Talk, bob: Person) -> None:
    assert talk.row.waiting_since is None
    revise(talk, bob, act="delete")
    hello = talk.row.messages.get(text="Hello")
    assert talk.row.waiting_since == hello.at
    look_after_reply(str(talk.pk), hello.number)
    assert talk.row.holder == Holder.QUEUE, "nobody is here, and nothing was answered"


def test_the_customers_page_hears_each_change_once_even_if_it_was_away(talk: Talk, bob: Person) -> None:
    number = talk.row.last_number
    revise(talk, bob, text="Tuesday")
    revise(talk, bob, text="Wednesday")
    assert visitors.read(talk.pk, number)[1].revisions == 2
    (heard,) = visitors.read_revised(talk.pk, 0)
    assert (heard["number"], heard["text"]) == (number, "Wednesday")
    assert visitors.read_revised(talk.pk, 2) == []


def test_the_same_text_again_is_no_change(talk: Talk, bob: Person) -> None:
    revise(talk, bob, text="Monday ")
    assert not Revision.objects.exists()
    assert as_seen(talk)["revised"] is None


@pytest.mark.parametrize("act", ["edit", "delete"])
def test_after_a_minute_it_stands(talk: Talk, bob: Person, act: str) -> None:
    for at in (now() - REVISED_FOR, now() + timedelta(hours=2)):
        Message.objects.filter(text="Monday").update(at=at)
        response = revise(talk, bob, act=act, text="Tuesday")
        assert (response.status_code, TOO_LATE in response.content.decode()) == (409, True)
    assert as_seen(talk)["text"] == "Monday"
    assert 'data-wl="revise"' not in signed_in(bob).get(talk.path).content.decode()


def test_nobody_changes_what_others_said(talk: Talk, bob: Person, carol: Person) -> None:
    assert 'data-wl="revise"' not in signed_in(carol).get(talk.path).content.decode()
    for number in (talk.row.last_number, 1, 2, 999):
        response = revise(talk, carol, number=number, text="x")
        assert (response.status_code, NOT_OWN in response.content.decode()) == (409, True)
    assert revise(talk, bob, number=2, text="x").status_code == 409
    assert not Revision.objects.exists()


@pytest.mark.parametrize(
    ("fields", "status"),
    [({"text": ""}, 422), ({"text": "x" * 4001}, 413), ({"number": ""}, 422), ({"number": "x"}, 422)],
)
def test_empty_endless_and_malformed_changes_are_refused(
    talk: Talk, bob: Person, fields: dict[str, str], status: int
) -> None:
    assert revise(talk, bob, **{"text": "Fine", **fields}).status_code == status
    assert as_seen(talk)["text"] == "Monday"


def test_what_was_deleted_stays_deleted(talk: Talk, bob: Person) -> None:
    revise(talk, bob, act="delete")
    for act in ("edit", "delete"):
        assert revise(talk, bob, act=act, text="Back").status_code == 409
    assert as_seen(talk)["revised"] == "deleted"


def test_what_left_by_mail_stays_as_it_is(talk: Talk, bob: Person) -> None:
    Conversation.objects.update(channel="email")
    assert revise(talk, bob, text="Tuesday").status_code == 409


def test_reading_a_message_costs_no_more_statements_than_before(
    talk: Talk, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        messages_after(talk.pk, 0)
