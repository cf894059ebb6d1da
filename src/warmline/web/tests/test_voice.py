"""The tone of the business: complete in four languages, honest in each, and applied where it shows."""

import re
from string import Formatter

import pytest
from django.conf import settings
from django.test import Client

from warmline.bot.wording import greeting_words
from warmline.conversations import handover, saying
from warmline.conversations.closing import close_as_person
from warmline.customers.models import Customer
from warmline.desk.tests.talk import open_talk, signed_in
from warmline.replies.checking import check
from warmline.replies.guard import Outgoing
from warmline.staff.models import Person
from warmline.web.models import Business
from warmline.web.voice import NEUTRAL, say, say_in, tones

CODES = [code for code, _ in settings.LANGUAGES]
OTHERS = [tone for tone in Business.Tone.values if tone != NEUTRAL]
FAMILIAR = re.compile(r"\b(du|dir|dich|dein\w*|tu|te|toi|ton|ta|tes|tú|ti|tuyo|tus)\b", re.IGNORECASE)


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_sentence_is_there_in_each_tone_and_language_with_its_places() -> None:
    for sentence, by_tone in tones().items():
        assert set(by_tone) == set(OTHERS), sentence
        for tone, said in by_tone.items():
            assert set(said) == set(CODES), (tone, sentence)
            for code, text in said.items():
                assert places(text) == places(sentence), text
                assert text == text.strip() and text[-1] in ".!?", text
                assert code == "en" or text != said["en"], text
                assert code == "en" or not FAMILIAR.search(text), f"everybody is addressed politely: {text}"
        neutral = {code: say_in(NEUTRAL, code, sentence) for code in CODES}
        assert all(neutral[code] != neutral["en"] for code in CODES if code != "en"), "it is in the catalogue"


@pytest.mark.parametrize("tone", Business.Tone.values)
def test_the_bot_says_that_it_is_one_in_every_tone_and_language(tone: str, business: Business) -> None:
    Business.objects.update(tone=tone)
    for code in CODES:
        check(Outgoing("bot", "Crumb", greeting_words("Crumb", "Ask me about bread.", code), is_first=True))
        hello = say_in(
            tone, code, "Hello! I am {bot}, the automatic assistant. What can I do for you?", bot="Crumb"
        )
        assert re.search(r"autom[aá]ti", hello, re.IGNORECASE)
        for sentence in tones():
            words = greeting_words(
                "Crumb", say(code, sentence, bot="Crumb", name="Bob", title="Parking"), code
            )
            check(Outgoing("bot", "Crumb", words, is_first=True))


@pytest.mark.django_db
def test_the_owner_chooses_it_and_sees_it_before_and_customers_hear_it(
    alice: Person, bob: Person, dana: Customer
) -> None:
    client = signed_in(alice)
    page = client.get("/business/").text
    assert page.count("data-tone=") == 3 and page.count("data-tone-choice") == 3
    fields = {
        "name": "B & Co",
        "timezone": "Europe/Dublin",
        "language": "de",
        "currency": "EUR",
        "bot_name": "Crumb",
    }
    fields |= {"brand_color": "#b4532a"}
    assert client.post("/business/", {**fields, "tone": "shrill"}).status_code == 422
    assert client.post("/business/", {**fields, "tone": "formal"}).status_code == 302
    assert client.post("/business/", fields).status_code == 302
    assert Business.objects.get().tone == "formal", "whoever does not say keeps what is"
    assert "Darf ich einen Menschen für Sie fragen?" in client.get("/business/").text
    talk = open_talk(dana, "Hello")
    handover.take(talk.pk, bob)
    assert talk.row.messages.order_by("-number")[0].text.endswith("is now attending to you.")
    saying.reply(talk.pk, bob, "Certainly.", seen_number=talk.row.last_number, client_id="1")
    close_as_person(talk.pk, bob, seen_number=talk.row.last_number)
    assert "How do you rate it?" in talk.row.messages.order_by("-number")[0].text
    assert Client().post("/business/", {**fields, "tone": "warm"}).status_code == 302
    assert signed_in(bob).post("/business/", {**fields, "tone": "warm"}).status_code == 403
    assert Business.objects.get().tone == "formal"


def test_what_has_no_tone_and_a_tone_that_is_none_are_said_as_the_catalogue_has_them() -> None:
    assert say("de", "Talk to a person") == say_in("warm", "de", "Talk to a person")
    assert say_in("shrill", "en", "I am glad that helped!") == "I am glad that helped!"
