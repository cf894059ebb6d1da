"""Which sentences are made in English, kept or not, and told in the language of the page by `lib/retelling.py`?

In the files named here every sentence is one, be it a constant or an f-string, whose values become gaps.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

#: Below src/warmline, as patterns.
FILES = (
    "copilot/drafting.py",
    "copilot/hints.py",
    "copilot/suggesting.py",
    "copilot/summary.py",
    "copilot/tone/*.py",
    "conversations/closing.py",
    "conversations/handover.py",
    "conversations/holding.py",
    "conversations/merging.py",
    "conversations/recording.py",
    "conversations/returning.py",
    "conversations/revising.py",
    "conversations/sending.py",
    "customers/talks.py",
    "decisions/rules/*.py",
    "desk/answering.py",
    "desk/card.py",
    "desk/card_lines.py",
    "desk/drafting.py",
    "desk/next_step.py",
    "feedback/rating.py",
    "learning/comparing.py",
    "learning/sorting.py",
    "learning/versions.py",
    "line/absence.py",
    "line/asking.py",
    "line/carrying_out.py",
    "line/timers.py",
    "line/watching.py",
)
#: Names of tables whose values may be single words.
WORDS = ("MOODS", "ENDINGS", "NAMES")
#: What is no sentence: patterns, names of rules, what is logged or said to customers by `say`, samples of rules.
NOT_OURS = {"compile", "say", "say_count", "info", "warning", "error", "exception", "announce", "Http404"}
NOT_OURS |= {"gettext", "_", "ngettext", "select_related", "Sample", "Concern_"}
PASSED_BY = {"to_customer", "samples", "about", "key", "name", "kind", "css", "lock", "examples"}
CONTEXT = "kept"
#: Names of books, rows of words and what is in another language already.
CITATION = re.compile(r"\b(?:19|20)\d\d\b|Guidelines$|Support, what|^me us my|^Het spijt")
MOST_WORDS = 40
#: What retelling puts back by itself.
EDGES = " ,;:()"


def is_kept(path: Path, source: Path) -> bool:
    return any(path.relative_to(source).match(pattern) for pattern in FILES)


def in_rule_names(path: Path) -> str:
    """The name of a rule's file as decisions/wording.py reads it."""
    return path.stem.replace("_", " ").capitalize()


def whys(path: Path) -> Iterator[str]:
    """Why words may hurt, of a table of words."""
    yield from (each["why"] for each in tomllib.loads(path.read_text())["words"])


def kept_in(code: str) -> Iterator[tuple[str, bool]]:
    """(sentence, has it gaps?)"""
    tree = ast.parse(code)
    passed = {id(node) for node in _passed_by(tree)}
    for node in _walk(tree, passed):
        if isinstance(node, ast.JoinedStr):
            yield from _joined(node)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and _is_sentence(node.value):
            yield node.value.strip(EDGES), bool(re.search(r"{\w+}", node.value))
    for statement in tree.body:
        yield from ((word, False) for word in _words_of(statement))


def _joined(node: ast.JoinedStr) -> Iterator[tuple[str, bool]]:
    literal = "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
    if (
        re.search(r"[A-Za-z]{2,}", literal)
        and " " in literal.strip() + literal
        and not literal.startswith("/")
    ):
        yield _template(node).strip(EDGES), True


def _is_sentence(text: str) -> bool:
    looks = " " in text.strip() or re.match(r"[A-Z][a-z]+$", text)
    is_ours = not re.search(r"[\\%_|]|https?:|[^\x00-\x7f“”’–…]", text) and not CITATION.search(text)
    return bool(looks and is_ours and re.search(r"[A-Za-z]{2}", text)) and len(text.split()) < MOST_WORDS


def _walk(tree: ast.AST, passed: set[int]) -> Iterator[ast.AST]:
    stack: list[ast.AST] = [tree]
    while stack:
        node = stack.pop()
        if id(node) in passed:
            continue
        yield node
        if not isinstance(node, ast.JoinedStr):
            stack += ast.iter_child_nodes(node)
        else:
            stack += [value.value for value in node.values if isinstance(value, ast.FormattedValue)]


def _passed_by(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                yield first.value
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from filter(None, (node.returns, *(each.annotation for each in node.args.args)))
        if isinstance(node, ast.AnnAssign):
            yield node.annotation
        if isinstance(node, ast.Compare | ast.Subscript):
            yield from (each for each in ast.walk(node) if isinstance(each, ast.Constant))
        if isinstance(node, ast.Dict):
            yield from (key for key in node.keys if key is not None)
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in NOT_OURS:
                yield node
            yield from (each.value for each in node.keywords if each.arg in PASSED_BY)


def _words_of(statement: ast.stmt) -> Iterator[str]:
    target = statement.targets[0] if isinstance(statement, ast.Assign) else getattr(statement, "target", None)
    if getattr(target, "id", "") in WORDS:
        values = statement.value.values if isinstance(statement.value, ast.Dict) else [statement.value]
        for value in values:
            yield from (
                each.value
                for each in ast.walk(value)
                if isinstance(each, ast.Constant) and isinstance(each.value, str)
            )


def _template(node: ast.JoinedStr) -> str:
    text, names = "", {}
    for part in node.values:
        if isinstance(part, ast.Constant):
            text += str(part.value)
        elif isinstance(part, ast.FormattedValue):
            written = ast.unparse(part)
            names.setdefault(written, _free_name(_name(part.value), set(names.values())))
            text += "{" + names[written] + "}"
    return text


def _name(value: ast.expr) -> str:
    """What a gap is called: as the thing is."""
    match value:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name.strip("_").lower()
        case ast.Call(func=func, args=[ast.Name() | ast.Attribute() as first, *_]) if isinstance(
            func, ast.Name
        ):
            return _name(first)
        case ast.Call(func=func):
            return _name(func).removeprefix("say_")
        case ast.Subscript(slice=ast.Constant(value=str() as name)):
            return name
        case ast.Subscript(value=inner):
            return _name(inner)
        case ast.BoolOp(values=[first, *_]):
            return _name(first)
    return "value"


def _free_name(name: str, taken: set[str]) -> str:
    return next(each for each in (name, *(f"{name}{number}" for number in range(2, 9))) if each not in taken)
