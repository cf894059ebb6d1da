"""Rules of the house that no linter knows: the order of stages, sizes, docstrings, honest docs."""

import ast
import re
from argparse import ArgumentParser
from collections.abc import Iterator
from configparser import ConfigParser
from pathlib import Path

import pytest
from django.apps import apps

from warmline.commands.parser import parser
from warmline.flow import LISTENERS

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "warmline"
MODULES = sorted(path for path in SOURCE.rglob("*.py") if not {"migrations", "tests"} & set(path.parts))
DOCS = [path for path in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))) if path.exists()]
#: Words that praise instead of telling, and what is left where something is missing.
FILLERS = re.compile(
    r"\b((?i:seamless(ly)?|effortless(ly)?|leverag(e|es|ing)|cutting-edge|world-class|state-of-the-art|game-chang\w+|"
    r"best-in-class|lorem ipsum|coming soon)|TODO|FIXME|XXX)\b",
)


def order_of_stages() -> list[str]:
    """From what all may lean on to what leans on all: the layers of the import contract, lowest first."""
    contract = ConfigParser()
    contract.read(ROOT / ".importlinter")
    return contract["importlinter:contract:order"]["layers"].split()[::-1]


ORDER = order_of_stages()


def app_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_foreign_keys_point_up_the_order_of_stages() -> None:
    wrong = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and field.related_model
        if {model._meta.app_label, field.related_model._meta.app_label} <= set(ORDER)
        if ORDER.index(field.related_model._meta.app_label) > ORDER.index(model._meta.app_label)
    ]
    assert wrong == []


def test_templates_take_in_only_what_stands_above_them() -> None:
    wrong = []
    for template in SOURCE.rglob("templates/**/*.html"):
        for used in re.findall(r"{%\s*(?:extends|include)\s+[\"']([\w-]+)/", template.read_text()):
            if used in ORDER and ORDER.index(used) > ORDER.index(app_of(template)):
                wrong.append(f"{named(template)} uses {used}")
    assert wrong == []


def test_whatever_is_announced_is_listened_to() -> None:
    announced = {name for path in MODULES for name in announced_in(path)}
    assert announced == set(LISTENERS)


def announced_in(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text())
    constants = {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Constant)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "announce":
            name = node.args[0]
            yield str(
                name.value
                if isinstance(name, ast.Constant)
                else constants.get(ast.unparse(name), ast.unparse(name))
            )


def test_every_module_says_which_question_it_answers() -> None:
    silent = [
        named(path)
        for path in MODULES
        if path.read_text().strip() and not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert silent == []


def test_modules_and_functions_are_of_a_size_one_can_read() -> None:
    long = [named(path) for path in MODULES if len(path.read_text().splitlines()) > 300]
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text())):
            is_function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            if is_function and (node.end_lineno or 0) - node.lineno > 50:
                long.append(f"{named(path)} {node.name}")
    assert long == []


def test_nothing_is_printed_and_no_doubt_is_left_in_the_product() -> None:
    printing = [
        named(path)
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("print", "breakpoint")
    ]
    assert printing == []


def test_no_filler_words() -> None:
    texts = [*MODULES, *DOCS, *SOURCE.rglob("templates/**/*.html"), *SOURCE.rglob("static/**/*.js")]
    found = [
        f"{named(path)}: {match[0]}"
        for path in texts
        if "vendor" not in path.parts
        for match in FILLERS.finditer(path.read_text())
    ]
    assert found == []


def commands() -> dict[str, set[str]]:
    (action,) = (action for action in parser()._actions if isinstance(action.choices, dict))
    return {name: options_of(command) for name, command in (action.choices or {}).items()}


def options_of(command: ArgumentParser) -> set[str]:
    """Its own and those of the commands within it, such as `lab search`."""
    own = {option for one in command._actions for option in one.option_strings if option.startswith("--")}
    within = [one.choices.values() for one in command._actions if isinstance(one.choices, dict)]
    return own.union(*(options_of(each) for commands in within for each in commands))


@pytest.mark.parametrize("path", DOCS, ids=named)
def test_docs_name_commands_and_options_that_exist(path: Path) -> None:
    text = path.read_text()
    real = commands()
    wrong = []
    for line in re.findall(r"(?:^|[`\"$] ?|&& )warmline ([a-z][^`\"&|#\n]*)", text, re.MULTILINE):
        words = line.split()
        if words[0] not in real:
            wrong.append(f"warmline {words[0]}")
            continue
        wrong += [
            f"{words[0]} {w}" for w in words if w.startswith("--") and w.split("=")[0] not in real[words[0]]
        ]
    assert wrong == []


def test_docs_name_make_targets_that_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named_targets = {name for path in DOCS for name in re.findall(r"`make ([a-z]+)", path.read_text())}
    assert named_targets <= targets


def test_the_page_of_commands_names_every_command_and_just_its_options() -> None:
    sections = re.split(r"^## ", (ROOT / "docs" / "commands.md").read_text(), flags=re.MULTILINE)[1:]
    described = {
        section.split("\n")[0]: set(re.findall(r"^\| `(--[a-z-]+)", section, re.MULTILINE))
        for section in sections
    }
    common = described.pop("Options of every command")
    assert described == {
        f"`warmline {name}`": options - common - {"--help"} for name, options in commands().items()
    }
