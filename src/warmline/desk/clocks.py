"""Until when is an answer owed, as the desk shows it: time left, amber before the end, red after it, and in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from uuid import UUID

from django.utils.translation import gettext as _

from warmline.conversations.clock_models import ServiceClock
from warmline.lib.moments import say_time
from warmline.web.preparing import clock as prepare_clock


@dataclass(frozen=True)
class Clock:
    """words: "in 12 min" or "5 min late". soon_minutes: from so many before the end on it is amber. moment: "14:35"."""

    due_at: datetime
    words: str
    tone: str
    soon_minutes: int
    moment: str

    @property
    def why(self) -> str:
        return (
            _("reply due {when}").format(when=self.words)
            if self.tone != "bad"
            else _("reply {when}").format(when=self.words)
        )


def clocks_of(conversations: Iterable[UUID], at: datetime, zone: tzinfo) -> Mapping[UUID, Clock]:
    """Of those in which the customer waits for a person's word."""
    running = ServiceClock.objects.filter(
        conversation__in=list(conversations), stopped_at=None, paused_at=None
    ).exclude(kind=ServiceClock.Kind.SOLVE)
    return {each.conversation_id: _clock(each, at, zone) for each in running}


def _clock(row: ServiceClock, at: datetime, zone: tzinfo) -> Clock:
    shown = prepare_clock(row.due_at, at, soon=max((row.due_at - row.alarm_at) // timedelta(minutes=1), 1))
    return Clock(
        row.due_at, shown["words"], shown["tone"], shown["soon_minutes"], say_time(row.due_at, at, zone)
    )
