"""How do unanswered questions come into their gaps? A portion at a time, each question once, after the fact."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Count, F

from warmline.gaps.grouping import Centre, Groups, centre_of
from warmline.gaps.models import Gap, GapQuestion, Gathering
from warmline.gaps.unanswered import Unanswered, find_signs, questions_of
from warmline.jobs.announcing import announce
from warmline.knowledge.saving import from_bytes, to_bytes
from warmline.lib import encoder
from warmline.lib.encoder import Vectors
from warmline.lib.time import now

#: How far back the first gathering looks: twice the longest stretch that the page shows.
REACH: Final = timedelta(days=180)
#: Signs of each kind in one portion: under a second of encoding (chosen by us).
PORTION: Final = 100
#: What was written in the last minutes may not be committed yet, so it is looked at again.
OVERLAP: Final = timedelta(minutes=10)


def gather(portion: int = PORTION) -> bool:
    """Puts the next portion of questions into their gaps; True when there was more than one portion.

    Whatever runs twice or at the same time adds nothing twice. The encoder runs before the transaction.
    """
    started_at = now()
    found = find_signs(_gathered_through(started_at), portion)
    questions = questions_of(found.signs)
    vectors = encoder.encode([each.message.text for each in questions])
    with transaction.atomic():
        gathering, _ = Gathering.objects.select_for_update().get_or_create(
            pk=1, defaults={"through_at": started_at - REACH}
        )
        _mend()
        _store(questions, vectors)
        through_at = started_at - OVERLAP if found.is_all else found.through_at
        gathering.through_at = max(gathering.through_at, through_at)
        gathering.save(update_fields=["through_at"])
    has_stale = _encode_stale(portion)
    return has_stale or not found.is_all


def gather_on() -> None:
    """A portion as a background job, which announces the next one."""
    if gather():
        gather_later()


def gather_later() -> None:
    with transaction.atomic():
        announce("gaps to gather", lock="gaps")


def _gathered_through(moment: datetime) -> datetime:
    row = Gathering.objects.filter(pk=1).first()
    return row.through_at if row else moment - REACH


def _store(questions: Sequence[Unanswered], vectors: Vectors) -> None:
    version = encoder.version()
    taken = set(
        GapQuestion.objects.filter(message__in=[each.message.pk for each in questions]).values_list(
            "message_id", flat=True
        )
    )
    new = [
        (each, vector)
        for each, vector in zip(questions, vectors, strict=True)
        if each.message.pk not in taken
    ]
    gaps = _gaps_of([vector for _, vector in new], version) if new else []
    GapQuestion.objects.bulk_create(
        GapQuestion(
            message=each.message,
            gap_id=gap,
            why=each.why,
            vector=to_bytes(vector),
            encoder=version,
            at=each.message.at,
        )
        for (each, vector), gap in zip(new, gaps, strict=True)
    )


def _gaps_of(vectors: Sequence[Vectors], version: str) -> list[int | None]:
    """The gap of each vector, None for one without meaning; gaps are opened and moved as needed."""
    groups, keys = _groups(version)
    places = [groups.join(vector) if vector.any() else None for vector in vectors]
    for place in sorted({place for place in places if place is not None}):
        centre = groups.centre(place)
        if place < len(keys):
            _move(keys[place], centre, version)
        else:
            keys.append(Gap.objects.create(**_columns(centre, version)).pk)
    return [None if place is None else keys[place] for place in places]


def _groups(version: str) -> tuple[Groups, list[int]]:
    groups, keys = Groups(), []
    rows = Gap.objects.filter(encoder=version).order_by("pk")
    for pk, centre, weight, size in rows.values_list("pk", "centre", "weight", "size").iterator():
        groups.add(Centre(from_bytes(bytes(centre)), weight, size))
        keys.append(pk)
    return groups, keys


def _move(gap: int, centre: Centre, version: str) -> None:
    Gap.objects.filter(pk=gap).update(**_columns(centre, version))


def _columns(centre: Centre, version: str) -> dict[str, object]:
    return {
        "centre": to_bytes(centre.direction),
        "weight": centre.weight,
        "size": centre.size,
        "encoder": version,
    }


def _mend() -> None:
    """Erased messages leave nothing behind: empty gaps go, and the centre of a smaller one is made anew."""
    Gap.objects.filter(questions=None).delete()
    shrunk = Gap.objects.annotate(left=Count("questions")).exclude(left=F("size"))
    for gap in shrunk.values_list("pk", flat=True):
        _make_anew(gap)


def _make_anew(gap: int) -> None:
    version = encoder.version()
    rows = GapQuestion.objects.filter(gap=gap, encoder=version).values_list("vector", flat=True)
    centre = centre_of(from_bytes(bytes(vector)) for vector in rows)
    if centre.size:
        _move(gap, centre, version)


def _encode_stale(portion: int) -> bool:
    """Vectors of an older encoder are made anew, a portion at a time; True when there are more."""
    version = encoder.version()
    stale = list(
        GapQuestion.objects.exclude(encoder=version).select_related("message").order_by("gap")[: portion + 1]
    )
    batch = stale[:portion]
    for question, vector in zip(batch, encoder.encode([q.message.text for q in batch]), strict=True):
        question.vector, question.encoder = to_bytes(vector), version
    with transaction.atomic():
        GapQuestion.objects.bulk_update(batch, ["vector", "encoder"])
        for gap in {question.gap_id for question in batch if question.gap_id}:
            _make_anew(gap)
    return len(stale) > portion
