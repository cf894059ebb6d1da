"""Who holds a conversation, under random interleavings of customer, bot, two agents, timers and crashes.

The invariants are those of the design: one holder, the bot never talks over a person, nothing lost or doubled,
numbers without gaps, any failure ends with a person.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from unittest.mock import patch

from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from warmline.conversations import closing, handover, noting, recording, returning, saying
from warmline.conversations.errors import ConversationError
from warmline.conversations.models import Conversation, Holder, HolderChange, Kind, Message
from warmline.conversations.opening import BadToken
from warmline.conversations.reading import open_turn
from warmline.decisions.cases import build_case
from warmline.decisions.deciding import decide
from warmline.decisions.protocol import current_protocol
from warmline.flow import respond
from warmline.jobs import announcing
from warmline.jobs.engines.lease import Lease
from warmline.jobs.models import Job
from warmline.lib.time import now
from warmline.line import absence, timers, visitors, watching
from warmline.line.carrying_out import bot_actor, carry_out
from warmline.routing import assigning, opening
from warmline.routing.models import Assignment
from warmline.service import alarming
from warmline.staff.models import Person
from warmline.staff.presence import note_presence
from warmline.understanding.turns import merge, read_turn
from warmline.web import options
from warmline.web.models import Business

SAYINGS = (
    "hello",
    "When do you open on Sunday?",
    "my mother has died and I need the order stopped",
    "I want a human",
    "yes",
    "no",
    "THIS IS THE THIRD TIME!!! STILL NOTHING",
    "🥐",
    "where is my order BR-1042",
)


class Crash(Exception):
    """The process dies in the middle of a step."""


@contextmanager
def crash_at(statement: int) -> Iterator[None]:
    """Dies before the n-th SQL statement of a step; 0 never."""
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


class World:
    """One conversation and everybody who may touch it. Each method is one step."""

    def __init__(self) -> None:
        Business.objects.create(pk=1, name="Corner Bakery", bot_name="Crumb", timezone="UTC")
        self.agents = [
            Person.objects.create(email=f"{n}@b.example", name=n, password="!") for n in ("Bob", "Carol")
        ]
        begun = visitors.begin(visitors.Visitor(page="https://bakery.example/"))
        self.id = Conversation.objects.get(pk=begun["id"]).pk
        self.sent: list[str] = []
        self.in_flight: list[Any] = []
        self.steps: list[Callable[[int], None]] = [
            self.customer_writes,
            self.customer_repeats,
            self.customer_asks_for_person,
            self.customer_rates,
            self.customer_leaves_email,
            self.bot_responds,
            self.bot_begins,
            self.bot_ends,
            self.bot_fails_each_time,
            self.agent_is_here,
            self.agent_takes,
            self.agent_replies,
            self.agent_replies_to_old_screen,
            self.agent_notes,
            self.agent_gives_back,
            self.agent_reassigns,
            self.agent_snoozes,
            self.agent_closes,
            self.time_passes,
            self.owner_routes,
            self.router_runs,
            self.given_is_not_opened,
        ]

    @property
    def conversation(self) -> Conversation:
        return Conversation.objects.get(pk=self.id)

    def agent(self, n: int) -> Person:
        return self.agents[n % 2]

    def customer_writes(self, n: int) -> None:
        client_id = f"c{len(self.sent)}"
        recording.record(self.id, client_id, SAYINGS[n % len(SAYINGS)])
        self.sent.append(client_id)

    def customer_repeats(self, n: int) -> None:
        if self.sent:
            recorded = recording.record(self.id, self.sent[n % len(self.sent)], "the same again")
            assert not recorded.is_new

    def customer_asks_for_person(self, n: int) -> None:
        visitors.ask(self.id, "")
        assert self.conversation.holder in (Holder.QUEUE, Holder.PERSON)

    def customer_rates(self, n: int) -> None:
        body = {"survey": "helpful", "score": n % 2, "message": self.conversation.last_number}
        visitors.rate_answer(self.id, body if n % 3 else {"survey": "csat", "score": 1 + n % 5})

    def customer_leaves_email(self, n: int) -> None:
        visitors.leave_email(self.id, f"dana{n % 2}@mail.example")

    def bot_responds(self, n: int) -> None:
        job = Job.objects.filter(name="message recorded").order_by("id").first()
        if job:
            respond(**job.payload)
            job.delete()

    def bot_begins(self, n: int) -> None:
        turn = open_turn(self.id)
        if turn:
            readings = read_turn(turn)
            case = build_case(turn, merge(readings), ())
            protocol = current_protocol()
            self.in_flight.append((turn, readings, case, decide(case, protocol), protocol))

    def bot_ends(self, n: int) -> None:
        if self.in_flight:
            carry_out(*self.in_flight.pop(n % len(self.in_flight)))

    def bot_fails_each_time(self, n: int) -> None:
        job = Job.objects.filter(name="message recorded").order_by("id").first()
        if job:
            watching.rescue(**job.payload)
            assert self.conversation.holder != Holder.BOT or not is_due(
                self.conversation, job.payload["number"]
            )
            job.delete()

    def agent_is_here(self, n: int) -> None:
        note_presence(self.agent(n))

    def agent_takes(self, n: int) -> None:
        handover.take(self.id, self.agent(n))

    def agent_replies(self, n: int) -> None:
        seen = self.conversation.last_number
        first = saying.reply(
            self.id, self.agent(n), "Here is what I found.", seen_number=seen, client_id=f"r{seen}"
        )
        again = saying.reply(
            self.id, self.agent(n), "Here is what I found.", seen_number=seen, client_id=f"r{seen}"
        )
        assert first.pk == again.pk

    def agent_replies_to_old_screen(self, n: int) -> None:
        before = self.conversation.last_number
        if Message.objects.filter(conversation=self.id, number=before, person=self.agent(n)).exists():
            return  # their own word is no news to them
        try:
            saying.reply(self.id, self.agent(n), "Old.", seen_number=before - 1, client_id=f"old{before}")
        finally:
            assert self.conversation.last_number == before

    def agent_notes(self, n: int) -> None:
        noting.note(self.id, self.agent(n), "Called the courier.")

    def agent_gives_back(self, n: int) -> None:
        handover.give_back(self.id, self.agent(n), bot_actor(), "Tell them the hours.")

    def agent_reassigns(self, n: int) -> None:
        handover.reassign(self.id, self.agent(n), self.agent(n + 1))

    def agent_snoozes(self, n: int) -> None:
        handover.snooze(self.id, self.agent(n), now() + timedelta(hours=1))

    def agent_closes(self, n: int) -> None:
        closing.close_as_person(self.id, self.agent(n), seen_number=self.conversation.last_number)

    def owner_routes(self, n: int) -> None:
        options.change("routing.is_automatic", n % 3 > 0)

    def router_runs(self, n: int) -> None:
        assigning.route_waiting()

    def given_is_not_opened(self, n: int) -> None:
        for each in Assignment.objects.filter(person__isnull=False):
            opening.take_back_unopened(each.pk)

    def time_passes(self, n: int) -> None:
        timed = Job.objects.exclude(name="message recorded").order_by("id")
        listeners = {
            "queue limit": timers.tell_queue_limit,
            "silence": timers.check_in,
            "silence after check-in": timers.close_silent,
            "reply due": absence.look_after_reply,
            "queue to route": assigning.route_waiting,
            "given to open": opening.take_back_unopened,
            "target alarm": alarming.sound_alarm,
            "target nearer": alarming.tell_owners,
            "target passed": alarming.note_breach,
            "target near": alarming.redraw_near,
        }
        for job in timed[: n % 4]:
            if job.name == "snooze over":
                returning.wake(self.id, job.payload["version"])
            elif job.name in listeners:
                listeners[job.name](**job.payload)
            job.delete()


def is_due(conversation: Conversation, number: int) -> bool:
    return conversation.responded_through < number


def check_invariants(world: World) -> None:
    conversation = world.conversation
    messages = list(conversation.messages.order_by("number"))
    changes = list(conversation.holder_changes.order_by("version"))
    one_holder(conversation, changes)
    assert [message.number for message in messages] == list(range(1, conversation.last_number + 1))
    stored = [message.client_id for message in messages if message.kind == Kind.CUSTOMER]
    assert stored == world.sent, "each message of the customer is there once, in order"
    bot_spoke_only_as_holder(messages, changes)
    a_person_is_named(messages, changes)
    queue_was_told(messages, changes)
    nothing_due_is_forgotten(conversation, messages)
    a_clock_runs_while_somebody_waits(conversation)


def one_holder(conversation: Conversation, changes: list[HolderChange]) -> None:
    assert [change.version for change in changes] == list(range(1, conversation.version + 1))
    assert changes[-1].holder == conversation.holder
    if conversation.holder == Holder.PERSON:
        assert changes[-1].person_id == conversation.person_id
    open_episodes = conversation.episodes.filter(closed_at=None).count()
    assert open_episodes == (0 if conversation.holder == Holder.CLOSED else 1)


def holder_when(number: int, changes: list[HolderChange]) -> HolderChange:
    """Who held it when the message of this number was written."""
    return [change for change in changes if change.after_number < number][-1]


def bot_spoke_only_as_holder(messages: list[Any], changes: list[HolderChange]) -> None:
    for message in messages:
        if message.kind == Kind.BOT:
            change = holder_when(message.number, changes)
            is_notice = change.holder == Holder.QUEUE and change.after_number == message.number - 1
            assert change.holder == Holder.BOT or is_notice, (
                f"the bot spoke at {message.number} under {change.holder}"
            )


def a_person_is_named(messages: list[Any], changes: list[HolderChange]) -> None:
    for message in messages:
        if message.kind == Kind.PERSON:
            change = holder_when(message.number, changes)
            assert change.holder == Holder.PERSON
            assert change.person_id == message.person_id
            assert message.name == message.person.name


def queue_was_told(messages: list[Any], changes: list[HolderChange]) -> None:
    """A change to the queue and its notice are one: never silent."""
    by_number = {message.number: message for message in messages}
    for change in changes:
        if change.holder == Holder.QUEUE:
            notice = by_number.get(change.after_number + 1)
            assert notice is not None and notice.kind in (Kind.BOT, Kind.SYSTEM)


def nothing_due_is_forgotten(conversation: Conversation, messages: list[Any]) -> None:
    """What the bot has not dealt with has a job; what waits for people stands in their queue or with a person."""
    due = [m for m in messages if m.kind == Kind.CUSTOMER and m.number > conversation.responded_through]
    if conversation.holder == Holder.BOT and due:
        jobs = Job.objects.filter(name="message recorded", failed_at=None)
        assert jobs.exists(), f"message {due[0].number} has nobody"
    if conversation.holder == Holder.QUEUE:
        assert conversation.waiting_since is not None


def a_clock_runs_while_somebody_waits(conversation: Conversation) -> None:
    """For a person's word: exactly then, one, and the inbox orders by it."""
    running = conversation.clocks.filter(stopped_at=None, paused_at=None)
    waits = conversation.waiting_since is not None and conversation.holder in (Holder.QUEUE, Holder.PERSON)
    assert [each.due_at for each in running] == ([conversation.due_at] if waits else [])
    assert waits or conversation.due_at is None


STEP = st.tuples(st.integers(0, 21), st.integers(0, 8), st.one_of(st.just(0), st.just(0), st.integers(1, 14)))


class HolderProtocol(TestCase):
    @given(st.lists(STEP, max_size=30))
    @settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
    def test_holds_under_any_interleaving(self, steps: list[tuple[int, int, int]]) -> None:
        with patch.object(announcing, "engine", Lease):
            world = World()
            check_invariants(world)
            for which, n, crash in steps:
                run_step(world, which, n, crash)
                check_invariants(world)


def run_step(world: World, which: int, n: int, crash: int) -> None:
    from django.db import transaction

    from warmline.channels.line import Refused

    sent, in_flight = list(world.sent), list(world.in_flight)
    try:
        with transaction.atomic(), crash_at(crash):
            world.steps[which](n)
    except Crash:
        world.sent, world.in_flight = sent, in_flight
    except (ConversationError, Refused, BadToken):
        pass
