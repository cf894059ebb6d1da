"""Which conversations were there with a customer, how did they end, who dealt with them, and how was it rated?"""

from dataclasses import dataclass
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Left
from django.utils.translation import gettext as _

from warmline.customers.models import Customer

ON_A_PAGE: Final = 12
SNIPPET: Final = 100
#: Conversations in which moods and ratings are looked for (chosen by us).
LOOKED_AT: Final = 100
#: How an episode was closed; open ones go by their holder.
OUTCOMES: Final = {
    "solved": ("Solved by the assistant", "good"),
    "by_person": ("Settled by a person", "good"),
    "silence": ("Ended in silence", ""),
    "withdrawn": ("Withdrawn by the customer", ""),
}


@dataclass(frozen=True)
class TalkLine:
    """outcome and tone: for a badge. who: "" when only the assistant spoke. score: CSAT 1 to 5, None without one."""

    row: Any
    about: str
    outcome: str
    tone: str
    who: str
    score: int | None


def talks_with(customer: Customer, number: str | None) -> tuple[Page[Any], list[TalkLine]]:
    """A page of them, the latest first."""
    page = Paginator(customer.conversations.order_by("-last_message_at", "-pk"), ON_A_PAGE).get_page(number)
    keys = [row.pk for row in page]
    rows = customer.conversations.filter(pk__in=keys).select_related("person")
    lines = {row.pk: _line(row) for row in _told(rows)}
    return page, [lines[key] for key in keys if key in lines]


def _told(rows: Any) -> Any:
    """With the first words of the customer, how the last episode was closed, and the latest score."""
    me = rows.model.objects.filter(pk=OuterRef("pk"))
    said = me.filter(messages__kind="customer").order_by("messages__number").values("messages__text")
    closed = me.order_by("-episodes__ordinal").values("episodes__closed_because")
    score = me.filter(ratings__survey="csat").order_by("-ratings__at").values("ratings__score")
    return rows.annotate(
        about=Left(Subquery(said[:1]), SNIPPET), closed=Subquery(closed[:1]), score=Subquery(score[:1])
    )


def _line(row: Any) -> TalkLine:
    outcome, tone = OUTCOMES.get(row.closed or "", (row.get_holder_display(), ""))
    if row.holder != "closed":
        outcome, tone = row.get_holder_display(), "warn" if row.holder == "queue" else "info"
    who = str(row.person) if row.person else ""
    return TalkLine(row, row.about or "", _(outcome), tone, who, row.score)


def latest_talks(customer: Customer) -> Any:
    """The latest ones, enough for everything that looks back; with 10,000 the others cost nothing."""
    latest = customer.conversations.order_by("-last_message_at").values("pk")[:LOOKED_AT]
    return customer.conversations.filter(pk__in=latest)
