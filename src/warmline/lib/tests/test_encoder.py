"""Does the encoder give good vectors for any text, at bounded cost?"""

import hashlib
import re
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from warmline.lib import encoder

FOLDER = Path(encoder.__file__).parent / "models" / "minilm"


def test_like_texts_lie_closer_than_unlike_ones() -> None:
    asked, same, other = encoder.encode(
        ["When do you open on Sunday?", "What are your weekend hours?", "My parcel is broken"]
    )
    assert asked @ same > 0.5 > asked @ other


def test_vectors_are_unit_float32_rows_in_the_order_of_the_texts() -> None:
    texts = ["short", "a much longer text about bread and delivery " * 3, "short", "mid length text"]
    vectors = encoder.encode(texts)
    assert vectors.shape == (4, encoder.DIMENSIONS)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    np.testing.assert_array_equal(vectors[0], vectors[2])


def test_a_vector_does_not_depend_on_what_is_encoded_with_it() -> None:
    alone = encoder.encode(["Is the sourdough vegan?"])[0]
    company = encoder.encode(["something quite different and long " * 10, "Is the sourdough vegan?"])[1]
    np.testing.assert_array_equal(alone, company)


def test_no_texts_give_no_rows() -> None:
    assert encoder.encode([]).shape == (0, encoder.DIMENSIONS)


@pytest.mark.parametrize("text", ["", "   \n\t", "😀🎉👍", "\x00"])
def test_a_text_without_words_is_like_nothing(text: str) -> None:
    assert not encoder.encode([text]).any()


@pytest.mark.parametrize(
    "text", ["مرحبا كيف الحال", "Bröt und мир 面包 hello", "a\ud800b", "<script>alert(1)</script>"]
)
def test_any_script_gives_a_unit_vector(text: str) -> None:
    assert np.linalg.norm(encoder.encode([text])[0]) == pytest.approx(1, abs=1e-5)


def test_only_the_start_of_a_huge_text_counts() -> None:
    huge = "Where is my order? " * 60_000
    np.testing.assert_array_equal(encoder.encode([huge]), encoder.encode([huge[: encoder.MAX_CHARACTERS]]))


def test_a_remembered_vector_cannot_be_changed_by_a_caller() -> None:
    encoder.encode(["remembered"])[:] = 0
    assert encoder.encode(["remembered"]).any()


def test_many_threads_get_the_same_vectors() -> None:
    results: list[bytes] = []
    threads = [
        threading.Thread(target=lambda: results.append(encoder.encode(["same for all", "threads"]).tobytes()))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 8
    assert len(set(results)) == 1


def test_the_shipped_files_are_those_of_the_model_card() -> None:
    card = (FOLDER / "README.md").read_text(encoding="utf-8")
    for name, digest in re.findall(r"`([\w.]+)` sha256 \| `([0-9a-f]{64})`", card):
        assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == digest
    assert re.fullmatch(r"[0-9a-f]{12}", encoder.version())


def test_one_run_gives_vector_mood_and_the_state_of_every_token() -> None:
    text = "The lad fell down. Nothing of that sort was ever read before"
    before = encoder.runs()
    vector, found = encoder.encode([text])[0], encoder.states(text)
    assert encoder.mood_logits(text).any()
    assert encoder.runs() == before + 1
    assert found.layers.shape == (5, len(found.spans), encoder.DIMENSIONS)
    assert text[slice(*found.spans[1])] == "The"
    total = found.layers[3].sum(0)
    np.testing.assert_allclose(total / np.linalg.norm(total), vector, atol=1e-5)


def test_texts_that_differ_in_case_or_blanks_only_share_a_run() -> None:
    encoder.encode(["An oven glove, please"])
    before = encoder.runs()
    encoder.encode(["an  oven\nglove, please"])
    assert encoder.runs() == before


def test_without_a_folder_to_write_in_the_model_is_read_from_bytes() -> None:
    script = (
        "import tempfile; tempfile.tempdir = '/nowhere/at/all';"
        "from warmline.lib import encoder; print(float(encoder.encode(['bread'])[0] @ encoder.encode(['loaf'])[0]))"
    )
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    here = encoder.encode(["bread"])[0] @ encoder.encode(["loaf"])[0]
    assert float(found.stdout) == pytest.approx(float(here), abs=1e-6)
