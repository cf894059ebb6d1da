"""What stands in a cell of a list: a day, an amount, a number, an address? Pure; what cannot be read says why."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from warmline.customers.errors import BadEmail
from warmline.customers.finding import normalise_email, tidy_name
from warmline.lib.money import minor_per_unit
from warmline.web.context import current_business

LARGEST: Final = 2**31 - 1
_DAYS: Final = ("%Y-%m-%d", "%d.%m.%Y", "%d %b %Y", "%d %B %Y")


@dataclass(frozen=True)
class Place:
    """What the business's time and money are."""

    timezone: str
    currency: str


def current_place() -> Place:
    business = current_business()
    return Place(business.timezone, business.currency)


#: Gives the value of a cell; raises BadCell.
Read = Callable[[str, Place], Any]


class BadCell(ValueError):
    """The words are for whoever looks the list through."""


def text(longest: int) -> Read:
    def read(cell: str, place: Place) -> str:
        words = " ".join(cell.split())
        if len(words) > longest:
            raise BadCell(_("is longer than {longest} characters").format(longest=longest))
        return words

    return read


def email(cell: str, place: Place) -> str:
    try:
        return normalise_email(cell)
    except BadEmail:
        raise BadCell(_("“{cell}” is no e-mail address").format(cell=cell[:60])) from None


def name(cell: str, place: Place) -> str:
    return tidy_name(cell)


def day(cell: str, place: Place) -> date:
    """As 2026-12-24, 24.12.2026 or 24 Dec 2026; 05/06/2026 may be two days and is refused."""
    for form in _DAYS:
        try:
            return datetime.strptime(cell.strip(), form).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
    raise BadCell(_("“{cell}” is no day; write it as 2026-12-24").format(cell=cell[:40]))


def moment(cell: str, place: Place) -> datetime:
    """A day and a time of the business, as 2026-12-24 15:30."""
    words = cell.strip().replace("T", " ")
    on, _space, clock = words.rpartition(" ")
    try:
        at = datetime.strptime(clock, "%H:%M").time()  # noqa: DTZ007 (its zone is the business's)
    except ValueError:
        raise BadCell(
            _("“{cell}” is no day and time; write it as 2026-12-24 15:30").format(cell=cell[:40])
        ) from None
    return datetime.combine(day(on, place), at, ZoneInfo(place.timezone)).astimezone(UTC)


def whole(cell: str, place: Place) -> int:
    """A whole number from 1."""
    words = cell.strip().lstrip("+")
    if not (words.isascii() and words.isdecimal()) or len(words) > 10 or not 0 < int(words) <= LARGEST:
        raise BadCell(_("“{cell}” is no whole number above 0").format(cell=cell[:40]))
    return int(words)


def amount(cell: str, place: Place) -> int:
    """In minor units: 1,204.50, 1.204,50 and € 12 are read; what may mean two amounts is refused."""
    figures = re.sub(r"[^\d.,'-]", "", cell.replace("\xa0", "")).replace("'", "")
    if re.fullmatch(r"\d{1,3}[.,]\d{3}", figures):
        raise BadCell(
            _("“{cell}” may mean two amounts; write it with two decimals, such as 1204.00").format(
                cell=cell[:40]
            )
        )
    if re.fullmatch(r"\d{1,3}(\.\d{3})*,\d{1,2}", figures) or re.fullmatch(r"\d+,\d{1,2}", figures):
        figures = figures.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"\d{1,3}(,\d{3})*(\.\d{1,2})?", figures):
        figures = figures.replace(",", "")
    try:
        minor = Decimal(figures) * minor_per_unit(place.currency)
    except InvalidOperation:
        raise BadCell(_("“{cell}” is no amount; write it as 12.50").format(cell=cell[:40])) from None
    if minor != minor.to_integral_value() or not 0 <= minor <= LARGEST:
        raise BadCell(_("“{cell}” is no amount; write it as 12.50").format(cell=cell[:40]))
    return int(minor)


def one_of(words: Mapping[str, str]) -> Read:
    """words: the value by what may stand in the cell, in small letters."""

    def read(cell: str, place: Place) -> str:
        found = words.get(" ".join(cell.casefold().split()))
        if found is None:
            raise BadCell(_("“{cell}” is none of {words}").format(cell=cell[:40], words=", ".join(words)))
        return found

    return read
