"""What does the business's knowledge say about this question? Searched in memory, rebuilt when it changed."""

import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final
from urllib.parse import quote

import numpy as np
from django.db.models import Q

from warmline.knowledge import ranking
from warmline.knowledge.asking import Prepared, find_best
from warmline.knowledge.ear import Hearing, phrases_of
from warmline.knowledge.entries import answer_entry, article_entry
from warmline.knowledge.foreign import DOUBT, asks_for_foreign
from warmline.knowledge.hearing import ear_for
from warmline.knowledge.models import Answer, Article, Edition, Passage, Phrase
from warmline.knowledge.passages import excerpt
from warmline.knowledge.saving import from_bytes
from warmline.knowledge.tidying import Vocabulary, tidy, vocabulary
from warmline.knowledge.unanswerable import NONE, Unanswerable, read_unanswerable
from warmline.lib import encoder
from warmline.lib.encoder import Vectors
from warmline.lib.statements import Select

#: How many entries are looked for.
MOST_FOUND: Final = 5
#: The confidence of an entry whose title is asked for word for word.
NAMED: Final = 0.99
#: A word in so large a share of the entries is an everyday one (chosen by us).
EVERYDAY: Final = 0.1
#: With more entries than this to read, all passages are read at once.
FEW = 200
#: So many questions are remembered: one turn's, which readers, bot and desk ask alike.
MOST_REMEMBERED: Final = 64


@dataclass(frozen=True, slots=True)
class Found:
    """One entry that may answer. confidence: probability 0 to 1 that it is right for the question.

    kind: "answer" (text is sent as it stands) or "article" (text is the passage that fits best).
    key: the answer's key or the article's slug. url: where to read on, "" when nowhere.
    source_title and source_url: the article it rests on, "" when there is none that is published.
    """

    kind: str
    key: str
    title: str
    text: str
    url: str
    confidence: float
    action: str = ""
    source_title: str = ""
    source_url: str = ""
    category: str = ""
    matched: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class LiveIndex:
    """The knowledge at one edition, ready to be searched. phrases: which an ear for it must have learned."""

    edition: int
    encoder_version: str
    ranked: ranking.Index
    shown: Mapping[str, Found]
    bodies: Mapping[str, str]
    words: Vocabulary
    phrases: str
    unanswerable: Unanswerable = NONE

    def tidy(self, text: str) -> str:
        return tidy(text, self.words, encoder.common_words())

    def vectors_by_text(self) -> dict[str, Vectors]:
        return dict(zip(self.ranked.texts, self.ranked.vectors, strict=True))


@dataclass(frozen=True, slots=True)
class _Stored:
    """An entry as it is stored: how the search sees it, how a hit is shown, whose passages are its own."""

    entry: ranking.Entry
    found: Found
    article_id: int | None = None
    answer_id: int | None = None


_edition = Select(lambda pk: Edition.objects.filter(pk=pk).values_list("number"))
_building = threading.Lock()
_live: LiveIndex | None = None
_search: "Search | None" = None


class Search:
    """The knowledge at one moment: what was asked just before is not searched again.

    prepared: what has been worked out of some questions, for those who ask many at once.
    """

    def __init__(
        self, index: LiveIndex, ear: Hearing, prepared: Mapping[str, Prepared] = MappingProxyType({})
    ) -> None:
        self.index = index
        self.ear = ear
        self.prepared = prepared
        self._hits: dict[str, tuple[ranking.Hit, ...]] = {}
        self._found: dict[tuple[str, int], tuple[Found, ...]] = {}

    def find(self, text: str, limit: int = MOST_FOUND) -> tuple[Found, ...]:
        """The entries that fit a question best, best first."""
        known = self._found.get((text, limit))
        if known is None:
            known = self._found[text, limit] = self._find(text, limit)
            if len(self._found) > MOST_REMEMBERED:
                self._found, self._hits = {}, {}
        return known

    def _find(self, text: str, limit: int) -> tuple[Found, ...]:
        known = self.prepared.get(text)
        question = known.tidied if known else self.index.tidy(text)
        doubt = DOUBT if asks_for_foreign(question, self.index.words) else 1.0
        doubt *= min(self._doubt(asked) for asked in (text, question))
        best = find_best(text, question, self._search, limit)
        return _named_first(tuple(_found(self.index, hit, doubt) for hit in best), text)

    def _doubt(self, asked: str) -> float:
        if self.is_empty or not self.index.unanswerable.texts:
            return 1.0
        vector, cosines = self._nearness(asked)
        return self.index.unanswerable.doubt(vector, float(cosines.max()))

    @property
    def is_empty(self) -> bool:
        """Nothing is known yet."""
        return not self.index.ranked.entries

    def title_of(self, kind: str, key: str) -> str:
        found = self.index.shown.get(f"{kind}:{key}")
        return found.title if found else ""

    def _search(self, asked: str) -> tuple[ranking.Hit, ...]:
        hits = self._hits
        if asked not in hits:
            ranked = self.index.ranked
            vector, cosines = self._nearness(asked)
            heard = ranking.heard_scores(ranked, self.ear.keys, self.ear.scores(asked, vector))
            hits[asked] = ranking.search_near(ranked, asked, cosines, MOST_FOUND, heard)
        return hits[asked]

    def _nearness(self, asked: str) -> tuple[Vectors, Vectors]:
        known = self.prepared.get(asked)
        if known:
            return known.vector, known.cosines
        vector = encoder.encode([asked])[0]
        return vector, self.index.ranked.vectors @ vector if len(self.index.ranked.vectors) else vector[:0]


def find(text: str, limit: int = MOST_FOUND) -> tuple[Found, ...]:
    """One question, searched in the knowledge as it is now; at most MOST_FOUND entries."""
    return current_search().find(text, limit)


def current_search() -> Search:
    """The knowledge as it is now. All who ask about one message share what was found."""
    global _search
    index = current_index()
    ear, search = ear_for(index.ranked, index.phrases), _search
    if search is None or search.index is not index or search.ear is not ear:
        search = _search = Search(index, ear)
    return search


def show(kind: str, key: str) -> Found | None:
    """The entry itself, by its key; None when there is none that is live."""
    return current_index().shown.get(f"{kind}:{key}")


def everyday(stems: Iterable[str]) -> str:
    """Of these words the one that most entries hold, if many do, such as "bread" in a bakery; else ""."""
    ranked = current_index().ranked
    shares = {stem: ranking.share_of_entries(ranked, stem) for stem in stems}
    commonest = max(shares, key=lambda stem: shares[stem], default="")
    return commonest if shares.get(commonest, 0.0) >= EVERYDAY else ""


def current_index() -> LiveIndex:
    """The index of the knowledge as it is stored now; built by whoever first needs it after a change."""
    global _live
    live = _live
    if live is not None and _fits(live):
        return live
    with _building:
        if _live is None or not _fits(_live):
            _live = _build(_live)
        return _live


def edition_number() -> int:
    return next((number for (number,) in _edition(1)), 0)


def _fits(live: LiveIndex) -> bool:
    return live.edition == edition_number() and live.encoder_version == encoder.version()


def _named_first(found: tuple[Found, ...], text: str) -> tuple[Found, ...]:
    """Who writes a title word for word, as the buttons do, means that entry; an answer before its article."""
    name = text.strip().casefold()
    named = sorted((each for each in found if each.title.casefold() == name), key=lambda each: each.kind)[:1]
    return tuple(
        [*(replace(each, confidence=NAMED) for each in named), *(each for each in found if each not in named)]
    )


def _found(index: LiveIndex, hit: ranking.Hit, doubt: float) -> Found:
    shown = index.shown[hit.key]
    body = index.bodies.get(hit.key, "")
    text = shown.text if shown.kind == "answer" else excerpt(shown.title, shown.text, hit.matched, body)
    return replace(shown, text=text, confidence=hit.confidence * doubt, matched=hit.matched)


def _build(old: LiveIndex | None) -> LiveIndex:
    """Reads the entries anew, but only those vectors that the old index did not have."""
    # The number is read first: after a change in between it is too old, and the next question builds again.
    edition = edition_number()
    stored = [*_articles(), *_answers()]
    known = old.vectors_by_text() if old and old.encoder_version == encoder.version() else {}
    _read_missing(stored, known)
    vectors = [vectors_of(each.entry, known) for each in stored]
    ranked = ranking.build([each.entry for each in stored], vectors, old.ranked if old else None)
    shown = {each.entry.key: each.found for each in stored}
    words = vocabulary(ranked.texts, encoder.common_words())
    bodies = {each.entry.key: each.entry.body for each in stored if each.entry.kind == "article"}
    phrases = phrases_of(ranked).content
    unanswerable = read_unanswerable()
    return LiveIndex(edition, encoder.version(), ranked, shown, bodies, words, phrases, unanswerable)


def _articles() -> Iterator[_Stored]:
    for article in Article.objects.filter(is_published=True):
        entry, url = article_entry(article), article_url(article.slug)
        start = next(iter(ranking.texts_to_encode(entry)[1:]), "").removeprefix(f"{article.title}. ")
        found = Found(
            "article", article.slug, article.title, start, url, 0.0, "", article.title, url, article.category
        )
        yield _Stored(entry, found, article_id=article.pk)


def _answers() -> Iterator[_Stored]:
    phrases: dict[int, list[str]] = defaultdict(list)
    for answer_id, text in Phrase.objects.order_by("id").values_list("answer_id", "text"):
        phrases[answer_id].append(text)
    for answer in Answer.objects.filter(is_active=True).select_related("article"):
        article = answer.article if answer.article and answer.article.is_published else None
        title, slug = (article.title, article.slug) if article else ("", "")
        url = article_url(slug) if slug else ""
        entry = answer_entry(answer, phrases[answer.pk], slug)
        found = Found("answer", answer.key, answer.title, answer.text, url, 0.0, answer.action, title, url)
        yield _Stored(entry, found, answer_id=answer.pk)


def article_url(slug: str) -> str:
    """Its address in the help centre; a worker without web pages needs it too, so it is spelled out."""
    return f"/help/articles/{quote(slug)}/"


def _read_missing(stored: Sequence[_Stored], known: dict[str, Vectors]) -> None:
    new = [each for each in stored if any(text not in known for text in ranking.texts_to_encode(each.entry))]
    if not new:
        return
    passages = Passage.objects.filter(encoder=encoder.version())
    if len(new) <= FEW:
        articles, answers = [each.article_id for each in new], [each.answer_id for each in new]
        passages = passages.filter(Q(article_id__in=articles) | Q(answer_id__in=answers))
    for text, vector in passages.values_list("text", "vector").iterator():
        known[text] = from_bytes(bytes(vector))


def vectors_of(entry: ranking.Entry, known: Mapping[str, Vectors]) -> Vectors:
    """A text without a stored vector (another version of the search cuts texts otherwise) is encoded now."""
    texts = ranking.texts_to_encode(entry)
    if not texts:
        return np.zeros((0, encoder.DIMENSIONS), np.float32)
    return np.stack([known[text] if text in known else encoder.encode([text])[0] for text in texts])
