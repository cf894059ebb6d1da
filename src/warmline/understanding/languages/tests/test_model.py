"""The model of languages says what py3langid says, which it was taken from."""

import random
from typing import Any

import pytest
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from warmline.understanding.languages.model import likelihoods

SENTENCES = (
    "Where is the parcel that I ordered two weeks ago?",
    "WO BLEIBT DENN MEINE BESTELLUNG?",
    "Je voudrais savoir où est ma commande",
    "Hvor er pakken min, jeg har ventet i to uker",
    "Waar blijft mijn pakket, ik wacht al twee weken",
    "Gdzie jest moja paczka? Czekam od dwóch tygodni",
    "Kde je můj balík, čekám už dva týdny",
    "Siparişim nerede, iki haftadır bekliyorum",
    "Missä pakettini on, olen odottanut kaksi viikkoa",
    "Hol van a csomagom, két hete várok",
    "Где мой заказ, он не пришёл",
    "Де моє замовлення, чекаю вже два тижні",
    "注文した商品が届きません",
    # Languages that it does not know must mislead it as they mislead the original, no more.
    "Kur yra mano siuntinys, laukiu jau dvi savaites",
    "Ku është pakoja ime, po pres prej dy javësh",
    "Asante sana, nimepokea mzigo wangu leo asubuhi",
    "Където е моята поръчка, чакам от две седмици",
)
ODD = ("", " ", "a", "É", "1042", "\0\0\0\0\0\0\0\0", "\ud83d lone", "e\u0301te\u0301", "🎂🎂", "Ö" * 5000)


@pytest.fixture(scope="module")
def original() -> Any:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(likelihoods("").keys())
    return identifier


def test_every_probability_is_that_of_the_original(original: Any) -> None:
    for text in (*SENTENCES, *ODD, *random_texts(300)):
        expected = dict(original.rank(text))
        assert likelihoods(text) == pytest.approx(expected, abs=1e-4), text


def random_texts(count: int) -> list[str]:
    chance = random.Random(7)
    signs = [
        chr(number)
        for number in (*range(32, 127), *range(160, 1536), *range(0x3040, 0x3100), *range(0xAC00, 0xAD00))
    ]
    words = " ".join(SENTENCES).split()
    mixed = [" ".join(chance.choices(words, k=chance.randrange(1, 40))) for _ in range(count)]
    return [*mixed, *("".join(chance.choices(signs, k=chance.randrange(60))) for _ in range(count))]


def test_a_text_that_tells_nothing_is_equally_likely_in_all_languages() -> None:
    assert list(likelihoods("").values()) == pytest.approx([1 / 25] * 25)


def test_probabilities_are_one_together() -> None:
    assert all(sum(likelihoods(text).values()) == pytest.approx(1) for text in (*SENTENCES, *ODD))
