"""Do small charts stay in their box, whatever they are given?"""

import re

from hypothesis import given
from hypothesis import strategies as st

from warmline.web.charts import HEIGHT, WIDTH, bars, needle, sparkline

numbers = st.floats(-1e9, 1e9)


@given(st.lists(numbers, min_size=1, max_size=200), st.none() | numbers, st.none() | numbers)
def test_a_line_stays_in_its_box(values: list[float], low: float | None, high: float | None) -> None:
    shown = sparkline(values, low, high)
    for x, y in re.findall(r"([\d.-]+),([\d.-]+)", shown.line):
        assert 0 <= float(x) <= WIDTH and 0 <= float(y) <= HEIGHT


def test_nothing_gives_no_line_and_one_value_a_dot_in_the_middle() -> None:
    assert sparkline([]).line == ""
    assert sparkline([3]).last == (WIDTH / 2, HEIGHT / 2)


def test_the_middle_is_marked_where_values_go_both_ways() -> None:
    assert sparkline([-1, 1]).middle == HEIGHT / 2
    assert sparkline([1, 2]).middle is None


def test_bars_are_shares_of_the_longest() -> None:
    assert [bar.width for bar in bars([("a", 4, "4"), ("b", 1, "1"), ("c", -3, "-3")])] == [100, 25, 0]
    assert [bar.is_highest for bar in bars([("a", 4, "4"), ("b", 1, "1")])] == [True, False]
    assert [bar.width for bar in bars([("a", 0, "0")])] == [0]


def test_the_needle_points_left_up_and_right() -> None:
    assert needle(0).startswith("M17.0 60.0") and needle(1).startswith("M103.0 60.0")
    assert needle(0.5).startswith("M60.0 17.0") and needle(7) == needle(1)
