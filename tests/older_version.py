"""What did the first version's database look like, and is all that it held still there?

    python -m tests.older_version fill      makes the tables as the first version had them, with a small business
    python -m tests.older_version read      prints what is there now, a digest of it by table

Both in the installation that the environment names, and in a process of their own: migrations use the one connection.
"""

import hashlib
import json
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

#: Apps of the first version, each as its first migration made it; what is not ours is as it is now.
FIRST = (
    "bot", "calendar", "commerce", "conversations", "customers", "decisions", "desk", "feedback", "jobs",
    "knowledge", "learning", "staff", "understanding", "web",
)  # fmt: skip
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
SAID = (
    "Guten Morgen 👋, wann öffnen Sie?",
    "We open at six.",
    'A "quoted"\nline; DROP TABLE',
    "A person, please",
)
#: What must be the same before and after: table, columns, and what the rows are ordered by.
KEPT: dict[str, tuple[str, ...]] = {
    "conversations.Message": ("id", "conversation_id", "number", "client_id", "kind", "text", "at"),
    "conversations.Conversation": ("id", "customer_id", "holder", "version", "last_number", "token_hash"),
    "conversations.HolderChange": ("conversation_id", "version", "holder", "because"),
    "customers.Customer": ("id", "name", "email"),
    "staff.Person": ("id", "email", "name", "role", "password"),
    "web.Business": ("id", "name", "timezone"),
    "knowledge.Answer": ("key", "text"),
}


def fill() -> None:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    ours = [(app, name) for app, name in graph.nodes if app in FIRST and name == "0001_initial"]
    others = [node for node in graph.leaf_nodes() if not is_ours(node[0])]
    executor.migrate([*others, *ours])
    store(MigrationExecutor(connection).loader.project_state([*others, *ours]).apps)


def is_ours(app: str) -> bool:
    from django.apps import apps

    return apps.get_app_config(app).name.startswith("warmline.")


def store(old: Any) -> None:
    make = lambda label, **values: old.get_model(label).objects.create(**values)  # noqa: E731
    make("web.Business", pk=1, name="Bäckerei Morgenrot", timezone="Europe/Berlin")
    alice = make("staff.Person", email="alice@bakery.example", name="Alice", role="owner", password="!argon2")
    make("knowledge.Answer", key="opening-hours", text="We open at six.")
    for number in range(20):
        dana = make("customers.Customer", name=f"Dana {number}", email=f"dana{number}@mail.example")
        talk = make(
            "conversations.Conversation",
            id=UUID(int=number + 1),
            token_hash=f"{number:064d}",
            customer=dana,
            holder="person" if number % 2 else "queue",
            person=alice if number % 2 else None,
            version=2,
            last_number=len(SAID),
            waiting_since=AT,
            opened_at=AT,
            last_message_at=AT,
        )
        fill_talk(make, talk, number)


def fill_talk(make: Any, talk: Any, number: int) -> None:
    episode = make("conversations.Episode", conversation=talk, ordinal=1, opened_at=AT)
    for version, holder in enumerate(("bot", talk.holder), start=1):
        make(
            "conversations.HolderChange",
            conversation=talk,
            episode=episode,
            version=version,
            holder=holder,
            person=talk.person if holder == "person" else None,
            by_kind="system",
            because="As it was.",
            after_number=0,
            at=AT,
        )
    for place, text in enumerate(SAID, start=1):
        make(
            "conversations.Message",
            id=UUID(int=number * 100 + place),
            conversation=talk,
            episode=episode,
            number=place,
            client_id=f"c{place}" if place != 2 else None,
            kind="customer" if place != 2 else "bot",
            text=text,
            at=AT + timedelta(seconds=place),
        )


def read(apps: Any = None) -> dict[str, str]:
    if apps is None:
        from django.apps import apps
    return {label: digest(apps.get_model(label), columns) for label, columns in KEPT.items()}


def digest(model: Any, columns: Sequence[str]) -> str:
    rows = sorted(repr(row) for row in model._default_manager.values_list(*columns))
    return f"{len(rows)} rows {hashlib.sha256(chr(10).join(rows).encode()).hexdigest()}"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "warmline.settings")
    import django

    django.setup()
    if sys.argv[1] == "fill":
        fill()
    print(json.dumps(read(old_apps() if sys.argv[1] == "fill" else None)))


def old_apps() -> Any:
    """The models as the tables are now, before they are brought up to date."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    loader = MigrationExecutor(connection).loader
    return loader.project_state(
        [node for node in loader.applied_migrations if node in loader.graph.nodes]
    ).apps


if __name__ == "__main__":
    main()
