"""Which gaps are there? The largest first, each with its size, trend, examples and cost."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from warmline.gaps.costing import Cost, cost_of
from warmline.gaps.drafting import title_of
from warmline.gaps.models import Gap, GapQuestion, Settlement
from warmline.lib import encoder

ON_A_PAGE: Final = 12
EXAMPLES: Final = 3
#: The latest questions of a gap, of which the most central gives the title (chosen by us).
_LOOKED_AT: Final = 40


@dataclass(frozen=True)
class Stretch:
    """The days the page looks at, and as many before them for the trend."""

    days: int
    until: datetime

    @property
    def since(self) -> datetime:
        return self.until - timedelta(days=self.days)

    @property
    def before(self) -> datetime:
        return self.until - timedelta(days=2 * self.days)


@dataclass(frozen=True)
class Card:
    """A gap on the list. size: questions within the stretch; before: within as many days before it."""

    pk: int
    title: str
    size: int
    before: int
    examples: tuple[str, ...]
    cost: Cost
    settlement: Settlement | None

    @property
    def trend(self) -> str:
        """ "new", "more", "fewer" or "as before"."""
        if not self.before:
            return "new"
        return "more" if self.size > self.before else "fewer" if self.size < self.before else "as before"


def gaps_in(stretch: Stretch, is_settled: bool) -> QuerySet[Any]:
    """The gaps with a question in the stretch, annotated with recent, earlier and total."""
    latest = Settlement.objects.filter(gap=OuterRef("pk")).order_by("-at", "-id")
    recent = Q(questions__at__gte=stretch.since)
    earlier = Q(questions__at__gte=stretch.before, questions__at__lt=stretch.since)
    rows = Gap.objects.annotate(
        recent=Count("questions", filter=recent),
        earlier=Count("questions", filter=earlier),
        total=Count("questions"),
        settled_kind=Subquery(latest.values("kind")[:1]),
        settled_size=Subquery(latest.values("size")[:1]),
    ).filter(recent__gt=0)
    # As settling.has_grown says.
    grown = Q(total__gt=F("settled_size"), total__gte=F("settled_size") * 1.5)
    is_open = Q(settled_kind=None) | Q(settled_kind=Settlement.Kind.REOPENED) | grown
    return rows.exclude(is_open) if is_settled else rows.filter(is_open)


def page_of(stretch: Stretch, is_settled: bool, number: str | None) -> tuple[Page[Any], list[Card]]:
    rows = gaps_in(stretch, is_settled).order_by("-recent", "-pk")
    page = Paginator(rows, ON_A_PAGE).get_page(number)
    return page, _cards(list(page), stretch)


def _cards(rows: Sequence[Any], stretch: Stretch) -> list[Card]:
    keys = [row.pk for row in rows]
    costs = cost_of(keys, stretch.since)
    settled = _latest_settlements(keys)
    return [_card(row, costs[row.pk], settled.get(row.pk)) for row in rows]


def _latest_settlements(gaps: Iterable[int]) -> dict[int, Settlement]:
    rows = Settlement.objects.filter(gap__in=gaps).select_related("person", "answer")
    return {row.gap_id: row for row in rows.order_by("at", "id")}


def _card(row: Any, cost: Cost, settlement: Settlement | None) -> Card:
    questions = GapQuestion.objects.filter(gap=row.pk, encoder=encoder.version()).select_related("message")
    latest = list(questions[:_LOOKED_AT])
    texts = dict.fromkeys(question.message.text for question in latest)
    return Card(
        pk=row.pk,
        title=title_of(latest),
        size=row.recent,
        before=row.earlier,
        examples=tuple(texts)[:EXAMPLES],
        cost=cost,
        settlement=settlement,
    )
