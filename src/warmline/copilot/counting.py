"""How much does the copilot help, and what does its language model cost?"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db.models import Count
from django.utils.translation import gettext as _

from warmline.conversations.models import Kind, Message
from warmline.copilot.drafting import spent_today
from warmline.copilot.endpoint import endpoint
from warmline.copilot.models import Choice
from warmline.lib.time import now
from warmline.web.options import value_of

#: The stretch that is counted (chosen by us).
DAYS: Final = 30


@dataclass(frozen=True)
class Counts:
    """Of the last DAYS days, all people together. replies: messages that people sent."""

    replies: int
    taken: int
    edited: int
    replaced: int
    refused: int

    @property
    def rows(self) -> list[tuple[str, int]]:
        return [
            (_("Replies sent"), self.replies),
            (_("Suggestions sent as they were"), self.taken),
            (_("Sent with changes"), self.edited),
            (_("Other words sent instead"), self.replaced),
            (_("Refused"), self.refused),
        ]


def count_choices() -> Counts:
    since = now() - timedelta(days=DAYS)
    found = dict(
        Choice.objects.filter(at__gt=since)
        .values_list("outcome")
        .annotate(count=Count("pk"))
        .order_by("outcome")
    )
    replies = Message.objects.filter(kind=Kind.PERSON, at__gt=since).count()
    outcomes = (Choice.Outcome.TAKEN, Choice.Outcome.EDITED, Choice.Outcome.REPLACED, Choice.Outcome.REFUSED)
    return Counts(replies, *(found.get(each, 0) for each in outcomes))


def say_spending() -> str:
    """One sentence on the language model; "" where none is used."""
    if endpoint() is None or not value_of("copilot.uses_model"):
        return ""
    budget = value_of("copilot.daily_tokens")
    return _("Language model: {spent_today} of {budget} tokens used today (UTC).").format(
        spent_today=f"{spent_today():,}", budget=f"{budget:,}"
    )
