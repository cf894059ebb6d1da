"""What a person sends on the desk tells the bot which answer was right."""

from uuid import UUID, uuid4

import pytest

from warmline.conversations import handover, saying
from warmline.conversations.models import Conversation, Kind, Message
from warmline.gaps.tests.asking import Work, ask
from warmline.knowledge.models import Answer, Article
from warmline.knowledge.saving import AnswerDraft, save_answer
from warmline.learning.models import Example
from warmline.learning.replied import learn_from_reply
from warmline.learning.teaching import teach
from warmline.staff.models import Person

pytestmark = pytest.mark.django_db

QUESTION = "my rucksack strap went ping"
REPAIRS = "We mend bags, straps and buckles in our workshop, for free and for ever."


@pytest.fixture(autouse=True)
def knowledge(business: object) -> None:
    save_answer(AnswerDraft("Repairs", REPAIRS, ("can you mend my bag",), key="repairs"))
    save_answer(AnswerDraft("Opening hours", "From 7 to 6.", ("when do you open",), key="hours"))
    Article.objects.create(slug="care", title="Care of leather", body="Wax it once a year.")


def replied(work: Work, bob: Person, *texts: str) -> UUID:
    chat = ask(work, QUESTION)
    handover.take(chat, bob)
    for text in texts:
        seen = Conversation.objects.get(pk=chat).last_number
        saying.reply(chat, bob, text, seen_number=seen, client_id=uuid4().hex)
        work()
    return chat


def test_an_answer_sent_word_for_word_was_right(work: Work, bob: Person) -> None:
    replied(work, bob, f"Hello Dana!\n{REPAIRS}\nBest wishes, Bob")
    example = Example.objects.get()
    assert (example.right_key, example.origin, example.by) == ("repairs", "sent", "Bob Nolan")


def test_an_answer_in_words_of_their_own_was_right_too(work: Work, bob: Person) -> None:
    replied(work, bob, "Good news: we mend straps and bags and buckles in our workshop, free for ever.")
    example = Example.objects.get()
    assert (example.right_key, example.origin) == ("repairs", "edited")


def test_a_linked_article_was_right(work: Work, bob: Person) -> None:
    replied(work, bob, "Please see https://shop.example/help/articles/care/ for this.")
    assert (Example.objects.get().right_key, Example.objects.get().origin) == ("article:care", "sent")


@pytest.mark.parametrize("text", ["From 7 to 6.", "Sure, I will look.", "🎂", "We mend bags.", "x" * 3900])
def test_what_holds_no_answer_teaches_nothing(work: Work, bob: Person, text: str) -> None:
    replied(work, bob, text)
    assert not Example.objects.exists()


def test_only_the_first_reply_teaches(work: Work, bob: Person) -> None:
    replied(work, bob, "One moment, please.", REPAIRS)
    assert not Example.objects.exists()


def test_an_outright_correction_outweighs_what_was_sent(work: Work, bob: Person) -> None:
    chat = replied(work, bob, "Hello!")
    question = Message.objects.filter(conversation=chat, kind=Kind.CUSTOMER).earliest("number")
    teach(question, Answer.objects.get(key="hours"), "Carol Quinn")
    Message.objects.filter(conversation=chat, kind=Kind.PERSON).update(text=REPAIRS)
    reply = Message.objects.get(conversation=chat, kind=Kind.PERSON)
    learn_from_reply(str(chat), reply.number)
    assert Example.objects.get().right_key == "hours"


def test_what_is_not_there_teaches_nothing() -> None:
    learn_from_reply(str(uuid4()), 3)
    assert not Example.objects.exists()
