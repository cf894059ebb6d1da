"""Do the unit, the container and the set of containers start what there is?"""

import re
from pathlib import Path

import pytest

from warmline.commands.parser import read_options
from warmline.operations.answering import PATHS
from warmline.settings import KNOWN

ROOT = Path(__file__).parent.parent
FILES = sorted((ROOT / "deploy").iterdir())
COMMAND = re.compile(r"(?:ExecStart=/opt/warmline/bin/|command: |CMD \[)\"?(warmline\b.*)")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_command_is_one_of_ours(path: Path) -> None:
    found = COMMAND.findall(path.read_text())
    assert found
    for command in found:
        read_options(re.sub(r'["\],]', " ", command).split()[1:])


@pytest.mark.parametrize("path", [*FILES, ROOT / "docs" / "operations.md"], ids=lambda path: path.name)
def test_every_setting_is_one_of_ours(path: Path) -> None:
    assert set(re.findall(r"WARMLINE_[A-Z_]+", path.read_text())) <= KNOWN


def test_every_setting_and_address_is_described() -> None:
    text = (ROOT / "docs" / "operations.md").read_text()
    assert all(f"`{name}`" in text for name in (KNOWN | set(PATHS)))


def test_what_the_container_copies_is_there() -> None:
    text = (ROOT / "deploy" / "Containerfile").read_text()
    copied = [name for line in re.findall(r"^COPY (.+)$", text, re.M) for name in line.split()[:-1]]
    assert copied and all((ROOT / name).exists() for name in copied)
