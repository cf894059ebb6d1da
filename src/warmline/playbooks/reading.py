"""What does the playbook of this name say? Every mistake in its files is named with its place."""

import tomllib
from collections.abc import Iterable
from importlib import resources
from importlib.resources.abc import Traversable

from warmline.playbooks.errors import PlaybookError
from warmline.playbooks.playbook import Playbook
from warmline.playbooks.reading_answers import read_answers, read_articles, read_products
from warmline.playbooks.reading_business import (
    read_business,
    read_demo_orders,
    read_habits,
    read_holidays,
    read_hours,
    read_rules,
    read_scope,
    read_site,
    read_staff,
)
from warmline.playbooks.reading_history import read_comments, read_patterns, read_people
from warmline.playbooks.table import Table


def playbook_names() -> tuple[str, ...]:
    """The names of all playbooks that come with the product, in alphabetical order."""
    folder = resources.files("warmline.playbooks")
    return tuple(
        sorted(entry.name for entry in folder.iterdir() if entry.joinpath("playbook.toml").is_file())
    )


def read_playbook(name: str) -> Playbook:
    """The playbook called `name`; hyphen and underscore mean the same. Raises PlaybookError."""
    folder_name = name.replace("-", "_")
    if folder_name not in playbook_names():
        raise PlaybookError(name, "", f"there is no such playbook; there are {', '.join(playbook_names())}")
    return read_folder(folder_name, resources.files("warmline.playbooks").joinpath(folder_name))


def read_folder(name: str, folder: Traversable) -> Playbook:
    """The playbook whose files lie in `folder`. Raises PlaybookError."""
    top = _read_toml(name, folder, "playbook.toml")
    answers = _read_toml(name, folder, "answers.toml")
    conversations = _read_toml(name, folder, "conversations.toml")
    people = _read_toml(name, folder, "people.toml")
    playbook = Playbook(
        name=name,
        business=read_business(top.table("business")),
        hours=read_hours(top.tables("hours")),
        holidays=read_holidays(top.tables("holidays")),
        staff=read_staff(top.tables("staff")),
        rules=read_rules(top.table("rules")),
        scope=read_scope(top.tables("scope")),
        site=read_site(top.table("site")),
        demo_orders=read_demo_orders(top.tables("demo_orders")),
        habits=read_habits(top.table("habits", optional=True)),
        articles=read_articles(name, folder.joinpath("articles")),
        answers=read_answers(answers.tables("answer")),
        products=read_products(f"{name}/products.csv", _read_text(name, folder, "products.csv")),
        patterns=read_patterns(conversations.tables("pattern")),
        comments=read_comments(conversations.table("comments", optional=True)),
        people=read_people(people),
    )
    for table in (top, answers, conversations, people):
        table.done()
    _check_links(playbook)
    return playbook


def _read_toml(name: str, folder: Traversable, file: str) -> Table:
    try:
        return Table(f"{name}/{file}", "", tomllib.loads(_read_text(name, folder, file)))
    except tomllib.TOMLDecodeError as error:
        raise PlaybookError(f"{name}/{file}", "", f"is not valid TOML: {error}") from error


def _read_text(name: str, folder: Traversable, file: str) -> str:
    try:
        return folder.joinpath(file).read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise PlaybookError(f"{name}/{file}", "", "is missing") from error
    except UnicodeDecodeError as error:
        raise PlaybookError(f"{name}/{file}", f"byte {error.start}", "is not UTF-8") from error


def _check_links(playbook: Playbook) -> None:
    top, answers = f"{playbook.name}/playbook.toml", f"{playbook.name}/answers.toml"
    _refuse_twins(top, "staff.email", (member.email for member in playbook.staff))
    _refuse_twins(top, "demo_orders.number", (order.number for order in playbook.demo_orders))
    _refuse_twins(answers, "answer.key", (answer.key for answer in playbook.answers))
    _refuse_twins(f"{playbook.name}/products.csv", "sku", (product.sku for product in playbook.products))
    _refuse_twins(
        f"{playbook.name}/conversations.toml", "pattern.name", (pattern.name for pattern in playbook.patterns)
    )
    slugs = {article.slug for article in playbook.articles}
    for answer in playbook.answers:
        if answer.article not in slugs:
            problem = f"there is no articles/{answer.article}.md"
            raise PlaybookError(answers, f"answer '{answer.key}', article", problem)
    skus = {product.sku for product in playbook.products}
    for order in playbook.demo_orders:
        for sku in order.skus:
            if sku not in skus:
                raise PlaybookError(
                    top, f"demo order '{order.number}', skus", f"no product has the sku '{sku}'"
                )


def _refuse_twins(file: str, where: str, keys: Iterable[str]) -> None:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise PlaybookError(file, where, f"'{key}' stands there twice")
        seen.add(key)
