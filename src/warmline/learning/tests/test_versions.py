"""Versions are compared, put back while a lesson is tried, learned by two at once, and forget what was erased."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from warmline.conversations.models import Kind, Message
from warmline.gaps.tests.asking import Work, ask
from warmline.knowledge.models import Answer, Phrase
from warmline.knowledge.saving import AnswerDraft, save_answer
from warmline.learning import versions
from warmline.learning.differing import find_difference
from warmline.learning.effort import find_effort
from warmline.learning.models import Example, Version
from warmline.learning.teaching import teach, withdraw
from warmline.lib.time import now
from warmline.staff.models import Person
from warmline.web.options import change

ODD, OTHER = "my rucksack strap went ping", "the buckle of my satchel fell off"


def prepare() -> None:
    save_answer(
        AnswerDraft("Opening hours", "From 7 to 6.", ("when do you open", "open on sunday"), key="hours")
    )
    save_answer(
        AnswerDraft("Repairs", "We mend bags.", ("can you mend my bag", "repair a bag"), key="repairs")
    )


def taught(work: Work, text: str, key: str = "repairs", *, learns: bool = True) -> Example:
    message = Message.objects.filter(conversation=ask(work, text), kind=Kind.CUSTOMER).latest("number")
    example = teach(message, Answer.objects.get(key=key), "Bob Nolan")
    if learns:
        work()
    return example


def live() -> Version:
    return Version.objects.get(status="live")


def learned() -> set[str]:
    return set(Phrase.objects.filter(origin="learned").values_list("text", flat=True))


def meanwhile(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Somebody acts after a lesson was tried and before it goes live."""
    try_out = versions._try_out

    def slow(*args: object) -> object:
        trial = try_out(*args)  # type: ignore[arg-type]
        monkeypatch.setattr(versions, "_try_out", try_out)
        act()
        return trial

    monkeypatch.setattr(versions, "_try_out", slow)


@pytest.mark.django_db
def test_a_version_put_back_while_a_lesson_is_tried_stands(
    business: object, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare()
    taught(work, ODD)
    first = live().number
    second = taught(work, OTHER)
    third = taught(work, "the zip of my bag is stuck", learns=False)
    meanwhile(monkeypatch, lambda: versions.restore(first, "Alice Byrne"))
    work()
    second.refresh_from_db()
    third.refresh_from_db()
    assert (second.state, third.state) == ("withdrawn", "learned")
    assert learned() == {ODD, third.text}


@pytest.mark.django_db
def test_what_is_taken_back_or_erased_while_it_is_tried_is_not_learned(
    business: object, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare()
    one, other = taught(work, ODD, learns=False), taught(work, OTHER, learns=False)

    def act() -> None:
        withdraw(one, "Bob Nolan")
        other.message.conversation.delete()

    meanwhile(monkeypatch, act)
    work()
    assert learned() == set()
    assert live().examples == []


@pytest.mark.django_db
def test_learned_words_of_an_erased_message_are_gone_at_once(business: object, work: Work) -> None:
    prepare()
    gone = taught(work, ODD)
    taught(work, OTHER)
    number = live().number
    gone.message.conversation.delete()
    versions.forget_erased()
    assert learned() == {OTHER}
    assert live().number == number


@pytest.mark.django_db
def test_any_two_versions_are_compared(business: object, work: Work, client: Client, alice: Person) -> None:
    prepare()
    taught(work, ODD)
    first = live().number
    added = taught(work, OTHER)
    second = live().number
    found = find_difference(second, first)
    assert found
    assert [each.pk for each in found.added.examples] == [added.pk]
    assert (found.removed.total, found.common) == (0, 1)
    client.force_login(alice)
    shown = client.get(f"/learning/versions/comparison/?one={first}&other={second}").content.decode()
    assert OTHER in shown
    added.message.conversation.delete()
    again = find_difference(first, second)
    assert again
    assert (again.added.total, again.added.more) == (1, 1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query", ["", "one=1&other=1", "one=x&other=%00", "one=9999999999&other=1", "one=-1&other=2"]
)
def test_versions_that_are_not_there_are_not_compared(client: Client, alice: Person, query: str) -> None:
    client.force_login(alice)
    assert client.get(f"/learning/versions/comparison/?{query}").status_code == 302


@pytest.mark.django_db
def test_a_stranger_and_an_agent_compare_nothing(client: Client, bob: Person) -> None:
    address = "/learning/versions/comparison/?one=1&other=2"
    assert client.get(address).status_code in (302, 403)
    client.force_login(bob)
    assert client.get(address).status_code == 403


@pytest.mark.django_db
def test_thousands_of_examples_cost_the_page_no_more_queries(
    business: object, work: Work, client: Client, alice: Person
) -> None:
    prepare()
    example = taught(work, ODD)
    client.force_login(alice)
    client.get("/learning/")
    with CaptureQueriesContext(connection) as few:
        client.get("/learning/")
    message = example.message
    rows = Message.objects.bulk_create(
        Message(
            conversation_id=message.conversation_id,
            episode_id=message.episode_id,
            number=number,
            kind=Kind.CUSTOMER,
            text=ODD,
            at=now(),
        )
        for number in range(100, 3100)
    )
    Example.objects.bulk_create(
        Example(message=row, text=ODD, answer=example.answer, origin="chosen", state="flagged", at=now())
        for row in rows
    )
    with CaptureQueriesContext(connection) as many:
        shown = client.get("/learning/").content.decode()
    assert "3,000" in shown
    assert len(many) <= len(few) + 2


@pytest.mark.django_db
def test_what_asking_back_costs_is_counted(business: object, work: Work) -> None:
    prepare()
    change("decisions.careful_at", 1, "Alice")
    change("decisions.ask_back_at", 0, "Alice")
    question = "could you look at a bag of mine on sunday"
    ask(work, question)
    ask(work, question, "Repairs")
    ask(work, question, "do you sell socks made of straw")
    ask(work, question, "I would like to talk to a person")
    found = find_effort()
    assert (found.chosen, found.person, found.asked >= 4) == (1, 1, True)
    assert found.silent >= 1
    assert found.reworded >= 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one write at a time")
def test_two_workers_that_learn_at_once_lose_nothing(business: object, work: Work) -> None:
    prepare()
    taught(work, ODD, learns=False)
    taught(work, OTHER, learns=False)
    failed: list[BaseException] = []

    def learn() -> None:
        try:
            versions.learn_waiting()
        except BaseException as error:
            failed.append(error)
        finally:
            connections.close_all()

    workers = [threading.Thread(target=learn) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    work()
    assert failed == []
    assert learned() == {ODD, OTHER}
    assert Version.objects.filter(status="live").count() == 1
