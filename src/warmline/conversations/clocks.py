"""Until when do we owe an answer? Kept in the transaction of whatever changed, so that no act can forget it.

A clock runs while the customer waits for a person, in the queue or with somebody. Snoozed it stands still. A person's
word, closing and giving back end it; whoever waits again begins a new one. All spans are of opening hours.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Final

from warmline.calendar.opening import working_week
from warmline.calendar.working_time import WorkingWeek, add_working, working_between
from warmline.conversations.clock_models import ServiceClock
from warmline.conversations.models import Conversation, Holder, Kind
from warmline.conversations.targets import target_of
from warmline.jobs.announcing import announce
from warmline.lib.statements import update
from warmline.lib.time import now

#: This share of the time over, it calls for attention (issue: alarms before a breach).
ALARM_AT: Final = 0.75

WAITING = frozenset({Holder.QUEUE, Holder.PERSON})


@dataclass(frozen=True)
class Owed:
    """What of a conversation its clocks depend on."""

    holder: str
    person_id: int | None
    waiting_since: datetime | None
    priority: int

    @property
    def is_running(self) -> bool:
        return self.waiting_since is not None and self.holder in WAITING

    @property
    def is_with_people(self) -> bool:
        return self.holder in WAITING or self.holder == Holder.SNOOZED


def owed_by(conversation: Conversation) -> Owed:
    return Owed(
        conversation.holder, conversation.person_id, conversation.waiting_since, conversation.priority
    )


def keep_clocks(conversation: Conversation, was: Owed) -> None:
    """Starts, pauses, resumes, tightens or stops the clocks of a locked conversation that changed since `was`."""
    owed = owed_by(conversation)
    if owed != was and (owed.is_running or was.is_with_people):
        _Keeping(conversation, owed, was).run()


class _Keeping:
    def __init__(self, conversation: Conversation, owed: Owed, was: Owed) -> None:
        self.conversation, self.owed, self.was = conversation, owed, was
        self.at = now()
        self.running = list(ServiceClock.objects.filter(conversation=conversation, stopped_at=None))

    @cached_property
    def week(self) -> WorkingWeek:
        return working_week()

    def run(self) -> None:
        reply = next((each for each in self.running if each.kind != ServiceClock.Kind.SOLVE), None)
        solve = next((each for each in self.running if each.kind == ServiceClock.Kind.SOLVE), None)
        reply = self._keep(reply, is_over=not (self.owed.is_running or self._still_waits()))
        if reply is None and self.owed.is_running:
            reply = self._start(self._kind_of_reply())
        solve = self._keep(solve, is_over=self.owed.holder in (Holder.BOT, Holder.CLOSED))
        if solve is None and self.owed.is_running:
            self._start(ServiceClock.Kind.SOLVE)
        due_at = reply.due_at if reply and self.owed.is_running else None
        if self.conversation.due_at != due_at:
            self.conversation.due_at = due_at
            update(self.conversation, "due_at")

    def _still_waits(self) -> bool:
        return self.owed.holder == Holder.SNOOZED and self.owed.waiting_since is not None

    def _kind_of_reply(self) -> str:
        episodes = self.conversation.episodes.order_by("-ordinal")[:1]
        spoken = self.conversation.messages.filter(kind=Kind.PERSON, episode__in=list(episodes))
        # What was deleted is no word.
        return ServiceClock.Kind.NEXT if spoken.exclude(text="").exists() else ServiceClock.Kind.FIRST

    def _start(self, kind: str) -> ServiceClock | None:
        minutes = target_of(self.owed.priority).minutes(kind)
        since = self.owed.waiting_since
        if minutes is None or since is None:
            return None
        clock = ServiceClock(
            conversation=self.conversation,
            kind=kind,
            priority=self.owed.priority,
            target_minutes=minutes,
            started_at=since,
        )
        self._set_end(clock)
        clock.save()
        self._announce(clock)
        return clock

    def _keep(self, clock: ServiceClock | None, *, is_over: bool) -> ServiceClock | None:
        if clock is None:
            return None
        if is_over:
            self._stop(clock)
            return None
        is_moved = self._tighten(clock)
        if not self.owed.is_running:
            clock.paused_at = clock.paused_at or self.at
        elif clock.paused_at:
            rested = working_between(self.week, clock.paused_at, self.at)
            clock.paused_seconds += rested.total_seconds()
            clock.paused_at, is_moved = None, True
        if is_moved:
            self._set_end(clock)
            self._announce(clock)
        clock.save()
        return clock

    def _tighten(self, clock: ServiceClock) -> bool:
        """Whoever is needed sooner than thought is not kept to the slower promise; never the other way."""
        if self.owed.priority <= clock.priority:
            return False
        minutes = target_of(self.owed.priority).minutes(clock.kind)
        clock.priority = self.owed.priority
        clock.target_minutes = min(minutes or clock.target_minutes, clock.target_minutes)
        return True

    def _set_end(self, clock: ServiceClock) -> None:
        rested = timedelta(seconds=clock.paused_seconds)
        span = timedelta(minutes=clock.target_minutes)
        clock.alarm_at = add_working(self.week, clock.started_at, ALARM_AT * span + rested)
        clock.due_at = add_working(self.week, clock.started_at, span + rested)

    def _stop(self, clock: ServiceClock) -> None:
        clock.stopped_at = self.at
        clock.outcome = _outcome(self.owed.holder)
        # One that stood still was not late, however long it stood.
        if clock.breached_at is None and clock.paused_at is None and clock.due_at < self.at:
            clock.breached_at = clock.due_at
            clock.breached_with_id = self.was.person_id if self.was.holder == Holder.PERSON else None
        clock.save()

    def _announce(self, clock: ServiceClock) -> None:
        announce("target alarm", due_at=clock.alarm_at, clock=clock.pk, until=clock.due_at.isoformat())


def _outcome(holder: str) -> str:
    match holder:
        case Holder.BOT:
            return ServiceClock.Outcome.GIVEN_BACK
        case Holder.CLOSED:
            return ServiceClock.Outcome.CLOSED
    return ServiceClock.Outcome.ANSWERED
