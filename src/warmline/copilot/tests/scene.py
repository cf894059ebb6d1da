"""A bakery that knows a little, and customers whom people have helped before, for the tests of the copilot."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

from warmline.conversations import closing, handover, saying
from warmline.conversations.models import Conversation
from warmline.copilot import gathering
from warmline.customers.models import Customer
from warmline.desk.tests.talk import Talk, open_talk
from warmline.feedback.models import Rating
from warmline.knowledge.saving import AnswerDraft, ArticleDraft, save_answer, save_article
from warmline.lib.time import now
from warmline.staff.models import Person

Work = Callable[..., int]

PARKING = "Parking is free for two hours in the yard behind the bakery."
SOLD = "We mend torn cake boxes for nothing: bring it to the counter any morning."
BROKEN = "the box of my cake arrived torn, what can you do about the box?"


def know_a_little() -> None:
    save_answer(
        AnswerDraft("Parking", PARKING, ("where can i park", "is there parking", "car park"), key="parking")
    )
    save_answer(AnswerDraft("Opening hours", "We are open from 7 to 18.", ("when do you open",), key="hours"))
    save_answer(AnswerDraft("Order status", "", ("where is my order",), key="order", action="order_status"))
    body = "Our rye bread holds no milk.\n\nTell us about any allergy before you order a cake."
    save_article(ArticleDraft("Allergies and ingredients", body, slug="allergies"))


def taken(customer: Customer, person: Person, *texts: str) -> Talk:
    talk = open_talk(customer, *texts)
    talk.queue()
    handover.take(talk.pk, person)
    return talk


def reply(talk: Talk, person: Person, text: str) -> int:
    seen = Conversation.objects.get(pk=talk.pk).last_number
    return saying.reply(talk.pk, person, text, seen_number=seen, client_id=uuid4().hex).number


def solved(person: Person, question: str, answer: str, *, score: int = 0, name: str = "Yusuf Demir") -> Talk:
    """A conversation of somebody else, answered and closed an hour ago, rated when a score is given."""
    customer = Customer.objects.create(name=name, email=f"{uuid4().hex}@mail.example")
    talk = taken(customer, person, question)
    reply(talk, person, answer)
    seen = Conversation.objects.get(pk=talk.pk).last_number
    closing.close_as_person(talk.pk, person, seen_number=seen)
    episode = talk.row.episodes.get()
    at = now() - timedelta(hours=1)
    episode.opened_at, episode.closed_at = at - timedelta(minutes=20), at
    episode.save()
    if score:
        Rating.objects.create(conversation=talk.row, episode=episode, survey="csat", score=score, at=at)
    return talk


def gather_all() -> None:
    while gathering.gather():
        pass
