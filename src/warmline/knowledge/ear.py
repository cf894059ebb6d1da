"""Which of the owner's answers does a question sound like, judged by the phrases of all of them at once?

The search looks for the nearest phrase; an ear has learned what sets each answer apart from all others
(`lib/classifier`). What it hears is evidence for the one confidence (`confidence.py`). It knows answers only: articles
have no phrases.
"""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

from warmline.knowledge.ranking import Index, Vectors
from warmline.lib.classifier.ridge import Fit, Ridge, Texts, choose_landmarks
from warmline.lib.classifier.sketching import count_and_sketch, sketch, words_of

#: Up to so many phrases each is compared with; of more a part, which costs a point in a hundred (docs/brain.md).
EXACT: Final = 1500
LANDMARKS: Final = 1500


class Hearing(Protocol):
    """keys: of the entries that are known. scores: about 1 for the entry asked for, 0 for others; shape (keys,)."""

    @property
    def keys(self) -> tuple[str, ...]: ...

    def scores(self, text: str, vector: Vectors) -> Vectors: ...


@dataclass(frozen=True, slots=True)
class Phrases:
    """What an ear is learned from, in the order of the entries. is_title: it is no phrase but the answer's title."""

    texts: tuple[str, ...]
    keys: tuple[str, ...]
    is_title: npt.NDArray[np.bool_]
    vectors: Vectors

    @property
    def content(self) -> str:
        """The same for the same phrases of the same answers, in whatever order."""
        pairs = sorted(zip(self.keys, self.texts, strict=True))
        return hashlib.sha256(repr(pairs).encode("utf-8", "replace")).hexdigest()


@dataclass(frozen=True, slots=True, eq=False)
class Ear:
    """What was learned. content: of which phrases."""

    keys: tuple[str, ...]
    content: str
    ridge: Ridge
    pieces: npt.NDArray[np.uint32]
    total: int

    def scores(self, text: str, vector: Vectors) -> Vectors:
        letters = sketch([words_of(text)], self.pieces, self.total)
        scores: Vectors = self.ridge.scores(Texts(vector[None], letters))[0]
        return scores


@dataclass(frozen=True, slots=True)
class Told:
    """What was worked out before, whichever part of the question is asked."""

    keys: tuple[str, ...]
    told: Vectors

    def scores(self, text: str, vector: Vectors) -> Vectors:
        return self.told


@dataclass(frozen=True, slots=True, eq=False)
class Learned:
    """An ear with what is needed to tell what it would hear without some of its phrases."""

    ear: Ear
    fit: Fit
    places: Mapping[str, tuple[int, ...]]

    def without(self, texts: Collection[str], added: Collection[str] = ()) -> dict[str, Told]:
        """What is heard in each of these phrases if none of them, and nothing of `added`, had been learned.

        texts, added: as `plain` gives them; what is no phrase is left out.
        """
        hidden = sorted({place for text in {*texts, *added} for place in self.places.get(text, ())})
        if not hidden:
            return {}
        scores = dict(zip(hidden, self.fit.without(np.array(hidden, np.intp)), strict=True))
        known = (text for text in texts if text in self.places)
        return {text: Told(self.ear.keys, scores[self.places[text][0]]) for text in known}


NO_EAR: Final = Told((), np.zeros(0, np.float32))


def plain(text: str) -> str:
    """Phrases that differ by blanks and capitals only are the same."""
    return " ".join(text.split()).casefold()


def phrases_of(index: Index) -> Phrases:
    """Phrases and titles of the answers."""
    texts: list[str] = []
    keys: list[str] = []
    is_title: list[bool] = []
    rows: list[npt.NDArray[np.intp]] = []
    for number, entry in enumerate(index.entries):
        if entry.kind == "answer":
            start = index.starts[number]
            mine = index.texts[start : start + index.headings[number]]
            texts += mine
            keys += [entry.key] * len(mine)
            is_title += [text == entry.title for text in mine]
            rows.append(np.arange(start, start + len(mine)))
    places = np.concatenate(rows) if rows else np.zeros(0, np.intp)
    return Phrases(tuple(texts), tuple(keys), np.array(is_title, np.bool_), index.vectors[places])


def learn_ear(phrases: Phrases) -> Learned | None:
    """None where nothing sets one answer apart from another, as there are not two."""
    names = tuple(dict.fromkeys(phrases.keys))
    if len(names) < 2:
        return None
    numbers = {name: number for number, name in enumerate(names)}
    labels = np.array([numbers[key] for key in phrases.keys], np.intp)
    words = [words_of(text) for text in phrases.texts]
    pieces, letters = count_and_sketch(words)
    texts = Texts(phrases.vectors, letters)
    fit = Fit(texts, labels, choose_landmarks(labels, LANDMARKS, EXACT), len(names))
    ear = Ear(names, phrases.content, fit.ridge, pieces, len(words))
    return Learned(ear, fit, _places(phrases.texts, phrases.is_title))


def _places(texts: Sequence[str], is_title: npt.NDArray[np.bool_]) -> dict[str, tuple[int, ...]]:
    """Where each phrase stands; a title is no phrase."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, text in enumerate(texts):
        if not is_title[place]:
            places[plain(text)].append(place)
    return {text: tuple(found) for text, found in places.items()}
