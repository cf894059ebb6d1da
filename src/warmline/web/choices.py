"""Which currencies, languages and time zones can a business choose?"""

from functools import cache
from typing import Final
from zoneinfo import available_timezones

CURRENCIES: Final = tuple(
    (code, f"{code} · {name}")
    for code, name in (
        ("EUR", "Euro"),
        ("GBP", "Pound sterling"),
        ("USD", "US dollar"),
        ("AUD", "Australian dollar"),
        ("BRL", "Brazilian real"),
        ("CAD", "Canadian dollar"),
        ("CHF", "Swiss franc"),
        ("CZK", "Czech koruna"),
        ("DKK", "Danish krone"),
        ("HUF", "Hungarian forint"),
        ("INR", "Indian rupee"),
        ("JPY", "Japanese yen"),
        ("MXN", "Mexican peso"),
        ("NOK", "Norwegian krone"),
        ("NZD", "New Zealand dollar"),
        ("PLN", "Polish złoty"),
        ("RON", "Romanian leu"),
        ("SEK", "Swedish krona"),
        ("TRY", "Turkish lira"),
        ("ZAR", "South African rand"),
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
