from collections.abc import Sequence

import numpy as np
import pytest

from warmline.lib import encoder
from warmline.lib.classifier.classifier import OUT_OF_SCOPE, Examples, learn
from warmline.lib.classifier.ridge import Fit, Texts, choose_landmarks, draw_in_turn

TEXTS = {
    "opening-hours": [
        "when do you open",
        "are you open on sunday",
        "what time do you close",
        "opening times please",
    ],
    "delivery": ["do you deliver", "how much is delivery", "can you bring it to my house", "delivery cost"],
    "refund": ["i want my money back", "how do refunds work", "can i return this", "refund please"],
}
EXAMPLES = Examples(
    tuple(text for texts in TEXTS.values() for text in texts),
    tuple(label for label, texts in TEXTS.items() for _ in texts),
    {"opening-hours": "Opening hours", "delivery": "Delivery", "refund": "Refunds"},
)


@pytest.mark.parametrize(
    ("question", "label"),
    [
        ("what are ur opening hours", "opening-hours"),
        ("delivry price?", "delivery"),
        ("give me a refund", "refund"),
    ],
)
def test_it_tells_what_is_asked_for(question: str, label: str) -> None:
    guess = learn(EXAMPLES, encoder.encode)[0].guess([question], encoder.encode([question]))[0]
    assert guess.label == label
    assert 0 <= guess.confidence <= guess.in_scope <= 1


def test_a_question_about_nothing_known_is_less_sure_than_one_about_something() -> None:
    asked = ["do you close at noon", "what is the capital of france"]
    known, strange = learn(EXAMPLES, encoder.encode)[0].guess(asked, encoder.encode(asked))
    assert known.in_scope > strange.in_scope


@pytest.mark.parametrize(
    "examples",
    [
        Examples((), ()),
        Examples(("hello",), (OUT_OF_SCOPE,)),
        Examples(("when do you open",), ("hours",)),
        Examples(("a", "a", "a"), ("one", "two", OUT_OF_SCOPE)),
        Examples((), (), {"hours": "Opening hours"}),
        Examples(("🎂", "", "\ud800", "x" * 10_000), ("cake", "cake", "broken", "long")),
    ],
    ids=["none", "nothing in scope", "one", "contradicting", "titles only", "odd texts"],
)
def test_little_and_odd_knowledge_is_no_trouble(examples: Examples) -> None:
    classifier, held = learn(examples, encoder.encode)
    asked = ["when do you open", "", "🎂🎂", "y" * 10_000, "\ud800"]
    for guess in classifier.guess(asked, encoder.encode(asked)):
        assert 0 <= guess.confidence <= 1
    assert np.isfinite(held.confidences).all()


def test_what_it_says_of_an_example_held_out_is_what_it_says_without_it() -> None:
    """The closed form of leaving one out, and a whole label out, against fitting anew."""
    rng = np.random.default_rng(3)
    meaning = rng.normal(size=(40, 384)).astype(np.float32)
    texts = Texts(meaning / np.linalg.norm(meaning, axis=1, keepdims=True), np.zeros((40, 512), np.float32))
    labels = np.arange(40) % 4
    fit = Fit(texts, labels, np.arange(40), 4)
    for group in (np.array([7]), np.flatnonzero(np.arange(40) % 4 == 2)):
        rest = np.setdiff1d(np.arange(40), group)
        anew = Fit(texts.at(rest), labels[rest], np.arange(len(rest)), 4).ridge.scores(texts.at(group))
        assert np.allclose(fit.without(group), anew, atol=2e-3)


def test_landmarks_give_nearly_the_same_scores_as_all_examples() -> None:
    rng = np.random.default_rng(5)
    centres = rng.normal(size=(5, 384))
    meaning = (centres[np.arange(400) % 5] + 0.8 * rng.normal(size=(400, 384))).astype(np.float32)
    texts = Texts(meaning / np.linalg.norm(meaning, axis=1, keepdims=True), np.zeros((400, 512), np.float32))
    labels = np.arange(400) % 5
    exact = Fit(texts, labels, np.arange(400), 5)
    near = Fit(texts, labels, choose_landmarks(labels, most=200, exact=100), 5)
    places = np.arange(0, 400, 7)
    assert (exact.ridge.scores(texts).argmax(1) == near.ridge.scores(texts).argmax(1)).mean() > 0.97
    assert (near.without_each(places).argmax(1) == exact.without_each(places).argmax(1)).mean() > 0.9


def test_five_thousand_answers_are_learned() -> None:
    rng = np.random.default_rng(1)

    def fake(texts: Sequence[str]) -> encoder.Vectors:
        vectors = rng.normal(size=(len(texts), 384)).astype(np.float32)
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)

    names = {f"answer-{n}": f"Title number {n}" for n in range(5000)}
    classifier, _ = learn(Examples((), (), names), fake)
    assert len(classifier.guess(["anything"], fake(["anything"]))[0].candidates) == 3


def test_of_too_many_examples_each_label_keeps_some() -> None:
    labels = np.repeat(np.arange(4), [500, 1, 30, 2])
    kept = labels[draw_in_turn(labels, 20)]
    assert len(kept) == 20
    assert set(np.bincount(kept).tolist()) == {9, 8, 1, 2}


def test_many_questions_at_once_are_answered_as_each_alone() -> None:
    classifier, _ = learn(EXAMPLES, encoder.encode)
    asked = [f"{text}, number {n}" for n in range(25) for texts in TEXTS.values() for text in texts]
    vectors = encoder.encode(asked)
    together = classifier.guess(asked, vectors)
    assert len(together) == len(asked) == 300
    for place in (0, 255, 256, 299):
        alone = classifier.guess([asked[place]], vectors[place : place + 1])[0]
        assert alone.label == together[place].label
        assert alone.confidence == pytest.approx(together[place].confidence, abs=1e-4)
