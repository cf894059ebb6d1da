"""What did the owner decide about a gap? Publish an answer, add it to another one, or dismiss it: once."""

from dataclasses import replace

from django.db import transaction

from warmline.gaps.errors import NoSuchAnswer, SettledMeanwhile
from warmline.gaps.models import Gap, Settlement
from warmline.knowledge.entries import answer_entry, article_entry
from warmline.knowledge.forms import MOST_PHRASES
from warmline.knowledge.models import Answer, Article, Phrase
from warmline.knowledge.ranking import texts_to_encode
from warmline.knowledge.saving import AnswerDraft, ArticleDraft, save_answer, save_article
from warmline.lib import encoder
from warmline.lib.time import now
from warmline.staff.models import Person


def has_grown(size: int, settled_size: int) -> bool:
    """A settled gap is a gap again once it has grown by half (chosen by us)."""
    return 2 * size >= 3 * settled_size and size > settled_size


def settlement_of(gap: Gap) -> Settlement | None:
    """What settles the gap now; None while it is open, or open again because it grew."""
    latest = gap.settlements.select_related("person", "answer").first()
    if latest is None or latest.kind == Settlement.Kind.REOPENED:
        return None
    return None if has_grown(gap.questions.count(), latest.size) else latest


def publish(gap: int, draft: AnswerDraft, by: Person) -> Settlement:
    """Makes an article and a curated answer of the draft; the bot knows it from its next answer on.

    Raises SettledMeanwhile for whoever comes second, Gap.DoesNotExist when its questions were erased.
    """
    _encode_before(draft)
    with transaction.atomic():
        locked = _open_gap(gap)
        article = save_article(ArticleDraft(draft.title, draft.text), by.name)
        answer = save_answer(replace(draft, article=article.slug), by.name)
        return _settle(locked, Settlement.Kind.PUBLISHED, by, answer)


def merge(gap: int, key: str, phrases: tuple[str, ...], by: Person) -> Settlement:
    """Adds the phrases to an answer that is in use; those of other answers stay with these. Raises as publish does."""
    encoder.encode(phrases)
    with transaction.atomic():
        locked = _open_gap(gap)
        answer = Answer.objects.select_for_update().filter(key=key, is_active=True).first()
        if answer is None:
            raise NoSuchAnswer
        save_answer(_with_phrases(answer, phrases), by.name, answer)
        return _settle(locked, Settlement.Kind.MERGED, by, answer)


def dismiss(gap: int, by: Person) -> Settlement:
    with transaction.atomic():
        return _settle(_open_gap(gap), Settlement.Kind.DISMISSED, by)


def reopen(gap: int, by: Person) -> None:
    """Puts a settled gap back on the list; what was published stays. Does nothing for an open one."""
    with transaction.atomic():
        locked = Gap.objects.select_for_update().get(pk=gap)
        if settlement_of(locked):
            _settle(locked, Settlement.Kind.REOPENED, by)


def _encode_before(draft: AnswerDraft) -> None:
    """The encoder remembers its latest texts: what is run before the transaction costs nothing inside it."""
    article = article_entry(Article(slug="", title=draft.title, body=draft.text))
    answer = answer_entry(Answer(key="", title=draft.title, text=draft.text), draft.phrases)
    encoder.encode([*texts_to_encode(article), *texts_to_encode(answer)])


def _open_gap(gap: int) -> Gap:
    locked = Gap.objects.select_for_update().get(pk=gap)
    settlement = settlement_of(locked)
    if settlement:
        raise SettledMeanwhile(settlement)
    return locked


def _with_phrases(answer: Answer, phrases: tuple[str, ...]) -> AnswerDraft:
    own = tuple(answer.phrases.order_by("id").values_list("text", flat=True))
    of_others = set(
        Phrase.objects.filter(text__in=phrases).exclude(answer=answer).values_list("text", flat=True)
    )
    new = tuple(phrase for phrase in phrases if phrase not in of_others)
    every = tuple(dict.fromkeys((*own, *new)))[: max(MOST_PHRASES, len(own))]
    article = answer.article.slug if answer.article else ""
    return AnswerDraft(answer.title, answer.text, every, article, answer.action, answer.key, answer.is_active)


def _settle(gap: Gap, kind: str, by: Person, answer: Answer | None = None) -> Settlement:
    size = gap.questions.count()
    return Settlement.objects.create(gap=gap, kind=kind, person=by, size=size, answer=answer, at=now())
