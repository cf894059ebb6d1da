"""Which language does the line speak? The visitor's, for our own sentences; the business's own stay as they are."""

from collections.abc import Callable
from typing import Any

import pytest

from warmline.conversations import handover
from warmline.conversations.models import Conversation, Message
from warmline.knowledge.saving import AnswerDraft, save_answer
from warmline.line import timers, visitors
from warmline.line.tests.test_flow import begin, held, last, said
from warmline.staff.models import Person
from warmline.web.models import Business

Work = Callable[..., int]
pytestmark = pytest.mark.django_db

GREETINGS = {
    "de": "ein automatischer Assistent",
    "fr": "un assistant automatique",
    "es": "un asistente automático",
    "nl": "an automatic assistant",
}


def texts(chat: Any) -> list[str]:
    return list(Message.objects.filter(conversation=chat).order_by("number").values_list("text", flat=True))


@pytest.mark.parametrize(("language", "words"), GREETINGS.items())
def test_the_greeting_is_in_the_visitors_language_or_english(
    business: Business, language: str, words: str
) -> None:
    begun = begin(language=language)
    first_line, _, rest = texts(begun)[0].partition("\n")
    assert words in first_line
    assert rest == business.greeting
    assert words in visitors.availability(language)["greeting"]


def test_a_person_is_asked_for_and_comes_in_german(business: Business, bob: Person, work: Work) -> None:
    chat = begin(language="de")
    answer, _ = visitors.ask(chat, "button")
    assert answer["text"].startswith("Natürlich, ich gebe Sie an einen Menschen weiter.")
    assert "Hinterlassen Sie Ihre E-Mail-Adresse" in answer["text"]
    visitors.leave_email(chat, "dana@mail.example")
    assert last(chat).text.startswith("Danke, wir haben Ihre E-Mail-Adresse (dana@mail.example)")
    handover.take(chat, bob)
    assert last(chat).text == f"{bob.name} aus unserem Team ist jetzt persönlich für Sie da."
    _, state = visitors.read(chat, 0)
    assert state.text == f"{bob.name} aus unserem Team ist persönlich für Sie da."


def test_what_is_told_to_staff_stays_in_their_language(business: Business, work: Work) -> None:
    chat = begin(language="de")
    visitors.ask(chat, "button")
    assert held(chat).holder_changes.latest("version").because == "The customer pressed “Talk to a person”."


def test_an_answer_of_the_business_is_said_as_it_was_written(business: Business, work: Work) -> None:
    save_answer(
        AnswerDraft("Opening hours", "We are open from 7 to 18.", ("when are you open", "opening times"))
    )
    chat = begin(language="de")
    said(chat, "When are you open?")
    work()
    assert last(chat).text == "We are open from 7 to 18."


def test_the_language_of_the_customers_own_words_is_taken_over(business: Business, work: Work) -> None:
    chat = begin(language="en")
    said(chat, "Bonjour, je voudrais savoir où est ma commande, s'il vous plaît")
    work()
    assert held(chat).language == "fr"
    assert "dans cette discussion" in last(chat).text
    visible, _ = visitors.read(chat, 0)
    assert visible[-1]["language"] == "fr"
    assert visible[1]["language"] is None  # nobody knows in which language people write


def test_the_bot_claims_no_language_that_no_answer_is_in(business: Business, work: Work) -> None:
    save_answer(AnswerDraft("Opening hours", "We are open from 7 to 18.", ("when are you open",)))
    chat = begin(language="de")
    said(chat, "Wann haben Sie am Sonntag geöffnet? Ich möchte gern vorbeikommen.")
    work()
    assert held(chat).holder == "queue"
    assert last(chat).text.startswith("Es tut mir leid, in dieser Sprache kann ich nicht antworten")


def test_a_silence_and_a_long_wait_are_met_in_spanish(business: Business, work: Work) -> None:
    chat = begin(language="es")
    timers.check_in(str(chat), held(chat).last_number)
    assert last(chat).text == "¿Sigue ahí? ¿Se ha resuelto?"
    assert [choice["label"] for choice in last(chat).choices] == ["Sí, gracias", "Hablar con una persona"]
    visitors.ask(chat, "button")
    timers.tell_queue_limit(str(chat), held(chat).version)
    assert "Conserva su turno" in last(chat).text


@pytest.mark.parametrize("language", ["de", "fr", "es"])
def test_the_reasons_are_explained_in_the_visitors_language(
    business: Business, work: Work, language: str
) -> None:
    chat = begin(language=language)
    number = said(chat, "Do you repair toasters and lawn mowers?")
    Conversation.objects.filter(pk=chat).update(language=language)
    work()
    Conversation.objects.filter(pk=chat).update(language=language)
    told = visitors.explain(chat, number)
    assert told["title"] in (
        "Warum ich gesagt habe, dass ich es nicht weiß",
        "Pourquoi j’ai dit que je ne savais pas",
        "Por qué he dicho que no lo sé",
    )
    assert not [line for line in told["reasons"] if " the " in line]
