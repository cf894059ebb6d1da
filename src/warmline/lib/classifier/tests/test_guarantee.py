import numpy as np
import pytest

from warmline.lib.classifier.guarantee import at_most, interval, least_questions, promise


@pytest.mark.parametrize(("target", "least"), [(0.95, 59), (0.98, 149), (0.99, 299)])
def test_so_many_faultless_answers_are_the_least_that_bears_a_promise(target: float, least: int) -> None:
    assert least_questions(target) == least
    assert promise([0.9] * least, [True] * least, target).threshold == pytest.approx(0.9)
    assert promise([0.9] * (least - 1), [True] * (least - 1), target).threshold is None


def test_the_tail_of_the_binomial_is_exact() -> None:
    assert at_most(0, 10, 0.1) == pytest.approx(0.9**10)
    assert at_most(9, 10, 0.5) == pytest.approx(1 - 0.5**10)
    assert at_most(10, 10, 0.5) == 1
    assert at_most(3, 10, 0) == 1
    assert at_most(3, 10, 1) == 0


def test_the_interval_is_that_of_clopper_and_pearson() -> None:
    low, high = interval(8, 10)
    assert (round(low, 4), round(high, 4)) == (0.4439, 0.9748)
    assert interval(0, 0) == (0.0, 1.0)
    assert interval(10, 10)[1] == 1.0


def test_a_promise_is_broken_for_at_most_one_in_twenty_installations() -> None:
    """Questions whose answers are wrong with the chance that their confidence says, drawn again and again."""
    rng = np.random.default_rng(7)
    broken = made = 0
    for _ in range(200):
        chance = rng.beta(6, 0.5, 1500)
        right = rng.random(1500) < chance
        kept = promise(chance, right, 0.95)
        if kept.threshold is not None:
            made += 1
            broken += chance[chance >= kept.threshold].mean() < 0.95
    assert made > 150
    assert broken / made <= 0.08


def test_nothing_is_promised_of_nothing_and_it_says_how_much_is_missing() -> None:
    none = promise([], [], 0.98)
    assert (none.threshold, none.missing) == (None, 149)
    assert promise([0.9], [True], 0.98).missing == 148
    assert promise([0.9], [False], 0.98).missing == 148
    few = promise([0.9] * 100, [True] * 100, 0.98)
    assert few.threshold is None
    assert 25 <= few.missing <= 100
    assert promise([0.9] * 100, [False] * 50 + [True] * 50, 0.98).missing == -1


def test_equal_confidences_are_taken_together() -> None:
    kept = promise([0.9] * 400 + [0.5] * 400, [True] * 400 + [False] * 400, 0.98)
    assert kept.threshold == pytest.approx(0.9)
    assert kept.share == pytest.approx(0.5)
