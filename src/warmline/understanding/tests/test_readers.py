"""Every reader in the folder is held to the same contract."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warmline.conversations.turn import Line
from warmline.lib.encoder import runs
from warmline.lib.tests.counting import RUNS, count_calls, least_cost
from warmline.understanding.mood.labels import EMOTIONS
from warmline.understanding.plain import plain
from warmline.understanding.reader import Reader, Sample
from warmline.understanding.reading import Reading
from warmline.understanding.reading_messages import read, readers, versions

ACTS = {"question", "greeting", "thanks", "goodbye", "yes", "no", "are_you_a_bot", "empty", "abuse"}
MATTERS = {"", "health", "bereavement", "money", "safety", "legal"}
EVERY = pytest.mark.parametrize("reader", readers(), ids=lambda reader: reader.name)
HOSTILE = [
    "",
    " ",
    "\x00",
    "hu\x00man",
    "🎂" * 50,
    "??? !!!",
    "\u202eplease help\u202c",
    "مرحبا، أين طلبي؟",
    "h u m a n " * 500,
    "\ud800 lone surrogate",
    "ﷺ" * 3000,
    "Z̷a̷l̷g̷o̷ " * 200,
    "a" * 10_000,
    "i want to speak to " * 600,
    "!?" * 5_000,
    "' OR 1=1; -- <script>alert(1)</script>",
    "\n".join(["not"] * 2_000),
]


def lines(*texts: str, kind: str = "customer") -> tuple[Line, ...]:
    return tuple(Line(n, kind, "Dana", text, datetime.now(UTC)) for n, text in enumerate(texts, start=1))


def is_in_range(name: str, value: Any) -> bool:
    match name:
        case "language":
            return value == "" or (isinstance(value, str) and len(value) == 2)
        case "wish":
            return isinstance(value, bool)
        case "frustration" | "urgency" | "struggle" | "intensity":
            return bool(0 <= value <= 1)
        case "sentiment" | "frustration_trend":
            return bool(-1 <= value <= 1)
        case "emotion":
            return set(value.split("|")) <= set(EMOTIONS)
        case "sensitivity":
            return value in MATTERS
        case "act":
            return value in ACTS
        case "intent" | "scope":
            return bool(value == "")
    return isinstance(value, int) and value >= 0


SAMPLES = [(reader, sample) for reader in readers() for sample in reader.samples]


@pytest.mark.parametrize(
    ("reader", "sample"), SAMPLES, ids=lambda part: part.name if isinstance(part, Reader) else part.text[:40]
)
def test_reads_its_samples(reader: Reader, sample: Sample) -> None:
    value = reader.read(sample.text, lines(*sample.before)).value
    assert sample.low is None or value >= sample.low
    assert sample.high is None or value <= sample.high
    assert not (sample.low is None and sample.high is None) or value == sample.value


def test_being_asked_back_is_effort_until_a_person_writes() -> None:
    asked = replace(lines("Did you mean A or B?", kind="bot")[0], answer_key="ask_back:curated:a,curated:b")
    answered = replace(asked, answer_key="curated:a")
    before = (*lines("where is my parcel"), asked, answered, asked)
    assert read("the first one", before).effort.value == 2
    assert read("where is my parcel?", before).effort.value == 3
    assert read("the first one", (*before, *lines("Hello, Bob here", kind="person"))).effort.value == 0


@EVERY
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_stays_in_range(reader: Reader, text: str) -> None:
    signal = reader.read(text, lines(text, text))
    assert is_in_range(reader.name, signal.value)
    assert 0 <= signal.confidence <= 1
    assert all(word and len(word) <= 120 for word in signal.words)


@EVERY
def test_reads_the_same_again(reader: Reader) -> None:
    text, before = "STILL no answer, I want a person! My insulin is late", lines("where is it?", "hello?")
    assert reader.read(text, before) == reader.read(text, before)


@EVERY
def test_has_a_version_and_samples_on_both_sides(reader: Reader) -> None:
    assert reader.version
    # What is read in the business's knowledge has its own tests (test_intent.py).
    kinds = {str((sample.value, sample.low, sample.high)) for sample in reader.samples}
    assert len(kinds) > 1 or reader.read_in


def test_every_signal_has_a_reader() -> None:
    assert set(versions()) == set(Reading.__dataclass_fields__)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300), st.lists(st.text(max_size=60), max_size=4))
def test_any_text_can_be_read_and_stored(text: str, before: list[str]) -> None:
    reading = read(text, lines(*before))
    assert all(is_in_range(name, getattr(reading, name).value) for name in versions())
    assert Reading.from_json(reading.as_json()) == reading


ENDLESS = pytest.mark.parametrize(
    "piece", ["i want to speak to a ", "h u m a n ", "a", "é̷!?", "not "], ids=lambda piece: piece.strip()
)


def endless(piece: str, characters: int) -> str:
    return (piece * characters)[:characters]


@ENDLESS
def test_a_hundred_thousand_characters_are_no_more_work_than_ten_thousand(piece: str) -> None:
    read("warm up", ())
    # Begun differently, so that neither finds what is remembered of the other.
    page, book = f"1 {endless(piece, 10_000)}", f"2 {endless(piece, 100_000)}"
    assert count_calls(lambda: read(book, ())) < 1.2 * count_calls(lambda: read(page, ()))


@ENDLESS
def test_no_pattern_is_slower_on_a_long_text_than_on_its_bounded_part(piece: str) -> None:
    """Patterns count as one call however far they go back and forth, so their cost is held against itself."""
    texts = (endless(piece, size) for _ in range(RUNS) for size in (10_000, 100_000))
    each = [f"{text}{number}" for number, text in enumerate(texts)]
    pages, books = iter(each[::2]), iter(each[1::2])
    page = least_cost(lambda: read(next(pages), ()))
    assert least_cost(lambda: read(next(books), ())) < 10 * page


def ordinary(number: int) -> str:
    return f"Hello, I ordered a chocolate cake on Monday ({number}). Can I still change the writing on it?"


def test_an_ordinary_message_is_encoded_once_for_all_readers() -> None:
    read("warm up", ())
    before = runs()
    for number in range(20):
        read(ordinary(number), ())
    assert runs() - before == 20


def test_an_ordinary_message_takes_a_bounded_number_of_steps_and_half_of_them_once_it_is_encoded() -> None:
    """A step is some 0.5 µs, so that this keeps to 2 ms; benchmarks/readers.py measures it."""
    read(ordinary(1000), ())
    assert count_calls(lambda: read(ordinary(1001), ())) < 6000
    assert count_calls(lambda: read(ordinary(1001), ())) < 3000


def test_quotes_what_the_customer_wrote() -> None:
    assert read("Hi. I want to Speak To A Human now", ()).wish.words == ("want to Speak To A Human",)
    assert "STILL" in " ".join(read("It is STILL not here, third time!!", ()).frustration.words)


def test_what_a_person_has_dealt_with_is_over() -> None:
    upset = lines("This is ridiculous, worst shop ever!")
    answered = (*upset, Line(2, "person", "Bob", "I am sorry, here is a refund", datetime.now(UTC)))
    assert (
        read("where is the parcel", answered).frustration.value
        < read("where is the parcel", upset).frustration.value
    )


@pytest.mark.parametrize(
    "text",
    [
        "h u m a n please",
        "H.U.M.A.N",
        "ｈｕｍａｎ please",
        "hu\u200bman please",
        "humаn please",  # a Cyrillic а
        "humannnnn pleeeease",
        "\u202ehuman please\u202c",
        "𝐡𝐮𝐦𝐚𝐧 please",
    ],
)
def test_tricks_of_writing_do_not_hide_a_plea(text: str) -> None:
    assert read(text, ()).wish.value


def test_a_plea_at_the_end_of_a_megabyte_is_heard() -> None:
    assert read("bread " * 200_000 + ". I want to talk to a human", ()).wish.value


def test_phrases_do_not_reach_across_sentences() -> None:
    assert plain("I like to talk. To a person with coeliac disease?").words.count(".") == 2
    assert not read("We like to talk. To bake a person of gingerbread, which flour?", ()).wish.value
    # The meaning of a clause is taken for a wish, wrongly (docs/brain.md says why it stays); no phrase is.
    mistaken = "I love to talk. To a bakery like yours, person by person."
    assert read(mistaken, ()).wish.words in ((), (mistaken,), ("To a bakery like yours, person by person",))
