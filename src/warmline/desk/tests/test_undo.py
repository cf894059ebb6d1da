"""A reply that may be taken back: it leaves exactly once or never, whatever happens in between."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from warmline.conversations import closing, handover, saying, sending
from warmline.conversations.errors import ConversationError, Overtaken
from warmline.conversations.models import DueReply, Holder, Kind, Message
from warmline.customers.models import Customer
from warmline.desk.models import Draft
from warmline.desk.tests.talk import BOT, Talk, open_talk, signed_in
from warmline.lib.time import now
from warmline.staff.models import Person
from warmline.web import options

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(dana: Customer, bob: Person) -> Talk:
    talk = open_talk(dana, "Hello")
    handover.take(talk.pk, bob)
    return talk


def put_off(talk: Talk, person: Person, text: str, client_id: str = "c1") -> DueReply:
    written = sending.Written(text, client_id, talk.row.last_number)
    due = sending.send_soon(talk.pk, person, written, seconds=5)
    assert isinstance(due, DueReply)
    return due


def leave(due: DueReply) -> None:
    sending.leave(str(due.conversation_id), due.pk)


def said(talk: Talk) -> list[str]:
    return list(talk.row.messages.filter(kind=Kind.PERSON).values_list("text", flat=True))


def post(talk: Talk, person: Person, noun: str, **fields: object) -> Any:
    seen = {"seen_number": talk.row.last_number}
    return signed_in(person).post(talk.path + noun, {**seen, **fields})


def test_it_waits_then_leaves_once_however_often_the_job_runs(talk: Talk, bob: Person) -> None:
    due = put_off(talk, bob, "Soon")
    assert said(talk) == []
    for _ in range(3):
        leave(due)
    assert said(talk) == ["Soon"]
    assert not DueReply.objects.exists()


def test_the_page_is_told_what_waits_and_the_time_is_the_owners(talk: Talk, bob: Person) -> None:
    options.change("desk.undo_seconds", 12)
    response = post(talk, bob, "replies", text="Soon", client_id="1", undoable="1")
    due = DueReply.objects.get()
    assert (response.status_code, response.json()) == (202, {"due": due.pk})
    assert timedelta(seconds=10) < due.due_at - now() <= timedelta(seconds=12)
    html = signed_in(bob).get(talk.path).content.decode()
    assert f'id="due-{due.pk}"' in html


@pytest.mark.parametrize("fields", [{}, {"undoable": "1"}])
def test_without_the_time_or_a_page_that_shows_it_a_reply_leaves_at_once(
    talk: Talk, bob: Person, fields: dict[str, str]
) -> None:
    if fields:
        options.change("desk.undo_seconds", 0)
    assert post(talk, bob, "replies", text="Now", client_id="1", **fields).status_code == 201
    assert said(talk) == ["Now"]


def test_the_same_client_id_waits_once_and_is_known_after_it_left(talk: Talk, bob: Person) -> None:
    fields = {"text": "Once", "client_id": "1", "undoable": "1", "seen_number": talk.row.last_number}
    assert [post(talk, bob, "replies", **fields).status_code for _ in range(2)] == [202, 202]
    leave(DueReply.objects.get())
    assert post(talk, bob, "replies", **fields).status_code == 201
    assert said(talk) == ["Once"]


def test_sent_at_once_under_the_same_client_id_it_does_not_leave_again(talk: Talk, bob: Person) -> None:
    due = put_off(talk, bob, "Once", "same")
    saying.reply(talk.pk, bob, "Once", seen_number=talk.row.last_number, client_id="same")
    leave(due)
    assert said(talk) == ["Once"]


def test_what_is_taken_back_is_the_draft_again_above_what_was_written_since(talk: Talk, bob: Person) -> None:
    due = put_off(talk, bob, "First")
    signed_in(bob).post(talk.path + "draft", {"kind": "reply", "text": "Second"})
    assert post(talk, bob, "withdrawal", reply=due.pk).json()["text"] == "First"
    assert Draft.objects.get().text == "First\nSecond"
    leave(due)
    assert said(talk) == []


def test_what_has_left_cannot_be_taken_back_and_it_is_said(talk: Talk, bob: Person) -> None:
    due = put_off(talk, bob, "Gone")
    leave(due)
    response = post(talk, bob, "withdrawal", reply=due.pk)
    assert response.status_code == 409
    assert "has left already" in response.content.decode()
    assert said(talk) == ["Gone"]


@pytest.mark.parametrize("noun", ["withdrawal", "departure"])
def test_nobody_else_may_touch_it(talk: Talk, bob: Person, carol: Person, noun: str) -> None:
    due = put_off(talk, bob, "Mine")
    assert post(talk, carol, noun, reply=due.pk).status_code == 409
    other = open_talk(talk.row.customer, "Another")
    assert post(other, bob, noun, reply=due.pk).status_code == 409
    assert DueReply.objects.get().text == "Mine"
    assert "Mine" not in signed_in(carol).get(talk.path).content.decode()


@pytest.mark.parametrize("value", ["", "x", "-1", "9" * 30])
def test_a_number_that_is_none_is_refused(talk: Talk, bob: Person, value: str) -> None:
    for noun in ("withdrawal", "departure"):
        assert post(talk, bob, noun, reply=value).status_code == 422


def test_when_the_customer_writes_meanwhile_it_stops_and_shows_what_is_new(talk: Talk, bob: Person) -> None:
    due = put_off(talk, bob, "It comes tomorrow.")
    talk.says("It has just come <b>now</b>!")
    leave(due)
    assert said(talk) == []
    html = signed_in(bob).get(talk.path).content.decode()
    assert sending.OVERTAKEN in html
    assert "It has just come &lt;b&gt;now&lt;/b&gt;!" in html.split('class="due-news"')[1]
    assert post(talk, bob, "departure", reply=due.pk, seen_number=1).status_code == 409
    assert post(talk, bob, "departure", reply=due.pk).status_code == 201
    assert said(talk) == ["It comes tomorrow."]


def test_replies_leave_in_order_and_if_one_stops_so_do_those_after_it(talk: Talk, bob: Person) -> None:
    first, second = put_off(talk, bob, "One", "1"), put_off(talk, bob, "Two", "2")
    leave(second)
    assert said(talk) == ["One", "Two"]
    third, fourth = put_off(talk, bob, "Three", "3"), put_off(talk, bob, "Four", "4")
    talk.says("Wait")
    leave(third)
    leave(fourth)
    assert [due.stopped_because for due in DueReply.objects.all()] == [sending.OVERTAKEN, sending.IN_ORDER]
    assert said(talk) == ["One", "Two"]
    assert first.pk < second.pk


def test_ones_own_reply_is_no_news(talk: Talk, bob: Person) -> None:
    seen = talk.row.last_number
    leave(put_off(talk, bob, "One", "1"))
    written = sending.Written("Two", "2", seen)
    assert isinstance(sending.send_soon(talk.pk, bob, written, seconds=0), Message)


def test_whoever_closes_or_passes_it_on_lets_their_reply_leave_first(
    talk: Talk, bob: Person, carol: Person
) -> None:
    put_off(talk, bob, "Bye")
    closing.close_as_person(talk.pk, bob, seen_number=talk.row.last_number)
    assert said(talk) == ["Bye"]
    handover.take(talk.pk, bob)
    rest = partial(handover.snooze, talk.pk, bob, now() + timedelta(hours=1))
    for act in (
        rest,
        partial(handover.give_back, talk.pk, bob, BOT),
        partial(handover.reassign, talk.pk, bob, carol),
    ):
        handover.take(talk.pk, bob)
        put_off(talk, bob, "Wait", f"before {act.func.__name__}")
        act()
        assert not DueReply.objects.exists()
        assert talk.row.holder != Holder.CLOSED


def test_a_stopped_reply_is_decided_about_before_it_is_closed(talk: Talk, bob: Person) -> None:
    due = put_off(talk, bob, "Bye")
    talk.says("One more thing")
    leave(due)
    with pytest.raises(Overtaken, match="has not been sent"):
        closing.close_as_person(talk.pk, bob, seen_number=talk.row.last_number)
    assert talk.row.holder == Holder.PERSON


def test_when_a_colleague_holds_it_by_then_it_is_not_sent(talk: Talk, bob: Person, carol: Person) -> None:
    due = put_off(talk, bob, "Late")
    DueReply.objects.filter(pk=due.pk).update(person=carol)
    leave(due)
    assert said(talk) == []
    assert DueReply.objects.get().stopped_because == sending.NOT_YOURS


def test_when_it_cannot_leave_its_writer_is_told(talk: Talk, bob: Person) -> None:
    due = put_off(talk, bob, "Hm")
    sending.stop_after_trouble(str(talk.pk), due.pk)
    assert sending.TROUBLE in signed_in(bob).get(talk.path).content.decode()


def test_an_erased_conversation_sends_nothing(talk: Talk, bob: Person) -> None:
    due = put_off(talk, bob, "Hm")
    talk.row.delete()
    leave(due)
    sending.stop_after_trouble(str(talk.pk), due.pk)
    assert not DueReply.objects.exists()


class Crash(Exception):
    """The process dies in the middle of a step."""


@contextmanager
def crash_at(statement: int) -> Iterator[None]:
    count = 0

    def wrapper(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal count
        if not sql.startswith(("SAVEPOINT", "ROLLBACK", "RELEASE")):
            count += 1
            if count == statement:
                raise Crash
        return execute(sql, params, many, context)

    with connection.execute_wrapper(wrapper):
        yield


STEPS = st.sampled_from(["send", "send again", "leave", "undo", "now", "customer", "close", "take"])


class UnderAnyOrder(TestCase):
    """Random interleavings of writer, customer and worker, each of which may die before any statement."""

    @settings(deadline=None, max_examples=100, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.tuples(STEPS, st.integers(0, 3), st.sampled_from([0, 0, 0, 2, 4, 6, 9])), max_size=25))
    def test_each_reply_is_sent_once_or_waits_or_was_taken_back(
        self, steps: list[tuple[str, int, int]]
    ) -> None:
        bob = Person.objects.create(email=f"b{now().timestamp()}@b.example", name="Bob", password="!")
        talk = open_talk(Customer.objects.create(name="Dana"), "Hello")
        handover.take(talk.pk, bob)
        sent: list[str] = []
        taken_back: set[str] = set()
        for name, n, crash in steps:
            with suppress(ConversationError, Crash), crash_at(crash):
                self.step(name, n, talk, bob, sent, taken_back)
            self.check(talk, sent, taken_back)

    def step(self, name: str, n: int, talk: Talk, bob: Person, sent: list[str], taken_back: set[str]) -> None:
        waiting = list(DueReply.objects.filter(conversation=talk.pk))
        due = waiting[n % len(waiting)] if waiting else None
        seen = Message.objects.filter(conversation=talk.pk).count()
        match name:
            case "send":
                put_off(talk, bob, f"r{len(sent)}", f"r{len(sent)}")
                sent.append(f"r{len(sent)}")
            case "send again" if sent and sent[-1] not in taken_back:
                sending.send_soon(talk.pk, bob, sending.Written(sent[-1], sent[-1], seen), seconds=5)
            case "leave" if due:
                leave(due)
            case "undo" if due:
                taken_back.add(sending.take_back(talk.pk, bob, due.pk))
            case "now" if due:
                sending.send_now(talk.pk, bob, due.pk, seen_number=seen)
            case "customer":
                talk.says("And?")
            case "close":
                closing.close_as_person(talk.pk, bob, seen_number=seen)
            case "take":
                handover.take(talk.pk, bob)

    def check(self, talk: Talk, sent: list[str], taken_back: set[str]) -> None:
        stored = said(talk)
        waiting = list(DueReply.objects.filter(conversation=talk.pk).values_list("text", flat=True))
        assert sorted([*stored, *waiting, *taken_back]) == sorted(sent)
        numbers = list(talk.row.messages.values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))
