"""Wrong use gets one clear sentence and the right exit code, never a traceback."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from warmline import __version__
from warmline.commands.parser import parser, read_options

COMMANDS = (
    "demo",
    "init",
    "serve",
    "worker",
    "backup",
    "restore",
    "doctor",
    "audit",
    "rotate-secret",
    "unlock",
    "lab",
)


def warmline(folder: Path, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    clean = {name: value for name, value in os.environ.items() if not name.startswith("WARMLINE_")}
    command = [sys.executable, "-m", "warmline.cli", *arguments]
    return subprocess.run(
        command, cwd=folder, env={**clean, **environment}, timeout=60, capture_output=True, text=True
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_examples(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        read_options([command, "--help"])
    text = capsys.readouterr().out
    assert ended.value.code == 0
    assert f"examples:\n  warmline {command}" in text
    for option in ("--data DIR", "--database URL", "--redis URL", "--json"):
        assert option in text


def test_the_examples_of_the_help_are_valid() -> None:
    examples = re.findall(r"^  warmline (.+?)(?:  .*)?$", _all_help(), re.MULTILINE)
    assert len(examples) > 10
    for example in examples:
        for part in example.split(" && warmline "):
            assert read_options(part.split()).command in COMMANDS


def _all_help() -> str:
    (commands,) = (action.choices for action in parser()._actions if isinstance(action.choices, dict))
    return parser().format_help() + "".join(command.format_help() for command in commands.values())


@pytest.mark.parametrize(
    "arguments",
    [[], ["fly"], ["serve", "--port", "99999"], ["serve", "--port", "x"], ["worker", "--threads", "0"]],
)
def test_wrong_options_end_with_code_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        read_options(arguments)
    assert ended.value.code == 2
    assert "usage: warmline" in capsys.readouterr().err


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        read_options(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"warmline {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "environment", "code", "words"),
    [
        (["init", "--database", "mysql://localhost/x"], {}, 2, "postgresql://"),
        (
            ["init", "--database", "postgresql://localhost:port/x"],
            {},
            2,
            "address of the database is not valid",
        ),
        (["init", "--database", "postgresql://nobody@127.0.0.1:1/x"], {}, 1, "does not answer"),
        (["init", "--redis", "localhost:6379"], {}, 2, "redis://"),
        (["init"], {"WARMLINE_DATABSE": "x"}, 2, "Unknown setting WARMLINE_DATABSE"),
        (["init", "--data", "/dev/null/warmline"], {}, 1, "cannot be used: Not a directory"),
        (["doctor"], {}, 1, "no installation in the folder warmline-data"),
        (["backup", "x.zip", "--data", "nowhere"], {}, 1, "no installation in the folder nowhere"),
        (["restore", "missing.zip"], {}, 1, "missing.zip cannot be read"),
        (["demo", "--playbook", "circus"], {}, 2, "there is no such playbook"),
    ],
)
def test_trouble_is_one_sentence_without_a_traceback(
    arguments: list[str], environment: dict[str, str], code: int, words: str, tmp_path: Path
) -> None:
    ended = warmline(tmp_path, *arguments, **environment)
    assert (ended.returncode, ended.stdout.startswith("{")) == (code, False), ended.stderr
    assert words in ended.stderr
    assert "Traceback" not in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1


def test_init_makes_an_installation_and_may_be_repeated(tmp_path: Path) -> None:
    first = warmline(tmp_path, "init")
    secret = (tmp_path / "warmline-data" / "secret").read_text()
    assert first.returncode == 0
    assert "http://127.0.0.1:8080/welcome/?key=" in first.stdout
    second = warmline(tmp_path, "init", "--json")
    assert second.returncode == 0
    assert '"is_set_up": false' in second.stdout
    assert (tmp_path / "warmline-data" / "secret").read_text() == secret
