"""Does the card say what matters, in under 120 words, and never anything untrue?"""

from hypothesis import given, settings
from hypothesis import strategies as st

from warmline.conversations.models import Reason
from warmline.desk.card_facts import CardFacts, Ground, Mood, Promised, Said, Tried
from warmline.desk.card_lines import MOST_WORDS, CardLine, card_lines
from warmline.desk.shortening import sentence_with, shorten

NUMBERS = st.integers(1, 5000)
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from(["refund", "not", "wait, please", "…"]), max_size=400).map(" ".join),
)
SAIDS = st.builds(Said, NUMBERS, TEXTS)
TRIES = st.builds(
    Tried,
    NUMBERS,
    TEXTS,
    TEXTS,
    st.none() | st.floats(0, 1),
    st.sampled_from(["answered", "unhelpful", "asked_back", "unknown"]),
)
FACTS = st.builds(
    CardFacts,
    ground=st.builds(Ground, st.sampled_from(["", *Reason.values]), TEXTS, TEXTS, st.none() | SAIDS),
    wish=st.none() | SAIDS,
    tried=st.lists(TRIES, max_size=9).map(tuple),
    open=st.lists(SAIDS, max_size=9).map(tuple),
    promises=st.lists(st.builds(Promised, TEXTS, st.just("due 3 Nov 2025 10:42")), max_size=9).map(tuple),
    moods=st.lists(st.builds(Mood, NUMBERS, st.floats(0, 1)), max_size=9).map(tuple),
    sensitivity=st.sampled_from(["", "bereavement"]),
    identity=st.sampled_from(["anonymous", "claimed", "order"]),
    who=TEXTS,
    orders=st.integers(0, 9999),
    value=st.just("CHF 1,204.50"),
    since=st.just("Mar 2024"),
    late=st.lists(st.just("BR 10 42"), max_size=4).map(tuple),
    contacts=st.lists(st.just("12 Nov closed by a person"), max_size=3).map(tuple),
    language=st.just("English"),
    waiting=st.just("since 3 Nov 2025 10:42"),
)


def find(lines: tuple[CardLine, ...], name: str) -> list[CardLine]:
    return [line for line in lines if line.line == name]


@settings(max_examples=200, deadline=None)
@given(FACTS)
def test_a_card_has_under_120_words_whatever_was_said(facts: CardFacts) -> None:
    lines = card_lines(facts)
    text = " ".join(f"{line.label} {line.text}" for line in lines)
    assert len(text.split()) <= MOST_WORDS
    assert len(text) < 4000


@settings(max_examples=200, deadline=None)
@given(FACTS)
def test_what_would_mislead_if_it_were_missing_is_never_left_out(facts: CardFacts) -> None:
    lines = card_lines(facts)
    assert find(lines, "identity")
    assert find(lines, "next") or not facts.ground.reason
    assert find(lines, "waiting")
    assert bool(find(lines, "promise")) == bool(facts.promises)
    assert bool(find(lines, "mood")) == bool(facts.moods or facts.sensitivity)
    if facts.orders and facts.identity != "order":
        assert "(if it is them)" in find(lines, "value")[0].text


@given(TEXTS, st.integers(1, 30))
def test_a_shortened_text_is_the_beginning_and_says_that_it_was_cut(text: str, words: int) -> None:
    short = shorten(text, words)
    whole = " ".join(text.split())
    assert short == whole or (short.endswith("…") and whole.startswith(short[:-1]))
    assert len(short.split()) <= words


def test_all_lines_of_a_full_handoff() -> None:
    trigger = Said(7, "I am in tears, where is my medication?")
    lines = card_lines(
        CardFacts(
            ground=Ground("emotion", "Upset", "The customer is very upset.", trigger),
            wish=Said(2, "Where is my order BR-1042?"),
            tried=(Tried(3, "Where is my order BR-1042?", "Late parcels", 0.82, "unhelpful"),),
            open=(Said(2, "Where is my order BR-1042?"), Said(5, "Can I collect it instead?")),
            promises=(Promised("Call back about the invoice", "due 17:00"),),
            moods=(Mood(2, 0.1), Mood(5, 0.9), Mood(7, 0.8)),
            sensitivity="health",
            identity="order",
            orders=12,
            value="£340.50",
            since="Mar 2024",
            late=("BR-1042",),
            contacts=("12 Nov closed by a person",),
            language="English",
            waiting="since 10:42",
        )
    )
    assert [(line.label, line.text, line.number) for line in lines] == [
        ("Why you", "The customer is very upset. “I am in tears, where is my medication?”", 7),
        ("Wants", "“Where is my order BR-1042?”", 2),
        ("Tried", "“Where is my order BR-1042?”: answered from Late parcels, 82% sure; did not help", 3),
        ("Still open", "“Can I collect it instead?”", 5),
        ("Promised", "Call back about the invoice (due 17:00)", 0),
        ("Mood", "calm → very upset; sensitive matter: health", 5),
        ("Identity", "checked: order number and e-mail match", 0),
        ("Value", "12 orders, £340.50; since Mar 2024; BR-1042 late", 0),
        ("Before", "12 Nov closed by a person", 0),
        ("Language", "English", 0),
        ("Waiting", "since 10:42", 0),
        (
            "Next",
            "Acknowledge how they feel first, then say what you will do. "
            "Order BR-1042 is late: give a new time.",
            0,
        ),
    ]


def test_the_words_that_decided_are_not_said_beside_the_sentence_that_holds_them() -> None:
    trigger = Said(3, "Can I speak to a person please?")
    because = "Asked for a person: “speak to a person”."
    [line] = find(card_lines(CardFacts(ground=Ground("customer_request", "", because, trigger))), "reason")
    assert line.text == "Asked for a person. “Can I speak to a person please?”"
    elsewhere = Ground("customer_request", "", because, Said(3, "Where is my order?"))
    [line] = find(card_lines(CardFacts(ground=elsewhere)), "reason")
    assert line.text == f"{because} “Where is my order?”"


def test_nothing_known_gives_no_empty_lines() -> None:
    lines = card_lines(CardFacts())
    assert [line.line for line in lines] == ["identity"]


def test_what_is_left_out_is_counted() -> None:
    tried = tuple(
        Tried(n, f"question {n} " + "word " * 40, "A long title " * 9, 0.7, "answered") for n in range(1, 8)
    )
    promises = tuple(Promised(f"promise {n} " + "word " * 40, "due 10:42") for n in range(6))
    lines = card_lines(CardFacts(tried=tried, promises=promises))
    assert find(lines, "tried")[0].text.startswith(("4 ", "5 ", "6 "))
    assert find(lines, "promise")[-1].text.endswith("more, see beside")


def test_the_sentence_that_holds_the_words_is_quoted() -> None:
    text = "Hello there. I want to speak to a HUMAN now! Thanks"
    assert sentence_with(text, ("human",)) == "I want to speak to a HUMAN now!"


def test_peak_and_end_of_the_mood_are_told() -> None:
    moods = (Mood(1, 0.1), Mood(4, 0.9), Mood(6, 0.3))
    line = find(card_lines(CardFacts(moods=moods)), "mood")[0]
    assert line.text == "calm → very upset → uneasy; worst at message 4, calmer since"
    assert line.number == 4


def test_what_the_customer_felt_is_told_in_a_plain_word() -> None:
    moods = (Mood(1, 0.1), Mood(4, 0.9, "worried"), Mood(6, 0.3))
    line = find(card_lines(CardFacts(moods=moods)), "mood")[0]
    assert line.text == "calm → very upset → uneasy; worst at message 4 (worried), calmer since"
    line = find(card_lines(CardFacts(moods=(Mood(1, 0.9, "angry"),))), "mood")[0]
    assert line.text == "very upset; sounds angry"
