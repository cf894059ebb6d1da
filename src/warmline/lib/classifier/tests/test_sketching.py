import numpy as np

from warmline.lib.classifier.sketching import (
    BLOCK,
    DIMENSIONS,
    count_and_sketch,
    count_pieces,
    sketch,
    words_of,
)

TEXTS = ["Do you deliver?", "do you deliver", "do you delivr", "opening hours on Sunday"]


def test_a_slip_changes_little_and_another_matter_much() -> None:
    words = [words_of(text) for text in TEXTS]
    rows = sketch(words, count_pieces(words), len(words))
    assert np.allclose(rows[0], rows[1])
    assert rows[0] @ rows[2] > 0.4 > 0.1 > rows[0] @ rows[3]
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


def test_a_text_looks_the_same_alone_and_among_others() -> None:
    words = [words_of(f"{TEXTS[n % 4]} {n}") for n in range(BLOCK + 5)]
    counts = count_pieces(words)
    rows = sketch(words, counts, len(words))
    for place in (0, BLOCK - 1, BLOCK, BLOCK + 4):
        assert np.allclose(sketch([words[place]], counts, len(words))[0], rows[place], atol=1e-6)


def test_texts_without_a_word_are_like_nothing() -> None:
    words = [words_of(text) for text in ("", "🎂🎂", "?!", "\n")]
    assert not sketch(words, count_pieces(words), 4).any()
    assert sketch([], count_pieces([]), 0).shape == (0, DIMENSIONS)


def test_counted_and_sketched_in_one_go_they_are_the_same() -> None:
    words = [words_of(f"where is parcel {number} now") for number in range(BLOCK + 3)] + [[]]
    counts, rows = count_and_sketch(words)
    assert np.array_equal(counts, count_pieces(words))
    assert np.array_equal(rows, sketch(words, counts, len(words)))
