"""Who gets a conversation, and why not the others? The order of reasons as a table that a team lead could write."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from warmline.routing.choosing import Candidate, Choice, Need, route
from warmline.routing.wording import Worded, in_words, join, say_all

AT = datetime(2025, 12, 9, 10, tzinfo=UTC)
BOB = Candidate(1, "Bob", free_since=AT)
INES = Candidate(2, "Ines", free_since=AT - timedelta(hours=1))
TOM = Candidate(3, "Tom", free_since=AT - timedelta(minutes=5))
TEAM = (BOB, INES, TOM)
DANA = Need(customer="Dana")
GERMAN = replace(DANA, language="de")
CAKE = replace(DANA, skills=frozenset({"wedding cakes"}))


def can(each: Candidate, **values: object) -> Candidate:
    return replace(each, **values)  # type: ignore[arg-type]


def baker(each: Candidate) -> Candidate:
    return can(each, skills=frozenset({"wedding cakes"}))


@pytest.mark.parametrize(
    ("need", "people", "chosen", "because"),
    [
        (DANA, TEAM, "Ines", "you have waited longest for one"),
        (DANA, (can(BOB, free_since=None), INES, TOM), "Bob", "you have waited longest for one"),
        (DANA, (BOB, can(INES, holding=1), can(TOM, holding=1)), "Bob", "you have the most room (0 of 4)"),
        (
            DANA,
            (can(BOB, holding=1), can(INES, holding=1, upset=1), can(TOM, holding=3)),
            "Bob",
            "you have the most room (1 of 4)",
        ),
        (
            DANA,
            (can(BOB, holding=2, capacity=8), can(INES, holding=1, capacity=2)),
            "Bob",
            "you have the most room (2 of 8)",
        ),
        (
            GERMAN,
            (BOB, can(INES, speaks=("de", "en")), TOM),
            "Ines",
            "it is in German and nobody else who fits is free",
        ),
        (
            CAKE,
            (BOB, INES, baker(TOM)),
            "Tom",
            "you know about wedding cakes and nobody else who fits is free",
        ),
        (replace(GERMAN, last_with=1, last_days=8), TEAM, "Bob", "you spoke with Dana in the last two weeks"),
        (
            replace(GERMAN, last_with=1, last_days=1),
            (can(BOB, speaks=("de",)), INES),
            "Bob",
            "you spoke with Dana yesterday and it is in German",
        ),
        (replace(CAKE, dedicated=3, last_with=1), TEAM, "Tom", "you always look after Dana"),
        (
            replace(DANA, is_upset=True),
            (can(BOB, upset_today=2), can(INES, upset_today=3), can(TOM, upset_today=1, holding=2)),
            "Tom",
            "Dana is upset and you had the fewest upset customers today",
        ),
        (replace(DANA, declined=frozenset({2})), (BOB, INES), "Bob", "nobody else who fits is free"),
    ],
)
def test_the_best_one_gets_it(need: Need, people: tuple[Candidate, ...], chosen: str, because: str) -> None:
    choice = route(need, people)
    assert choice.person and (choice.person.name, choice.because) == (chosen, because)


@pytest.mark.parametrize(
    ("need", "people", "because"),
    [
        (DANA, (), "nobody is here"),
        (DANA, (can(BOB, is_here=False),), "nobody is here"),
        (GERMAN, TEAM, "nobody who is here speaks German"),
        (CAKE, (can(baker(BOB), is_here=False), INES), "nobody who is here knows about wedding cakes"),
        (DANA, (can(BOB, holding=4), can(INES, holding=9)), "everybody has as many as they can"),
        (GERMAN, (can(BOB, speaks=("de",), holding=4), INES), "nobody who is here fits and has room"),
        (replace(DANA, dedicated=1), (can(BOB, holding=4),), "everybody has as many as they can"),
    ],
)
def test_if_nobody_fits_everybody_sees_it_and_why(
    need: Need, people: tuple[Candidate, ...], because: str
) -> None:
    choice = route(need, people)
    assert choice.person is None and choice.because == because


def test_everybody_else_is_told_apart_with_one_reason_each() -> None:
    people = (
        can(BOB, holding=4),
        INES,
        can(TOM, is_here=False),
        can(Candidate(4, "Ada"), speaks=("fr",)),
        can(Candidate(5, "Eve"), speaks=("en",), holding=2),
        can(Candidate(6, "Max"), free_since=AT),
        Candidate(7, "Una"),
    )
    choice = route(replace(DANA, language="en", declined=frozenset({7})), people)
    assert choice.person == INES
    assert [(each.name, str(each.why)) for each in choice.passed_over] == [
        ("Bob", "has 4 of 4 conversations"),
        ("Tom", "is not here"),
        ("Ada", "does not speak English"),
        ("Eve", "has less room (2 of 4)"),
        ("Max", "got one more recently"),
        ("Una", "did not open it in time"),
    ]


people = st.lists(
    st.builds(
        Candidate,
        id=st.integers(1, 6),
        name=st.just("Somebody"),
        is_here=st.booleans(),
        speaks=st.sampled_from([(), ("de",), ("en", "de")]),
        skills=st.frozensets(st.sampled_from(["cakes", "billing"])),
        capacity=st.integers(1, 3),
        holding=st.integers(0, 4),
        upset=st.integers(0, 2),
        upset_today=st.integers(0, 3),
        free_since=st.sampled_from([None, AT, AT - timedelta(days=1)]),
    ),
    max_size=6,
    unique_by=lambda each: each.id,
)
needs = st.builds(
    Need,
    language=st.sampled_from(["", "en", "de", "fr"]),
    skills=st.frozensets(st.sampled_from(["cakes", "billing"])),
    is_upset=st.booleans(),
    dedicated=st.sampled_from([None, 1, 9]),
    last_with=st.sampled_from([None, 1, 2]),
    last_days=st.integers(0, 13),
    declined=st.frozensets(st.integers(1, 3)),
)


@given(needs, people)
@settings(max_examples=150, deadline=None)
def test_whoever_is_chosen_is_here_has_room_and_everybody_is_accounted_for(
    need: Need, people: list[Candidate]
) -> None:
    choice: Choice = route(need, people)
    assert choice.because and all(str(each.why) for each in choice.passed_over)
    told = {each.id for each in choice.passed_over} | ({choice.person.id} if choice.person else set())
    assert told == {each.id for each in people}
    assert route(need, list(reversed(people))).person == choice.person, (
        "the order of the list does not matter"
    )
    if choice.person:
        assert choice.person.is_here and choice.person.holding < choice.person.capacity
        assert choice.person.id not in need.declined


def test_each_reads_the_reasons_in_their_own_language() -> None:
    skilled = can(baker(BOB), speaks=("fr",))
    choice = route(replace(CAKE, language="fr", last_with=1, last_days=1), (skilled, INES))
    with override("de"):
        assert say_all(choice.reasons) == (
            "Sie gestern mit Dana gesprochen haben, es auf Französisch ist und Sie sich mit wedding cakes auskennen"
        )
        assert choice.passed_over[0].why.say() == "spricht nicht Französisch"
    stored = [Worded.from_json(each.as_json()) for each in choice.reasons]
    assert in_words(stored) == choice.because


def test_reasons_are_joined_as_one_says_them() -> None:
    assert [join(each) for each in ((), ("a",), ("a", "b"), ("a", "b", "c"))] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
