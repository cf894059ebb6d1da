"""A reading is kept once for each message, whatever happens."""

from typing import Any

import pytest

from warmline.conversations.models import Conversation, Episode, Message
from warmline.customers.models import Customer
from warmline.lib.time import now
from warmline.understanding.models import EpisodeMood, StoredReading
from warmline.understanding.reading import Reading, Signal
from warmline.understanding.reading_messages import read, versions
from warmline.understanding.storing import store


@pytest.fixture
def message(db: Any) -> Message:
    at = now()
    conversation = Conversation.objects.create(
        customer=Customer.objects.create(), opened_at=at, last_message_at=at
    )
    episode = Episode.objects.create(conversation=conversation, ordinal=1, opened_at=at)
    text = "My insulin has not come \ud83c\udf82".encode("utf-16", "surrogatepass").decode("utf-16")
    return Message.objects.create(
        conversation=conversation, episode=episode, number=1, kind="customer", text=text, at=at
    )


def test_a_reading_comes_back_as_it_was(message: Message) -> None:
    reading = read(message.text, ())
    store(message, reading)
    kept = StoredReading.objects.get(message=message)
    assert Reading.from_json(kept.signals) == reading
    assert kept.versions == versions()


def test_storing_twice_keeps_one(message: Message) -> None:
    store(message, read(message.text, ()))
    store(message, Reading())
    assert StoredReading.objects.filter(message=message).count() == 1


def say(first: Message, number: int, frustration: float) -> Message:
    message = Message.objects.create(
        conversation=first.conversation,
        episode=first.episode,
        number=number,
        kind="customer",
        text="still nothing",
        at=first.at,
    )
    store(message, Reading(frustration=Signal(frustration, 0.8, ("still nothing",))))
    return message


def test_the_worst_and_the_last_moment_of_an_episode_are_kept(message: Message) -> None:
    store(message, Reading(frustration=Signal(0.1)))
    say(message, 2, 0.9)
    say(message, 3, 0.3)
    mood = EpisodeMood.objects.get(episode=message.episode)
    assert (mood.peak_number, mood.peak_value, mood.peak_words) == (2, 0.9, "still nothing")
    assert (mood.end_number, mood.end_value) == (3, 0.3)


def test_reading_again_keeps_the_mood_right_even_when_the_peak_was_none(message: Message) -> None:
    store(message, Reading(frustration=Signal(0.2)))
    worst = say(message, 2, 0.9)
    say(message, 3, 0.3)
    store(worst, Reading(frustration=Signal(0.1)))
    store(message, Reading(frustration=Signal(0.2)))
    mood = EpisodeMood.objects.get(episode=message.episode)
    assert (mood.peak_number, mood.end_number, EpisodeMood.objects.count()) == (3, 3, 1)


def test_the_mood_goes_with_the_conversation(message: Message) -> None:
    store(message, Reading())
    message.conversation.delete()
    assert not EpisodeMood.objects.exists()


def test_a_moment_is_as_bad_as_its_tone_where_no_word_of_anger_falls(message: Message) -> None:
    sad = Reading(
        frustration=Signal(0.1),
        sentiment=Signal(-0.9, 0.9, ("never came",)),
        emotion=Signal("neutral|sadness", 0.8),
    )
    store(message, sad)
    say(message, 2, 0.2)
    mood = EpisodeMood.objects.get(episode=message.episode)
    assert (mood.peak_number, mood.peak_value, mood.peak_words) == (1, 0.57, "never came")
    assert (mood.peak_feeling, mood.end_number, mood.end_feeling) == ("sad", 2, "")


def test_a_reading_of_an_older_version_without_tone_still_counts(message: Message) -> None:
    signals = {"frustration": {"value": 0.8, "confidence": 0.8, "words": []}}
    StoredReading.objects.create(message=message, signals=signals, at=now())
    say(message, 2, 0.2)
    mood = EpisodeMood.objects.get(episode=message.episode)
    assert (mood.peak_number, mood.peak_feeling) == (1, "")
