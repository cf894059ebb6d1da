"""What the owner sees of how sure the bot is, what nobody else sees, and what bad input does: nothing."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from warmline.channels.line import Visitor
from warmline.conversations.models import Message
from warmline.jobs.models import Job
from warmline.knowledge.models import Answer
from warmline.knowledge.saving import AnswerDraft, save_answer
from warmline.learning.models import Example, Version
from warmline.lib.time import now
from warmline.line import visitors
from warmline.staff.models import Person
from warmline.web.options import value_of

pytestmark = pytest.mark.django_db
Work = Callable[..., int]
HOSTILE = "<script>alert('x')</script> {{ sourdough }} & such?"
POSTS = (
    "promise/",
    "measurement/",
    "versions/1/restoration/",
    "examples/1/withdrawal/",
    "examples/1/acceptance/",
)
REPORT: dict[str, Any] = {
    "questions": 412,
    "answers": 20,
    "target": 0.98,
    "promise_confidence": 0.95,
    "threshold": 0.71,
    "share": 0.61,
    "precision": 0.992,
    "low": 0.981,
    "high": 0.998,
    "missing": 0,
    "right_first": 0.874,
    "curve": [
        {"threshold": 0.9, "share": 0.3, "precision": 1.0, "low": 0.97, "high": 1.0},
        {"threshold": 0.5, "share": 0.9, "precision": 0.93, "low": 0.9, "high": 0.95},
    ],
    "reliability": [
        {"said": 0.55, "right": 0.5, "low": 0.4, "high": 0.6, "questions": 40},
        {"said": 0.95, "right": 0.97, "low": 0.93, "high": 0.99, "questions": 200},
    ],
    "answered": 0.61,
    "asked_back": 0.24,
    "to_person": 0.15,
    "error": 0.031,
}
COMPARISON: dict[str, Any] = {
    "before": 0.861,
    "after": 0.874,
    "better": 9,
    "worse": 4,
    "p_worse": 0.95,
    "questions": 412,
    "is_no_worse": True,
    "test": "Asked the same questions.",
}


@pytest.fixture
def owner(alice: Person, client: Client) -> Client:
    client.force_login(alice)
    return client


def version(number: int = 1, status: str = "live", **more: Any) -> Version:
    given = {"why": "3 examples learned", "by": "Bob Nolan", "report": REPORT, "made_at": now(), **more}
    return Version.objects.create(number=number, status=status, **given)


def example(text: str = "is the rye sour", state: str = "waiting", **more: Any) -> Example:
    chat = UUID(visitors.begin(Visitor(name="Dana Whelan"))["id"])
    visitors.record(chat, uuid4().hex, text)
    message = Message.objects.get(conversation=chat, kind="customer")
    given = {"origin": "correction", "by": "Bob Nolan", "at": now(), **more}
    return Example.objects.create(message=message, text=text, state=state, **given)


def rye() -> Answer:
    save_answer(AnswerDraft("Rye bread", "It is sour, gently.", ("rye bread", "sour bread")))
    return Answer.objects.get()


def body(client: Client, query: str = "", status: int = 200) -> str:
    answer = client.get(f"/learning/{query}")
    assert answer.status_code == status
    return answer.content.decode()


def post(client: Client, path: str, status: int = 200, **fields: str) -> str:
    answer = client.post(f"/learning/{path}", fields, follow=True)
    assert answer.status_code == status
    return answer.content.decode()


def test_without_a_version_the_page_says_what_will_appear_and_how_to_start(owner: Client) -> None:
    page = body(owner)
    assert "Not measured yet" in page and "Label recent questions, one key each" in page
    assert "Measure now" in page and "<polyline" not in page
    assert 'href="/learning/" aria-current="page"' in page


def test_a_promise_kept_is_one_sentence_with_its_figures(owner: Client) -> None:
    version()
    page = body(owner)
    assert (
        "At most 2 of 100 automatic answers are wrong: kept with 95 % confidence on your 412 labelled "
        "questions. The bot answers 61 % of questions by itself." in page
    )
    assert "right for 87.4 %" in page


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        (30, "About 30 more labelled questions are needed."),
        (1, "About 1 more labelled question is needed."),
        (-1, "more of the same questions will not do"),
    ],
)
def test_a_promise_that_cannot_be_kept_says_what_is_missing(owner: Client, missing: int, said: str) -> None:
    version(report={**REPORT, "threshold": None, "missing": missing})
    page = body(owner)
    assert "it cannot promise this yet" in page and said in page
    assert "At most 2 of 100" not in page and "As far as the promise reaches" not in page


def test_the_pictures_carry_their_numbers_in_words(owner: Client) -> None:
    version()
    page = body(owner)
    assert "30 % answered: 100.0 % right (97.0 % to 100.0 %)" in page
    assert "The promise reaches this far: 61 % answered: 99.2 % right (98.1 % to 99.8 %)." in page
    assert "It said 95 %, and 97 % were right (93 % to 99 %; 200 questions)" in page
    assert "On average it is 3.1 points off." in page
    assert 'x="61.0%" y="0" width="24.0%"' in page
    assert page.count('role="img"') == 2 and page.count("<polygon") == 1


@pytest.mark.parametrize(
    "report",
    [
        {},
        {**REPORT, "curve": [], "reliability": [], "answered": 0, "asked_back": 0, "to_person": 0},
        {**REPORT, "curve": "none", "reliability": [{"said": None}, 3], "threshold": "x", "share": None},
        {"curve": None, "questions": None, "missing": None, "target": True},
    ],
)
def test_a_report_that_lacks_figures_still_shows_the_page(owner: Client, report: dict[str, Any]) -> None:
    version(report=report, comparison={"before": None})
    page = body(owner)
    assert "How sure is the bot?" in page and "Traceback" not in page and "<polygon" not in page


def test_each_version_says_when_who_why_and_how_it_compares(owner: Client) -> None:
    version(1, "retired", comparison={})
    version(2, "refused", comparison={**COMPARISON, "is_no_worse": False, "after": 0.8})
    version(3, comparison=COMPARISON)
    page = body(owner)
    assert "No worse than before: 87.4 % right instead of 86.1 %." in page
    assert "Of 412 questions, 9 came out better and 4 worse." in page
    assert "Worse than before: 80.0 % right" in page and "Refused: it was worse" in page
    assert "3 examples learned" in page and "Bob Nolan" in page and "Asked the same questions." in page
    assert page.count("Yes, use version") == 1 and "Yes, use version 1" in page


def test_an_earlier_version_is_put_back_by_a_post_alone(owner: Client, business: object) -> None:
    version(1, "retired")
    version(2)
    assert owner.get("/learning/versions/1/restoration/").status_code == 405
    assert Version.objects.count() == 2
    page = post(owner, "versions/1/restoration/")
    assert "answers as in version 1 again" in page
    live = Version.objects.get(status="live")
    assert live.number == 3 and live.by == "Alice Byrne"


def test_a_refused_version_cannot_be_put_back(owner: Client) -> None:
    version(1, "refused")
    assert "cannot be used again" in post(owner, "versions/1/restoration/")
    assert Version.objects.count() == 1


@pytest.mark.parametrize("number", ["0", "7", "999999", "99999999999999999999999"])
def test_what_is_not_there_is_not_found(owner: Client, number: str) -> None:
    for path in (
        f"versions/{number}/restoration/",
        f"examples/{number}/withdrawal/",
        f"examples/{number}/acceptance/",
    ):
        post(owner, path, status=404)


def test_the_owner_sets_the_promise_and_the_bot_is_measured_for_it(owner: Client, work: Work) -> None:
    version()
    page = post(owner, "promise/", most_wrong=" 5 ")
    assert "Saved." in page and "This was measured for at most 2 wrong in 100, and" in page
    assert value_of("decisions.most_wrong_percent") == 5
    assert Job.objects.filter(name="learning to measure").exists()
    work()
    assert Version.objects.get(status="live").report["target"] == pytest.approx(0.95)
    assert "This was measured for" not in body(owner)


@pytest.mark.parametrize("typed", ["", "0", "21", "x", "1.5", "-1", "9" * 5000, "\0", "NaN", HOSTILE])
def test_a_promise_that_makes_no_sense_comes_back_with_a_word_on_it(owner: Client, typed: str) -> None:
    page = post(owner, "promise/", status=422, most_wrong=typed)
    assert "please enter a number" in page and 'aria-invalid="true"' in page and "<script>alert" not in page
    assert value_of("decisions.most_wrong_percent") == 2
    assert not Job.objects.exists()


def test_measuring_now_makes_the_first_version(owner: Client, work: Work) -> None:
    assert "is being measured" in post(owner, "measurement/")
    work()
    assert Version.objects.get().by == "Alice Byrne"
    assert "it cannot promise this yet" in body(owner)


def test_what_needs_a_look_stands_first_with_the_answer_and_who_said_so(owner: Client) -> None:
    answer = rye()
    example("what waits", answer=answer)
    example("what is odd", "flagged", answer=answer, because="Others say otherwise.")
    example("nothing fits", "refused")
    example("known by now", "learned", answer=answer)
    page = body(owner)
    assert page.index("“what is odd”") < page.index("“what waits”") < page.index("“nothing fits”")
    assert "Others say otherwise." in page and "Rye bread</a>" in page and "No answer is right" in page
    assert "known by now" not in page
    learned = body(owner, "?show=learned")
    assert "known by now" in learned and "what waits" not in learned


def test_a_flagged_example_is_accepted_or_taken_back_once(owner: Client) -> None:
    answer = rye()
    right, wrong = example("a", "flagged", answer=answer), example("b", "flagged", answer=answer)
    assert "tries to learn it" in post(owner, f"examples/{right.pk}/acceptance/")
    assert "It was looked at before" in post(owner, f"examples/{right.pk}/acceptance/")
    assert "Taken back." in post(owner, f"examples/{wrong.pk}/withdrawal/")
    assert "It was taken back before" in post(owner, f"examples/{wrong.pk}/withdrawal/")
    right.refresh_from_db()
    wrong.refresh_from_db()
    assert (right.state, wrong.state) == ("waiting", "withdrawn")


def test_hostile_texts_are_shown_as_text(owner: Client) -> None:
    version(why=HOSTILE, by=HOSTILE, comparison={**COMPARISON, "test": HOSTILE})
    save_answer(AnswerDraft(HOSTILE, "No.", ("bread",)))
    example(HOSTILE, "flagged", because=HOSTILE, by=HOSTILE, answer=Answer.objects.get())
    page = body(owner)
    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;alert") >= 6


def test_a_stranger_and_an_agent_get_nothing(bob: Person) -> None:
    version(1, "retired")
    stranger, agent = Client(), Client()
    agent.force_login(bob)
    assert stranger.get("/learning/")["Location"].startswith("/staff/login/")
    assert agent.get("/learning/").status_code == 403
    for path in POSTS:
        assert stranger.post(f"/learning/{path}")["Location"].startswith("/staff/login/")
        assert agent.post(f"/learning/{path}", {"most_wrong": "9"}).status_code == 403
    assert Version.objects.get().status == "retired" and not Job.objects.exists()
    assert value_of("decisions.most_wrong_percent") == 2
    assert 'href="/learning/"' not in agent.get("/knowledge/").content.decode()


def test_acting_needs_a_post(owner: Client) -> None:
    for path in POSTS:
        assert owner.get(f"/learning/{path}").status_code == 405


@pytest.mark.parametrize("query", ["page=x", "page=-1", "versions=999", "show=%00", "page=%00&versions=%00"])
def test_odd_addresses_show_the_page(owner: Client, query: str) -> None:
    version()
    body(owner, f"?{query}")


def test_many_versions_stand_on_pages(owner: Client) -> None:
    for number in range(1, 31):
        version(number, "live" if number == 30 else "retired")
    assert "Page 1 of 3" in body(owner) and "Version 30" in body(owner)
    assert "Version 1 <" in body(owner, "?versions=3")


def test_a_limit_stricter_than_the_promise_is_what_counts(owner: Client) -> None:
    version(report={**REPORT, "answered": 0.5})
    page = body(owner)
    assert "The bot answers 50 % of questions by itself." in page and "wrong, 50 % answered" in page
