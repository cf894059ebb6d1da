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
from warmline.knowledge.passages import passages
from warmline.knowledge.rarity import Rarity, count_rarity
from warmline.knowledge.words import content_words, is_negated

Kind: TypeAlias = Literal["answer", "article"]
Vectors: TypeAlias = npt.NDArray[np.float32]

# Weight of the words beside the meaning; measured, see docs/brain.md.
LEXICAL_WEIGHT: Final = 0.2
EMPTY: Final = np.zeros((0, 0), np.float32)
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
    words: tuple[Counter[str], ...]
    headings: tuple[int, ...]
    numbers: Mapping[str, int]
    rarity: Rarity


def texts_to_encode(entry: Entry) -> tuple[str, ...]:
    """The texts of an entry whose vectors `build` wants, in order: phrases, title, title with passages."""
    pieces = (f"{entry.title}. {passage}" for passage in passages(entry.body))
    return tuple(dict.fromkeys((*_headings(entry), *pieces)))


def build(entries: Sequence[Entry], vectors: Sequence[Vectors], like: Index | None = None) -> Index:
    """An index of the entries; `vectors[i]` has one row for each of `texts_to_encode(entries[i])`.

    Entries without any text are left out. like: an index from which is taken over what did not change.
    Raises ValueError if numbers of rows do not fit.
    """
    seen = [_seen(entry, like) for entry in entries]
    for entry, each, given in zip(entries, seen, vectors, strict=True):
        if len(each.texts) != len(given):
            raise ValueError(f"{entry.key}: {len(each.texts)} texts but {len(given)} vectors")
    kept = [number for number, each in enumerate(seen) if each.texts]
    counts = [seen[number].words for number in kept]
    return Index(
        entries=tuple(entries[number] for number in kept),
        texts=tuple(text for number in kept for text in seen[number].texts),
        vectors=np.concatenate([vectors[number] for number in kept]) if kept else EMPTY,
        starts=np.cumsum([0, *(len(seen[number].texts) for number in kept)], dtype=np.intp),
        words=tuple(counts),
        headings=tuple(seen[number].headings for number in kept),
        numbers={entries[number].key: place for place, number in enumerate(kept)},
        rarity=count_rarity(counts),
    )


@dataclass(frozen=True, slots=True)
class _Seen:
    """An entry as the index holds it."""

    texts: tuple[str, ...]
    headings: int
    words: Counter[str]


def _seen(entry: Entry, like: Index | None) -> _Seen:
    place = like.numbers.get(entry.key) if like else None
    if like is None or place is None:
        return _Seen(texts_to_encode(entry), len(_headings(entry)), _count_words(entry))
    old, words = like.entries[place], like.words[place]
    if old == entry:
        texts = like.texts[like.starts[place] : like.starts[place + 1]]
        return _Seen(texts, like.headings[place], words)
    if (old.title, old.body) == (entry.title, entry.body):
        words = _recount(words, Counter(old.phrases), Counter(entry.phrases))
    else:
        words = _count_words(entry)
    return _Seen(texts_to_encode(entry), len(_headings(entry)), words)


def _recount(words: Counter[str], before: Counter[str], after: Counter[str]) -> Counter[str]:
    """No word reaches over the end of a phrase, so only the phrases that came or went are counted."""
    came, went = ((after - before).elements(), (before - after).elements())
    return words + Counter(content_words(" ".join(came))) - Counter(content_words(" ".join(went)))


def search(
    index: Index, text: str, vector: Vectors, limit: int = 5, heard: Vectors | None = None
) -> tuple[Hit, ...]:
    """The best entries for a question with its vector of shape (384,), surest first, at most `limit`.

    heard: what the ear hears of each entry (`heard_scores`); None when there is none.
    """
    if not index.entries:
        return ()
    return search_near(index, text, index.vectors @ vector, limit, heard)


def search_near(
    index: Index, text: str, cosines: Vectors, limit: int = 5, heard: Vectors | None = None
) -> tuple[Hit, ...]:
    """The same where it is known how near the question is to each text of the index."""
    if not index.entries or limit < 1:
        return ()
    found = _find(index, text, cosines, heard)
    evidence = found.with_evidence(max(limit, SHARING))
    by_chance = sorted(((number, confidence(each)) for number, each in evidence), key=lambda one: -one[1])
    chances = dict(by_chance)
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
    return index.rarity.share_of_entries(stem)


def heard_scores(index: Index, keys: Sequence[str], scores: Vectors) -> Vectors:
    """What an ear hears, entry by entry, -inf where it does not know one; scores: of these keys."""
    heard = np.full(len(index.entries), -np.inf, np.float32)
    for key, score in zip(keys, scores, strict=True):
        if key in index.numbers:
            heard[index.numbers[key]] = score
    return heard


def find_evidence(
    index: Index, text: str, vector: Vectors, limit: int = 5, heard: Vectors | None = None
) -> tuple[tuple[str, Evidence], ...]:
    """Keys of the hits that `search` may give, each with what its confidence rests on; likeliest by texts first."""
    if not index.entries or limit < 1:
        return ()
    found = _find(index, text, index.vectors @ vector, heard)
    return tuple((index.entries[number].key, evidence) for number, evidence in found.with_evidence(limit))


def _find(index: Index, text: str, cosines: Vectors, heard: Vectors | None) -> "_Found":
    question = text[:MAX_CHARACTERS]
    asked = frozenset(content_words(question))
    best = np.maximum.reduceat(cosines, index.starts[:-1])
    lexical = index.rarity.scores(asked)
    if heard is None:
        heard = np.full(len(index.entries), -np.inf, np.float32)
    scores = best + np.float32(LEXICAL_WEIGHT) * lexical
    return _Found(index, question, asked, cosines, best, lexical, scores, heard)


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
    heard: Vectors

    def with_evidence(self, limit: int) -> list[tuple[int, Evidence]]:
        """Of the entries that are likeliest by their texts, and of those that are likeliest to the ear."""
        order = _top(self.scores, max(limit, RIVALS))
        heard = [number for number in _top(self.heard, SHARING + 1) if self.heard[number] > -np.inf]
        rivals = list(dict.fromkeys((*order, *heard)))
        return [(n, self.evidence(n, rivals)) for n in dict.fromkeys((*order[:limit], *heard[:SHARING]))]

    def evidence(self, number: int, order: Sequence[int]) -> Evidence:
        index, cosine, lexical = self.index, float(self.best[number]), float(self.lexical[number])
        rivals = [other for other in order if not self._are_related(number, other)]
        mine = self.cosines[index.starts[number] : index.starts[number + 1]]
        margin = cosine - max((float(self.best[other]) for other in rivals), default=0.0)
        matched = self.best_text(number)
        is_heard = self.heard[number] > -np.inf
        heard = float(self.heard[number]) if is_heard else 0.0
        rival_heard = max((float(self.heard[other]) for other in rivals), default=-math.inf)
        rival_heard = max(0.0, rival_heard)
        return Evidence(
            cosine=cosine,
            cosine_above_60=max(0.0, cosine - 0.6),
            cosine_above_80=max(0.0, cosine - 0.8),
            support=float(np.mean(np.sort(mine)[-3:])),
            margin=margin,
            contested=max(0.0, 0.1 - margin),
            lexical=lexical,
            lexical_margin=lexical - max((float(self.lexical[other]) for other in rivals), default=0.0),
            covered=self._share(self.asked, index.words[number].keys()),
            unknown=1 - self._share(self.asked, index.rarity.words.keys()) if self.asked else 0.0,
            answered=self._share(_stems(index.texts[matched]), self.asked),
            negation=float(is_negated(self.question) != is_negated(index.texts[matched])),
            passage=float(matched - index.starts[number] >= index.headings[number]),
            texts=math.log1p(len(mine)),
            entries=math.log1p(len(index.entries)),
            length=math.log1p(len(self.asked)),
            heard=heard,
            heard_above_70=max(0.0, heard - 0.7),
            heard_lead=heard - rival_heard if is_heard else 0.0,
            heard_contested=max(0.0, 0.15 - heard + rival_heard) if is_heard else 0.0,
            unheard=float(not is_heard),
            unheard_rival=0.0 if is_heard else rival_heard,
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
        weights = {word: self.index.rarity.of(word) for word in words}
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


def _headings(entry: Entry) -> tuple[str, ...]:
    """What a customer might ask word for word: the phrases and the title."""
    return tuple(dict.fromkeys(text for text in (*entry.phrases, entry.title) if text.strip()))


def _count_words(entry: Entry) -> Counter[str]:
    return Counter(content_words(" ".join((entry.title, *entry.phrases, entry.body))))
