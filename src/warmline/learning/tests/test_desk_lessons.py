"""Staff tell the bot on the desk which answer was right."""

import re
import threading
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.db import connections
from django.test import Client

from warmline.conversations.models import Kind, Message
from warmline.desk.tests.talk import open_talk, signed_in
from warmline.gaps.tests.asking import ask
from warmline.jobs.models import Job
from warmline.knowledge.models import Answer
from warmline.knowledge.saving import AnswerDraft, save_answer
from warmline.learning.models import Example
from warmline.staff.models import Person

pytestmark = pytest.mark.django_db

Work = Callable[..., int]
QUESTION = "do you mend old toasters?"


@pytest.fixture(autouse=True)
def knowledge(alice: Person) -> None:
    for key, title in (("parking", "Parking"), ("repairs", "Repairs"), ("vegan", "Vegan bread")):
        draft = AnswerDraft(title=title, text=f"All about {title.lower()}.", phrases=(f"{title}?",), key=key)
        save_answer(draft, by=alice.name)


@pytest.fixture
def asked(work: Work) -> Message:
    return question_in(ask(work, QUESTION))


def question_in(chat: UUID) -> Message:
    return Message.objects.filter(conversation=chat, kind=Kind.CUSTOMER).order_by("-number")[0]


def path(message: Message, noun: str = "") -> str:
    return f"/learning/messages/{message.pk}/{noun}"


def seen_in(html: str) -> str:
    found = re.search(r'name="seen" value="([^"]*)"', html)
    assert found
    return found[1]


def look(person: Person, message: Message) -> str:
    response = signed_in(person).get(path(message))
    assert response.status_code == 200
    return response.content.decode()


def teach(person: Person, message: Message, *, seen: str = "", **fields: str) -> tuple[int, str]:
    response = signed_in(person).post(path(message, "correction"), {"seen": seen, **fields})
    return response.status_code, response.content.decode()


def test_the_thread_offers_to_teach_only_under_what_the_bot_decided_on(bob: Person, work: Work) -> None:
    chat = ask(work, "hello there", QUESTION, "I want to talk to a person")
    html = signed_in(bob).get(f"/desk/conversations/{chat}/").content.decode()
    questions = Message.objects.filter(conversation=chat, kind=Kind.CUSTOMER).order_by("number")
    assert [path(each) in html for each in questions] == [False, True, False]


def test_a_choice_is_kept_with_the_name_and_can_be_taken_back(bob: Person, asked: Message) -> None:
    html = look(bob, asked)
    assert "What was the right answer?" in html
    status, html = teach(bob, asked, seen=seen_in(html), answer="repairs")
    assert status == 200
    assert "Thank you" in html
    example = Example.objects.get(message=asked)
    assert (example.answer, example.by, example.origin) == (
        Answer.objects.get(key="repairs"),
        "Bob Nolan",
        "correction",
    )
    response = signed_in(bob).post(path(asked, "retraction"), {"seen": seen_in(html)})
    assert "Taken back" in response.content.decode()
    example.refresh_from_db()
    assert example.state == Example.State.WITHDRAWN
    # And taught anew.
    status, html = teach(bob, asked, seen=seen_in(response.content.decode()), none="1")
    assert status == 200
    assert "None of our answers is right here" in html
    example.refresh_from_db()
    assert (example.answer, example.state) == (None, Example.State.WAITING)


def test_what_the_bot_thought_likeliest_is_one_click_away(bob: Person, work: Work) -> None:
    message = question_in(ask(work, "parking?"))
    html = look(bob, message)
    assert 'value="parking"' in html
    assert re.search(r"\d+\s% sure", html)
    assert "The bot said" in html
    assert html.count('data-wl="lesson-choice"') <= 3


def test_an_answer_that_is_not_in_use_is_offered_nowhere(bob: Person, work: Work) -> None:
    message = question_in(ask(work, "parking?"))
    Answer.objects.filter(key="parking").update(is_active=False)
    assert 'value="parking"' not in look(bob, message)
    assert 'value="parking"' not in signed_in(bob).get(path(message, "answers?q=parking")).content.decode()
    status, html = teach(bob, message, answer="parking")
    assert status == 422
    assert "not there any more" in html


@pytest.mark.parametrize(
    ("query", "key"),
    [("park", "parking"), ("VEGAN", "vegan"), ("where can I leave my car, parking", "parking")],
)
def test_the_search_finds_by_title_and_by_meaning(bob: Person, asked: Message, query: str, key: str) -> None:
    html = signed_in(bob).get(path(asked, "answers"), {"q": query}).content.decode()
    assert f'value="{key}"' in html


@pytest.mark.parametrize(
    "query", ["", " ", "x" * 100_000, "%_\\", "\0\0", "<script>alert(1)</script>", "🥐" * 500]
)
def test_any_search_gives_a_short_list(bob: Person, asked: Message, query: str) -> None:
    for number in range(12):
        Answer.objects.create(key=f"a{number}", title=f"Answer {number}", text="Text")
    response = signed_in(bob).get(path(asked, "answers"), {"q": query})
    assert response.status_code == 200
    assert response.content.decode().count("<button") <= 8
    assert b"<script>" not in response.content


def test_a_search_without_a_hit_says_what_to_do(bob: Person, asked: Message) -> None:
    Answer.objects.all().update(is_active=False)
    assert "Try others" in signed_in(bob).get(path(asked, "answers"), {"q": "zzzz"}).content.decode()


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"answer": ""},
        {"answer": "unknown"},
        {"answer": "x" * 5000},
        {"answer": "\0"},
        {"answer": "' OR 1=1 --"},
    ],
)
def test_an_unknown_answer_teaches_nothing(bob: Person, asked: Message, fields: dict[str, str]) -> None:
    status, html = teach(bob, asked, **fields)
    assert status == 422
    assert "Which other one is right?" in html
    assert not Example.objects.exists()


def test_the_same_word_twice_is_kept_once(bob: Person, carol: Person, asked: Message) -> None:
    assert teach(bob, asked, answer="repairs")[0] == 200
    at = Example.objects.get().at
    assert teach(carol, asked, answer="repairs")[0] == 200
    example = Example.objects.get()
    assert (example.at, example.by) == (at, "Bob Nolan")
    assert Job.objects.filter(name="examples changed").count() <= 1


def test_who_comes_second_sees_the_first_before_changing_it(
    bob: Person, carol: Person, asked: Message
) -> None:
    before = seen_in(look(carol, asked))
    teach(bob, asked, answer="repairs")
    status, html = teach(carol, asked, seen=before, answer="vegan")
    assert status == 409
    assert "Bob Nolan was quicker" in html
    assert Example.objects.get().answer == Answer.objects.get(key="repairs")
    # Undo of a page that is out of date takes nothing back either.
    response = signed_in(carol).post(path(asked, "retraction"), {"seen": before})
    assert response.status_code == 409
    assert Example.objects.get().state != Example.State.WITHDRAWN


def test_undo_twice_or_of_nothing_does_no_harm(bob: Person, asked: Message) -> None:
    assert signed_in(bob).post(path(asked, "retraction")).status_code == 200
    _, html = teach(bob, asked, answer="repairs")
    for _ in range(2):
        fields = {"seen": seen_in(html)}
        assert signed_in(bob).post(path(asked, "retraction"), fields).status_code == 200
    assert Example.objects.get().state == Example.State.WITHDRAWN


def test_nothing_is_taught_on_what_is_no_question(bob: Person, dana: object, work: Work) -> None:
    chat = ask(work, "thanks!", QUESTION)
    bot = Message.objects.filter(conversation=chat, kind=Kind.BOT).order_by("-number")[0]
    thanks = Message.objects.filter(conversation=chat, kind=Kind.CUSTOMER).order_by("number")[0]
    for pk in (bot.pk, thanks.pk, uuid4()):
        for noun in ("", "answers"):
            assert signed_in(bob).get(f"/learning/messages/{pk}/{noun}").status_code == 404
        for noun in ("correction", "retraction"):
            assert (
                signed_in(bob).post(f"/learning/messages/{pk}/{noun}", {"answer": "repairs"}).status_code
                == 404
            )
    assert not Example.objects.exists()


def test_a_message_too_long_to_learn_says_so(bob: Person, work: Work) -> None:
    message = question_in(ask(work, "do you mend toasters and kettles? " * 40))
    if signed_in(bob).get(path(message)).status_code == 404:
        pytest.skip("The bot gave it to a person for another reason.")
    status, html = teach(bob, message, answer="repairs")
    assert status == 422
    assert "too long" in html


def test_what_a_customer_wrote_is_escaped(bob: Person, work: Work) -> None:
    chat = ask(work, "<img src=x onerror=alert(1)> do you mend toasters?")
    message = question_in(chat)
    page = Client()
    page.force_login(bob)
    for address in (f"/desk/conversations/{chat}/", path(message)):
        assert b"<img src=x" not in page.get(address).content


def test_it_works_without_scripts(bob: Person, asked: Message) -> None:
    page = Client()
    page.force_login(bob)
    html = page.get(path(asked), {"q": "repairs"}).content.decode()
    assert "<h1>" in html
    assert 'value="repairs"' in html
    response = page.post(path(asked, "correction"), {"answer": "repairs", "seen": seen_in(html)})
    assert response["Location"] == path(asked)
    assert "Thank you" in page.get(path(asked)).content.decode()


def test_charlie_gets_nothing(asked: Message) -> None:
    for noun in ("", "answers"):
        assert Client().get(path(asked, noun))["Location"].startswith("/staff/login/")
    for noun in ("correction", "retraction"):
        assert Client().post(path(asked, noun), {"answer": "repairs"}).status_code == 302
        assert Client(headers={"HX-Request": "true"}).post(path(asked, noun)).status_code == 401
    assert not Example.objects.exists()


def test_acts_need_the_token_and_are_not_done_by_looking(bob: Person, asked: Message) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(bob)
    for noun in ("correction", "retraction"):
        assert client.post(path(asked, noun), {"answer": "repairs"}).status_code == 403
        assert signed_in(bob).get(path(asked, noun)).status_code == 405


def test_a_chat_that_only_people_hold_offers_nothing(bob: Person, dana: object) -> None:
    talk = open_talk(dana, QUESTION)  # type: ignore[arg-type]
    talk.queue()
    assert 'data-wl="teach"' not in signed_in(bob).get(talk.path).content.decode()


def test_what_bob_teaches_is_what_the_next_customer_hears(bob: Person, asked: Message, work: Work) -> None:
    teach(bob, asked, answer="repairs")
    work()
    assert Example.objects.get().state == Example.State.LEARNED
    chat = ask(work, QUESTION, name="Erin Walsh")
    said = Message.objects.filter(conversation=chat, kind=Kind.BOT).order_by("-number")[0]
    assert said.text == "All about repairs."


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_is_kept_and_the_other_told(
    bob: Person, carol: Person, asked: Message
) -> None:
    outcomes: list[int] = []
    start = threading.Barrier(2)

    def run(person: Person, key: str) -> None:
        client = signed_in(person)
        start.wait(10)
        try:
            outcomes.append(client.post(path(asked, "correction"), {"answer": key, "seen": ""}).status_code)
        finally:
            connections.close_all()

    said = ((bob, "repairs"), (carol, "vegan"))
    threads = [threading.Thread(target=run, args=each) for each in said]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes) == [200, 409]
    assert Example.objects.count() == 1
