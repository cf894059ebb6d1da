"""What stands beside a conversation: summary, steps, hint and like cases, from what was really said."""

from datetime import timedelta

import pytest

from warmline.copilot.advising import advise
from warmline.copilot.hints import FEELINGS, REPEATS, SENSITIVE, UPSETTING, Hint, State, hint_for
from warmline.copilot.steps import Situation, next_steps
from warmline.copilot.summary import is_promise
from warmline.copilot.tests.scene import BROKEN, SOLD, Work, gather_all, know_a_little, reply, solved, taken
from warmline.customers.models import Customer
from warmline.desk.tests.talk import Talk, open_talk, signed_in
from warmline.lib.time import now
from warmline.staff.models import Person
from warmline.tasks.models import Task
from warmline.web.options import change

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def knowledge(business: object) -> None:
    know_a_little()


def points(talk: Talk) -> list[tuple[str, str]]:
    return [(point.label, point.text) for point in advise(talk.row).points]


def test_a_summary_tells_what_is_wanted_was_tried_is_promised_and_open(dana: Customer, bob: Person) -> None:
    talk = taken(dana, bob, BROKEN)
    reply(
        talk, bob, "Hi Dana. I will call the driver and write to you. If it rains I will bring an umbrella."
    )
    talk.says("and when do you open on Sunday?")
    told = points(talk)
    assert told[0] == ("Wants", f"“{BROKEN}”")
    assert ("Wants", "“and when do you open on Sunday?”") in told
    assert any(label == "Bob" for label, _ in told)
    assert [text for label, text in told if label == "Promised"] == [
        "I will call the driver and write to you."
    ]


def test_open_promises_of_the_business_are_told(dana: Customer, bob: Person) -> None:
    talk = taken(dana, bob, BROKEN)
    yesterday = now() - timedelta(days=1)
    Task.objects.filter(about=f"conversation:{talk.pk}").delete()
    Task.objects.create(
        kind="promise",
        text="Call Dana back",
        about=f"conversation:{talk.pk}",
        customer=dana,
        due_at=yesterday,
    )
    advice = advise(talk.row)
    assert ("Promised", "Call Dana back") in [(point.label, point.text) for point in advice.points]
    assert advice.steps[0].why == "Overdue: Call Dana back"


def test_an_empty_conversation_has_nothing_to_sum_up(dana: Customer) -> None:
    advice = advise(open_talk(dana).row)
    assert (advice.points, advice.note, advice.hint, advice.likes) == ((), "", None, ())


def test_like_cases_tell_how_they_ended(dana: Customer, bob: Person) -> None:
    solved(bob, BROKEN, SOLD, score=5, name="Yusuf Demir")
    solved(bob, BROKEN, SOLD, score=1, name="Nia Power")
    solved(bob, BROKEN, SOLD, name="Ciara Walsh")
    gather_all()
    likes = advise(taken(dana, bob, BROKEN).row).likes
    assert sorted(like.outcome for like in likes) == [
        "Rated 1 of 5",
        "Solved in 20 min",
        "Solved in 20 min, rated 5 of 5",
    ]


@pytest.mark.parametrize(
    ("sentence", "promises"),
    [
        ("I will call you tomorrow.", True),
        ("I'll send it today", True),
        ("We’ll look into it and write to you.", True),
        ("Ich melde mich morgen.", True),
        ("Je vais regarder.", True),
        ("If it rains I will bring it.", False),
        ("Will you be there?", False),
        ("Shall I call you, or will we write?", False),
        ("I will not promise that.", False),
        ("You will find it in the yard.", False),
        ("", False),
    ],
)
def test_a_promise_is_what_a_person_will_do(sentence: str, promises: bool) -> None:
    assert is_promise(sentence) is promises


@pytest.mark.parametrize(
    ("state", "hint"),
    [
        (State(sensitivity="bereavement", emotion="anger", frustration=1), SENSITIVE["bereavement"]),
        (State(emotion="anger|sadness", frustration=0.9), FEELINGS["angry"]),
        (State(emotion="nervousness"), FEELINGS["worried"]),
        (State(emotion="neutral", frustration=0.7), UPSETTING),
        (State(effort=2), REPEATS),
        (State(emotion="confusion"), FEELINGS["unsure"]),
        (State(act="thanks"), FEELINGS["thankful"]),
        (State(emotion="curiosity"), None),
        (State(emotion="no such feeling", sensitivity="nothing known"), None),
        (State(), None),
    ],
)
def test_the_gravest_of_a_state_gives_the_hint(state: State, hint: Hint | None) -> None:
    assert hint_for(state) == hint


def test_what_was_read_from_the_customers_words_gives_the_hint(
    dana: Customer, bob: Person, work: Work
) -> None:
    talk = open_talk(dana, "My father died on Monday and the cake was for his funeral")
    work()
    hint = advise(talk.row).hint
    assert hint is not None
    assert hint.state == "Bereavement"


@pytest.mark.parametrize(
    ("situation", "first"),
    [
        (Situation(is_sensitive=True, waited_minutes=60), "Show care before you solve anything."),
        (Situation(late_orders=("BR-1",), is_checked=True), "Give a new time for order BR-1."),
        (Situation(contacts=3), "Settle the cause, and check back with them in a few days."),
        (Situation(repeats=1), "Say back what you understood, then answer."),
        (Situation(waited_minutes=12), "Say sorry for the wait in your first line."),
        (
            Situation(has_orders=True, late_orders=("BR-1",)),
            "Ask for order number and e-mail before you speak about orders.",
        ),
        (Situation(undated=("I will call you",)), "Tell them until when."),
        (Situation(says_thanks=True, is_open=False), "Say goodbye warmly and close it."),
    ],
)
def test_the_most_pressing_step_comes_first_with_its_why(situation: Situation, first: str) -> None:
    steps = next_steps(situation)
    assert steps[0].text == first
    assert steps[0].why


def test_there_is_never_more_than_can_be_done_and_nothing_where_all_is_well() -> None:
    everything = Situation(
        60, ("BR-1",), ("Call",), ("I will call",), 5, True, True, 3, is_sensitive=True, says_thanks=True
    )
    assert len(next_steps(everything)) == 3
    assert next_steps(Situation(is_open=False)) == ()


def test_the_page_shows_it_to_whoever_looks_and_escapes_what_was_written(
    dana: Customer, bob: Person, carol: Person
) -> None:
    talk = taken(dana, bob, 'where is my <img src=x onerror=alert(1)> "cake"?')
    path = f"/copilot/conversations/{talk.pk}/advice"
    page = signed_in(carol).get(path).content.decode()
    assert "Summary" in page
    assert "<img" not in page
    change("copilot.advises", False)
    assert signed_in(carol).get(path).content.strip() == b""
