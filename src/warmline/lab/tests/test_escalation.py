"""Conversations of a file are played through the product's own readers and rules."""

import json
from pathlib import Path
from typing import Any

import pytest

from warmline.lab import bot_words
from warmline.lab.errors import LabTrouble
from warmline.lab.escalation import measure


def talk(*texts: str, needed_at: int | None = None, bot: str = "bot") -> dict[str, Any]:
    """The customer speaks first, then the bot, in turn."""
    turns = [{"from": bot if n % 2 else "customer", "text": text} for n, text in enumerate(texts)]
    return {"turns": turns, "needed_at": needed_at}


CALM = talk("When are you open?", "At 7.", "And on Sunday?", "At 8.", "thanks")
ASKS = talk("When are you open?", "At 7.", "I want to talk to a person", needed_at=3)
FAILS = talk(
    "Do you fix ovens?", "Sorry, I didn't get that.", "Ovens!", "I do not understand.", "hm", needed_at=5
)
MISSED = talk("Do you fix ovens?", "We do.", "I do not see how", "Like so.", "right", needed_at=3)


def measured(folder: Path, *conversations: Any) -> dict[str, Any]:
    path = folder / "c.jsonl"
    path.write_text("".join(json.dumps(each) + "\n" for each in conversations))
    return measure(path, lambda what, done, of: None)


def test_needs_met_missed_and_imagined_are_counted(tmp_path: Path) -> None:
    alarm = talk("I am furious, this is RIDICULOUS!!!", "Oh.", "never mind")
    found = measured(tmp_path, CALM, ASKS, FAILS, MISSED, alarm)
    assert (found["conversations"], found["needed"], found["brought"]) == (5, 3, 3)
    assert (found["precision"], found["recall"], found["f1"]) == (0.6667, 0.6667, 0.6667)
    assert found["false_alarms_per_100"] == 20
    assert found["turns_late"] == {"-1": 1, "0": 1}
    assert found["mean_turns_late"] == -0.5
    assert found["per_reason"]["asked_for_person"] == {"brought": 1, "right": 1}
    assert found["per_reason"]["upset"] == {"brought": 1, "right": 0}


def test_conversations_to_look_at_are_named(tmp_path: Path) -> None:
    alarm = {**talk("I am furious, this is RIDICULOUS!!!", "Oh.", "never mind"), "id": "c7"}
    found = measured(tmp_path, CALM, MISSED, alarm)
    assert (found["missed"], found["false_alarms"]) == (["line 2"], ["c7"])


def test_turns_may_be_pairs_and_be_called_messages(tmp_path: Path) -> None:
    pairs = {"messages": [["user", "hi"], ["assistant", "Hello."], ["user", "get me a human"]], "turn": 3}
    assert measured(tmp_path, pairs)["turns_late"] == {"0": 1}


def test_what_the_bot_knew_is_no_failure_unless_it_says_so(tmp_path: Path) -> None:
    assert measured(tmp_path, talk("a cake?", "Yes.", "a tart?", "Yes.", "a bun?", "Yes."))["brought"] == 0


def test_a_yes_to_the_offer_of_a_person_brings_one(tmp_path: Path) -> None:
    offered = talk("ovens?", "Shall I connect you to an agent?", "yes", needed_at=3)
    assert measured(tmp_path, offered)["per_reason"] == {"accepted_offer": {"brought": 1, "right": 1}}


def test_what_is_said_once_a_person_is_there_does_not_count(tmp_path: Path) -> None:
    taken = talk("a cake?", "Yes.", needed_at=None)
    taken["turns"] += [{"from": "agent", "text": "Hello!"}, {"from": "customer", "text": "a person? great"}]
    assert measured(tmp_path, taken)["brought"] == 0


def test_an_agent_alone_stands_for_the_bot(tmp_path: Path) -> None:
    found = measured(tmp_path, talk("hi", "Hello.", "get me a human", needed_at=3, bot="agent"))
    assert found["turns_late"] == {"0": 1}


def test_a_file_that_counts_from_0_is_recognised(tmp_path: Path) -> None:
    found = measured(tmp_path, CALM, {**ASKS, "needed_at": 2}, {**ASKS, "needed_at": 2})
    assert (found["turns_counted_from"], found["turns_late"]) == (0, {"0": 2})


def test_a_file_that_only_says_whether_is_measured_without_time(tmp_path: Path) -> None:
    found = measured(
        tmp_path, {"turns": ASKS["turns"], "needed": True}, {"turns": CALM["turns"], "needed": False}
    )
    assert (found["f1"], found["turns_late"], found["f1_within_one_turn"]) == (1, {}, None)


@pytest.mark.parametrize(
    "row",
    [
        {},
        {"turns": [], "needed_at": None},
        {"turns": "x", "needed_at": 1},
        {"turns": [1], "needed_at": 1},
        {"turns": [["customer", "x"]] * 1001, "needed_at": 1},
        {"turns": [{"from": "moon", "text": "x"}], "needed_at": 1},
        {"turns": [{"from": ["x"], "text": "x"}], "needed_at": 1},
        {"turns": [{"from": "customer"}], "needed_at": 1},
        {"turns": [{"from": "bot", "text": "x"}], "needed_at": 1},
        {"turns": [{"from": "customer", "text": "x"}]},
        {"turns": [{"from": "customer", "text": "x"}], "needed_at": 7},
        {"turns": [{"from": "customer", "text": "x"}], "needed_at": "soon"},
        {"turns": [{"from": "customer", "text": "x"}], "needed_at": 0.5},
        {"turns": [{"from": "customer", "text": "x"}], "needed_at": [1]},
        {"turns": [{"from": "customer", "text": "x"}], "needed": [1]},
    ],
)
def test_a_row_that_is_no_conversation_is_named_and_left_out(row: dict[str, Any], tmp_path: Path) -> None:
    found = measured(tmp_path, CALM, row)
    assert (found["conversations"], len(found["skipped"])) == (1, 1)
    assert "line 2: " in found["skipped"][0]
    with pytest.raises(LabTrouble, match="no conversation that can be read"):
        measured(tmp_path, row)


def test_nobody_needed_and_nobody_brought_divides_by_nothing(tmp_path: Path) -> None:
    found = measured(tmp_path, CALM)
    assert (found["precision"], found["recall"], found["f1"], found["mean_turns_late"]) == (None,) * 4


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Sorry, I didn't quite understand that.", "fails"),
        ("I'm not sure what you mean, could you rephrase?", "fails"),
        ("I do not know the answer to that: shall I ask a person for you?", "fails offers_person"),
        ("Would you like to talk to one of our agents?", "offers_person"),
        ("Did you mean opening hours or delivery?", "asks_back"),
        ("Did that answer your question?", "asks_if_solved"),
        ("We open at 7.", ""),
        ("I can help with that! What is the number of your order?", ""),
        ("Your agent will call you tomorrow.", ""),
    ],
)
def test_what_a_bot_did_is_seen_from_its_words(text: str, said: str) -> None:
    tests = (bot_words.fails, bot_words.offers_person, bot_words.asks_back, bot_words.asks_if_solved)
    assert {test.__name__ for test in tests if test(text)} == set(said.split())


def test_the_conversations_written_by_us_keep_their_figures() -> None:
    """Floors below what was measured (docs/brain.md): they catch what breaks, they prove nothing."""
    path = Path(__file__).parents[4] / "tests" / "quality" / "conversations.jsonl"
    found = measure(path, lambda what, done, of: None)
    assert found["conversations"] == 85
    assert found["f1"] >= 0.88
    assert found["precision"] >= 0.93
    assert found["on_time"] >= 0.9
