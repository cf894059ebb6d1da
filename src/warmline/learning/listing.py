"""Which versions and examples does the owner see, and in which order?"""

from dataclasses import dataclass
from typing import Final

from django.core.paginator import Page, Paginator
from django.db.models import Case, QuerySet, Value, When
from django.utils.translation import gettext as _

from warmline.learning.figures import number_in, percent
from warmline.learning.models import Example, Version
from warmline.learning.wording import answered_in, compared, promise_of, wrong_in_100

ON_A_PAGE: Final = 12
OPEN: Final = (Example.State.FLAGGED, Example.State.WAITING, Example.State.REFUSED)


@dataclass(frozen=True)
class VersionRow:
    """A version as it stands in the list."""

    version: Version
    right_first: str
    promise: str
    compared: str
    test: str

    @property
    def can_be_restored(self) -> bool:
        return self.version.status == Version.Status.RETIRED


def versions_page(number: str | None) -> tuple["Page[Version]", list[VersionRow]]:
    """The newest first."""
    page = Paginator(Version.objects.all(), ON_A_PAGE).get_page(number)
    return page, [_row(version) for version in page]


def examples_page(number: str | None, *, learned: bool) -> "Page[Example]":
    """Those that need a look stand first."""
    return Paginator(examples(learned=learned), ON_A_PAGE).get_page(number)


def examples(*, learned: bool) -> QuerySet[Example]:
    if learned:
        rows = Example.objects.filter(state=Example.State.LEARNED)
        order = ["-at", "-pk"]
    else:
        place = Case(*(When(state=state, then=Value(place)) for place, state in enumerate(OPEN)))
        rows = Example.objects.filter(state__in=OPEN).annotate(place=place)
        order = ["place", "-at", "-pk"]
    return rows.select_related("answer", "article", "message").order_by(*order)


def _row(version: Version) -> VersionRow:
    return VersionRow(
        version,
        percent(number_in(version.report, "right_first"), 1),
        _promised(version),
        compared(version.comparison),
        str(version.comparison.get("test", "")),
    )


def _promised(version: Version) -> str:
    if not promise_of(version.report).is_kept:
        return _("no promise")
    share = percent(answered_in(version.report))
    return _("at most {wrong} in 100 wrong, {share} answered").format(
        wrong=wrong_in_100(version.report) or "–", share=share
    )
