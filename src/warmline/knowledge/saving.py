"""How does a change of the knowledge become one row, its passages with vectors, and a new edition?"""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Greatest

from warmline.audit.recording import record
from warmline.knowledge.entries import answer_entry, article_entry
from warmline.knowledge.errors import ChangedMeanwhile
from warmline.knowledge.models import Answer, Article, Edition, Passage, Phrase
from warmline.knowledge.ranking import Entry, texts_to_encode
from warmline.knowledge.slugs import free_slug
from warmline.lib import encoder

#: Texts encoded between two signs of progress.
BATCH = 64
Encoded = Mapping[str, bytes]


@dataclass(frozen=True)
class ArticleDraft:
    """An article as somebody wants it. slug: "" gives a new article an address made from its title."""

    title: str
    body: str
    category: str = ""
    slug: str = ""
    is_published: bool = True


@dataclass(frozen=True)
class AnswerDraft:
    """A curated answer as somebody wants it. article: slug of its source, "" for none; key as slug above."""

    title: str
    text: str
    phrases: tuple[str, ...] = ()
    article: str = ""
    action: str = ""
    key: str = ""
    is_active: bool = True


def save_article(
    draft: ArticleDraft, by: str = "", article: Article | None = None, seen_at: datetime | None = None
) -> Article:
    """Stores a new article or a change of `article`; the bot knows it from its next answer on.

    seen_at: the `updated_at` that the editor had before them; raises ChangedMeanwhile if it is older now.
    """
    kept = article or Article(slug=draft.slug or _free_article_slug(draft.title))
    _fill(
        kept, by, title=draft.title, category=draft.category, body=draft.body, is_published=draft.is_published
    )
    encoded = encode_entries([article_entry(kept)], Passage.objects.filter(article_id=kept.pk))
    with transaction.atomic():
        _refuse_overtaken(article, seen_at)
        kept.save()
        store_passages({"article": kept}, article_entry(kept), encoded)
        count_change()
        _record("saved", kept)
    return kept


def save_answer(
    draft: AnswerDraft, by: str = "", answer: Answer | None = None, seen_at: datetime | None = None
) -> Answer:
    """Stores a new curated answer or a change of `answer`, with its phrases; see save_article.

    Raises Article.DoesNotExist when the draft names an article that is not there.
    """
    kept = answer or Answer(key=draft.key or _free_answer_key(draft.title))
    source = Article.objects.get(slug=draft.article) if draft.article else None
    _fill(kept, by, title=draft.title, text=draft.text, action=draft.action, is_active=draft.is_active)
    kept.article = source
    entry = answer_entry(kept, draft.phrases, draft.article)
    encoded = encode_entries([entry], Passage.objects.filter(answer_id=kept.pk))
    with transaction.atomic():
        _refuse_overtaken(answer, seen_at)
        kept.save()
        _store_phrases(kept, draft.phrases, "owner")
        store_passages({"answer": kept}, entry, encoded)
        count_change()
        _record("saved", kept)
    return kept


def publish(article: Article, is_published: bool, by: str = "") -> None:
    """Shows the article in the help centre and to the bot, or hides it from both."""
    _fill(article, by, is_published=is_published)
    with transaction.atomic():
        article.save(update_fields=["is_published", "updated_by", "updated_at"])
        count_change()
        _record("published" if is_published else "hidden", article)


def delete(entry: Article | Answer) -> None:
    with transaction.atomic():
        _record("deleted", entry)
        entry.delete()
        count_change()


def _record(what: str, entry: Article | Answer) -> None:
    """Who changed what is said to customers, and whether it is in use."""
    is_article = isinstance(entry, Article)
    is_used = entry.is_published if isinstance(entry, Article) else entry.is_active
    detail = {"what": what, "title": entry.title, "in_use": is_used}
    record("knowledge changed", f"{'article' if is_article else 'answer'} {entry.pk}", detail)


def save_all(
    articles: Sequence[ArticleDraft],
    answers: Sequence[AnswerDraft],
    by: str = "",
    on_progress: Callable[[int, int], None] | None = None,
) -> None:
    """Stores many entries, such as a playbook's, by their slugs and keys; existing ones are overwritten.

    Every draft needs its slug or key. on_progress gets how many texts are encoded, and of how many.
    """
    old_articles = Article.objects.in_bulk([draft.slug for draft in articles], field_name="slug")
    old_answers = Answer.objects.in_bulk([draft.key for draft in answers], field_name="key")
    kept_articles = [_article_of(draft, by, old_articles.get(draft.slug)) for draft in articles]
    kept_answers = [_answer_of(draft, by, old_answers.get(draft.key)) for draft in answers]
    entries = [article_entry(article) for article in kept_articles]
    entries += [answer_entry(a, d.phrases, d.article) for a, d in zip(kept_answers, answers, strict=True)]
    encoded = encode_entries(entries, Passage.objects.all(), on_progress)
    with transaction.atomic():
        for article in kept_articles:
            article.save()
            store_passages({"article": article}, article_entry(article), encoded)
        slugs = dict(Article.objects.values_list("slug", "pk"))
        for answer, draft in zip(kept_answers, answers, strict=True):
            answer.article_id = slugs[draft.article] if draft.article else None
            answer.save()
            _store_phrases(answer, draft.phrases, "playbook")
            store_passages({"answer": answer}, answer_entry(answer, draft.phrases, draft.article), encoded)
        count_change()


def reencode_stale(on_progress: Callable[[int, int], None] | None = None) -> int:
    """Makes the vectors of an older encoder anew; returns how many. Needed once after an upgrade."""
    stale = list(Passage.objects.exclude(encoder=encoder.version()).only("id", "text"))
    for start in range(0, len(stale), BATCH):
        batch = stale[start : start + BATCH]
        for passage, vector in zip(batch, encoder.encode([p.text for p in batch]), strict=True):
            passage.vector, passage.encoder = to_bytes(vector), encoder.version()
        with transaction.atomic():
            Passage.objects.bulk_update(batch, ["vector", "encoder"])
            count_change()
        if on_progress:
            on_progress(min(start + BATCH, len(stale)), len(stale))
    return len(stale)


def to_bytes(vector: encoder.Vectors) -> bytes:
    return vector.astype("<f4").tobytes()


def from_bytes(stored: bytes) -> encoder.Vectors:
    return np.frombuffer(stored, "<f4").astype(np.float32, copy=False)


def _article_of(draft: ArticleDraft, by: str, old: Article | None) -> Article:
    article = old or Article(slug=draft.slug)
    _fill(
        article,
        by,
        title=draft.title,
        category=draft.category,
        body=draft.body,
        is_published=draft.is_published,
    )
    return article


def _answer_of(draft: AnswerDraft, by: str, old: Answer | None) -> Answer:
    answer = old or Answer(key=draft.key)
    _fill(answer, by, title=draft.title, text=draft.text, action=draft.action, is_active=draft.is_active)
    return answer


def _fill(row: Article | Answer, by: str, **values: object) -> None:
    for name, value in {**values, "updated_by": by[:80]}.items():
        setattr(row, name, value)


def _free_article_slug(title: str) -> str:
    return free_slug(title, lambda slug: Article.objects.filter(slug=slug).exists(), "article")


def _free_answer_key(title: str) -> str:
    return free_slug(title, lambda key: Answer.objects.filter(key=key).exists(), "answer")


def _refuse_overtaken(row: Article | Answer | None, seen_at: datetime | None) -> None:
    if row is None or seen_at is None:
        return
    stored = type(row).objects.select_for_update().get(pk=row.pk)
    if stored.updated_at != seen_at:
        raise ChangedMeanwhile(stored.updated_by, stored.updated_at)


def encode_entries(
    entries: Iterable[Entry],
    passages: QuerySet[Passage],
    on_progress: Callable[[int, int], None] | None = None,
) -> dict[str, bytes]:
    """The vector of every text of the entries; only texts that are not among the passages are run.

    Done before the transaction, which must be short: on SQLite it holds up every other writer.
    """
    texts = dict.fromkeys(text for entry in entries for text in texts_to_encode(entry))
    stored = passages.filter(encoder=encoder.version()).values_list("text", "vector")
    encoded = {text: bytes(vector) for text, vector in stored if text in texts}
    missing = [text for text in texts if text not in encoded]
    for start in range(0, len(missing), BATCH):
        batch = missing[start : start + BATCH]
        encoded.update(zip(batch, map(to_bytes, encoder.encode(batch)), strict=True))
        if on_progress:
            on_progress(min(start + BATCH, len(missing)), len(missing))
    return encoded


def store_passages(owner: Mapping[str, Article | Answer], entry: Entry, encoded: Encoded) -> None:
    """Leaves the passages that stay as they are, so that the index need not read them again."""
    wanted = set(texts_to_encode(entry))
    version = encoder.version()
    rows = Passage.objects.filter(**owner)
    kept = set(rows.filter(encoder=version, text__in=wanted).values_list("text", flat=True))
    rows.exclude(encoder=version, text__in=kept).delete()
    Passage.objects.bulk_create(
        Passage(**owner, text=text, vector=encoded[text], encoder=version) for text in sorted(wanted - kept)
    )


def _store_phrases(answer: Answer, phrases: Sequence[str], origin: str) -> None:
    kept = set(answer.phrases.filter(text__in=phrases).values_list("text", flat=True))
    answer.phrases.exclude(text__in=kept).delete()
    Phrase.objects.bulk_create(
        Phrase(answer=answer, text=text, origin=origin) for text in dict.fromkeys(phrases) if text not in kept
    )


def count_change() -> None:
    """The new number is larger than any before, and none that a restored backup may have had."""
    moment = time.time_ns() // 1000
    if not Edition.objects.filter(pk=1).update(number=Greatest(F("number") + 1, moment)):
        Edition.objects.create(pk=1, number=moment)
