"""A reading is kept once for each message, whatever happens."""

from typing import Any

import pytest

from warmline.conversations.models import Conversation, Episode, Message
from warmline.customers.models import Customer
from warmline.lib.time import now
from warmline.understanding.models import StoredReading
from warmline.understanding.reading import Reading
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
