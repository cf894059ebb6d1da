"""Is the chat served light, to every site, and only again when it changed?"""

import gzip
import re

import pytest
from django.conf import settings

from warmline.channels.widget.serving import FOLDER, LATER, PATH, WidgetFiles, pack, read_assets

LOADER_BUDGET_BYTES = 5_000
WHOLE_BUDGET_BYTES = 25_000
LANGUAGES = [code for code, _ in settings.LANGUAGES]
GAP = re.compile(r"{\w+}")


def test_loader_and_whole_chat_stay_within_their_budget_in_every_language() -> None:
    sizes = {name: len(asset.packed) for name, asset in read_assets().items()}
    assert sizes["loader.js"] <= LOADER_BUDGET_BYTES
    words = {name: size for name, size in sizes.items() if name.startswith("texts.") and name != "texts.js"}
    assert set(words) == {f"texts.{code}.js" for code in LANGUAGES}
    at_first = sum(size for name, size in sizes.items() if name not in words and name not in LATER)
    assert at_first + max(words.values()) <= WHOLE_BUDGET_BYTES


def test_what_comes_later_is_fetched_by_nothing_that_is_fetched_at_first() -> None:
    for name, asset in read_assets().items():
        fetched = set(re.findall(rb'^import .* from "\./([\w.]+)";$', asset.plain, re.MULTILINE))
        if name not in LATER:
            assert not fetched & {each.encode() for each in LATER}, name


def words_of(language: str) -> dict[str, list[str]]:
    """The texts of each key, in the order of the file; of a word with forms all of them."""
    found: dict[str, list[str]] = {}
    for line in (FOLDER / f"texts.{language}.js").read_text().splitlines():
        match = re.match(r'(\s+)(\w+): (?:"(.*)",|{)$', line)
        if match and len(match[1]) == 2:
            found[match[2]] = [match[3]] if match[3] is not None else []
        elif match:
            found[list(found)[-1]].append(match[3])
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_chat_says_the_same_things_in_every_language(language: str) -> None:
    english, words = words_of("en"), words_of(language)
    assert list(words) == list(english)
    for key, texts in words.items():
        assert texts and all(texts), key
        gaps = [sorted(GAP.findall(text)) for text in texts]
        assert all(each == sorted(GAP.findall(english[key][0])) for each in gaps), key


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_no_english_is_left_in_the_chat(language: str) -> None:
    english = re.compile(
        r"\b(the|you|your|this|that|with|please|person|here|not|have|will|of|to)\b", re.IGNORECASE
    )
    assert [
        key for key, texts in words_of(language).items() if english.search(GAP.sub("", " ".join(texts)))
    ] == []


def test_the_button_has_its_few_words_in_every_language() -> None:
    table = re.findall(r"^    (\w\w): \[(.*)\],$", (FOLDER / "loader.js").read_text(), re.MULTILINE)
    assert [code for code, _ in table] == LANGUAGES
    assert {len(re.findall(r'"[^"]+"', words)) for _, words in table} == {4}


def test_comment_lines_are_left_out_and_code_is_not() -> None:
    source = b'// why\n\n  /** {a, b} */\nconst a = "http://x.example"; // kept\n/** first\nb();\n'
    assert pack(source).plain == b'const a = "http://x.example"; // kept\n/** first\nb();\n'


def test_a_browser_that_has_the_file_is_not_sent_it_again() -> None:
    files = WidgetFiles()
    status, headers, body = files.answer(PATH + "loader.js", {b"accept-encoding": b"gzip, br"})
    assert status == 200
    assert gzip.decompress(body) == files.assets["loader.js"].plain
    assert dict(headers)[b"access-control-allow-origin"] == b"*"
    tag = dict(headers)[b"etag"]
    assert files.answer(PATH + "loader.js", {b"if-none-match": tag})[0] == 304


def test_nothing_but_the_files_of_the_widget_is_served() -> None:
    for path in ("../serving.py", "", "missing.js", "/etc/passwd"):
        assert WidgetFiles().answer(PATH + path, {})[0] == 404


def test_no_file_asks_a_third_party_for_anything() -> None:
    for path in FOLDER.glob("*.js"):
        code = pack(path.read_bytes()).plain.decode().replace("http://www.w3.org/2000/svg", "")
        assert "https://" not in code, path.name
