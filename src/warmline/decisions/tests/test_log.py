"""Staff see every decision with its reasons; strangers see none; the log stays quick however long it is."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from warmline.conversations.models import Conversation, Episode, Holder, Message
from warmline.customers.models import Customer
from warmline.decisions.case import Protocol, ScopeTopic
from warmline.decisions.log import ON_A_PAGE, Filter, read_log
from warmline.decisions.models import StoredDecision
from warmline.staff.models import Person

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
SCRIPT = "<script>alert('x')</script>"


@pytest.fixture
def conversation(dana: Customer) -> Conversation:
    row = Conversation.objects.create(
        token_hash="x", customer=dana, holder=Holder.BOT, opened_at=NOON, last_message_at=NOON
    )
    Episode.objects.create(conversation=row, ordinal=1, opened_at=NOON)
    return row


@pytest.fixture
def desk(bob: Person, client: Client) -> Client:
    client.force_login(bob)
    return client


def decide(conversation: Conversation, text: str = "Where is my order?", **more: Any) -> StoredDecision:
    conversation.last_number += 1
    message = Message.objects.create(
        conversation=conversation,
        episode=conversation.episodes.get(),
        number=conversation.last_number,
        kind="customer",
        text=text,
        at=NOON,
    )
    values = {
        "action": "answer",
        "because": "The bot is sure enough.",
        "at": NOON,
        "confidence": 0.93,
        **more,
    }
    return StoredDecision.objects.create(message=message, conversation=conversation, **values)


@pytest.mark.parametrize("path", ["/decisions/", "/decisions/1/"])
def test_a_stranger_is_led_to_the_login(client: Client, conversation: Conversation, path: str) -> None:
    decide(conversation, pk=1)
    assert client.get(path)["Location"].startswith("/staff/login/")


def test_an_empty_log_says_what_to_do(desk: Client) -> None:
    page = desk.get("/decisions/").content
    assert b"Nothing decided yet" in page
    assert b"No decision fits" in desk.get("/decisions/?action=answer").content


def test_each_decision_stands_with_words_reasons_and_sureness(
    desk: Client, conversation: Conversation
) -> None:
    row = decide(conversation, "x" * 500, action="hand_over", reason="emotion", because="They sound upset.")
    page = desk.get("/decisions/").content.decode()
    for seen in (
        "Passed to a person",
        "Upset",
        "They sound upset.",
        f"/desk/conversations/{conversation.pk}/",
    ):
        assert seen in page
    assert "x" * 119 in page
    assert "x" * 121 not in page
    assert f"/decisions/{row.pk}/" in page
    # The business is in Dublin, and noon in UTC is noon there in March.
    assert "12:00" in page
    decide(conversation, confidence=0.93, action="answer")
    assert "93 %" in desk.get("/decisions/").content.decode()


def test_filters_narrow_the_log(conversation: Conversation) -> None:
    answer = decide(conversation)
    upset = decide(conversation, action="hand_over", reason="emotion", at=NOON + timedelta(days=1))
    late_evening = decide(conversation, at=datetime(2026, 7, 1, 23, 30, tzinfo=UTC))

    def found(**query: str) -> set[StoredDecision]:
        return set(read_log(Filter.from_query(query), "Europe/Dublin").rows)

    assert found(action="hand_over") == found(reason="emotion") == {upset}
    assert found(**{"from": "2026-03-11"}) == {upset, late_evening}
    assert found(to="2026-03-10") == {answer}
    # 23:30 UTC on 1 July is the 2nd in Dublin.
    assert found(**{"from": "2026-07-02", "to": "2026-07-02"}) == {late_evening}


@pytest.mark.parametrize(
    "query",
    [
        "action=drop table",
        "reason=none",
        "from=2026-02-31",
        "to=9999-12-31&from=0001-01-01",
        "from=yesterday",
        "before=",
        "before=x_y",
        "before=2026-01-01T00:00:00.0Z_99999999999999999999999",
        "before=2026-01-01T00:00:00_1",
        "before=2026-13-01T00:00:00Z_1",
        "before=%00_1",
        "action=%00",
    ],
)
def test_nonsense_in_the_address_shows_the_log_all_the_same(
    desk: Client, conversation: Conversation, query: str
) -> None:
    decide(conversation)
    assert desk.get(f"/decisions/?{query}").status_code == 200


def test_pages_follow_each_other_without_gap_or_repeat(conversation: Conversation) -> None:
    rows = [
        decide(conversation, at=NOON + timedelta(seconds=number // 3)) for number in range(2 * ON_A_PAGE + 5)
    ]
    seen: list[int] = []
    before = ""
    for _ in range(3):
        page = read_log(Filter(), "UTC", before)
        seen += [row.pk for row in page.rows]
        before = page.older
    assert before == ""
    assert seen == [row.pk for row in sorted(rows, key=lambda row: (row.at, row.pk), reverse=True)]


def test_a_page_of_the_log_takes_few_queries(
    desk: Client, conversation: Conversation, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(30):
        decide(conversation)
    desk.get("/staff/me/")  # the first page of a session notes where one is signed in
    # Who asks and in which language, what stands round every page (bell, options, keys), and one for the whole list.
    with django_assert_max_num_queries(8):
        desk.get("/decisions/")


def test_the_detail_page_shows_all_that_spoke(desk: Client, conversation: Conversation) -> None:
    protocol = Protocol(answer_at=0.8, topics=(ScopeTopic("Wedding cakes", ("wedding",)),))
    verdict = {
        "rule": "wish_for_person",
        "action": "hand_over",
        "weight": 90,
        "because": "They asked for a person.",
        "to_customer": "",
        "reason": "customer_request",
        "priority": 1,
        "words": ["a human"],
    }
    proposal = {
        "key": "k",
        "title": "Opening hours",
        "text": "8 to 18.",
        "confidence": 0.93,
        "talk": False,
        "is_chosen": True,
        "sources": [
            {"title": "Hours", "url": "/help/articles/hours/"},
            {"title": "Bad", "url": "javascript:alert(1)"},
        ],
    }
    row = decide(
        conversation,
        action="hand_over",
        reason="customer_request",
        priority=1,
        verdicts=[verdict],
        proposals=[proposal],
        protocol=protocol.as_json(),
        versions={"encoder": "abc123"},
        is_carried_out=False,
    )
    page = desk.get(f"/decisions/{row.pk}/").content.decode()
    for seen in (
        "Wish for person",
        "They asked for a person.",
        "<q>a human</q>",
        "Opening hours",
        "93 % sure",
        "80 %",
    ):
        assert seen in page
    for seen in (
        "Wedding cakes",
        "abc123",
        "/help/articles/hours/",
        "Asked for a person",
        "Soon",
        "not carried out",
    ):
        assert seen in page
    assert "javascript:" not in page


def test_how_sure_an_unused_answer_was_is_not_told_as_how_sure_the_handoff_was(
    desk: Client, conversation: Conversation
) -> None:
    row = decide(conversation, confidence=0.95, action="hand_over", reason="customer_request")
    page = desk.get(f"/decisions/{row.pk}/").content.decode()
    assert "Its best answer" in page
    assert "How sure" not in page
    assert "95 %" not in desk.get("/decisions/").content.decode()
    answered = decide(conversation, confidence=0.95, action="answer")
    assert "<dt>How sure</dt>" in desk.get(f"/decisions/{answered.pk}/").content.decode()


def test_a_decision_with_nothing_kept_beside_it_can_be_read(desk: Client, conversation: Conversation) -> None:
    row = decide(conversation, confidence=None, action="ask_back")
    page = desk.get(f"/decisions/{row.pk}/").content
    assert b"No rule spoke" in page
    assert desk.get("/decisions/999999/").status_code == 404
    assert desk.get("/decisions/99999999999999999999/").status_code == 404


def test_script_in_every_field_is_shown_as_text(desk: Client, conversation: Conversation) -> None:
    verdict = {"rule": SCRIPT, "action": SCRIPT, "weight": 1, "because": SCRIPT, "words": [SCRIPT]}
    proposal = {
        "key": SCRIPT,
        "title": SCRIPT,
        "text": SCRIPT,
        "confidence": 1,
        "talk": False,
        "is_chosen": True,
        "sources": [{"title": SCRIPT, "url": SCRIPT}],
    }
    row = decide(
        conversation,
        SCRIPT,
        because=SCRIPT,
        to_customer=SCRIPT,
        verdicts=[verdict],
        proposals=[proposal],
        versions={SCRIPT: SCRIPT},
    )
    for path in ("/decisions/", f"/decisions/{row.pk}/"):
        answer = desk.get(path)
        assert answer.status_code == 200
        assert b"<script>alert" not in answer.content
