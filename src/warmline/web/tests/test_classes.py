"""Does every class of a template have a rule, and every rule a use? What is left over misleads who reads on."""

import re
from collections.abc import Iterator
from pathlib import Path

import warmline

SOURCE = Path(warmline.__file__).parent
SHEETS = [path for path in SOURCE.rglob("static/**/*.css") if "vendor" not in path.parts]
TEMPLATES = list(SOURCE.rglob("templates/**/*.html"))
SCRIPTS = [path for path in SOURCE.rglob("static/**/*.js") if not {"vendor", "widget"} & set(path.parts)]
#: Names that scripts set and read, or by which tests and colleagues' scripts find an element.
HOOKS = {"htmx-request", "htmx-indicator", "htmx-swapping", "htmx-added", "htmx-settling"}


def ruled() -> set[str]:
    """Every class that a style sheet names."""
    names = set()
    for sheet in SHEETS:
        text = re.sub(r"/\*.*?\*/|\{[^{}]*\}", "{}", sheet.read_text(), flags=re.DOTALL)
        names |= set(re.findall(r"\.(-?[a-zA-Z_][\w-]*)", text))
    return names


def written() -> tuple[set[str], set[str]]:
    """Classes that templates write out, and beginnings such as "badge-" that a value completes."""
    whole: set[str] = set()
    begun: set[str] = set()
    for template in TEMPLATES:
        for text in re.findall(r'class="((?:[^"{]|\{\{.*?\}\}|\{%.*?%\})*)"', template.read_text()):
            for name in _names(text):
                (begun if name.endswith("\0") else whole).add(name.rstrip("\0"))
    return whole, begun


def _names(text: str) -> Iterator[str]:
    apart = re.sub(r"\{% (?:else|elif).*?%\}", " ", re.sub(r"\{\{.*?\}\}", "\0", text))
    plain = re.sub(r"\{%.*?%\}", "", apart)
    yield from (name for name in plain.split() if name.strip("\0"))


def spoken() -> str:
    """All that scripts, Python and templates say: a class may be put together there."""
    files = [*SCRIPTS, *TEMPLATES, *(path for path in SOURCE.rglob("*.py") if "tests" not in path.parts)]
    return "\n".join(path.read_text() for path in files)


def test_every_rule_has_a_use() -> None:
    whole, begun = written()
    said = set(re.findall(r"[\w-]+", spoken()))
    unused = {
        name
        for name in ruled() - whole - said - HOOKS
        if not any(name.startswith(start) and start for start in begun)
    }
    assert sorted(unused) == []


def test_every_class_of_a_template_has_a_rule_or_a_reader() -> None:
    whole, _ = written()
    aims = [aim for path in TEMPLATES for aim in re.findall(r'hx-[a-z]+="[^"]*"', path.read_text())]
    read = set(re.findall(r"[\w-]+", "\n".join([*aims, *(path.read_text() for path in SCRIPTS)])))
    assert sorted(whole - ruled() - read) == []
