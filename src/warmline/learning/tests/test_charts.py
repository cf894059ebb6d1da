"""Where the figures of a report lie in the pictures."""

import pytest

from warmline.learning.charts import Axis, coverage, reliability, shares
from warmline.learning.figures import percent
from warmline.learning.tests.test_pages import REPORT


def test_an_axis_draws_what_lies_outside_at_its_edge() -> None:
    axis = Axis(0.5, 1.0, 100, 0)
    assert [axis.at(value) for value in (0.5, 0.75, 1.0, 0.2, 3.0)] == [100, 50, 0, 100, 0]
    assert axis.ticks()[0] == (100, "50 %") and axis.ticks()[-1] == (0, "100 %")


def test_the_curve_runs_from_few_answers_to_many_with_a_closed_band() -> None:
    chart = coverage({**REPORT, "curve": list(reversed(REPORT["curve"]))})
    assert chart and chart.up.low == 0.9
    strict, lenient = chart.dots
    assert strict.x < lenient.x and strict.y < lenient.y
    assert chart.line == f"{strict.x},{strict.y} {lenient.x},{lenient.y}"
    assert len(chart.band.split()) == 4
    assert chart.chosen and strict.x < chart.chosen.x < lenient.x
    assert chart.aim == chart.up.at(0.98)


def test_no_curve_is_drawn_through_one_point_and_no_choice_without_a_promise() -> None:
    assert coverage({**REPORT, "curve": REPORT["curve"][:1]}) is None
    chart = coverage({**REPORT, "threshold": None})
    assert chart and chart.chosen is None


def test_the_axis_goes_down_to_the_worst_share_of_right_answers() -> None:
    worst = {"threshold": 0.1, "share": 1.0, "precision": 0.31, "low": 0.2, "high": 0.4}
    chart = coverage({**REPORT, "curve": [*REPORT["curve"], worst]})
    assert chart and chart.up.low == 0.0


def test_only_answers_that_were_given_say_how_sure_the_bot_may_be() -> None:
    empty = {"said": 0.2, "right": 0.0, "low": 0.0, "high": 1.0, "questions": 0}
    rows = [empty, *REPORT["reliability"]]
    chart = reliability({"reliability": rows, "questions": 20})
    assert chart and len(chart.dots) == 2
    assert reliability({"reliability": [empty], "questions": 20}) is None
    assert reliability({"reliability": rows, "questions": 19}) is None, "a few questions say little"


def test_the_bar_is_filled_by_its_parts_whatever_they_add_up_to() -> None:
    parts = shares({"answered": 0.3, "asked_back": 0.1, "to_person": 0.2})
    assert sum(part.width for part in parts) == pytest.approx(100, abs=0.1)
    assert [part.words for part in parts] == ["30 %", "10 %", "20 %"]
    assert shares({"answered": -1.0, "asked_back": 1.0, "to_person": 1.0}) == []


@pytest.mark.parametrize(
    ("share", "digits", "said"),
    [
        (0.984, 0, "98 %"),
        (0.984, 1, "98.4 %"),
        (0.9999, 0, "99 %"),
        (0.9999, 1, "99.9 %"),
        (1.0, 1, "100.0 %"),
    ],
)
def test_almost_all_is_never_written_as_all(share: float, digits: int, said: str) -> None:
    assert percent(share, digits) == said
