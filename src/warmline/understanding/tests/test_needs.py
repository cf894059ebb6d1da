"""Needs are heard in the meaning, held to sentences that nothing was trained on; floors stand below what is reached."""

import csv
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from warmline.lib import encoder
from warmline.lib.encoder import version
from warmline.understanding.needs.heads import NONE, load
from warmline.understanding.needs.opinions import opinions
from warmline.understanding.needs.pooling import FEATURES
from warmline.understanding.reading import Reading
from warmline.understanding.reading_messages import read
from warmline.understanding.repeats import is_slip

ROOT: Final = Path(__file__).parents[4]
HERE: Final = ROOT / "src" / "warmline" / "understanding" / "needs"
#: Needs heard in 100, as docs/brain.md tells them, minus a margin.
FLOORS: Final = {
    "wish": 58,
    "health": 80,
    "bereavement": 72,
    "safety": 62,
    "legal": 52,
    "money": 66,
    "urgency": 58,
    "frustration": 58,
}
#: Of 194 sentences that only sound like a need, so many may sound an alarm.
MOST_ALARMS: Final = 15


CHECK: Final = ROOT / "tests" / "quality" / "needs.tsv"
#: Written when the first heads were done.
FRESH: Final = ROOT / "tests" / "quality" / "needs_fresh.tsv"
#: Written before the heads of today were; chose nothing: the most honest.
UNSEEN: Final = ROOT / "tests" / "quality" / "needs_unseen.tsv"
#: Written before keywords were doubted; counted, never looked at.
HELD_OUT: Final = ROOT / "tests" / "quality" / "needs_heldout.tsv"


@cache
def sentences(path: Path) -> tuple[tuple[str, str], ...]:
    with path.open(newline="", encoding="utf-8") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple((row["need"], row["text"]) for row in rows)


def heard(reading: Reading) -> set[str]:
    """What a reading would act on."""
    found = {str(reading.sensitivity.value)} - {""}
    found |= {"wish"} if reading.wish.value else set()
    found |= {"urgency"} if reading.urgency.value >= 0.5 else set()
    return found | ({"frustration"} if reading.frustration.value >= 0.4 else set())


def test_nine_in_ten_of_what_only_sounds_like_a_need_is_left_in_peace() -> None:
    ordinary = [text for need, text in sentences(CHECK) if need == NONE]
    alarms = [(text, found) for text in ordinary if (found := heard(read(text)))]
    assert len(alarms) <= MOST_ALARMS, alarms


@pytest.mark.parametrize("need", FLOORS)
def test_hears_needs_in_words_it_never_met(need: str) -> None:
    asked = [text for name, text in sentences(CHECK) if name == need]
    missed = [text for text in asked if need not in heard(read(text))]
    assert 100 * (1 - len(missed) / len(asked)) >= FLOORS[need], missed


@pytest.mark.parametrize(("path", "share", "alarms"), [(FRESH, 0.55, 1), (UNSEEN, 0.58, 24)])
def test_hears_most_fresh_needs_and_leaves_ordinary_questions_in_peace(
    path: Path, share: float, alarms: int
) -> None:
    needs = [(need, text) for need, text in sentences(path) if need != NONE]
    ordinary = [text for need, text in sentences(path) if need == NONE]
    assert sum(need in heard(read(text)) for need, text in needs) >= share * len(needs)
    assert sum(bool(heard(read(text))) for text in ordinary) <= alarms


def test_no_sentence_of_the_check_was_trained_on() -> None:
    trained = {text.casefold() for _, text in sentences(HERE / "examples.tsv")}
    checked = Counter(
        text.casefold() for path in (CHECK, FRESH, UNSEEN, HELD_OUT) for _, text in sentences(path)
    )
    assert not trained & set(checked)
    assert max(checked.values()) == 1
    assert sum(checked.values()) >= 1170


def test_the_heads_fit_the_encoder() -> None:
    assert load().weights.shape == (10, FEATURES)
    assert len(version()) == 12


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "😭😭😭",
        "agent",
        "12 34",
        "Wo ist denn meine Bestellung geblieben?",
        "注文した商品が届きません",
        "!?!?",
    ],
)
def test_no_opinion_on_what_it_has_not_learned(text: str) -> None:
    found = opinions(text)
    assert not found.is_covered
    assert not found.heard
    assert found.sure_of_none("asked") == 0.0
    reading = read(text)
    assert reading.sensitivity.confidence == 0.0 or reading.sensitivity.value


def test_an_english_need_within_another_language_is_heard() -> None:
    text = "Hallo, guten Tag. The lad in your shop fell down and is not moving. Vielen Dank und freundliche Grüße"
    assert read(text).sensitivity.value == "safety"


def test_quotes_the_clause_that_says_it() -> None:
    text = "Hi, I ordered the lamp in May. The lad in your shop fell down and is not moving"
    assert read(text).sensitivity.words == ("The lad in your shop fell down and is not moving",)


@pytest.mark.parametrize("trick", ["\u200b", "\u00ad", "\u2060"])
def test_invisible_signs_do_not_hide_a_need(trick: str) -> None:
    text = "my nan has gone to heaven, stop her magazine".replace("e", f"e{trick}")
    assert read(text).sensitivity.value == "bereavement"


def test_long_and_broken_text_is_read() -> None:
    need = "The lad in your shop fell down and is not moving"
    assert read("We like your bread very much. " * 400 + need).sensitivity.value == "safety"
    assert read(f"\ud83d {need}").sensitivity.value == "safety"


@pytest.mark.parametrize(
    ("word", "other", "is_one"),
    [
        ("sourdough", "sourdouhg", True),
        ("order", "ordr", False),
        ("parcel", "parcl", True),
        ("parcel", "parcels", True),
        ("return", "retrun", True),
        ("voucher", "pouch", False),
        ("bread", "bread", False),
    ],
)
def test_tells_a_slip_from_another_word(word: str, other: str, is_one: bool) -> None:
    assert is_slip(word, other) is is_one


def test_the_model_card_names_data_licence_limits_and_fairness() -> None:
    card = (
        (ROOT / "docs" / "brain.md")
        .read_text()
        .partition("## Readings: needs of people")[2]
        .partition("\n## ")[0]
    )
    assert all(f"*{part}:*" in card for part in ("Data", "Licence", "Threshold", "Limits", "Fairness"))


def test_the_encoder_runs_once_for_a_message_of_many_clauses() -> None:
    text = "Hi there. My order came, but the lid was cracked; I never had that. Can you send another? Thanks, Una"
    before = encoder.runs()
    read(text)
    assert encoder.runs() == before + 1
    read(text)
    assert encoder.runs() == before + 1


def test_the_end_of_a_message_longer_than_a_run_costs_one_more() -> None:
    text = (
        "We have been coming to your shop for many years now. " * 30 + "The lad fell down and is not moving"
    )
    before = encoder.runs()
    opinions(text)
    assert encoder.runs() == before + 2


def test_a_keyword_alone_is_no_need_where_the_rest_speaks_against_it() -> None:
    assert heard(read("police museum tickets")) == set()
    assert heard(read("do you sell emergency candles")) == set()
    assert "bereavement" in heard(read("Do you do catering for a funeral?"))


def test_a_keyword_stands_where_the_heads_have_no_opinion() -> None:
    assert "wish" in heard(read("agent"))
    assert "bereavement" in heard(read("Mi padre falleció"))
    assert "health" in heard(read("Mein Insulin ist nicht angekommen"))


def test_doubting_keywords_costs_no_plea_of_those_held_out() -> None:
    rows = sentences(HELD_OUT)
    pleas = [need in heard(read(text)) for need, text in rows if need != NONE]
    alarms = [bool(heard(read(text))) for need, text in rows if need == NONE]
    assert sum(pleas) >= 51
    assert sum(alarms) <= 7
