"""Which languages can somebody here speak?"""

from collections.abc import Iterable
from typing import Final

#: By their own names; a customer who writes in another is offered to everybody.
LANGUAGES: Final = (
    ("en", "English"),
    ("de", "Deutsch"),
    ("fr", "Français"),
    ("es", "Español"),
    ("it", "Italiano"),
    ("nl", "Nederlands"),
    ("pl", "Polski"),
    ("pt", "Português"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
    ("ar", "العربية"),
    ("ru", "Русский"),
)
#: How their names read in English sentences for staff.
ENGLISH_NAMES: Final = {
    "en": "English",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "ar": "Arabic",
    "ru": "Russian",
}


def own_names(codes: Iterable[str]) -> tuple[str, ...]:
    """As the languages call themselves, in the order of LANGUAGES."""
    wanted = set(codes)
    return tuple(name for code, name in LANGUAGES if code in wanted)


def in_english(code: str) -> str:
    """For a sentence; the code itself for a language that is not in the list."""
    return ENGLISH_NAMES.get(code, code)
