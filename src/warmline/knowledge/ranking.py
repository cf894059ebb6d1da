"""Which answers and articles fit a question best? Hybrid search over an index held in memory."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from warmline.knowledge.confidence import Evidence, confidence
from warmline.knowledge.words import content_words, is_negated

Kind: TypeAlias = Literal["answer", "article"]
Vectors: TypeAlias = npt.NDArray[np.float32]

# Weight of the words beside the meaning; measured, see docs/brain.md.
LEXICAL_WEIGHT: Final = 0.2
EMPTY: Final = np.zeros((0, 0), np.float32)
# The usual BM25 constants: Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009.
SATURATION: Final = 1.2
LENGTH_EFFECT: Final = 0.75
PASSAGE_WORDS: Final = 80
# Among how many of the best the best rival is looked for.
RIVALS: Final = 8
# How many of the best share one chance of being right; as fitted, so whatever the limit.
SHARING: Final = 3
# A question longer than this is cut for the words part, as it is for the encoder.
MAX_CHARACTERS: Final = 2000


@dataclass(frozen=True, slots=True)
class Entry:
    """One curated answer or one article. Phrases are ways in which customers ask for it.

    An answer and an article of one topic, such as the article that it quotes, are no rivals.
    """

    key: str
    kind: Kind
    title: str
    body: str = ""
    phrases: tuple[str, ...] = ()
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry found. `score` orders hits; `confidence` is the probability that it answers the question."""

    key: str
    kind: Kind
    score: float
    cosine: float
    lexical: float
    confidence: float
    matched: str


@dataclass(frozen=True, slots=True)
class Index:
    """Everything search needs, never changed after it is built; texts stand in the order of their entries."""

    entries: tuple[Entry, ...]
    texts: tuple[str, ...]
    vectors: Vectors
    starts: npt.NDArray[np.intp]
    words: tuple[frozenset[str], ...]
    headings: tuple[int, ...]
    rarity: Mapping[str, float]
    unknown_rarity: float
    postings: Mapping[str, tuple[npt.NDArray[np.intp], Vectors]]


def texts_to_encode(entry: Entry) -> tuple[str, ...]:
    """The texts of an entry whose vectors `build` wants, in order: phrases, title, title with passages."""
    passages = (f"{entry.title}. {passage}" for passage in _passages(entry.body))
    return tuple(dict.fromkeys((*_headings(entry), *passages)))


def build(entries: Sequence[Entry], vectors: Sequence[Vectors]) -> Index:
    """An index of the entries; `vectors[i]` has one row for each of `texts_to_encode(entries[i])`.

    Entries without any text are left out. Raises ValueError if numbers of rows do not fit.
    """
    texts = [texts_to_encode(entry) for entry in entries]
    for entry, wanted, given in zip(entries, texts, vectors, strict=True):
        if len(wanted) != len(given):
            raise ValueError(f"{entry.key}: {len(wanted)} texts but {len(given)} vectors")
    kept = [number for number, wanted in enumerate(texts) if wanted]
    counts = [
        Counter(content_words(" ".join((entries[n].title, *entries[n].phrases, entries[n].body))))
        for n in kept
    ]
    rarity = _rarity(counts)
    return Index(
        entries=tuple(entries[number] for number in kept),
        texts=tuple(text for number in kept for text in texts[number]),
        vectors=np.concatenate([vectors[number] for number in kept]) if kept else EMPTY,
        starts=np.cumsum([0, *(len(texts[number]) for number in kept)], dtype=np.intp),
        words=tuple(frozenset(count) for count in counts),
        headings=tuple(len(_headings(entries[number])) for number in kept),
        rarity=rarity,
        unknown_rarity=_idf(len(kept), 0),
        postings=_postings(counts, rarity),
    )


def search(index: Index, text: str, vector: Vectors, limit: int = 5) -> tuple[Hit, ...]:
    """The best entries for a question with its vector of shape (384,), best first, at most `limit`."""
    if not index.entries or limit < 1:
        return ()
    found = _find(index, text, vector)
    chances = {number: confidence(evidence) for number, evidence in found.with_evidence(max(limit, SHARING))}
    return tuple(
        Hit(
            key=index.entries[number].key,
            kind=index.entries[number].kind,
            score=float(found.scores[number]),
            cosine=float(found.best[number]),
            lexical=float(found.lexical[number]),
            confidence=found.among_rivals(number, chances),
            matched=index.texts[found.best_text(number)],
        )
        for number in list(chances)[:limit]
    )


def share_of_entries(index: Index, stem: str) -> float:
    """In which share of the entries a word stands, 0 to 1."""
    places, _ = index.postings.get(stem, (EMPTY, EMPTY))
    return len(places) / max(1, len(index.entries))


def find_evidence(
    index: Index, text: str, vector: Vectors, limit: int = 5
) -> tuple[tuple[str, Evidence], ...]:
    """Keys of the hits that `search` gives, each with what its confidence rests on."""
    if not index.entries or limit < 1:
        return ()
    found = _find(index, text, vector)
    return tuple((index.entries[number].key, evidence) for number, evidence in found.with_evidence(limit))


def _find(index: Index, text: str, vector: Vectors) -> "_Found":
    question = text[:MAX_CHARACTERS]
    asked = frozenset(content_words(question))
    cosines = index.vectors @ vector
    best = np.maximum.reduceat(cosines, index.starts[:-1])
    lexical = _lexical(index, asked)
    return _Found(index, question, asked, cosines, best, lexical, best + np.float32(LEXICAL_WEIGHT) * lexical)


@dataclass(frozen=True, slots=True)
class _Found:
    """One search under way: the question, and how well each text (cosines) and entry (the rest) fits."""

    index: Index
    question: str
    asked: frozenset[str]
    cosines: Vectors
    best: Vectors
    lexical: Vectors
    scores: Vectors

    def with_evidence(self, limit: int) -> list[tuple[int, Evidence]]:
        order = _top(self.scores, max(limit, RIVALS))
        return [(number, self.evidence(number, order)) for number in order[:limit]]

    def evidence(self, number: int, order: Sequence[int]) -> Evidence:
        index, cosine, lexical = self.index, float(self.best[number]), float(self.lexical[number])
        rivals = [other for other in order if not self._are_related(number, other)]
        mine = self.cosines[index.starts[number] : index.starts[number + 1]]
        margin = cosine - max((float(self.best[other]) for other in rivals), default=0.0)
        matched = self.best_text(number)
        return Evidence(
            cosine=cosine,
            cosine_above_60=max(0.0, cosine - 0.6),
            cosine_above_80=max(0.0, cosine - 0.8),
            support=float(np.mean(np.sort(mine)[-3:])),
            margin=margin,
            contested=max(0.0, 0.1 - margin),
            lexical=lexical,
            lexical_margin=lexical - max((float(self.lexical[other]) for other in rivals), default=0.0),
            covered=self._share(self.asked, index.words[number]),
            unknown=1 - self._share(self.asked, index.rarity.keys()) if self.asked else 0.0,
            answered=self._share(_stems(index.texts[matched]), self.asked),
            negation=float(is_negated(self.question) != is_negated(index.texts[matched])),
            passage=float(matched - index.starts[number] >= index.headings[number]),
            texts=math.log1p(len(mine)),
            entries=math.log1p(len(index.entries)),
            length=math.log1p(len(self.asked)),
        )

    def among_rivals(self, number: int, chances: Mapping[int, float]) -> float:
        """Its chance, scaled so that it and its rivals, of which only one is right, reach 1 at most."""
        best = list(chances)[:SHARING]
        rivals = sum(chances[other] for other in best if not self._are_related(number, other))
        return chances[number] / max(1.0, chances[number] + rivals)

    def best_text(self, number: int) -> int:
        start, end = self.index.starts[number : number + 2]
        return int(start + np.argmax(self.cosines[start:end]))

    def _are_related(self, one: int, other: int) -> bool:
        mine, theirs = self.index.entries[one], self.index.entries[other]
        return one == other or (mine.topic != "" and mine.topic == theirs.topic and mine.kind != theirs.kind)

    def _share(self, words: Set[str], known: Set[str]) -> float:
        """Share of the words that are known, by rarity; a word in no entry counts as the rarest."""
        weights = {word: self.index.rarity.get(word, self.index.unknown_rarity) for word in words}
        total = sum(weights.values())
        return sum(weights[word] for word in words if word in known) / total if total else 0.0


@lru_cache(maxsize=8192)
def _stems(text: str) -> frozenset[str]:
    """The same texts of the knowledge are looked at for every question."""
    return frozenset(content_words(text))


def _top(scores: Vectors, count: int) -> list[int]:
    """Places of the highest scores, best first; equal ones in the order of the entries."""
    some = np.arange(len(scores)) if count >= len(scores) else np.argpartition(-scores, count)[:count]
    return sorted((int(place) for place in some), key=lambda place: (-scores[place], place))


def _lexical(index: Index, asked: Set[str]) -> Vectors:
    """BM25 of each entry as a share, 0 to 1, of the most that the question's words could give."""
    scores = np.zeros(len(index.entries), np.float32)
    most = sum(index.rarity.get(word, index.unknown_rarity) for word in asked) * (SATURATION + 1)
    for word in asked & index.postings.keys():
        places, weights = index.postings[word]
        scores[places] += weights
    return scores / np.float32(most) if most else scores


def _headings(entry: Entry) -> tuple[str, ...]:
    """What a customer might ask word for word: the phrases and the title."""
    return tuple(dict.fromkeys(text for text in (*entry.phrases, entry.title) if text.strip()))


def _passages(body: str) -> list[str]:
    """The body in pieces of at most 80 words, cut between paragraphs where they are short enough."""
    pieces: list[list[str]] = []
    for paragraph in body.split("\n\n"):
        words = paragraph.split()
        if pieces and words and len(pieces[-1]) + len(words) <= PASSAGE_WORDS:
            pieces[-1].extend(words)
        else:
            pieces.extend(words[at : at + PASSAGE_WORDS] for at in range(0, len(words), PASSAGE_WORDS))
    return [" ".join(piece) for piece in pieces]


def _rarity(counts: Sequence[Counter[str]]) -> dict[str, float]:
    """Inverse document frequency of each word."""
    holders = Counter(word for count in counts for word in count)
    return {word: _idf(len(counts), number) for word, number in holders.items()}


def _idf(entries: int, holders: int) -> float:
    return math.log1p((entries - holders + 0.5) / (holders + 0.5))


def _postings(
    counts: Sequence[Counter[str]], rarity: Mapping[str, float]
) -> dict[str, tuple[npt.NDArray[np.intp], Vectors]]:
    """For each word the entries that have it and its BM25 weight there."""
    usual_length = max(1.0, sum(count.total() for count in counts) / max(1, len(counts)))
    rows: dict[str, list[tuple[int, float]]] = {}
    for place, count in enumerate(counts):
        damping = SATURATION * (1 - LENGTH_EFFECT + LENGTH_EFFECT * count.total() / usual_length)
        for word, times in count.items():
            weight = rarity[word] * times * (SATURATION + 1) / (times + damping)
            rows.setdefault(word, []).append((place, weight))
    return {
        word: (
            np.array([place for place, _ in row], np.intp),
            np.array([weight for _, weight in row], np.float32),
        )
        for word, row in rows.items()
    }
