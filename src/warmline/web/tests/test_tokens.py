"""Can everything that tokens.css colours be read and seen, by day and by night?"""

import re
from itertools import product
from pathlib import Path

import pytest

from warmline.web.color import READABLE, contrast

TOKENS = (Path(__file__).parent.parent / "static" / "web" / "tokens.css").read_text()
PAIR = re.compile(r"light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")
SCHEMES = ("light", "dark")
GROUNDS = ("--ground", "--surface", "--sunken", "--raised")
TEXTS = ("--ink", "--ink-soft", "--ink-faint")
MEANINGS = ("--good", "--warn", "--bad", "--info", "--bot", *(f"--hue-{number}" for number in range(1, 9)))
SCALES = (
    *(f"--mood-{number}" for number in range(1, 6)),
    *(f"--priority-{name}" for name in ("low", "normal", "high", "urgent")),
)
SPEAKERS = ("--bot", "--person", "--customer", "--note")
#: A border that is a field, or a ring that is the focus, needs 3 to 1: WCAG 2.2, criteria 1.4.11 and 2.4.13.
SEEN = 3.0


def value_of(name: str, scheme: str) -> str:
    """As '#rrggbb', through the tokens that stand for another."""
    found = re.search(rf"^  {name}: (.+);$", TOKENS, re.MULTILINE)
    assert found, f"tokens.css has no {name}"
    if alias := re.fullmatch(r"var\((--[\w-]+)\)", found[1]):
        return value_of(alias[1], scheme)
    pair = PAIR.fullmatch(found[1])
    return pair[SCHEMES.index(scheme) + 1] if pair else found[1]


def unreadable(pairs: list[tuple[str, str]], scheme: str, ratio: float = READABLE) -> list[str]:
    ratios = [(one, other, contrast(value_of(one, scheme), value_of(other, scheme))) for one, other in pairs]
    return [f"{one} on {other}: {found:.2f}" for one, other, found in ratios if found < ratio]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_all_text_can_be_read_on_every_ground(scheme: str) -> None:
    texts = (*TEXTS, *MEANINGS, *SCALES, *SPEAKERS, "--brand-ink")
    assert unreadable(list(product(texts, GROUNDS)), scheme) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_meaning_can_be_read_on_its_own_tint_and_plain_text_on_every_tint(scheme: str) -> None:
    tinted = (*MEANINGS, *SPEAKERS, "--brand-ink")
    own = [(name, f"{name.removesuffix('-ink')}-wash") for name in tinted]
    assert unreadable([*own, *product(TEXTS, {wash for _, wash in own})], scheme) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_fields_and_the_focus_can_be_seen(scheme: str) -> None:
    assert unreadable(list(product(("--line-strong", "--focus"), GROUNDS)), scheme, SEEN) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_filled_button_can_be_read(scheme: str) -> None:
    assert unreadable([("--on-brand", "--brand"), ("--on-brand", "--brand-strong")], scheme) == []


def test_colours_stand_in_the_tokens_and_nowhere_else() -> None:
    """Except where a page plays somebody else's: the shop of the demo."""
    source = Path(__file__).parents[2]
    sheets = [path for path in source.rglob("static/**/*.css") if path.name not in ("tokens.css", "shop.css")]
    found = [
        f"{path.relative_to(source)}: {match[0]}"
        for path in sheets
        for match in re.finditer(r"#[0-9a-fA-F]{3,8}\b|\brgba?\([^)]*\)|\bhsla?\([^)]*\)", path.read_text())
    ]
    assert found == []


def test_every_token_that_is_used_is_defined() -> None:
    source = Path(__file__).parents[2]
    known = set(re.findall(r"^  (--[\w-]+):", TOKENS, re.MULTILINE))
    unknown = {
        f"{path.relative_to(source)}: {name}"
        for path in source.rglob("static/**/*.css")
        for name in re.findall(r"var\((--[\w-]+)\)", path.read_text())
        if name not in known and f"{name}:" not in path.read_text()
    }
    assert unknown == set()
