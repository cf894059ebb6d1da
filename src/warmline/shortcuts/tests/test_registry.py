"""Do the registry and the templates agree, both ways, and does each page of the registry exist?"""

import re
from pathlib import Path

import pytest
from django.test import Client

import warmline
from warmline.shortcuts.catalogue import SHORTCUTS
from warmline.staff.models import Person

SOURCE = Path(warmline.__file__).parent
TEMPLATES = "\n".join(path.read_text() for path in SOURCE.rglob("templates/**/*.html"))
#: A literal key of a template, counted ones from 1 to 3; those with other {{ }} are keys of rows, no shortcuts.
COUNTED = "".join(TEMPLATES.replace("{{ forloop.counter }}", str(number)) for number in (1, 2, 3))
CARRIED = set(re.findall(r'data[-_]key="([^"{]+)"', COUNTED))
SCRIPTS = "\n".join(path.read_text() for path in SOURCE.rglob("static/**/*.js"))
ICONS = (SOURCE / "web" / "static" / "web" / "icons.svg").read_text()
ENTRIES = pytest.mark.parametrize("name", SHORTCUTS)


def test_every_key_of_a_template_is_in_the_registry_and_the_reverse() -> None:
    assert {each.press for each in SHORTCUTS.values() if each.press} == CARRIED


@ENTRIES
def test_it_does_something_and_has_an_icon(name: str) -> None:
    each = SHORTCUTS[name]
    assert each.press or each.go or each.sign
    assert f'id="{each.icon}"' in ICONS
    if each.sign:
        assert f'"shortcut:{each.sign}"' in SCRIPTS or f'on("{each.sign}"' in SCRIPTS


@ENTRIES
def test_where_it_leads_there_is_a_page(name: str, client: Client, alice: Person) -> None:
    client.force_login(alice)
    if address := SHORTCUTS[name].go:
        assert client.get(address).status_code == 200


def test_words_are_told_apart() -> None:
    words = [each.words for each in SHORTCUTS.values()]
    assert len(words) == len(set(words))
