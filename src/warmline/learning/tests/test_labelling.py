"""Staff label recent questions one after the other, each by one press, with undo."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from warmline.conversations.models import Kind, Message
from warmline.decisions.models import StoredDecision
from warmline.gaps.tests.asking import Work, ask
from warmline.knowledge.models import Article
from warmline.knowledge.saving import AnswerDraft, save_answer
from warmline.learning.labelling import find_progress, find_task
from warmline.learning.models import Example
from warmline.lib.time import now
from warmline.staff.models import Person

pytestmark = pytest.mark.django_db

ADDRESS = "/learning/label/"


@pytest.fixture(autouse=True)
def knowledge(business: object) -> None:
    save_answer(AnswerDraft("Opening hours", "From 7 to 6.", ("when do you open",), key="hours"))
    save_answer(AnswerDraft("Delivery", "Anywhere in Dublin.", ("do you deliver",), key="delivery"))
    Article.objects.create(slug="care", title="Care of leather", body="Wax it once a year.")


@pytest.fixture
def bob_client(client: Client, bob: Person) -> Client:
    client.force_login(bob)
    return client


def asked(work: Work, text: str) -> Message:
    return Message.objects.get(conversation=ask(work, text), kind=Kind.CUSTOMER)


def page(client: Client, address: str = ADDRESS) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return unescape(response.content.decode())


def label(client: Client, message: Message, **said: str) -> str:
    response = client.post(f"{ADDRESS}labels/", {"message": str(message.pk), "seen": "", **said}, follow=True)
    assert response.status_code == 200
    return unescape(response.content.decode())


def test_the_latest_question_comes_first_and_each_label_brings_the_next(
    work: Work, bob_client: Client
) -> None:
    first, second = asked(work, "when can I come to you"), asked(work, "do you bring it here")
    assert "do you bring it here" in page(bob_client)
    shown = label(bob_client, second, answer="delivery")
    assert "Thank you: “do you bring it here” – Delivery" in shown
    assert "when can I come to you" in shown
    shown = label(bob_client, first, none="1")
    assert "none of our answers" in shown
    assert "Nothing left to label" in shown
    rows = Example.objects.order_by("message__conversation__opened_at")
    assert [(each.right_key, each.by, each.origin) for each in rows] == [
        ("", "Bob Nolan", "correction"),
        ("delivery", "Bob Nolan", "correction"),
    ]


def test_undo_brings_the_question_back(work: Work, bob_client: Client) -> None:
    message = asked(work, "do you bring it here")
    shown = label(bob_client, message, answer="delivery")
    seen = re.findall(r'name="seen" value="([^"]+)"', shown)[0]
    undone = bob_client.post(f"{ADDRESS}undo/", {"message": str(message.pk), "seen": seen}, follow=True)
    assert "do you bring it here" in unescape(undone.content.decode())
    assert Example.objects.get().state == "withdrawn"


def test_a_help_page_can_be_the_right_answer(work: Work, bob_client: Client) -> None:
    message = asked(work, "how do I wax my bag")
    assert "Care of leather" in page(bob_client, f"{ADDRESS}?q=leather")
    label(bob_client, message, answer="article:care")
    assert Example.objects.get().right_key == "article:care"


def test_skipping_goes_to_older_ones_and_ends(work: Work, bob_client: Client) -> None:
    asked(work, "when can I come to you")
    asked(work, "do you bring it here")
    task = find_task()
    assert task
    assert "when can I come to you" in page(bob_client, f"{ADDRESS}?before={task.place}")
    assert "You have seen all recent questions" in page(bob_client, f"{ADDRESS}?before=1")


def test_small_talk_buttons_and_what_has_no_words_are_no_questions(work: Work, bob_client: Client) -> None:
    for text in ("hello", "🎂", "thank you"):
        asked(work, text)
    assert "No questions yet" in page(bob_client)


def test_labelled_twice_by_two_people_the_first_stands(work: Work, bob_client: Client) -> None:
    message = asked(work, "do you bring it here")
    label(bob_client, message, answer="delivery")
    shown = label(bob_client, message, answer="hours")
    assert "was quicker" in shown
    assert Example.objects.get().right_key == "delivery"


@pytest.mark.parametrize("said", [{"answer": "gone"}, {"answer": "article:gone"}, {"answer": "\0"}, {}])
def test_what_is_not_there_is_not_kept(work: Work, bob_client: Client, said: dict[str, str]) -> None:
    assert "not there any more" in label(bob_client, asked(work, "do you bring it here"), **said)
    assert not Example.objects.exists()


@pytest.mark.parametrize(
    "query", ["before=x", "before=-1", "before=9" * 30, "done=x", "q=%00", "done=" + "1" * 500]
)
def test_odd_addresses_show_the_page(bob_client: Client, query: str) -> None:
    page(bob_client, f"{ADDRESS}?{query}")


@pytest.mark.parametrize("message", ["", "x", "7" * 400, "00000000-0000-0000-0000-000000000000"])
def test_a_message_that_is_none_changes_nothing(bob_client: Client, message: str) -> None:
    for address in ("labels/", "undo/"):
        response = bob_client.post(f"{ADDRESS}{address}", {"message": message, "answer": "hours"})
        assert response.status_code == 302
    assert not Example.objects.exists()


def test_a_stranger_gets_nothing(client: Client) -> None:
    assert client.get(ADDRESS).status_code in (302, 403)
    assert client.post(f"{ADDRESS}labels/").status_code in (302, 403)


def test_progress_counts_what_people_labelled(work: Work, bob_client: Client) -> None:
    before = find_progress()
    assert (before.labelled, before.wanted) == (0, 149)
    label(bob_client, asked(work, "do you bring it here"), answer="delivery")
    assert find_progress().labelled == 1
    assert "1 of about" in page(bob_client)


def test_thousands_of_questions_cost_no_more_queries(work: Work, bob_client: Client) -> None:
    message = asked(work, "do you bring it here")
    with CaptureQueriesContext(
        connection,
    ) as few:
        page(bob_client)
    decision = StoredDecision.objects.get(message=message)
    StoredDecision.objects.bulk_create(
        StoredDecision(
            message=message,
            conversation_id=message.conversation_id,
            action="admit",
            because="",
            at=now(),
            verdicts=decision.verdicts,
            proposals=decision.proposals,
        )
        for _ in range(2000)
    )
    with CaptureQueriesContext(connection) as many:
        page(bob_client)
    assert len(many) <= len(few)
