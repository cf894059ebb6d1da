"""Groups of vectors: stable, order-proof enough, quick and small for one question and for twenty thousand."""

import numpy as np

from warmline.gaps.grouping import JOIN_AT, Centre, Groups, centre_of, distinct, grown, most_central
from warmline.lib.encoder import DIMENSIONS, Vectors, encode
from warmline.lib.tests.counting import count_calls


def unit(*values: float) -> Vectors:
    vector = np.zeros(DIMENSIONS, np.float32)
    vector[: len(values)] = values
    return vector / np.linalg.norm(vector)


def test_one_question_is_one_group() -> None:
    groups = Groups()
    assert groups.join(unit(1)) == 0
    assert groups.sizes == [1]


def test_the_same_question_joins_and_another_opens_a_group() -> None:
    groups = Groups()
    assert [groups.join(vector) for vector in (unit(1), unit(1), unit(0, 1), unit(1, 0.1))] == [0, 0, 1, 0]
    assert groups.sizes == [3, 1]


def test_real_questions_fall_into_the_groups_people_would_make() -> None:
    texts = [
        "Do you rent out your wood oven?",
        "can i book the class visit for 20 kids",
        "is it possible to hire the wood oven",
        "could my school class visit the bakery",
        "how much to rent the oven for a day",
    ]
    groups = Groups()
    places = [groups.join(vector) for vector in encode(texts)]
    assert places == [0, 1, 0, 1, 0]


def test_a_centre_grown_one_by_one_is_that_of_all_at_once() -> None:
    vectors = [unit(1), unit(1, 0.5), unit(1, 0, 0.3)]
    step = Centre(vectors[0], 1.0, 1)
    for vector in vectors[1:]:
        step = grown(step, vector)
    whole = centre_of(vectors)
    assert np.allclose(step.direction, whole.direction, atol=1e-6)
    assert (step.size, round(step.weight, 4)) == (whole.size, round(whole.weight, 4))


def test_nothing_makes_no_centre_and_no_order() -> None:
    assert centre_of([]).size == 0
    assert most_central(np.zeros((0, DIMENSIONS), np.float32)) == []


def test_the_most_central_comes_first_and_twins_are_told_once() -> None:
    vectors = np.stack([unit(0, 1), unit(1), unit(1, 0.1), unit(1, 0.1)])
    assert most_central(vectors)[0] in (2, 3)
    assert distinct(vectors, range(4), 0.99) == [0, 1]
    assert distinct(vectors, range(4), 0.999) == [0, 1, 2]


def test_thousands_of_questions_take_the_same_few_steps_each_and_no_table_of_pairs() -> None:
    rng = np.random.default_rng(1)
    vectors = rng.standard_normal((3000, DIMENSIONS)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    groups = Groups()
    first = count_calls(lambda: [groups.join(vector) for vector in vectors[:300]])
    for vector in vectors[300:2700]:
        groups.join(vector)
    last = count_calls(lambda: [groups.join(vector) for vector in vectors[2700:]])
    assert len(groups.sizes) == 3000, "vectors at random are like none of the others"
    assert groups.directions.nbytes < 3 * vectors.nbytes
    assert last < 1.2 * first


def test_the_threshold_is_a_cosine() -> None:
    assert 0 < JOIN_AT < 1
