"""Which currencies, languages and time zones can a business choose?"""

from functools import cache
from typing import Final
from zoneinfo import available_timezones

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

CURRENCIES: Final = tuple(
    (code, format_lazy("{code} · {name}", code=code, name=name))
    for code, name in (
        ("EUR", _("Euro")),
        ("GBP", _("Pound sterling")),
        ("USD", _("US dollar")),
        ("AUD", _("Australian dollar")),
        ("BRL", _("Brazilian real")),
        ("CAD", _("Canadian dollar")),
        ("CHF", _("Swiss franc")),
        ("CZK", _("Czech koruna")),
        ("DKK", _("Danish krone")),
        ("HUF", _("Hungarian forint")),
        ("INR", _("Indian rupee")),
        ("JPY", _("Japanese yen")),
        ("MXN", _("Mexican peso")),
        ("NOK", _("Norwegian krone")),
        ("NZD", _("New Zealand dollar")),
        ("PLN", _("Polish złoty")),
        ("RON", _("Romanian leu")),
        ("SEK", _("Swedish krona")),
        ("TRY", _("Turkish lira")),
        ("ZAR", _("South African rand")),
    )
)
LANGUAGES: Final = (("en", "English"), ("de", "Deutsch"), ("fr", "Français"), ("es", "Español"))


def language_name(code: str) -> str:
    """The language's own name where we know it, else its code."""
    return dict(LANGUAGES).get(code, code)


@cache
def timezones() -> tuple[tuple[str, str], ...]:
    """Places, as ("Europe/Berlin", "Europe/Berlin"), and UTC; old names and offsets are left out."""
    areas = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")
    names = sorted(name for name in available_timezones() if name.startswith(areas))
    return tuple((name, name.replace("_", " ")) for name in ("UTC", *names))
