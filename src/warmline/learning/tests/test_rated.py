"""A customer's "that helped" and "that did not help" teach the bot."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest

from warmline.conversations.models import Kind, Message
from warmline.gaps.tests.asking import ask
from warmline.knowledge.models import Answer
from warmline.knowledge.saving import AnswerDraft, save_answer
from warmline.learning.models import Example
from warmline.learning.rated import learn_from_rating
from warmline.learning.teaching import teach
from warmline.line import visitors
from warmline.staff.models import Person

pytestmark = pytest.mark.django_db

Work = Callable[..., int]
QUESTION = "is there parking?"


@pytest.fixture(autouse=True)
def parking(alice: Person) -> Answer:
    draft = AnswerDraft(
        title="Parking", text="Behind the house.", phrases=("is there parking?",), key="parking"
    )
    return save_answer(draft, by=alice.name)


def rated(work: Work, score: int) -> Message:
    chat = ask(work, QUESTION)
    said = Message.objects.get(conversation=chat, asks="helpful")
    for _ in range(2):
        visitors.rate_answer(chat, {"survey": "helpful", "score": score, "message": said.number})
    work()
    return Message.objects.get(conversation=chat, kind=Kind.CUSTOMER, number=said.answers_number)


def test_what_helped_confirms_the_answer(work: Work, parking: Answer) -> None:
    message = rated(work, 1)
    example = Example.objects.get(message=message)
    assert (example.answer, example.origin, example.is_right) == (parking, "confirmed", True)


def test_what_did_not_help_is_a_doubt_about_that_answer(work: Work, parking: Answer) -> None:
    example = Example.objects.get(message=rated(work, 0))
    assert (example.answer, example.origin, example.is_right) == (parking, "unhelpful", False)


def test_a_person_has_the_last_word(work: Work, parking: Answer, bob: Person) -> None:
    message = rated(work, 0)
    teach(message, None, bob.name)
    said = Message.objects.get(conversation=message.conversation, asks="helpful")
    learn_from_rating(str(message.conversation_id), said.number, True)
    example = Example.objects.get(message=message)
    assert (example.answer, example.origin, example.by) == (None, "correction", "Bob Nolan")


def test_what_is_gone_or_no_curated_answer_teaches_nothing(work: Work, parking: Answer) -> None:
    chat = ask(work, QUESTION)
    said = Message.objects.get(conversation=chat, asks="helpful")
    learn_from_rating(str(uuid4()), said.number, True)
    learn_from_rating(str(chat), 9999, True)
    learn_from_rating(str(chat), said.answers_number, True)
    Message.objects.filter(pk=said.pk).update(answer_key="article:parking")
    learn_from_rating(str(chat), said.number, True)
    Message.objects.filter(pk=said.pk).update(answer_key="curated:parking")
    parking.delete()
    learn_from_rating(str(UUID(str(chat))), said.number, False)
    assert not Example.objects.exists()
