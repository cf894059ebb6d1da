"""Which language is it written in?"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from warmline.conversations.turn import Line
from warmline.understanding.languages.model import likelihoods
from warmline.understanding.plain import plain, word_set
from warmline.understanding.reader import Reader, Sample
from warmline.understanding.reading import Signal

#: Below so many letters a Latin-script text may be anything (chosen by us; "croissant" is no French).
LEAST_LETTERS: Final = 12
MOST_LETTERS: Final = 400
#: Several readers ask about the same message and its clauses.
TEXTS_KEPT: Final = 256
#: Scripts that one language, or nearly one, is written in: three letters of it are enough.
SCRIPTS: Final = {
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "GREEK": "el",
    "HEBREW": "he",
    "THAI": "th",
    "CJK": "zh",
    "ARABIC": "ar",
    "DEVANAGARI": "hi",
}
#: Small English words: two of them outweigh a guess from product names and misspellings.
_ENGLISH: Final = word_set(
    "the is are you my i do does have what where when how can for of and to it your order not please "
    "with this that need want was on a an in we "
)
#: Small words of languages that the identifier is unsure of in a short message; two of them, and no English one, tell.
_SMALL: Final = {
    "es": word_set(
        "hola el los las un una del que por para con sin quiero quisiera necesito puedo tienen tiene donde cuando "
        "cuanto cuesta como mi su esta gracias"
    ),
    "fr": word_set(
        "bonjour ou est mon ma mes le les une des du pour avec sans vous je avez quand combien ca merci pas"
    ),
    "de": word_set(
        "hallo wo ist mein meine der die das ein eine und ich wann wie kann haben sie ihr nicht danke bitte"
    ),
    "it": word_set("ciao dove il gli una che per con senza avete quando quanto costa come mio mia grazie"),
}
SMALL_WORDS_SURE: Final = 0.9
_NO_WORD: Final = re.compile(r"[@/\d]")


def read(text: str, history: tuple[Line, ...] = ()) -> Signal:
    return _read(text)


@lru_cache(maxsize=TEXTS_KEPT)
def _read(text: str) -> Signal:
    visible = " ".join(word for word in plain(text).text.split() if not _NO_WORD.search(word))
    letters = [sign for sign in visible if sign.isalpha()][:MOST_LETTERS]
    by_script = _read_script("".join(letters))
    if by_script:
        return Signal(by_script, 0.95)
    if len(letters) < LEAST_LETTERS:
        return Signal("", 0.0)
    words = plain(text).words[:60]
    if sum(word in _ENGLISH for word in words) >= max(2, len(words) // 5):
        return Signal("en", 0.99)
    for language, small in _SMALL.items():
        if sum(word in small for word in words) >= 2 and not any(word in _ENGLISH for word in words):
            return Signal(language, SMALL_WORDS_SURE)
    likely = likelihoods(visible[: 2 * MOST_LETTERS])
    language = max(likely, key=lambda each: likely[each])
    return Signal(language, round(likely[language], 3))


def _read_script(letters: str) -> str:
    """The language that the script decides, "" if most letters are of one that many share."""
    foreign = [letter for letter in letters if ord(letter) > 0x36F]
    if len(foreign) < 2 or 2 * len(foreign) < len(letters):
        return ""
    names = {unicodedata.name(letter, "").split(" ")[0] for letter in foreign[:50]}
    return next((language for script, language in SCRIPTS.items() if script in names), "")


READER = Reader(
    name="language",
    version="2",
    read=read,
    samples=(
        Sample("Where is my order, please?", "en"),
        Sample("do u deliver to my street", "en"),
        Sample("my order BR-1042 maya@mail.example has not come", "en"),
        Sample("Wo bleibt denn meine Bestellung?", "de"),
        Sample("Je voudrais savoir où est ma commande", "fr"),
        Sample("¿Dónde está mi pedido? No ha llegado", "es"),
        Sample("hola, ¿tienen pan sin gluten?", "es"),
        Sample("ou est mon colis", "fr"),
        Sample("Где мой заказ, он не пришёл", "ru"),
        Sample("注文した商品が届きません", "ja"),
        Sample("我的订单在哪里", "zh"),
        Sample("croissant?", ""),
        Sample("BR-1042", ""),
        Sample("ok", ""),
        Sample("🎂", ""),
        Sample("", ""),
    ),
)
