"""How do the tables come to hold a million messages? Straight, with readings, decisions, moods and index."""

import random
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

from search_messages import EACH, PORTION, message_row, run_sql, store_all, texts

#: The messages are spread over so many days before now, the same for every number of them.
DAYS = 700


def fill_up(have: int, wanted: int) -> None:
    """From `have` messages to `wanted`; the triggers of the search are taken away meanwhile and set again."""
    from django.db import connection, transaction

    from warmline.search.attaching import attach

    on = "" if connection.vendor == "sqlite" else " ON conversations_message"
    run_sql(f"DROP TRIGGER search_message_{'added' if connection.vendor == 'sqlite' else 'kept'}{on}")
    choose, started = random.Random(have), datetime.now(UTC) - timedelta(days=DAYS)
    said = texts(choose)
    for first in range(have, wanted, PORTION):
        count = min(PORTION, wanted - first)
        with transaction.atomic():
            step = timedelta(days=DAYS - 1) / wanted
            store_portion(first, count, [next(said) for _ in range(count)], started + step * first, step)
        print(f"\r{first + count} messages", end="", file=sys.stderr)
    print(file=sys.stderr)
    attach()


def store_portion(first: int, count: int, said: list[str], at: datetime, step: timedelta) -> None:
    owners = conversations(first, count, at, step)
    rows = [
        message_row(first + place, owners[place // EACH], text, at + step * place)
        for place, text in enumerate(said)
    ]
    store_all(rows)
    asked = [row for row in rows if row.kind == "customer"]
    store_readings(asked)


def conversations(first: int, count: int, at: datetime, step: timedelta) -> list[tuple[Any, Any]]:
    """Of ten, eight are closed, one waits, and one is with the bot; each of a customer of its own."""
    from warmline.conversations.models import Conversation, Episode
    from warmline.customers.models import Customer

    numbers = range(first // EACH, (first + count + EACH - 1) // EACH)
    people = Customer.objects.bulk_create(
        Customer(name=f"Customer {number}", email=f"c{number}@mail.example") for number in numbers
    )
    holders = ("queue", "bot", *["closed"] * 8)
    made = Conversation.objects.bulk_create(
        Conversation(
            customer=person,
            token_hash="",
            holder=holders[number % 10],
            last_number=EACH,
            responded_through=EACH,
            opened_at=at + step * place * EACH,
            last_message_at=at + step * (place + 1) * EACH,
            waiting_since=at + step * place * EACH if number % 10 == 0 else None,
            reason="customer_request" if number % 10 == 0 else "",
        )
        for place, (number, person) in enumerate(zip(numbers, people, strict=True))
    )
    episodes = Episode.objects.bulk_create(
        Episode(
            conversation=each,
            ordinal=1,
            opened_at=each.opened_at,
            closed_at=each.last_message_at if each.holder == "closed" else None,
            closed_because="solved" if each.holder == "closed" else "",
        )
        for each in made
    )
    store_changes(made, episodes)
    return list(zip(made, episodes, strict=True))


def store_changes(made: list[Any], episodes: list[Any]) -> None:
    from warmline.conversations.models import HolderChange
    from warmline.understanding.models import EpisodeMood

    HolderChange.objects.bulk_create(
        HolderChange(
            conversation=each,
            episode=episode,
            version=1,
            holder=each.holder,
            by_kind="system",
            reason=each.reason,
            after_number=0,
            at=each.opened_at,
        )
        for each, episode in zip(made, episodes, strict=True)
    )
    EpisodeMood.objects.bulk_create(
        EpisodeMood(episode=each, peak_value=0.2, peak_number=1, end_value=0.1, end_number=EACH - 1)
        for each in episodes
    )


def store_readings(asked: list[Any]) -> None:
    """Each with the signals of a message of the demo, since pages and bot read them."""
    from warmline.decisions.models import StoredDecision
    from warmline.understanding.models import StoredReading

    signals = StoredReading.objects.order_by("pk").values_list("signals", flat=True)[0]
    StoredReading.objects.bulk_create(
        (StoredReading(message=each, signals=signals, at=each.at) for each in asked), batch_size=2000
    )
    StoredDecision.objects.bulk_create(
        (
            StoredDecision(
                message=each,
                conversation_id=each.conversation_id,
                action="answer",
                because="The question is known.",
                confidence=0.9,
                answer_key="curated:opening-hours",
                at=each.at,
            )
            for each in asked
        ),
        batch_size=2000,
    )
