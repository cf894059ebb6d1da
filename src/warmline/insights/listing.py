"""Which themes are there? The most frequent first, each with its weeks, mood, matter and words of customers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.db.models import Avg, Count, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from warmline.conversations.models import Message, Reason
from warmline.insights.models import Deed, Insight, Theme
from warmline.insights.quoting import known_to, quote

ON_A_PAGE: Final = 20
WEEKS: Final = 4
QUOTES: Final = 2
#: A theme that was dealt with comes back once it was noted so often again (chosen by us).
COMES_BACK_AT: Final = 3


@dataclass(frozen=True)
class Quote:
    text: str
    message: Message


@dataclass(frozen=True)
class Card:
    """weeks: how often in each of the last four, the oldest first. before: in the four before these.

    upset: 0 to 1, the mean of the worst moments, None when nothing was read. matter: why people were most often
    asked for. since: how often it was noted since it was dealt with.
    """

    theme: Theme
    weeks: tuple[int, ...]
    before: int
    total: int
    upset: float | None
    matter: str
    quotes: tuple[Quote, ...]
    settlement: Deed | None
    since: int

    @property
    def recent(self) -> int:
        return sum(self.weeks)

    @property
    def trend(self) -> str:
        return say_trend(self.recent, self.before, self.total)

    @property
    def bars(self) -> list[tuple[int, int, int]]:
        """(left, top, height) of each week in a box of 44 by 24."""
        most = max([*self.weeks, 1])
        heights = [max(round(22 * count / most), 1) for count in self.weeks]
        return [(11 * place, 24 - height, height) for place, height in enumerate(heights)]

    @property
    def weeks_said(self) -> str:
        return _("The last four weeks, the oldest first: {counts}").format(
            counts=", ".join(map(str, self.weeks))
        )


def say_trend(recent: int, before: int, total: int) -> str:
    """ "new", "back", "more", "fewer", "quiet" or "as before"."""
    if not recent:
        return "quiet"
    if recent == total:
        return "new"
    if not before:
        return "back"
    return "more" if recent > before else "fewer" if recent < before else "as before"


def themes(at: datetime, *, is_settled: bool = False, for_whom: str = "") -> QuerySet[Any]:
    """Themes that somebody noted, annotated with their weeks (w0 is the latest), before, total and since."""
    latest = Deed.objects.filter(theme=OuterRef("pk"), kind__in=[Deed.Kind.DONE, Deed.Kind.REOPENED])
    rows = Theme.objects.annotate(
        last_kind=Subquery(latest.values("kind")[:1]), last_at=Subquery(latest.values("at")[:1])
    ).annotate(
        **{f"w{back}": _noted(at, back, back + 1) for back in range(WEEKS)},
        before=_noted(at, WEEKS, 2 * WEEKS),
        total=Count("insights"),
        since=Count("insights", filter=Q(insights__at__gt=F("last_at"))),
    )
    is_done = Q(last_kind=Deed.Kind.DONE, since__lt=COMES_BACK_AT)
    is_open = Q(last_kind=None) | Q(last_kind=Deed.Kind.REOPENED) | Q(since__gte=COMES_BACK_AT)
    rows = rows.filter(is_done if is_settled else is_open, total__gt=0)
    return rows.filter(for_whom=for_whom) if for_whom else rows


def _noted(at: datetime, newest: int, oldest: int) -> Count:
    since, until = at - timedelta(weeks=oldest), at - timedelta(weeks=newest)
    return Count("insights", filter=Q(insights__at__gt=since, insights__at__lte=until))


def page_of(rows: QuerySet[Any], number: str | None) -> tuple[Page[Any], list[Card]]:
    recent = F("w0") + F("w1") + F("w2") + F("w3")
    page = Paginator(rows.annotate(recent=recent).order_by("-recent", "-total", "-pk"), ON_A_PAGE).get_page(
        number
    )
    return page, cards_of(list(page))


def cards_of(rows: Sequence[Any], quotes: int = QUOTES) -> list[Card]:
    """The cards of themes as `themes` annotates them."""
    keys = [row.pk for row in rows]
    said = {key: _quoted(key)[:quotes] for key in keys}
    known = known_to([insight.quote for each in said.values() for insight in each if insight.quote])
    upset, matters, settled = _upset(keys), _matters(keys), _settlements(keys)
    return [
        Card(
            theme=row,
            weeks=(row.w3, row.w2, row.w1, row.w0),
            before=row.before,
            total=row.total,
            upset=upset.get(row.pk),
            matter=matters.get(row.pk, ""),
            quotes=tuple(Quote(quote(each.quote, known), each.quote) for each in said[row.pk] if each.quote),
            settlement=settled.get(row.pk),
            since=row.since,
        )
        for row in rows
    ]


def _quoted(theme: int) -> QuerySet[Insight]:
    """The latest with words of the customer."""
    rows = Insight.objects.filter(theme=theme, quote__isnull=False)
    return rows.select_related("quote__conversation__customer")


def _upset(keys: Sequence[int]) -> dict[int, float | None]:
    rows = Insight.objects.filter(theme__in=keys).order_by()
    return dict(rows.values_list("theme").annotate(Avg("episode__mood__peak_value")))


def _matters(keys: Sequence[int]) -> dict[int, str]:
    reason = "episode__holder_changes__reason"
    rows = Insight.objects.filter(theme__in=keys, **{f"{reason}__gt": ""}).order_by()
    counted = rows.values_list("theme", reason).annotate(times=Count("id", distinct=True)).order_by("times")
    return {theme: str(Reason(reason).label) for theme, reason, _ in counted if reason in Reason.values}


def _settlements(keys: Sequence[int]) -> dict[int, Deed]:
    """The latest of each, if it says done."""
    kinds = [Deed.Kind.DONE, Deed.Kind.REOPENED]
    rows = Deed.objects.filter(theme__in=keys, kind__in=kinds).select_related("person").order_by("at", "id")
    latest = {row.theme_id: row for row in rows}
    return {key: row for key, row in latest.items() if row.kind == Deed.Kind.DONE}
