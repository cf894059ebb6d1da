"""What does a person see when they say why somebody wrote? What is noted, themes to pick from, messages to quote."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db.models import Count

from warmline.conversations.models import Conversation, Episode, Message
from warmline.insights.likeness import SUGGESTED, themes_like, themes_near
from warmline.insights.models import Insight, Theme
from warmline.insights.quoting import quotable
from warmline.lib import encoder
from warmline.lib.time import now
from warmline.staff.models import Person

#: How far back a theme counts as a frequent one.
LATELY: Final = timedelta(weeks=8)


@dataclass(frozen=True)
class Choice:
    """A theme to pick. times: how often it was noted lately."""

    theme: int
    name: str
    times: int


@dataclass(frozen=True)
class Noted:
    insight: Insight
    may_take_back: bool


@dataclass(frozen=True)
class Panel:
    noted: tuple[Noted, ...]
    choices: tuple[Choice, ...]
    messages: tuple[Message, ...]


def read_panel(conversation: Conversation, episode: Episode, person: Person) -> Panel:
    messages = quotable(episode)
    rows = Insight.objects.filter(conversation=conversation).select_related("theme", "person", "quote")
    return Panel(
        noted=tuple(Noted(row, row.person_id == person.pk or person.is_owner) for row in rows),
        choices=tuple(_first_choices(messages)),
        messages=tuple(messages),
    )


def find_choices(words: str, episode: Episode) -> list[Choice]:
    """What may be meant by what was typed so far; with nothing typed what fits the conversation."""
    typed = words[:200].strip()
    if not typed:
        return _first_choices(quotable(episode))
    return _counted({near.theme: near.name for near in themes_like(typed)})


def _first_choices(messages: Sequence[Message]) -> list[Choice]:
    near = themes_near(encoder.encode([message.text for message in messages]))
    chosen = {each.theme: each.name for each in near}
    frequent = Theme.objects.filter(insights__at__gte=now() - LATELY).annotate(times=Count("insights"))
    for theme in frequent.order_by("-times", "-pk")[:SUGGESTED]:
        if len(chosen) < SUGGESTED:
            chosen.setdefault(theme.pk, theme.name)
    return _counted(chosen)


def _counted(names: dict[int, str]) -> list[Choice]:
    rows = Insight.objects.filter(theme__in=names, at__gte=now() - LATELY)
    times = dict(rows.order_by().values_list("theme").annotate(Count("id")))
    return [Choice(theme, name, times.get(theme, 0)) for theme, name in names.items()]
