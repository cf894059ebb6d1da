"""Which phrases did the bot learn from real conversations? All of them at once, so that a version can be put back."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from django.db import transaction

from warmline.knowledge.entries import answer_entry
from warmline.knowledge.models import Answer, Passage, Phrase
from warmline.knowledge.saving import count_change, encode_entries, store_passages

LEARNED: Final = "learned"


def replace_learned(pairs: Iterable[tuple[int, str]]) -> None:
    """From now on exactly these (id of the answer, text) are the learned phrases; what people wrote stays.

    Pairs of answers that are gone are left out. The bot knows them from its next answer on.
    """
    wanted: dict[int, list[str]] = defaultdict(list)
    for answer_id, text in pairs:
        wanted[answer_id].append(text)
    learned = Phrase.objects.filter(origin=LEARNED)
    touched = set(wanted) | set(learned.values_list("answer_id", flat=True))
    answers = list(Answer.objects.filter(pk__in=touched).select_related("article"))
    written = _written_phrases(touched)
    entries = {
        answer.pk: answer_entry(
            answer,
            [*written[answer.pk], *wanted[answer.pk]],
            answer.article.slug if answer.article else "",
        )
        for answer in answers
    }
    encoded = encode_entries(list(entries.values()), Passage.objects.filter(answer_id__in=touched))
    with transaction.atomic():
        for answer in answers:
            _store(answer, wanted[answer.pk], set(written[answer.pk]))
            store_passages({"answer": answer}, entries[answer.pk], encoded)
        count_change()


def _written_phrases(answers: set[int]) -> dict[int, list[str]]:
    written: dict[int, list[str]] = defaultdict(list)
    rows = Phrase.objects.filter(answer_id__in=answers).exclude(origin=LEARNED).order_by("id")
    for answer_id, text in rows.values_list("answer_id", "text"):
        written[answer_id].append(text)
    return written


def _store(answer: Answer, texts: list[str], written: set[str]) -> None:
    learned = answer.phrases.filter(origin=LEARNED)
    learned.exclude(text__in=texts).delete()
    kept = set(learned.values_list("text", flat=True)) | written
    Phrase.objects.bulk_create(
        Phrase(answer=answer, text=text, origin=LEARNED) for text in dict.fromkeys(texts) if text not in kept
    )
