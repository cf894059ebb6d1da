"""How soon is something found among a million messages? On SQLite, or on the database of --database.

python benchmarks/search_messages.py                                       SQLite, about six minutes
python benchmarks/search_messages.py --database postgresql:///bench        PostgreSQL; the database is emptied first
python benchmarks/search_messages.py --messages 100000                     fewer
"""

import argparse
import itertools
import os
import random
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from harness import machine, percentile, table

SENTENCES = (
    "Where is my {thing}, it should have come {day}",
    "The {thing} I ordered {day} is {state}, what now",
    "Can I change the {thing} to another {word} please",
    "Thank you, the {thing} was {state} and the {word} too",
    "Do you deliver {thing} to {word} {day}",
    "I am upset about the {state} {thing} and nobody answers",
)
THINGS = "order parcel delivery invoice refund loaf cake basket coat ring letter card bottle".split()  # noqa: SIM905
DAYS = "today yesterday Monday Tuesday Friday last-week on-Sunday before-noon".split()  # noqa: SIM905
STATES = "late broken lovely missing wet perfect wrong cold fresh torn".split()  # noqa: SIM905
EACH = 20  # messages of one conversation
PORTION = 20_000
REPEATS = 20

QUERIES = {
    "frequent word": ["order", "parcel", "please", "nobody"],
    "rare word": ["<rare>"],
    "two words": ["broken cake", "late delivery", "refund yesterday", "torn coat"],
    "two words, one rare": ["order <rare>", "card <rare>"],
    '"two words" together': ['"wrong order"', '"missing parcel"'],
    "begun word": ["deliv", "in", "th", "yes", "ba"],
    "no such word": ["qqqqzzzz"],
    "word with: a customer": ["order with:c77@mail.example"],
    "word from: the customer": ["order from:customer"],
    "word before: a day": ["order before:2024-03-01"],
    "word, is:waiting or is:open": ["order is:waiting", "card is:open"],
    "ten words": ["where is my order it should have come today please"],
}


def texts(choose: random.Random) -> Iterator[str]:
    """Sentences with a frequent and a rare end, so that some words are in every third message and some in one."""
    vocabulary = words(choose, 30_000)
    weights = list(itertools.accumulate(1 / (place + 1) for place in range(len(vocabulary))))
    while True:
        sentence = choose.choice(SENTENCES).format(
            thing=choose.choice(THINGS),
            day=choose.choice(DAYS),
            state=choose.choice(STATES),
            word=choose.choice(vocabulary),
        )
        yield f"{sentence} {' '.join(choose.choices(vocabulary, cum_weights=weights, k=6))}"


def words(choose: random.Random, count: int) -> list[str]:
    letters = "bcdfghklmnprst"
    return [
        "".join(choose.choice(letters) + choose.choice("aeiou") for _ in range(choose.randint(1, 4)))
        for _ in range(count)
    ]


def fill(messages: int) -> None:
    """Past the index, which then takes in all of it in one go, as on an installation that is upgraded."""
    from django.db import connection, transaction

    from warmline.search.attaching import attach

    choose = random.Random(1)
    said, started = texts(choose), datetime(2024, 1, 1, tzinfo=UTC)
    step = timedelta(days=690) / messages
    on = "" if connection.vendor == "sqlite" else " ON conversations_message"
    run_sql(f"DROP TRIGGER search_message_{'added' if connection.vendor == 'sqlite' else 'kept'}{on}")
    for first in range(0, messages, PORTION):
        count = min(PORTION, messages - first)
        with transaction.atomic():
            owners = conversations(first, count, started + step * first)
            store_all(
                message_row(
                    first + place, owners[place // EACH], next(said), started + step * (first + place)
                )
                for place in range(count)
            )
        print(f"\r{first + count} messages", end="", file=sys.stderr)
    began = time.perf_counter()
    attach()
    print(f"\nThe index took in {messages} messages in {time.perf_counter() - began:.0f} s.")


def run_sql(sql: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql)


def conversations(first: int, count: int, at: datetime) -> list[tuple[Any, Any]]:
    from warmline.conversations.models import Conversation, Episode
    from warmline.customers.models import Customer

    numbers = range(first // EACH, (first + count + EACH - 1) // EACH)
    customers = Customer.objects.bulk_create(
        Customer(name=f"Customer {number}", email=f"c{number}@mail.example") for number in numbers
    )
    made = Conversation.objects.bulk_create(
        Conversation(
            customer=customer,
            token_hash="",
            holder="closed" if number % 10 else "queue",
            last_number=EACH,
            opened_at=at,
            last_message_at=at,
            waiting_since=at,
        )
        for number, customer in zip(numbers, customers, strict=True)
    )
    episodes = Episode.objects.bulk_create(
        Episode(conversation=each, ordinal=1, opened_at=at) for each in made
    )
    return list(zip(made, episodes, strict=True))


def message_row(number: int, owner: tuple[Any, Any], text: str, at: datetime) -> Any:
    from warmline.conversations.models import Message

    conversation, episode = owner
    return Message(
        id=UUID(int=(number + 1) << 64),
        conversation=conversation,
        episode=episode,
        number=number % EACH + 1,
        kind="customer" if number % 2 else "bot",
        text=text,
        at=at,
    )


def store_all(rows: Iterable[Any]) -> None:
    from django.db import connection

    from warmline.conversations.models import Message
    from warmline.lib.statements import _insert_statement

    sql, fields, _ = _insert_statement(Message)
    with connection.cursor() as cursor:
        cursor.executemany(
            sql,
            [
                [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
                for row in rows
            ],
        )


def measure() -> list[list[object]]:
    from zoneinfo import ZoneInfo

    from warmline.conversations.models import Message
    from warmline.lib.time import now
    from warmline.search.asking import understand
    from warmline.search.finding import Asker, find_all
    from warmline.staff.models import Person

    person = Person.objects.create_user("b@shop.example", name="Bob")
    asker = Asker(person, ZoneInfo("UTC"), now())
    total = Message.objects.count()
    choose = random.Random(2)
    rows: list[list[object]] = []
    for name, questions in QUERIES.items():
        seconds, cpu, found = [], [], 0
        for repeat in range(REPEATS):
            asked = questions[repeat % len(questions)]
            if "<rare>" in asked:
                text = Message.objects.get(pk=UUID(int=choose.randint(1, total) << 64)).text
                asked = asked.replace("<rare>", max(text.split()[-6:], key=len))
            began, cpu_began = time.perf_counter(), time.process_time()
            result = find_all(understand(asked, asker.now.date()), asker)
            seconds.append(time.perf_counter() - began)
            cpu.append(time.process_time() - cpu_began)
            found = max(found, len(result.hits))
        p50, p95 = (1000 * percentile(seconds, percent) for percent in (50, 95))
        here = f"{1000 * percentile(cpu, 50):.0f} ms"
        rows.append([name, f"{p50:.0f} ms", f"{p95:.0f} ms", f"{1000 * max(seconds):.0f} ms", here, found])
    return rows


def measure_writing(count: int = 2000) -> list[list[object]]:
    """One message stored in its transaction, with the index and without: the least of four rounds each."""
    from django.db import connection, transaction

    from warmline.conversations.models import Message
    from warmline.lib.statements import insert
    from warmline.lib.time import now

    last = Message.objects.select_related("conversation", "episode").latest("at")
    numbers, said = itertools.count(1000), texts(random.Random(3))
    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter

    def store(times: int) -> float:
        rows = [
            message_row(n << 30, (last.conversation, last.episode), next(said), now())
            for n in itertools.islice(numbers, times)
        ]
        for row, number in zip(rows, itertools.islice(numbers, times), strict=False):
            row.number = number
        began = clock()
        for row in rows:
            with transaction.atomic():
                insert(row)
        return 1000 * (clock() - began) / times

    with_index = min(store(count // 4) for _ in range(4))
    run_sql(
        "DROP TRIGGER search_message_added"
        if connection.vendor == "sqlite"
        else "DROP TRIGGER search_message_kept ON conversations_message"
    )
    without = min(store(count // 4) for _ in range(4))
    kind = "CPU" if connection.vendor == "sqlite" else "wall clock"
    return [
        [f"stored, with the index ({kind})", f"{with_index:.2f} ms"],
        ["... without", f"{without:.2f} ms"],
        ["... the index costs", f"{with_index - without:.2f} ms"],
    ]


def set_up(stack: ExitStack, database: str) -> None:
    folder = stack.enter_context(TemporaryDirectory())
    for name in [name for name in os.environ if name.startswith("WARMLINE_")]:
        del os.environ[name]
    os.environ |= {"WARMLINE_DATA": folder, "DJANGO_SETTINGS_MODULE": "warmline.settings"}
    if database:
        os.environ["WARMLINE_DATABASE"] = database
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("flush", verbosity=0, interactive=False)


def size() -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        else:
            cursor.execute("ANALYZE")
            cursor.execute("SELECT pg_database_size(current_database())")
        return f"{cursor.fetchone()[0] / 1e6:.0f} MB"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--database", default="")
    parser.add_argument("--messages", type=int, default=1_000_000)
    options = parser.parse_args()
    with ExitStack() as stack:
        set_up(stack, options.database)
        fill(options.messages)
        print(f"Measured on {machine()}; load {os.getloadavg()[0]:.1f}; database {size()}.")
        header = ["question", "p50", "p95", "slowest", "CPU here, p50", "conversations shown"]
        print(
            table(f"Search over {options.messages} messages (budget 200 ms)", header, measure()), flush=True
        )
        print(table("Storing a message", ["what", "here"], measure_writing()))


if __name__ == "__main__":
    main()
