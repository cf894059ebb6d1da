"""A word list says what it finds, and is refused when it cannot be read."""

from pathlib import Path

import pytest

from warmline.understanding.lexicon import load
from warmline.understanding.plain import plain


def found(tmp_path: Path, phrase: str, text: str) -> list[str]:
    path = tmp_path / "list.toml"
    path.write_text(f"[words]\npet = 'cat|dog'\n[[group]]\nname = 'g'\nphrases = ['{phrase}']\n")
    load.cache_clear()
    message = plain(text)
    return [message.quote(hit.start, hit.end) for hit in load(path).hits(message)]


@pytest.mark.parametrize(
    ("phrase", "text", "quotes"),
    [
        ("my|our {pet}", "Our dog and my CAT", ["Our dog", "my CAT"]),
        ("my old? {pet}", "my old dog, my dog", ["my old dog", "my dog"]),
        ("feed .. {pet}", "feed the very big dog", ["feed the very big dog"]),
        ("feed .. {pet}", "feed the very very very big dog", []),
        ("feed .. {pet}", "feed me. The dog", []),
        ("cancel*", "cancelled, cancelling", ["cancelled", "cancelling"]),
        ("~human", "humna humen hman human woman", ["humna", "humen", "hman", "human"]),
        ("< stop", "stop it. Stop. Do not stop", ["stop", "Stop"]),
        ("call me now|>", "call me. call me now. call me Anna", ["call me", "call me now"]),
        ("cafe", "Café CAFÉ", ["Café", "CAFÉ"]),
        ("cant pay", "I can’t pay, I can't pay", ["can’t pay", "can't pay"]),
    ],
)
def test_finds_a_phrase(tmp_path: Path, phrase: str, text: str, quotes: list[str]) -> None:
    assert found(tmp_path, phrase, text) == quotes


@pytest.mark.parametrize("phrase", ["a||b", ".. dog", "maybe?", "{unknown} dog", "ab*"])
def test_names_the_file_of_a_phrase_that_cannot_be_read(tmp_path: Path, phrase: str) -> None:
    with pytest.raises(ValueError, match=r"list\.toml"):
        found(tmp_path, phrase, "text")
