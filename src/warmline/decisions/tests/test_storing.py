"""What was decided can be decided again from what is stored, and explained."""

import json
from datetime import timedelta
from typing import Any

import pytest

from warmline.conversations.models import Conversation, Episode, Message
from warmline.customers.models import Customer
from warmline.decisions.case import Case, Proposal, Protocol, ScopeTopic, Source
from warmline.decisions.deciding import decide
from warmline.decisions.explaining import explain_to_customer, explain_to_staff
from warmline.decisions.models import StoredDecision, Topic
from warmline.decisions.protocol import current_protocol
from warmline.decisions.storing import case_from_json, decision_from_json, protocol_from_json, store
from warmline.lib.time import now
from warmline.understanding.reading_messages import read
from warmline.web.options import change

pytestmark = pytest.mark.django_db

PROTOCOL = Protocol(
    topics=(ScopeTopic("Weddings", ("wedding",), "Ines designs them herself."),),
    languages=("en",),
    high_value_minor=9,
)
PROPOSALS = (
    Proposal("curated:hours", "Opening hours", "At 7.", 0.91, (Source("Hours", "/help/hours/"),)),
    Proposal("curated:holidays", "Holidays", "Closed.", 0.2),
)
HALF = (Proposal("curated:a", "Delivery", "...", 0.5), Proposal("curated:b", "Sundays", "...", 0.45))
CASES = [
    Case("When do you open?", read("When do you open?"), PROPOSALS),
    Case("sunday delivery", read("sunday delivery"), HALF),
    Case("Do you repair ovens?", read("Do you repair ovens?"), failures=1),
    Case("a wedding\nin May", read("a wedding\nin May"), PROPOSALS),
    Case("My insulin is late!!", read("My insulin is late!!"), value_minor=10, prefers="person"),
    Case("yes", read("yes"), asked_if_solved=True, instruction="Tell her the hours."),
]


@pytest.fixture
def conversation() -> Conversation:
    at = now()
    conversation = Conversation.objects.create(
        customer=Customer.objects.create(), opened_at=at, last_message_at=at
    )
    Episode.objects.create(conversation=conversation, ordinal=1, opened_at=at)
    return conversation


def write(conversation: Conversation, text: str) -> Message:
    """One message of the customer for each line; the last one is returned."""
    for line in text.split("\n"):
        number = conversation.messages.count() + 1
        message = Message.objects.create(
            conversation=conversation,
            episode=conversation.episodes.get(),
            number=number,
            kind="customer",
            text=line,
            at=now(),
        )
    return message


def kept(conversation: Conversation, case: Case, protocol: Protocol = PROTOCOL) -> StoredDecision:
    stored = store(write(conversation, case.text), case, decide(case, protocol), protocol, carried_out=True)
    return StoredDecision.objects.get(pk=stored.pk)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text[:20])
def test_replay_decides_the_same(conversation: Conversation, case: Case) -> None:
    stored = kept(conversation, case)
    assert case_from_json(stored) == case
    assert protocol_from_json(stored) == PROTOCOL
    assert decide(case_from_json(stored), protocol_from_json(stored)) == decision_from_json(stored)


def test_replay_under_another_protocol_decides_otherwise(conversation: Conversation) -> None:
    stored = kept(conversation, CASES[0])
    assert stored.action == "answer"
    assert decide(case_from_json(stored), Protocol(answer_at=0.95)).action == "ask_back"


def test_the_case_is_kept_without_its_text(conversation: Conversation) -> None:
    stored = kept(conversation, CASES[0])
    assert "When do you open" not in json.dumps(stored.case)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text[:20])
def test_every_decision_is_explained_to_customer_and_staff(conversation: Conversation, case: Case) -> None:
    stored = kept(conversation, case)
    told = explain_to_customer(stored)
    assert told["title"] and told["review"] is True
    assert all(reason.endswith((".", "?")) for reason in told["reasons"])
    assert explain_to_staff(stored)[0] == stored.because
    assert not any(
        "{" in sentence or "curated:" in sentence
        for sentence in (*told["reasons"], *explain_to_staff(stored))
    )


def test_an_answer_is_explained_with_its_source(conversation: Conversation) -> None:
    told = explain_to_customer(kept(conversation, CASES[0]))
    assert told["sources"] == [{"title": "Hours", "url": "/help/hours/"}]
    assert "I was 91% sure; our people set from where on I may answer." in told["reasons"]


def test_what_a_person_overtook_is_said_to_staff(conversation: Conversation) -> None:
    case = CASES[0]
    stored = store(write(conversation, case.text), case, decide(case, PROTOCOL), PROTOCOL, carried_out=False)
    assert any("person took over" in sentence for sentence in explain_to_staff(stored))
    assert stored.at > now() - timedelta(minutes=1)


def test_the_protocol_in_force_is_what_the_owner_set(django_assert_max_num_queries: Any) -> None:
    change("decisions.answer_at", 0.8)
    change("decisions.high_value_minor", 60000)
    change("decisions.languages", "en, de")
    Topic.objects.create(topic="Weddings", words=["wedding"], reason="Ines designs them.")
    with django_assert_max_num_queries(3):
        protocol = current_protocol()
    assert (protocol.answer_at, protocol.high_value_minor, protocol.languages) == (0.8, 60000, ("en", "de"))
    assert protocol.topics == (ScopeTopic("Weddings", ("wedding",), "Ines designs them."),)


def test_without_any_setting_the_protocol_is_the_default_and_careful() -> None:
    assert current_protocol() == Protocol(careful_at=0.75)
