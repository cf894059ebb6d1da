"""How is a question put so that the search finds it? Without pleasantries and shorthand, slips set right."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from typing import Final

from warmline.knowledge.words import content_words

#: A question longer than this is a story: it is searched as it stands.
MOST_CHARACTERS: Final = 600
MOST_PARTS: Final = 4
#: Shorter words have too many neighbours to be set right (chosen by us).
SHORTEST: Final = 6
#: From this length on two slips are set right, and not only one.
TWO_SLIPS_FROM: Final = 9

_SHORTHAND: Final = {
    "u": "you",
    "ye": "you",
    "yous": "you",
    "ya": "you",
    "r": "are",
    "ur": "your",
    "hw": "how",
    "wat": "what",
    "wen": "when",
    "tmrw": "tomorrow",
    "tmr": "tomorrow",
    "2moro": "tomorrow",
    "tomoz": "tomorrow",
    "bday": "birthday",
    "xmas": "christmas",
    "ppl": "people",
    "hrs": "hours",
    "mins": "minutes",
    "acc": "account",
    "pw": "password",
    "addr": "address",
    "cos": "because",
    "gonna": "going to",
    "wanna": "want to",
    "dunno": "do not know",
}
_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_QUESTION: Final = (
    r"(?:when|what|where|which|who|how|why|do|does|did|can|could|is|are|will|would|should|may|whats|wheres|"
    r"i (?:need|want|would|cant|also))\b"
)
#: Where one question ends and the next begins.
_END: Final = re.compile(
    rf"(?<=[.!?;\n])\s+|\n+|\s+[-–—]\s+|[\s,]+(?:and|also|plus|&)\s+(?:also\s+)?(?={_QUESTION})|,\s*(?={_QUESTION})",
    re.IGNORECASE,
)
_SHORT_QUESTION: Final = re.compile(rf"\s*{_QUESTION}(?:\s+\w+){{2,}}", re.IGNORECASE)
#: The number of one case says nothing of the topic: "can I return HP-20388" asks "can I return it".
_CASE: Final = re.compile(
    r"\b(?P<what>order|parcel|invoice|bill|reference)\s*(?:number|no\.?|nr\.?)?\s*(?:is\s*)?[#:]?\s*"
    r"(?:[a-z]{2,3}[ –-]?)?\d{3,}\b|#\d{3,}\b|\b[a-z]{2,3}-?\d{3,}\b|(?-i:\b[A-Z]{2,3} \d{3,}\b)|\b\d{5,}\b",
    re.IGNORECASE,
)
_PLEASANTRIES: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"^\W*(?:hi+|hello|hey+|hiya|heya|yo|howdy|dear (?:all|team|sirs?(?: or madam)?)|greetings|"
        r"good (?:morning|afternoon|evening|day))(?: (?:there|all|team|guys|folks|everyone))*\b[\s,.!:;-]*",
        r"\b(?:i )?hope (?:you are|you're|youre|all is|this finds you|everyone is) (?:\w+ ){0,2}?"
        r"(?:well|good|fine)\b[\s,.!]*",
        r"\b(?:just )?(?:a )?(?:quick|small|simple|short) (?:one|question|q)\b[\s,.!:;-]*",
        r"\b(?:could|can|would|will) you (?:please |kindly |maybe )*(?:tell me|let me know|inform me|advise)\b"
        r"(?: please)?(?: (?:if|whether))?[\s,:]*",
        r"\bi(?:'d| would) (?:really )?(?:like|love|need) to know\b(?: (?:if|whether))?[\s,:]*",
        r"\bi(?:'m| am| was)? (?:just )?wonder(?:ing)?\b(?: (?:if|whether))?[\s,:]*",
        r"\b(?:i would be|i'd be) (?:very |most |so )*grateful if\b\s*",
        r"\b(?:do|would) you (?:happen to )?know (?:if|whether)\b\s*",
        r"\b(?:please|pls|plz|plse|kindly)\b[\s,]*",
        r"[\s,.!-]*\b(?:many thanks|thank you|thanks|thx|ty|cheers|ta)\b(?: (?:so|very) much|"
        r" a (?:lot|mill|million|bunch)| in advance| again)*[\s,.!]*(?:(?-i:[A-Z])\w+)?[\s.!]*$",
    )
)


@dataclass(frozen=True)
class Vocabulary:
    """The words of the knowledge, by their first letter, and how to tell a common word from a slip."""

    stems: Set[str] = frozenset()
    by_letter: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def knows(self, word: str) -> bool:
        return all(stem in self.stems for stem in content_words(word))


def vocabulary(texts: Iterable[str], common: Set[str]) -> Vocabulary:
    """common: words of the language; a word of a text that is none of them is no target for a correction."""
    words = {word.lower() for text in texts for word in _WORD.findall(text)}
    by_letter: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words & common):
        if len(word) >= SHORTEST - 1:
            by_letter[word[0]].append(word)
    stems = frozenset(stem for word in words for stem in content_words(word))
    return Vocabulary(stems, {letter: tuple(found) for letter, found in by_letter.items()})


def tidy(text: str, words: Vocabulary, common: Set[str]) -> str:
    """The question by itself; the text as it is when nothing of content would be left."""
    if len(text) > MOST_CHARACTERS:
        return text
    short = _CASE.sub(lambda case: case["what"] or "it", text)
    for pattern in _PLEASANTRIES:
        short = pattern.sub(" ", short)
    short = _WORD.sub(lambda word: _set_right(word.group(), words, common), short)
    short = " ".join(short.split())
    return short if content_words(short) else text


def parts(text: str) -> tuple[str, ...]:
    """The sentences and questions with content of a text that has several, else nothing."""
    if len(text) > MOST_CHARACTERS:
        return ()
    found = [part.strip() for part in _END.split(text) if content_words(part) or _SHORT_QUESTION.match(part)]
    return tuple(found) if 1 < len(found) <= MOST_PARTS else ()


def _set_right(word: str, words: Vocabulary, common: Set[str]) -> str:
    low = word.lower()
    if low in _SHORTHAND:
        return _SHORTHAND[low]
    if len(low) < SHORTEST or low in common or not low.isascii() or not low.isalpha():
        return word
    if low.endswith("s") and low[:-1] in common:
        return word
    most = 2 if len(low) >= TWO_SLIPS_FROM else 1
    near = [other for other in words.by_letter.get(low[0], ()) if slips(low, other, most) <= most]
    if not near:
        return word
    best = min(slips(low, other, most) for other in near)
    nearest = [other for other in near if slips(low, other, most) == best]
    return nearest[0] if len({stem for other in nearest for stem in content_words(other)}) == 1 else word


def slips(one: str, other: str, most: int) -> int:
    """Letters missing, added, changed or swapped with their neighbour between two words; most + 1 when more.

    Optimal string alignment: Damerau, A technique for computer detection and correction of spelling errors, 1964.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before, row = [0] * (len(other) + 1), list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        older, before, row = before, row, [i]
        for j, wanted in enumerate(other, start=1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
