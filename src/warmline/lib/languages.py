"""In which language is it said to a customer? One catalogue, `warmline/locale`, holds every sentence of ours.

The English sentence is the key. What a business or a person wrote is no key, and is said as it was written.
"""

from datetime import datetime

from django.conf import settings
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, get_language_info, gettext, ngettext, override, pgettext

ENGLISH = "en"


def codes() -> tuple[str, ...]:
    return tuple(code for code, _ in settings.LANGUAGES)


def spoken(language: str) -> str:
    """The one of our languages for "de", "de-AT" or "de_AT"; English for one that we do not speak, or none."""
    code = language[:2].lower()
    return code if code in codes() and not language[2:3].isalpha() else ENGLISH


def say(language: str, sentence: str, **values: object) -> str:
    """The sentence in the language, with `{name}` filled in; one that is not in the catalogue stays as it is."""
    if not sentence:
        return ""
    with override(spoken(language)):
        said = gettext(sentence)
    return said.format(**values) if values else said


def say_count(language: str, one: str, many: str, count: int, **values: object) -> str:
    """The sentence that fits the count, with `{count}` filled in."""
    with override(spoken(language)):
        return ngettext(one, many, count).format(count=count, **values)


def say_day(at: datetime, language: str, *, year: bool = False) -> str:
    """A local time's day as "23 November", "23. November", "23 novembre", "23 de noviembre"."""
    with override(spoken(language)):
        written = date_format(at, pgettext("day and month, in Django's letters", "j F"))
        return f"{written} {at.year}" if year else written


def say_weekday(at: datetime, language: str) -> str:
    with override(spoken(language)):
        return date_format(at, "l")


def say_number(number: float, digits: int = 0) -> str:
    """As the page's language writes it: 2,000 or 2.000, 98.4 or 98,4."""
    return number_format(round(number, digits), digits, force_grouping=True)


def in_sentence(words: str) -> str:
    """Words that stand alone elsewhere, as they stand within a sentence: in German a noun keeps its capital."""
    return words if (get_language() or ENGLISH).startswith("de") else words.lower()


def say_percent(share: float, language: str) -> str:
    """0.85 as "85%", with a space where the language writes one."""
    return f"{share:.0%}" if spoken(language) == ENGLISH else f"{share * 100:.0f}\N{NO-BREAK SPACE}%"


def name_of(code: str) -> str:
    """Says German for "de", in the language of whoever looks; a code that nobody knows stays as it is."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code
