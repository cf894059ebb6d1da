"""Which sentences of ours are there to translate? `collect` brings locale/*.po up to date, `compile` makes the .mo.

Without GNU gettext, which a fresh machine lacks. Sentences are found by where they stand: in a call of `say`,
`gettext` or an error that a customer reads, as `to_customer=` of a rule, in a table named below, in {% translate %}, in
`say()` of a script; and in the files of which kept.py knows that all of their sentences are told to staff.
"""

import ast
import re
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
from scripts.kept import CONTEXT, in_rule_names, is_kept, kept_in, whys

SOURCE = ROOT / "src" / "warmline"
LOCALE = SOURCE / "locale"
LANGUAGES = {"de": "n != 1", "fr": "n > 1", "es": "n != 1"}

#: Calls whose first text is a sentence; the place counts arguments.
SINGLE = {"say": 1, "worded": 0, "gettext": 0, "gettext_lazy": 0, "gettext_noop": 0, "_": 0}
SINGLE |= {
    "Problem": 1,
    "Refused": 1,
    "BodyRefused": 1,
    "FileRefused": 1,
    "Shortcut": 1,
    "InboxList": 1,
    "Face": 1,
}
#: Calls of which these named values are sentences.
NAMED = {"Option": ("label", "help", "unit")}
#: A kind of list says its title and what it is about.
SEVERAL = {"Kind": (1, 2)}
COUNTED = {"say_count": 1, "ngettext": 0}
#: Errors of which the text goes to a customer or to staff, and tables of sentences.
ERRORS = ("BadText", "BadAttachment", "BadRating", "NotHolder", "Overtaken")
TABLES = (
    "PROBLEM_TITLES",
    "_TITLES",
    "_HANDED_OVER",
    "KIND_WORDS",
    "DANGER_WORDS",
    "_STANDS",
    "_LATE",
    "_BY_CARRIER",
    "TITLES",
    "DONE",
    "DAYS",
    "PRIORITIES",
    "NOTES",
    "SPEAKERS",
    "LABELS",
)
CONSTANTS = (
    "_CANCELLED",
    "_LATE_BY_CARRIER",
    "ASK_CSAT",
    "GLAD",
    "SORRY",
    "UNKNOWN",
    "UNREAD",
    "UNSEEN",
    "IN_ENGLISH",
)
#: Why a file is not taken.
CONSTANTS += ("MARKUP", "EMPTY", "TOO_MANY", "TOO_LARGE", "DAMAGED", "FULL", "OFF", "INFECTED")
#: Functions that return sentences.
SENTENCES = ("_sentence",)

TAG = re.compile(
    r"{%\s*translate\s+(?P<sign>[\"'])(?P<one>(?:(?!(?P=sign))[^\\]|\\.)*)(?P=sign)(?:\s+context\s+\"(?P<context>[^\"]*)\")?(?:\s+as\s+\w+)?\s*%}"
)
ARGUMENT = re.compile(r"_\(\"(?P<one>(?:[^\"\\]|\\.)*)\"\)")
BLOCK = re.compile(
    r"{%\s*blocktranslate\b(?P<head>[^%]*)%}(?P<one>.*?)(?:{%\s*plural\s*%}(?P<many>.*?))?{%\s*endblocktranslate\s*%}",
    re.DOTALL,
)
#: As web/scripted.py finds them.
SCRIPT = re.compile(r"\bsay\(\s*\"((?:[^\"\\]|\\.)*)\"")
#: Kinds of files.
CODE = re.compile(r"^(?:image|text|application)/")
VARIABLE = re.compile(r"{{\s*(\w+)\s*}}")


@dataclass
class Entry:
    """One sentence. many: its plural, "" without; said: translations, one or one for each form."""

    one: str
    many: str = ""
    context: str = ""
    said: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        return f"{self.context}\x04{self.one}" if self.context else self.one


def sentences() -> dict[str, Entry]:
    """Every sentence of the product by its key, in the order of files."""
    found: dict[str, Entry] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        if not {"tests", "migrations", "lab"} & set(path.parts):
            for entry in in_python(path.read_text()):
                found.setdefault(entry.key, entry)
            for entry in _told_to_staff(path):
                found.setdefault(entry.key, entry)
    for path in sorted(SOURCE.glob("*/static/**/*.js")):
        if not {"widget", "vendor"} & set(path.parts):
            for match in SCRIPT.finditer(path.read_text()):
                found.setdefault(match[1], Entry(match[1].replace('\\"', '"')))
    for path in sorted(SOURCE.rglob("templates/**/*.html")):
        for entry in in_template(path.read_text()):
            found.setdefault(entry.key, entry)
    return {
        key: entry
        for key, entry in found.items()
        if re.search(r"[^\W\d_]", entry.one) and not CODE.search(entry.one)
    }


def _told_to_staff(path: Path) -> Iterator[Entry]:
    if is_kept(path, SOURCE):
        for text, has_gaps in kept_in(path.read_text()):
            yield Entry(text, context=CONTEXT if has_gaps else "")
    if path.parent.name == "rules" and path.stem != "__init__":
        yield Entry(in_rule_names(path))
    if path.name == "wording.py" and path.parent.name == "tone":
        yield from (Entry(text) for text in whys(path.parent / "words.toml"))


def in_python(code: str) -> Iterator[Entry]:
    tree = ast.parse(code)
    constants = dict(_constants(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _in_call(node, constants)
        elif isinstance(node, ast.ClassDef) and node.bases:
            yield from (Entry(text) for text in _class_texts(node))
            if any(getattr(base, "attr", getattr(base, "id", "")).endswith("Choices") for base in node.bases):
                yield from (Entry(text) for text in _choice_labels(node))
        elif isinstance(node, ast.FunctionDef) and node.name in SENTENCES:
            returned = [each.value for each in ast.walk(node) if isinstance(each, ast.Return) and each.value]
            yield from (Entry(text) for value in returned for text in _texts(value))
    for name, value in constants.items():
        if name in (*TABLES, *CONSTANTS):
            yield from (Entry(text) for text in _values(value))


def _in_call(call: ast.Call, constants: dict[str, ast.expr]) -> Iterator[Entry]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in SINGLE and len(call.args) > SINGLE[name]:
        yield from (Entry(text) for text in _texts(call.args[SINGLE[name]]))
    if name in SEVERAL:
        yield from (
            Entry(text) for at in SEVERAL[name] if len(call.args) > at for text in _texts(call.args[at])
        )
    if name in COUNTED and len(call.args) > COUNTED[name] + 1:
        at = COUNTED[name]
        ones, manys = list(_texts(call.args[at])), list(_texts(call.args[at + 1]))
        yield from (Entry(one, many) for one, many in zip(ones, manys, strict=True))
    if name == "pgettext":
        yield Entry(str(ast.literal_eval(call.args[1])), context=str(ast.literal_eval(call.args[0])))
    if name in ERRORS and call.args:
        yield from (Entry(text) for text in _texts(call.args[0]))
    for keyword in call.keywords:
        if keyword.arg in NAMED.get(name, ()):
            yield from (Entry(text) for text in _texts(keyword.value))
        if keyword.arg == "to_customer":
            yield from (Entry(text) for text in _said_to_customers(keyword.value, constants))


def _said_to_customers(value: ast.expr, constants: dict[str, ast.expr]) -> Iterator[str]:
    yield from _texts(value)
    for node in ast.walk(value):
        if isinstance(node, ast.Name) and isinstance(constants.get(node.id), ast.Constant):
            yield from _texts(constants[node.id])
        if (
            isinstance(node, ast.Subscript)
            and isinstance(node.value, ast.Name)
            and node.value.id in constants
        ):
            yield from _values(constants[node.value.id])


def _constants(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            yield node.targets[0].id, node.value
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
            yield node.target.id, node.value


def _class_texts(node: ast.ClassDef) -> Iterator[str]:
    for part in node.body:
        if isinstance(part, ast.Assign) and getattr(part.targets[0], "id", "") == "text":
            yield from _texts(part.value)


def _choice_labels(node: ast.ClassDef) -> Iterator[str]:
    """Of `QUEUE = "queue", "Waiting for a person"` the words."""
    for part in node.body:
        if isinstance(part, ast.Assign) and isinstance(part.value, ast.Tuple):
            yield from _texts(part.value.elts[-1])


def _values(value: ast.expr) -> Iterator[str]:
    """The texts of a table or of a constant; of a table in several languages none."""
    if isinstance(value, ast.Tuple):
        yield from (text for each in value.elts for text in _texts(each))
    elif isinstance(value, ast.Dict):
        if not any(isinstance(key, ast.Constant) and key.value in LANGUAGES for key in value.keys):
            yield from (text for each in value.values for text in _texts(each))
    else:
        yield from _texts(value)


def _texts(value: ast.expr) -> Iterator[str]:
    """A text, or both of a choice between two."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str) and value.value:
        yield value.value
    if isinstance(value, ast.IfExp):
        yield from _texts(value.body)
        yield from _texts(value.orelse)
    if isinstance(value, ast.BoolOp):
        yield from _texts(value.values[-1])
    # A table's answer to what it does not have.
    if isinstance(value, ast.Call) and getattr(value.func, "attr", "") == "get" and len(value.args) > 1:
        yield from _texts(value.args[1])


def in_template(html: str) -> Iterator[Entry]:
    for pattern in (TAG, ARGUMENT):
        for found in pattern.finditer(html):
            context = found.groupdict().get("context") or ""
            yield Entry(_in_catalogue(found["one"].replace('\\"', '"')), context=context)
    for block in BLOCK.finditer(html):
        is_trimmed = "trimmed" in block["head"]
        yield Entry(_block_text(block["one"], is_trimmed), _block_text(block["many"] or "", is_trimmed))


def _in_catalogue(text: str) -> str:
    """Django looks up what stands in a template with each % doubled."""
    return text.replace("%", "%%")


def _block_text(text: str, is_trimmed: bool) -> str:
    written = VARIABLE.sub(r"%(\1)s", _in_catalogue(text))
    return " ".join(line.strip() for line in written.splitlines() if line.strip()) if is_trimmed else written


def po_path(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def read_po(path: Path) -> dict[str, Entry]:
    """The entries of a catalogue by key, in the order of the file; without its header."""
    found: dict[str, Entry] = {}
    for block in re.split(r"\n\s*\n", path.read_text() if path.exists() else ""):
        fields = _fields(block)
        if fields.get("msgid"):
            said = [fields[name] for name in sorted(fields) if name.startswith("msgstr")]
            entry = Entry(fields["msgid"], fields.get("msgid_plural", ""), fields.get("msgctxt", ""), said)
            found[entry.key] = entry
    return found


def _fields(block: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    name = ""
    for line in block.splitlines():
        match = re.match(r"(msg\w+(?:\[\d\])?)?\s*(\".*\")\s*$", line)
        if not match:
            continue
        name = match[1] or name
        fields[name] = fields.get(name, "") + str(ast.literal_eval(match[2]))
    return fields


def write_po(language: str, entries: list[Entry]) -> None:
    blocks = [f'msgid ""\nmsgstr ""\n{_header_lines(language)}']
    blocks += [_as_po(entry) for entry in entries]
    path = po_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n\n".join(blocks) + "\n")


def header(language: str) -> str:
    return (
        f"Language: {language}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n"
        f"Content-Transfer-Encoding: 8bit\nPlural-Forms: nplurals=2; plural=({LANGUAGES[language]});\n"
    )


def _header_lines(language: str) -> str:
    return "\n".join(_quoted(f"{line}\n") for line in header(language).splitlines())


def _as_po(entry: Entry) -> str:
    lines = [f"msgctxt {_quoted(entry.context)}"] if entry.context else []
    lines.append(f"msgid {_quoted(entry.one)}")
    if not entry.many:
        return "\n".join([*lines, f"msgstr {_quoted(entry.said[0] if entry.said else '')}"])
    said = (*entry.said, "", "")[:2]
    lines.append(f"msgid_plural {_quoted(entry.many)}")
    return "\n".join([*lines, *(f"msgstr[{place}] {_quoted(text)}" for place, text in enumerate(said))])


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def compiled(language: str) -> bytes:
    """The catalogue as gettext reads it: a sorted table of lengths and places, then the texts (GNU gettext manual)."""
    texts = {"": header(language)}
    for key, entry in read_po(po_path(language)).items():
        if all(entry.said):
            texts[f"{key}\0{entry.many}" if entry.many else key] = "\0".join(entry.said)
    pairs = sorted((key.encode(), said.encode()) for key, said in texts.items())
    start = 28 + 16 * len(pairs)
    place, table, bodies = start, [], b""
    for side in (0, 1):
        for pair in pairs:
            table += [len(pair[side]), place + len(bodies)]
            bodies += pair[side] + b"\0"
    head = (0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 28 + 16 * len(pairs))
    return struct.pack(f"<7I{len(table)}I", *head, *table) + bodies


def collect() -> None:
    """Adds what is new, takes out what nobody says any more, keeps what is translated."""
    wanted = sentences()
    for language in LANGUAGES:
        known = read_po(po_path(language))
        entries = [
            Entry(one.one, one.many, one.context, known[key].said if key in known else [])
            for key, one in wanted.items()
        ]
        write_po(language, entries)
        open_ones = [entry.one for entry in entries if not entry.said or not all(entry.said)]
        print(f"{language}: {len(entries)} sentences, {len(open_ones)} to translate")
        for sentence in open_ones:
            print(f"  {sentence}")


def compile_all() -> None:
    for language in LANGUAGES:
        po_path(language).with_suffix(".mo").write_bytes(compiled(language))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["collect"]:
            collect()
        case ["compile"]:
            compile_all()
        case _:
            sys.exit("usage: messages.py collect | compile")
