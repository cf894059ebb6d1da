"""Which words may name a theme? Few, on one line, and nothing of one person."""

from typing import Final

from django.utils.translation import gettext as _

from warmline.gaps.cleaning import Known, is_personal, names_in
from warmline.insights.errors import InsightRefused
from warmline.insights.models import LONGEST_WORDS

#: What is looked at of a text; the rest of something huge is not.
_MOST: Final = 1000


def tidy(text: str) -> str:
    visible = "".join(mark if mark.isprintable() else " " for mark in text[:_MOST])
    return " ".join(visible.split())


def fold(words: str) -> str:
    """What two spellings of the same words have in common; at most 120 characters."""
    return tidy(words).casefold()[:120]


def check_words(text: str, customer: str = "") -> str:
    """The words as they are kept. Raises InsightRefused. customer: a name that must not stand in them."""
    words = tidy(text)
    if not any(mark.isalnum() for mark in words):
        raise InsightRefused(_("Say it in two or three words, or pick a theme."))
    if len(words) > LONGEST_WORDS or len(text) > _MOST:
        raise InsightRefused(
            _("Two or three words are enough: please stay under {longest_words} characters.").format(
                longest_words=LONGEST_WORDS
            )
        )
    if is_personal(words, Known(names_in([customer]), (), lambda _word: True)):
        raise InsightRefused(
            _("Please leave out names, numbers and addresses: a theme is about many people.")
        )
    return words
