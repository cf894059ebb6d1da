"""Is mood read from any text, on words that stand in it, and never from what the model does not know?"""

import hashlib
import re
from pathlib import Path

import numpy as np
import pytest

from warmline.lib import encoder
from warmline.understanding.mood.grams import BUCKETS, grams
from warmline.understanding.mood.labels import AROUSAL, EMOTIONS, GROUP_OF, NEUTRAL
from warmline.understanding.mood.model import read_mood, thresholds
from warmline.understanding.reading import Reading, Signal
from warmline.understanding.reading_messages import read

MOOD = Path(__file__).parents[1]
HOSTILE = [
    "",
    " ",
    "\x00",
    "\ud800",
    "🎂" * 500,
    "!?" * 5000,
    "a" * 100_000,
    "ﷺ" * 3000,
    "<b>'; --",
    ":)" * 900,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_any_text_has_a_mood_in_range(text: str) -> None:
    mood = read_mood(text)
    assert sum(mood.sentiment.values()) == pytest.approx(1, abs=1e-4)
    assert all(0 <= chance <= 1 for chance in mood.emotions.values())
    assert -1 <= mood.polarity <= 1
    assert mood.felt


def test_every_emotion_has_a_group_for_people_and_a_measure_of_stirring() -> None:
    assert set(GROUP_OF) == set(EMOTIONS) - {NEUTRAL}
    assert set(AROUSAL) == set(EMOTIONS) == set(thresholds())


def test_the_words_it_rests_on_stand_in_the_text() -> None:
    text = "The delivery was horrible and I am really ANGRY about it"
    reading = read(text, ())
    for signal in (reading.sentiment, reading.emotion, reading.intensity):
        assert signal.words
        assert all(word in text for word in signal.words)
    assert "horrible" in reading.sentiment.words


def test_louder_writing_is_more_intense() -> None:
    quiet, loud = "this is terrible", "THIS IS TERRIBLE!!!"
    assert read(loud, ()).intensity.value > read(quiet, ()).intensity.value


def test_what_is_drawn_out_is_read_like_the_plain_word() -> None:
    assert read("I am soooo disappointed", ()).sentiment.value < -0.3
    assert read("sooo goooood, loved it", ()).sentiment.value > 0.3


@pytest.mark.parametrize(
    "text",
    [
        "Ich bin sehr enttäuscht von dieser Bestellung",
        "Je suis vraiment très déçu par ce service",
        "注文した商品が届きません",
    ],
)
def test_another_language_is_not_misread_in_silence(text: str) -> None:
    reading = read(text, ())
    assert (reading.sentiment, reading.emotion) == (Signal(0.0, 0.0), Signal(NEUTRAL, 0.0))
    assert reading.intensity == Signal(0.0, 0.0)


@pytest.mark.parametrize(
    "text",
    [
        "great, just great, third time broken",
        "oh wonderful, another delay",
        "thanks for nothing",
        "slow clap, brilliant service",
        "well done, you sent the wrong one again",
        "yeah right, amazing service, nobody answers",
    ],
)
def test_irony_is_no_praise(text: str) -> None:
    reading = read(text, ())
    assert reading.sentiment.value < 0
    assert not {"admiration", "gratitude"} & set(reading.emotion.value.split("|"))
    assert reading.sentiment.words[0] in text


@pytest.mark.parametrize(
    "text",
    [
        "I have been charged twice",
        "I have been waiting for three weeks",
        "third time I ask and nobody answers",
    ],
)
def test_trouble_told_calmly_is_not_neutral(text: str) -> None:
    assert read(text, ()).sentiment.value < -0.3


def test_polite_words_do_not_hide_that_something_is_missing() -> None:
    polite = "thanks for the quick reply, my order is still missing"
    assert read(polite, ()).sentiment.value < 0.5
    assert read("thank you, my order has arrived", ()).sentiment.value > 0.5


def test_nothing_to_read_is_said_with_no_confidence() -> None:
    assert read("", ()).sentiment.confidence == 0
    assert read("   ", ()).emotion == Signal(NEUTRAL, 0.0)


def test_a_reading_stored_before_moods_were_read_can_still_be_read() -> None:
    stored = {name: signal for name, signal in read("Thank you!", ()).as_json().items() if name != "emotion"}
    assert Reading.from_json(stored).emotion == Signal(NEUTRAL, 0.0)


def test_features_are_bounded_and_know_their_words() -> None:
    found = grams("not good at all 😭 :( " * 5_000)
    assert len(found.buckets) < 6_000
    assert found.buckets.max() < BUCKETS
    assert found.word.max() == len(found.spans) - 1
    assert grams("").spans == ()


def test_an_emoji_is_read_by_its_name() -> None:
    assert read_mood("😡").polarity < read_mood("😍").polarity


def test_the_mood_comes_from_the_run_that_gives_the_vector() -> None:
    before = encoder.runs()
    encoder.encode(["one run for both"])
    encoder.mood_logits("one run for both")
    assert encoder.runs() == before + 1
    assert encoder.mood_logits("one run for both").shape == (encoder.MOOD_LOGITS,)
    assert not encoder.mood_logits("🎉").any()


def test_remembered_logits_cannot_be_changed_by_a_caller() -> None:
    with pytest.raises(ValueError, match="read-only"):
        encoder.mood_logits("remembered")[:] = np.float32(0)


def test_the_shipped_files_are_those_of_the_model_card() -> None:
    folders = {"mood.onnx-part": Path(encoder.__file__).parent / "models" / "minilm", "model.npz": MOOD}
    card = (MOOD / "README.md").read_text(encoding="utf-8")
    digests = dict(re.findall(r"`([\w.-]+)` sha256 \| `([0-9a-f]{64})`", card))
    assert digests == {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name, folder in folders.items()
    }
