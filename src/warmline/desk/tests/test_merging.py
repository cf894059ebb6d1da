"""Two conversations of one customer become one, by a person, without a message moving or anybody reading another's."""

from datetime import timedelta
from typing import Any

import pytest

from warmline.conversations import handover, merging, saying, sending
from warmline.conversations.models import Conversation, Holder, Merge
from warmline.customers.models import Customer
from warmline.desk.tests.talk import Talk, open_talk, signed_in
from warmline.lib.time import now
from warmline.line import visitors
from warmline.staff.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def double(dana: Customer, bob: Person) -> Talk:
    """Bob has answered here; Dana writes in another one as well."""
    talk = open_talk(dana, "Where is my cake?")
    handover.take(talk.pk, bob)
    saying.reply(talk.pk, bob, "On its way.", seen_number=talk.row.last_number, client_id="1")
    return talk


@pytest.fixture
def current(dana: Customer) -> Talk:
    return open_talk(dana, "Me again, about the cake")


def merge(talk: Talk, person: Person, into: object) -> Any:
    return signed_in(person).post(talk.path + "merger", {"into": str(into)})


def test_it_is_closed_with_a_link_and_every_message_stays(double: Talk, current: Talk, bob: Person) -> None:
    before = list(double.row.messages.values_list("number", "text"))
    there = visitors.read(current.pk, 0)
    assert merge(double, bob, current.pk).status_code == 200
    assert double.row.holder == Holder.CLOSED
    assert list(double.row.messages.values_list("number", "text"))[: len(before)] == before
    assert visitors.read(current.pk, 0) == there
    row = Merge.objects.get()
    assert (row.conversation_id, row.into_id, row.person) == (double.pk, current.pk, bob)
    assert current.path in signed_in(bob).get(double.path).content.decode()
    assert double.path in signed_in(bob).get(current.path).content.decode()


def test_the_customers_page_learns_nothing_of_the_other_conversation(
    double: Talk, current: Talk, bob: Person
) -> None:
    current.says("My secret illness")
    merge(double, bob, current.pk)
    seen = str(visitors.read(double.pk, 0))
    assert "This conversation is closed. Write to open it again." in seen
    assert "secret" not in seen and str(current.pk) not in seen


def test_who_writes_in_it_again_is_not_lost(double: Talk, current: Talk, bob: Person) -> None:
    merge(double, bob, current.pk)
    double.says("Hello?")
    assert double.row.holder in (Holder.PERSON, Holder.QUEUE)


def test_it_is_taken_back_within_a_day(double: Talk, current: Talk, bob: Person, carol: Person) -> None:
    merge(double, bob, current.pk)
    fields = {"undo": str(Merge.objects.get().pk)}
    assert signed_in(carol).post(double.path + "merger", fields).status_code == 200
    assert (double.row.holder, double.row.person) == (Holder.PERSON, carol)
    assert Merge.objects.get().undone_at is not None
    assert signed_in(bob).post(double.path + "merger", fields).status_code == 409
    assert (
        current.path
        not in signed_in(bob).get(double.path).content.decode().split('id="thread"')[0].split('id="state"')[1]
    )


def test_after_a_day_it_stays(double: Talk, current: Talk, bob: Person) -> None:
    merge(double, bob, current.pk)
    Merge.objects.update(at=now() - timedelta(hours=24))
    fields = {"undo": str(Merge.objects.get().pk)}
    assert signed_in(bob).post(double.path + "merger", fields).status_code == 409
    assert signed_in(bob).post(double.path + "merger", {"undo": "999"}).status_code == 404
    assert signed_in(bob).post(double.path + "merger", {"undo": "x"}).status_code == 422


def test_two_customers_are_never_merged(double: Talk, bob: Person) -> None:
    other = open_talk(Customer.objects.create(name="Eve"), "Hello")
    response = merge(double, bob, other.pk)
    assert (response.status_code, merging.OTHER_CUSTOMER in response.content.decode()) == (409, True)
    assert not Merge.objects.exists()


def test_a_customer_who_waits_here_is_not_closed_away(double: Talk, current: Talk, bob: Person) -> None:
    double.says("Are you there?")
    assert merge(double, bob, current.pk).status_code == 409
    assert double.row.holder == Holder.PERSON


def test_what_a_colleague_holds_or_what_is_closed_is_not_merged(
    double: Talk, current: Talk, bob: Person, carol: Person
) -> None:
    assert merge(double, carol, current.pk).status_code == 409
    assert merge(double, bob, double.pk).status_code == 409
    Conversation.objects.filter(pk=current.pk).update(holder=Holder.CLOSED)
    assert merge(double, bob, current.pk).status_code == 409
    assert not Merge.objects.exists()


@pytest.mark.parametrize("into", ["", "x", "0", "9" * 5000, "00000000-0000-4000-8000-000000000000"])
def test_what_is_no_conversation_is_refused(double: Talk, bob: Person, into: str) -> None:
    assert merge(double, bob, into).status_code in (404, 422)


def test_a_reply_on_its_way_leaves_first(double: Talk, current: Talk, bob: Person) -> None:
    sending.send_soon(double.pk, bob, sending.Written("Bye", "2", double.row.last_number), seconds=5)
    merge(double, bob, current.pk)
    assert double.row.messages.filter(text="Bye").exists()


def test_the_dialog_says_when_nobody_has_proved_who_they_are(
    double: Talk, current: Talk, bob: Person
) -> None:
    html = signed_in(bob).get(double.path + "mergers").content.decode()
    assert "Me again, about the cake" in html and "has proved" in html
    Conversation.objects.update(identity=Conversation.Identity.ORDER)
    assert "has proved" not in signed_in(bob).get(double.path + "mergers").content.decode()
    assert 'data-wl="merge"' in signed_in(bob).get(double.path).content.decode()
