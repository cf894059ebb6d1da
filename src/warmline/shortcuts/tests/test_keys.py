"""Can keys be written, chosen, refused and put back?"""

import pytest
from django.test import Client

from warmline.shortcuts.catalogue import SHORTCUTS
from warmline.shortcuts.choosing import choose, find_troubles, keys_of, reset
from warmline.shortcuts.models import ChosenKeys
from warmline.shortcuts.shortcut import read_keys
from warmline.staff.models import Person

DEFAULTS = {name: each.keys for name, each in SHORTCUTS.items()}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("e", "e"),
        ("  g   q ", "g q"),
        ("ctrl+k", "Mod+k"),
        ("Cmd+Shift+K", "Mod+Shift+k"),
        ("E", "Shift+e"),
        ("mod+enter", "Mod+Enter"),
        ("esc", "Escape"),
        ("f2", "F2"),
        ("?", "?"),
        ("+", "+"),
        ("", ""),
        ("   ", ""),
    ],
)
def test_keys_are_read_however_they_are_written(typed: str, kept: str) -> None:
    assert read_keys(typed) == kept
    assert read_keys(kept) == kept


@pytest.mark.parametrize(
    "typed", ["alt+a", "ctrl+alt+q", "ą", "a b c", "ab", "Mod+", "g Mod+k", "<script>", "\0", "x" * 500]
)
def test_what_is_no_key_is_not_read(typed: str) -> None:
    assert read_keys(typed) is None


def test_the_keys_that_come_with_it_do_not_clash() -> None:
    assert find_troubles(DEFAULTS) == {}


@pytest.mark.parametrize(
    ("name", "keys", "said"),
    [
        ("close", "t", "Take over"),
        ("close", "g", "Queue"),
        ("close", "Mod+k", "Find or do anything"),
        ("send", "e", "a letter alone is text"),
        ("close", "Mod+w", "The browser keeps"),
        ("palette", "", "palette needs keys"),
        ("close", "alt+e", "Write one key"),
    ],
)
def test_keys_that_cannot_be_had_are_refused_with_the_reason(name: str, keys: str, said: str) -> None:
    assert said in find_troubles({**DEFAULTS, name: keys})[name]


@pytest.mark.django_db
def test_only_what_differs_is_kept_and_can_be_put_back(bob: Person) -> None:
    choose(bob, {**DEFAULTS, "close": "x", "take": ""}, has_letters=False)
    assert ChosenKeys.objects.get(person=bob).keys == {"close": "x", "take": ""}
    keys = keys_of(bob)
    assert (keys.of["close"], keys.of["take"], keys.has_letters) == ("x", "", False)
    reset(bob)
    assert keys_of(bob).of == DEFAULTS
    assert not keys_of(bob).has_letters


def test_two_keys_are_swapped_in_one_step(client: Client, bob: Person) -> None:
    client.force_login(bob)
    answer = client.post("/shortcuts/", {"letters": "on", "close": "t", "take": "e"})
    assert answer.status_code == 302
    assert (keys_of(bob).of["close"], keys_of(bob).of["take"]) == ("t", "e")


def test_a_clash_is_told_at_both_and_nothing_is_kept(client: Client, bob: Person) -> None:
    client.force_login(bob)
    answer = client.post("/shortcuts/", {"letters": "on", "close": "t"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "“Take over” has these keys too" in page
    assert "“Close the conversation” has these keys too" in page
    assert not ChosenKeys.objects.filter(person=bob).exists()


def test_an_agent_neither_sees_nor_changes_what_is_the_owners(
    client: Client, bob: Person, alice: Person
) -> None:
    client.force_login(bob)
    assert 'name="people"' not in client.get("/shortcuts/").content.decode()
    client.post("/shortcuts/", {"letters": "on", "people": "x"})
    assert keys_of(bob).of["people"] == SHORTCUTS["people"].keys
    assert "/people/" not in client.get("/shortcuts/sheet").content.decode()
    client.force_login(alice)
    assert 'name="people"' in client.get("/shortcuts/").content.decode()


def test_what_one_person_chose_is_nobody_elses(client: Client, bob: Person, alice: Person) -> None:
    client.force_login(bob)
    client.post("/shortcuts/", {"letters": "on", "close": "x"})
    assert keys_of(alice).of["close"] == "e"
    assert "&quot;keys&quot;:&quot;x&quot;" in client.get("/tasks/").content.decode()


def test_the_sheet_says_when_letters_are_off(client: Client, bob: Person) -> None:
    client.force_login(bob)
    client.post("/shortcuts/", {})
    assert "switched off" in client.get("/shortcuts/sheet").content.decode()
