"""What does a customer's score do? It is kept once, and a low one becomes a task for a person."""

from dataclasses import dataclass
from uuid import UUID

from warmline.calendar.opening import within_an_open_hour
from warmline.conversations.holding import hold
from warmline.conversations.models import Conversation, Episode, Message
from warmline.feedback.models import Rating
from warmline.jobs.announcing import announce
from warmline.lib.time import now
from warmline.tasks.keeping import promise
from warmline.tasks.models import Task

CSAT, HELPFUL = "csat", "helpful"
#: survey: (lowest, highest score). CSAT is asked on the usual five-point scale.
SCALES = {CSAT: (1, 5), HELPFUL: (0, 1)}
#: A CSAT of this or less goes to a person.
LOW = 2
LONGEST_COMMENT = 2000


class BadRating(ValueError):
    """The rating does not fit what was asked; the text says why."""


@dataclass(frozen=True)
class Score:
    """A checked score. number: the message it is about, 0 for the episode as a whole."""

    survey: str
    score: int
    comment: str = ""
    number: int = 0


def check_score(survey: object, score: object, comment: object, number: object) -> Score:
    """Raises BadRating unless the survey is known, the score on its scale and the comment of a fair length."""
    if not isinstance(survey, str) or survey not in SCALES:
        raise BadRating("There is no such survey.")
    low, high = SCALES[survey]
    if isinstance(score, bool) or not isinstance(score, int) or not low <= score <= high:
        raise BadRating(f"The score must be a whole number from {low} to {high}.")
    if comment is not None and not isinstance(comment, str):
        raise BadRating("The comment must be text.")
    if len(comment or "") > LONGEST_COMMENT:
        raise BadRating(f"Please keep the comment under {LONGEST_COMMENT} characters.")
    if number is not None and (isinstance(number, bool) or not isinstance(number, int)):
        raise BadRating("The message must be a number.")
    return Score(survey, score, _clean(comment or ""), number or 0)


def _clean(comment: str) -> str:
    # Lone surrogates cannot be stored; they come from broken clients only.
    return comment.replace("\x00", "").encode("utf-8", "ignore").decode().strip()


def rate(conversation_id: UUID, score: Score) -> tuple[Rating, bool]:
    """Keeps a score for what asked for it; a repeat gives the first one and False. Raises BadRating."""
    with hold(conversation_id) as conversation:
        message = _asked_by(conversation, score)
        number = score.number if score.survey == HELPFUL else 0
        rating, is_new = Rating.objects.get_or_create(
            episode=message.episode,
            survey=score.survey,
            number=number,
            defaults={
                "conversation": conversation,
                "score": score.score,
                "comment": score.comment,
                "at": now(),
            },
        )
        if is_new and score.survey == HELPFUL:
            _tell_of_answer(conversation, score)
        if is_new and score.survey == CSAT and score.score <= LOW:
            _give_to_person(conversation, message.episode, score)
    return rating, is_new


def _asked_by(conversation: Conversation, score: Score) -> Message:
    """The message that asked for the score: nothing is rated that was not asked."""
    asking = conversation.messages.filter(asks=score.survey).select_related("episode").order_by("-number")
    if score.survey == HELPFUL:
        asking = asking.filter(number=score.number)
    message = asking.first()
    if message is None:
        raise BadRating("There is nothing to rate yet.")
    return message


def _tell_of_answer(conversation: Conversation, score: Score) -> None:
    announce(
        "answer rated",
        conversation=str(conversation.pk),
        number=score.number,
        was_helpful=score.score == SCALES[HELPFUL][1],
    )


def _give_to_person(conversation: Conversation, episode: Episode, score: Score) -> None:
    # An hour of working time is for us to answer within (chosen by us); only then is it late.
    said = f" “{score.comment[:120]}”" if score.comment else ""
    promise(
        f"{conversation.customer} gave {score.score} of 5.{said}",
        kind=Task.Kind.LOW_SCORE,
        about=f"conversation:{conversation.pk}:{episode.ordinal}",
        customer=conversation.customer,
        due_at=within_an_open_hour(now()),
    )
