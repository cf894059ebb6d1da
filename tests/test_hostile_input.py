"""Hostile texts, paths and names: no expression hangs, no path leads out, no header splits, one door outside."""

import ast
import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest
from django.test import Client

import warmline
from warmline.customers.models import Customer
from warmline.staff.models import Person

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "warmline"

#: Growing by a third each: what takes exponential time is caught after seconds, not after the age of the universe.
SIZES = (12, 16, 21, 28, 37, 50, 500, 5000)
#: CPU of this thread for the longest message; the slowest takes a tenth of it on two busy cores.
MOST_SECONDS = 2.0
#: Those that are never shown a longer text, by what looks at its length before.
SHORT = {"warmline.knowledge.tidying._SHORT_QUESTION[0]": 600}  # tidying.MOST_CHARACTERS


def patterns() -> dict[str, "re.Pattern[str]"]:
    """Every compiled expression of every module, by module and name."""
    found: dict[str, re.Pattern[str]] = {}
    for module in pkgutil.walk_packages(warmline.__path__, "warmline."):
        if not {"tests", "migrations", "conftest", "settings"} & set(module.name.split(".")):
            for name, value in vars(importlib.import_module(module.name)).items():
                for number, each in enumerate(within(value)):
                    found[f"{module.name}.{name}[{number}]"] = each
    return found


def within(value: object) -> Iterator["re.Pattern[str]"]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from within(each)
    elif isinstance(value, tuple | list):
        for each in value:
            yield from within(each)


def attacks(pattern: "re.Pattern[str]") -> Iterator[str]:
    """What repeats in it, repeated, and never what it ends with."""
    words = re.findall(r"[a-z]{2,}", pattern.pattern.lower())[:3]
    pieces = (
        "a",
        "0",
        " ",
        "-",
        ".",
        "a ",
        "a.",
        "a-",
        "1,",
        "a@",
        "a@a.",
        "\n",
        "\t ",
        "{{",
        "{a",
        "'",
        "é",
    )
    yield from (*pieces, *words, *(f"{word} " for word in words))


def test_no_regular_expression_takes_long_for_any_text() -> None:
    found = patterns()
    assert len(found) > 60
    slow = [
        name
        for name, pattern in found.items()
        if any(hangs(pattern, each, SHORT.get(name, SIZES[-1])) for each in attacks(pattern))
    ]
    assert slow == []


def hangs(pattern: "re.Pattern[str]", piece: str, longest: int) -> bool:
    for size in (size for size in SIZES if size <= longest):
        text = (piece * size)[:size] + "\x00!"
        began = time.thread_time()
        pattern.search(text)
        pattern.fullmatch(text)
        if time.thread_time() - began > MOST_SECONDS:
            return True
    return False


#: Who may open a connection, and why it cannot be led into a private network by what a customer or a site says.
DOORS = {
    "lib/outside.py": "strangers' addresses: public ones only, pinned",
    "lib/llm.py": "the address that who starts the server named",
    "lib/hanging_up.py": "none: it ends what the two above opened",
    "lib/mail.py": "the mail server of the environment",
    "files/scanning.py": "the scanner of the environment",
    "jobs/owners.py": "the name of this host only",
    "commands/serving.py": "its own port",
    "commands/doctoring/places.py": "its own port, and Redis of the environment",
}
NETWORK = {
    "socket",
    "ssl",
    "http.client",
    "urllib.request",
    "smtplib",
    "ftplib",
    "httpx",
    "requests",
    "aiohttp",
}


def test_the_network_is_reached_through_the_doors_that_are_named() -> None:
    used = set()
    for path in SOURCE.rglob("*.py"):
        if not {"tests", "migrations"} & set(path.parts):
            for node in ast.walk(ast.parse(path.read_text())):
                names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
                names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                if NETWORK & set(names):
                    used.add(str(path.relative_to(SOURCE)))
    assert used == set(DOORS)


@pytest.mark.parametrize(
    "path",
    [
        "/static/../secret",
        "/static/%2e%2e/%2e%2e/secret",
        "/static/..%2f..%2fsettings.py",
        "/static/....//....//secret",
        "/static//etc/passwd",
        "/static/web/..%5c..%5csettings.py",
        "/logo/../../secret",
        "/logo/%2e%2e%2fsecret",
        "/help/articles/..%2f..%2fsecret/",
        "/imports/..%2f..%2fsecret.csv",
    ],
)
def test_no_path_leads_out_of_its_folder(alice: Person, path: str) -> None:
    client = Client()
    client.force_login(alice)
    answer = client.get(path)
    assert answer.status_code in (301, 302, 400, 404), path
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert b"root:" not in body and b"SECRET_KEY" not in body


def test_no_name_splits_a_header_of_a_file(alice: Person) -> None:
    client = Client()
    client.force_login(alice)
    for name in (
        'a"\r\nSet-Cookie: x=1',
        "../../etc/passwd",
        "é" * 100,
        "\u202egnp.exe",
        "",
        ";filename=x.exe",
    ):
        customer = Customer.objects.create(name=name[:120].replace("\0", ""))
        answer = client.post(f"/privacy/customers/{customer.pk}/archive")
        shown = answer.headers.get("Content-Disposition", "")
        assert answer.status_code == 200
        assert "\n" not in shown and "\r" not in shown and "/" not in shown and "x" not in client.cookies


#: Licences under which a business may run and change it; LGPL only for the driver, which is a part of its own.
PERMISSIVE = re.compile(r"MIT|BSD|Apache|PSF|MPL|Zlib|ISC|0BSD|CC0|Unlicense|Python Software", re.IGNORECASE)
LGPL = {"psycopg", "psycopg-binary", "psycopg-pool"}


def test_every_locked_part_is_pinned_by_its_hash_and_permissively_licensed() -> None:
    lock = (ROOT / "requirements.lock").read_text()
    parts = re.split(r"^(?=[a-z0-9])", lock, flags=re.MULTILINE)[1:]
    unpinned = [part.split("==")[0] for part in parts if "--hash=sha256:" not in part]
    assert len(parts) > 40 and unpinned == []
    strange = []
    for name in {part.split("==")[0] for part in parts} - LGPL:
        try:
            told = metadata(name)
        except PackageNotFoundError:
            continue  # for another system or an older Python
        classified = [each for each in told.get_all("Classifier") or [] if each.startswith("License")]
        licence = " ".join(
            [told.get("License-Expression") or "", *classified, (told.get("License") or "")[:200]]
        )
        if not PERMISSIVE.search(licence) and "Copyright (c)" not in licence:
            strange.append(f"{name}: {licence[:80]}")
    assert strange == []
