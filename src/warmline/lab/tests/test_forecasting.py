"""Calls of which only the acts are known (the shape of BETOLD): who will give up on the bot?"""

import json
from pathlib import Path
from typing import Any

import pytest

from warmline.lab.calls import acts_of, forecaster
from warmline.lab.errors import LabTrouble
from warmline.lab.escalation import measure
from warmline.lab.forecasting import area_under_curve

OPENING = [["nlg", "intro_assistant_1", []], ["nlu", "schedule", []], ["nlg", "propose_date", ["slot"]]]
DONE = [*OPENING, ["nlu", "confirm", []], ["nlg", "confirm_date_scheduled", []], ["nlu", "negate", []]]
LOST = [
    *OPENING,
    ["nlu", "user_proposed_date", ["time"]],
    ["nlg", "time_asked_unavailable_propose_new", []],
    ["nlu", "user_proposed_date", ["time"]],
    ["nlg", "failed_schedule_warning", []],
    ["nlu", "transfer_agent", []],
]


def measured(folder: Path, *rows: Any) -> dict[str, Any]:
    path = folder / "calls.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return measure(path, lambda what, done, of: None)


def test_who_fails_again_and_again_is_likelier_to_give_up() -> None:
    done, lost = acts_of(DONE), acts_of(LOST)
    assert not isinstance(done, str) and not isinstance(lost, str)
    for kind in ("whole", "so_far"):
        assert forecaster(kind).forecast(lost) > 2 * forecaster(kind).forecast(done)


def test_calls_are_measured_as_conversations_are(tmp_path: Path) -> None:
    found = measured(tmp_path, {"luhf": 0, "turns": DONE}, {"luhf": 1, "turns": LOST})
    assert (found["conversations"], found["needed"], found["auc"]) == (2, 1, 1)
    assert set(found["by_share_seen"]) == {"25%", "50%", "75%"}
    assert {"precision", "recall", "f1", "false_alarms_per_100"} <= found.keys()


def test_acts_never_seen_are_no_trouble(tmp_path: Path) -> None:
    found = measured(tmp_path, {"luhf": 1, "turns": [["nlu", "sing " * 9999, ["x"] * 99]]})
    assert (found["conversations"], found["auc"]) == (1, None)


@pytest.mark.parametrize(
    "row",
    [
        {"luhf": 1},
        {"luhf": 1, "turns": []},
        {"luhf": 1, "turns": ["x"]},
        {"luhf": 1, "turns": [["moon", "x", []]]},
        {"luhf": 1, "turns": [["nlu", 3, []]]},
        {"luhf": 1, "turns": [["nlu", "x", 3]]},
        {"luhf": 2, "turns": DONE},
        {"luhf": [1], "turns": DONE},
    ],
)
def test_a_row_that_is_no_call_is_named_and_left_out(row: dict[str, Any], tmp_path: Path) -> None:
    found = measured(tmp_path, {"luhf": 0, "turns": DONE}, row)
    assert (found["conversations"], len(found["skipped"])) == (1, 1)
    with pytest.raises(LabTrouble, match="no call that can be read"):
        measured(tmp_path, row)


def test_the_area_under_the_curve_counts_ties_half() -> None:
    assert area_under_curve([True, False, True, False], [0.9, 0.1, 0.5, 0.5]) == 0.875
    assert area_under_curve([True], [0.9]) is None
