"""Which past questions are like this one, what was replied, and how did it end?"""

import math
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

import numpy as np
import numpy.typing as npt

from warmline.conversations.models import Conversation
from warmline.copilot.models import CaseGathering, SolvedCase
from warmline.feedback.models import Rating
from warmline.knowledge.saving import from_bytes
from warmline.lib import encoder
from warmline.lib.encoder import Vectors

#: The latest cases that are held in memory: 8 MB of vectors (chosen by us).
MOST_CASES: Final = 5000
#: How many of the nearest are looked up, and how many are told.
LOOKED_UP, TOLD = 12, 3
#: P(the past reply fits), logistic in the cosine: fitted by benchmarks/copilot.py where half of what is asked is new.
SLOPE, MIDDLE = 12.4, 0.69
#: Less likely cases are not told (chosen by us).
LEAST: Final = 0.3
#: A rating of 1 or 2 of 5 means that it was not solved (CSAT counts 4 and 5 as satisfied; 3 is left open).
UNHAPPY: Final = 2


@dataclass(frozen=True)
class Case:
    """text: the reply without what is personal, "" when nothing is left. minutes: from opened to closed.

    likeness: probability 0 to 1 that its reply fits. rating: 1 to 5, None when nobody rated.
    """

    pk: int
    conversation: UUID
    question: str
    text: str
    by: str
    likeness: float
    closed_at: datetime
    minutes: int
    rating: int | None

    @property
    def is_solved(self) -> bool:
        return self.rating is None or self.rating > UNHAPPY


@dataclass(frozen=True, eq=False)
class _Index:
    edition: int
    encoder: str
    keys: npt.NDArray[np.int64]
    vectors: Vectors


_building: Final = threading.Lock()
_live: _Index | None = None


def find_cases(text: str, conversation: Conversation, limit: int = TOLD) -> tuple[Case, ...]:
    """The likest past cases of other conversations, likest first."""
    index = _current()
    vector = encoder.encode([text])[0]
    if not len(index.keys) or not vector.any():
        return ()
    cosines = index.vectors @ vector
    nearest = np.argsort(-cosines, kind="stable")[:LOOKED_UP]
    likeness = {int(index.keys[place]): likeness_of(float(cosines[place])) for place in nearest}
    keys = [key for key, value in likeness.items() if value >= LEAST]
    return tuple(_look_up(keys, likeness, conversation))[:limit]


def likeness_of(cosine: float) -> float:
    return 1 / (1 + math.exp(-SLOPE * (cosine - MIDDLE)))


def _look_up(keys: Sequence[int], likeness: dict[int, float], conversation: Conversation) -> list[Case]:
    """What was erased since is not there any more; one conversation is told once."""
    rows = SolvedCase.objects.filter(pk__in=keys).select_related("question__episode", "reply")
    rows = rows.exclude(question__conversation=conversation)
    found = sorted(rows, key=lambda row: -likeness[row.pk])
    ratings = _ratings([row.question.episode_id for row in found])
    once = {row.question.conversation_id: row for row in reversed(found)}
    return [
        _case(row, likeness[row.pk], ratings) for row in found if once[row.question.conversation_id] is row
    ]


def _ratings(episodes: Sequence[int]) -> dict[int, int]:
    rows = Rating.objects.filter(episode__in=episodes, survey="csat", number=0)
    return dict(rows.values_list("episode_id", "score"))


def _case(row: SolvedCase, likeness: float, ratings: dict[int, int]) -> Case:
    episode = row.question.episode
    return Case(
        pk=row.pk,
        conversation=row.question.conversation_id,
        question=row.question.text,
        text=row.text,
        by=row.reply.name,
        likeness=likeness,
        closed_at=row.closed_at,
        minutes=round((row.closed_at - episode.opened_at).total_seconds() / 60),
        rating=ratings.get(episode.pk),
    )


def _current() -> _Index:
    global _live
    edition = CaseGathering.objects.filter(pk=1).values_list("edition", flat=True).first() or 0
    live = _live
    if live is not None and (live.edition, live.encoder) == (edition, encoder.version()):
        return live
    with _building:
        _live = _read(edition)
        return _live


def _read(edition: int) -> _Index:
    version = encoder.version()
    latest = SolvedCase.objects.filter(encoder=version).order_by("-closed_at", "-pk")[:MOST_CASES]
    rows = list(latest.values_list("pk", "vector"))
    vectors = [from_bytes(bytes(vector)) for _, vector in rows]
    matrix = np.stack(vectors) if vectors else np.zeros((0, encoder.DIMENSIONS), np.float32)
    return _Index(edition, version, np.array([pk for pk, _ in rows], np.int64), matrix)
