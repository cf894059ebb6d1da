"""Does a mistake in a playbook's file get a complaint that says where it is?"""

import shutil
from importlib import resources
from pathlib import Path

import pytest

from warmline.playbooks.errors import PlaybookError
from warmline.playbooks.reading import playbook_names, read_folder, read_playbook


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the bakery to make mistakes in."""
    with resources.as_file(resources.files("warmline.playbooks").joinpath("bakery")) as bakery:
        return Path(shutil.copytree(bakery, tmp_path / "bakery"))


def complaint(folder: Path) -> str:
    with pytest.raises(PlaybookError) as caught:
        read_folder("bakery", folder)
    return str(caught.value)


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_name_may_be_written_with_a_hyphen() -> None:
    assert read_playbook("online-shop") == read_playbook("online_shop")


def test_an_unknown_name_is_refused_with_the_known_ones() -> None:
    with pytest.raises(PlaybookError, match="bakery"):
        read_playbook("circus")


def test_a_name_cannot_lead_out_of_the_folder() -> None:
    with pytest.raises(PlaybookError):
        read_playbook("../playbooks/bakery")


def test_only_folders_with_a_playbook_are_listed() -> None:
    assert "tests" not in playbook_names()
    assert {"bakery", "online_shop"} <= set(playbook_names())


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            "playbook.toml",
            'bot_name = "Crumb"',
            'bot_nmae = "Crumb"',
            "playbook.toml, business.bot_name: is missing",
        ),
        (
            "playbook.toml",
            'slogan = "',
            'slogna = "x"\nslogan = "',
            "playbook.toml, business.slogna: is not a key",
        ),
        (
            "playbook.toml",
            "Europe/Dublin",
            "Europe/Kilbrannan",
            "business.timezone: 'Europe/Kilbrannan' is not",
        ),
        ("playbook.toml", 'closes = "13:00"', 'closes = "1 pm"', "hours[1].closes: must be a time"),
        ("playbook.toml", "weekday = 0", "weekday = 7", "hours[1].weekday: must be 0"),
        ("playbook.toml", 'opens = "13:45"', 'opens = "12:45"', "hours[3].opens: overlaps"),
        ("playbook.toml", '"2026-12-25"', '"25.12.2026"', "holidays[1].date: must be a day"),
        ("playbook.toml", "orla@brambleandrye.example", "orla@brambleandrye.com", "staff[1].email"),
        ("playbook.toml", 'role = "owner"', 'role = "agent"', "staff[1].role: nobody is the owner"),
        ("playbook.toml", '"SD-WEIR"', '"SD-WIER"', "'BR-1042', skus: no product has the sku 'SD-WIER'"),
        ("playbook.toml", 'status = "ready"', 'status = "almost"', "demo_orders[3].status: is 'almost'"),
        ("playbook.toml", "[business]", "[business", "playbook.toml: is not valid TOML"),
        ("answers.toml", 'article = "opening-hours"', 'article = "hours"', "there is no articles/hours.md"),
        ("answers.toml", 'key = "parking"', 'key = "vegan"', "answer.key: 'vegan' stands there twice"),
        (
            "answers.toml",
            'action = "order_status"',
            'action = "dance"',
            "action: is 'dance', must be one of order_status",
        ),
        ("products.csv", "PA-CROI", "SD-WEIR", "products.csv, sku: 'SD-WEIR' stands there twice"),
        ("products.csv", "580", "5.80", "products.csv, line 2, price_minor: is '5.80'"),
        ("products.csv", ",vegan;bestseller", "", "products.csv, line 2: has 5 fields"),
        ("conversations.toml", "{first_name}", "{first}", "unknown slot {first}"),
        ("conversations.toml", "open now?]]", "open now?]", "pattern[1].lines[1]: a bracket, brace or bar"),
        (
            "conversations.toml",
            '"bot: We are',
            '"robot: We are',
            "pattern[1].lines[2]: must begin with one of",
        ),
        ("conversations.toml", 'reason = "emotion"', 'reason = "bored"', "reason: is 'bored'"),
        (
            "conversations.toml",
            "csat = [0, 1, 3, 9, 14]",
            "csat = [0, 1]",
            "pattern[1].csat: must be five weights",
        ),
        ("people.toml", "first_names", "names", "people.toml, first_names: is missing"),
        (
            "articles/gluten.md",
            "Category: ",
            "Kategorie: ",
            "articles/gluten.md, line 3: must be 'Category: X'",
        ),
    ],
)
def test_a_mistake_is_named_with_its_place(folder: Path, file: str, old: str, new: str, said: str) -> None:
    change(folder / file, old, new)
    assert said in complaint(folder)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "people.toml").unlink()
    assert complaint(folder) == "bakery/people.toml: is missing"


def test_a_file_that_is_not_utf8_is_named(folder: Path) -> None:
    (folder / "answers.toml").write_bytes(b"# caf\xe9\n")
    assert complaint(folder) == "bakery/answers.toml, byte 5: is not UTF-8"
