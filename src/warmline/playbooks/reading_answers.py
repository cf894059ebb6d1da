"""What do a playbook's articles, curated answers and products say?"""

import csv
import io
import re
from importlib.resources.abc import Traversable

from warmline.playbooks.errors import PlaybookError
from warmline.playbooks.playbook import ACTIONS, Article, CuratedAnswer, Product
from warmline.playbooks.table import Table

COLUMNS = ["sku", "name", "category", "price_minor", "description", "tags"]
HEAD = (
    (re.compile(r"# \S.*"), "'# Title'"),
    (re.compile(r""), "empty"),
    (re.compile(r"Category: \S.*"), "'Category: X'"),
    (re.compile(r""), "empty"),
)
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def read_articles(name: str, folder: Traversable) -> tuple[Article, ...]:
    """All `articles/<slug>.md`, in the order of their slugs."""
    if not folder.is_dir():
        raise PlaybookError(f"{name}/articles", "", "is missing")
    files = sorted(
        (entry for entry in folder.iterdir() if entry.name.endswith(".md")), key=lambda entry: entry.name
    )
    return tuple(
        read_article(f"{name}/articles/{entry.name}", entry.read_text(encoding="utf-8")) for entry in files
    )


def read_article(file: str, text: str) -> Article:
    """One article: `# Title`, an empty line, `Category: X`, an empty line, then Markdown."""
    slug = file.rpartition("/")[2].removesuffix(".md")
    if not SLUG.fullmatch(slug):
        raise PlaybookError(file, "", "a name is small letters, digits and single hyphens")
    lines = [*text.splitlines(), "", "", "", ""]
    for place, (expected, meaning) in enumerate(HEAD):
        if not expected.fullmatch(lines[place]):
            raise PlaybookError(file, f"line {place + 1}", f"must be {meaning}")
    body = "\n".join(lines[4:]).strip()
    if not body:
        raise PlaybookError(file, "line 5", "the text is missing")
    title, category = lines[0].removeprefix("# ").strip(), lines[2].removeprefix("Category: ").strip()
    return Article(slug=slug, title=title, category=category, body=body)


def read_answers(tables: tuple[Table, ...]) -> tuple[CuratedAnswer, ...]:
    """The tables [[answer]] of answers.toml."""
    answers = []
    for table in tables:
        answer = CuratedAnswer(
            key=table.text("key"),
            title=table.text("title"),
            text=table.text("text"),
            article=table.text("article"),
            phrases=table.texts("phrases"),
            action=table.choice("action", ACTIONS, default=""),
        )
        table.done()
        if len({phrase.casefold() for phrase in answer.phrases}) < len(answer.phrases):
            raise table.wrong("phrases", "a phrase stands there twice")
        answers.append(answer)
    return tuple(answers)


def read_products(file: str, text: str) -> tuple[Product, ...]:
    """The rows of products.csv; `price_minor` in minor units, tags parted by semicolons."""
    rows = csv.reader(io.StringIO(text), strict=True)
    if (header := next(rows, [])) != COLUMNS:
        raise PlaybookError(file, "line 1", f"is {','.join(header)}, must be {','.join(COLUMNS)}")
    try:
        return tuple(_product(file, rows.line_num, row) for row in rows if row)
    except csv.Error as error:
        raise PlaybookError(file, f"line {rows.line_num}", str(error)) from error


def _product(file: str, line: int, row: list[str]) -> Product:
    if len(row) != len(COLUMNS):
        raise PlaybookError(file, f"line {line}", f"has {len(row)} fields instead of {len(COLUMNS)}")
    values = dict(zip(COLUMNS, (field.strip() for field in row), strict=True))
    for column in COLUMNS[:-1]:
        if not values[column]:
            raise PlaybookError(file, f"line {line}, {column}", "must not be empty")
    if not re.fullmatch(r"[1-9][0-9]*", values["price_minor"]):
        raise PlaybookError(
            file, f"line {line}, price_minor", f"is '{values['price_minor']}', must be above 0"
        )
    return Product(
        sku=values["sku"],
        name=values["name"],
        category=values["category"],
        price_minor=int(values["price_minor"]),
        description=values["description"],
        tags=tuple(tag.strip() for tag in values["tags"].split(";") if tag.strip()),
    )
