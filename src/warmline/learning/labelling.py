"""Which questions of customers has nobody labelled yet, and how far are we? One at a time, the latest first."""

from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from warmline.decisions.case import ADMIT, ANSWER, ASK_BACK, HAND_OVER
from warmline.decisions.models import StoredDecision
from warmline.desk.teachable import is_teachable
from warmline.learning.asked_back import find_choice
from warmline.learning.figures import number_in
from warmline.learning.lessons import Lesson, read_lesson
from warmline.learning.models import Example
from warmline.learning.teaching import LONGEST
from warmline.learning.trust import BY_PEOPLE
from warmline.learning.versions import find_live
from warmline.lib.classifier.guarantee import least_questions
from warmline.lib.languages import say_number
from warmline.web.options import value_of

#: So far back is looked for a question, and so many are counted: labels of last year's questions tell little.
MOST_LOOKED_AT: Final = 500


@dataclass(frozen=True)
class Task:
    """One question to label. place: id of its decision; those before it are older."""

    lesson: Lesson
    place: int


@dataclass(frozen=True)
class Progress:
    """labelled: questions that count by now; wanted: about so many are needed for a promise; left: in the list."""

    labelled: int
    wanted: int
    left: int

    @property
    def words(self) -> str:
        return (
            _("{labelled} of about {wanted}").format(
                labelled=say_number(self.labelled), wanted=say_number(self.wanted)
            )
            if self.missing
            else f"{self.labelled:,} labelled"
        )

    @property
    def missing(self) -> int:
        return max(0, self.wanted - self.labelled)


def find_task(before: int | None = None) -> Task | None:
    """The latest question that nobody of the staff has labelled; with `before`, of those that are older."""
    for decision in _unlabelled(before)[:MOST_LOOKED_AT]:
        if _is_question(decision):
            return Task(read_lesson(decision.message, decision), decision.pk)
    return None


def find_progress() -> Progress:
    live = find_live()
    labelled = Example.objects.filter(origin__in=BY_PEOPLE).exclude(state=Example.State.WITHDRAWN).count()
    missing = int(number_in(live.report, "missing") or 0) if live else 0
    if missing <= 0:
        missing = max(0, least_questions(1 - value_of("decisions.most_wrong_percent") / 100) - labelled)
    return Progress(labelled, labelled + missing, _unlabelled(None)[:MOST_LOOKED_AT].count())


def _unlabelled(before: int | None) -> QuerySet[StoredDecision]:
    labelled = Example.objects.filter(origin__in=BY_PEOPLE).exclude(state=Example.State.WITHDRAWN)
    rows = StoredDecision.objects.filter(action__in=(ANSWER, ASK_BACK, ADMIT, HAND_OVER))
    rows = rows.exclude(message__in=labelled.values("message")).exclude(answer_key__startswith="talk:")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return rows.select_related("message__conversation").order_by("-pk")


def _is_question(decision: StoredDecision) -> bool:
    message = decision.message
    has_words = any(sign.isalpha() for sign in message.text) and len(message.text) <= LONGEST
    return has_words and is_teachable(message, decision) and find_choice(message) is None
