"""What leaves this house without what is personal, and how does it come back in?"""

import re
from collections.abc import Callable, Set
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from warmline.gaps.cleaning import names_in

#: In this order: what is most exact first. Their likes in gaps/cleaning.py leave sentences out; here they are put back.
_PATTERNS: Final = (
    ("EMAIL", re.compile(r"[^\s@<>()\[\]]{1,64}@[^\s@<>()\[\]]{1,250}\.[^\s@<>()\[\].,;:!?]{2,24}")),
    ("LINK", re.compile(r"\b(?:https?://|www\.)\S{1,2000}", re.IGNORECASE)),
    ("IBAN", re.compile(r"\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{2,4}){3,8}\b")),
    ("CARD", re.compile(r"\b\d(?:[ -]?\d){12,18}\b")),
    (
        "ADDRESS",
        re.compile(
            r"\b\d{1,5}[a-z]?,?\s+(?:[A-ZÀ-Þ][\w'’]+\s+){1,3}(?:St(?:reet)?|Road|Rd|Lane|Ln|Ave(?:nue)?|Square|Drive|Court"
            r"|Terrace|Place|Quay|Way|Close)\b|\b[A-ZÄÖÜ][\w-]{2,40}(?:straße|strasse|gasse|weg|platz|allee)\s+\d{1,4}[a-z]?\b"
            r"|\b(?:rue|avenue|calle|boulevard)\s+(?:de\s+|la\s+|del\s+)*[A-ZÀ-Þ]\w{2,40}\s*,?\s*\d{0,4}",
        ),
    ),
    ("ORDER", re.compile(r"#\s?\w{0,12}\d\w{0,12}|\b[A-Za-z]{1,4}[-–_]?\d{3,}\b")),
    ("PHONE", re.compile(r"\+?\d(?:[\s()/.–-]{0,2}\d){6,14}\b")),
    ("NUMBER", re.compile(r"\b\d{5,}\b")),
)
_INTRODUCED: Final = re.compile(
    r"\b(?i:my name is|i am called|call me|ich heiße|je m.appelle|me llamo)\s+([A-ZÀ-Þ][\w'’-]+)"
)
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_CONTRACTED: Final = frozenset(f"i{mark}{end}" for mark in "'’" for end in ("m", "ll", "ve", "d"))
PLACEHOLDER: Final = re.compile(r"\[[A-Z]+_\d+\]")


@dataclass
class Redaction:
    """One conversation's: the same thing is the same placeholder in every text.

    names: of who takes part, in lower case. knows: whether the business's knowledge has a word. common: words of
    the language, which may begin a sentence with a capital.
    """

    names: frozenset[str]
    knows: Callable[[str], bool]
    common: Set[str] = frozenset()
    _by_value: dict[str, str] = field(default_factory=dict)

    def hide(self, text: str) -> str:
        """Placeholders that somebody typed are taken apart first, so that nobody can ask for another's."""
        text = PLACEHOLDER.sub(lambda match: match[0].strip("[]").replace("_", " ").lower(), text)
        self.names |= names_in(match[1] for match in _INTRODUCED.finditer(text))
        for kind, pattern in _PATTERNS:
            text = pattern.sub(partial(self._hidden, kind), text)
        return self._without_names(text)

    def show(self, text: str) -> str:
        """What was hidden stands in its place again; unknown placeholders stay."""
        values = {placeholder: value for value, placeholder in self._by_value.items()}
        return PLACEHOLDER.sub(lambda match: values.get(match[0], match[0]), text)

    def has_unknown(self, text: str) -> bool:
        known = set(self._by_value.values())
        return any(each not in known for each in PLACEHOLDER.findall(text))

    def _hidden(self, kind: str, match: re.Match[str]) -> str:
        return self._placeholder(kind, match[0])

    def _placeholder(self, kind: str, value: str) -> str:
        if value not in self._by_value:
            count = sum(each.startswith(f"[{kind}_") for each in self._by_value.values())
            self._by_value[value] = f"[{kind}_{count + 1}]"
        return self._by_value[value]

    def _without_names(self, text: str) -> str:
        spans = [match.span() for match in PLACEHOLDER.finditer(text)]

        def hidden(match: re.Match[str]) -> str:
            if any(start <= match.start() < end for start, end in spans) or not self._is_name(match, text):
                return match[0]
            return self._placeholder("NAME", match[0])

        return _WORD.sub(hidden, text)

    def _is_name(self, match: re.Match[str], text: str) -> bool:
        low = match[0].lower().removesuffix("'s").removesuffix("’s")
        if low in self.names:
            return match[0][0].isupper() or not self.knows(low)
        before = text[: match.start()].rstrip()
        begins = not before or before[-1] in ".!?:\n"
        if begins and re.split(r"['’]", low)[0] in self.common:
            return False
        is_capital = match[0][0].isupper() and not match[0].isupper()
        return is_capital and not self.knows(low) and low not in _CONTRACTED
