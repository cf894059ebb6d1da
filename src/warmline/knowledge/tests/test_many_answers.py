"""The search itself holds five thousand answers: built, asked, and asked again without some phrases."""

import numpy as np
import pytest

from warmline.knowledge import ranking
from warmline.knowledge.ear import NO_EAR, phrases_of
from warmline.knowledge.index import Found, LiveIndex, Search
from warmline.knowledge.tidying import vocabulary
from warmline.knowledge.unanswerable import NONE, Unanswerable
from warmline.learning.measuring import without
from warmline.lib import encoder

ANSWERS = 5000
WANTED = 4321


@pytest.fixture(scope="module")
def index() -> LiveIndex:
    """Vectors of chance, but for one answer: encoding fifteen thousand texts would take a minute."""
    rng = np.random.default_rng(0)
    entries = [
        ranking.Entry(f"answer:{n}", "answer", f"Matter {n}", "", (f"about case{n}", f"thing {n}"))
        for n in range(ANSWERS)
    ]
    entries[WANTED] = ranking.Entry(
        f"answer:{WANTED}", "answer", "Violins", "", ("can you mend a violin", "violin repair")
    )
    vectors = rng.normal(size=(ANSWERS, 3, encoder.DIMENSIONS)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=2, keepdims=True)
    vectors[WANTED] = encoder.encode(ranking.texts_to_encode(entries[WANTED]))
    ranked = ranking.build(entries, list(vectors))
    shown = {
        entry.key: Found("answer", entry.key.partition(":")[2], entry.title, "", "", 0.0) for entry in entries
    }
    words = vocabulary(ranked.texts, encoder.common_words())
    return LiveIndex(1, encoder.version(), ranked, shown, {}, words, phrases_of(ranked).content)


def test_among_five_thousand_answers_the_right_one_is_found(index: LiveIndex) -> None:
    found = Search(index, NO_EAR).find("could you mend my violin?")
    assert found[0].key == str(WANTED)
    assert found[0].confidence > 0.5


def test_without_its_phrase_it_is_less_sure(index: LiveIndex) -> None:
    muted = without(index, {"can you mend a violin"})
    assert len(muted.ranked.entries) == ANSWERS
    before, after = (
        Search(each, NO_EAR).find("can you mend a violin")[0].confidence for each in (index, muted)
    )
    assert after < before


@pytest.mark.parametrize("text", ["", "🙂🙂", "x" * 10_000, "case17 case18 " * 50])
def test_odd_questions_get_an_honest_reply(index: LiveIndex, text: str) -> None:
    assert all(0 <= found.confidence <= 1 for found in Search(index, NO_EAR).find(text))


def test_only_what_is_nearer_than_every_answer_is_doubted() -> None:
    vector = encoder.encode(["do you deliver to the moon"])[0]
    said = Unanswerable(("do you deliver to the moon",), vector[None])
    assert said.doubt(vector, 0.8) < 1
    assert said.doubt(vector, 1.01) == 1
    assert said.doubt(encoder.encode(["when do you open"])[0], 0.5) == 1
    assert said.without({"do you deliver to the moon"}).texts == ()
    assert NONE.doubt(vector, 0.0) == 1
