"""How is an act written down? In the transaction of the act itself: both happen, or neither."""

import json
from collections.abc import Mapping

from django.db import connection, transaction

from warmline.audit.acting import Actor, current
from warmline.audit.acts import ACTS
from warmline.audit.chain import KEY, mac_of, mac_of_head
from warmline.audit.models import Cut, Entry, Head
from warmline.lib.time import now
from warmline.vault.keeping import kept

#: Any fixed number: the advisory lock of whoever writes the next entry.
LOCK = 2026_1125
#: Longer values of a detail are cut (chosen by us).
MOST_CHARACTERS = 300


@transaction.atomic
def record(
    act: str, on: str = "", detail: Mapping[str, object] | None = None, actor: Actor | None = None
) -> Entry:
    """act: one of acts.ACTS. detail: of the matter, never a secret, a message or who a customer is."""
    if act not in ACTS:
        raise KeyError(act)
    _stand_in_line()
    key, (number, before) = kept(KEY), _last()
    by = actor or current()
    entry = Entry(
        number=number + 1,
        at=now(),
        who=by.who,
        person=by.person,
        name=_text(by.name, 80),
        act=act,
        on=_text(on, 160),
        detail=_json(detail or {}),
        place=_text(by.place, 100),
    )
    entry.mac = mac_of(key, before, entry)
    entry.save(force_insert=True)
    head = {"number": entry.number, "mac": mac_of_head(key, entry.number, entry.mac)}
    Head.objects.update_or_create(pk=1, defaults=head)
    return entry


def _stand_in_line() -> None:
    """On SQLite whoever writes is alone already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _last() -> tuple[int, str]:
    entry = Entry.objects.order_by("-number").first()
    if entry:
        return entry.number, entry.mac
    cut = Cut.objects.first()
    return (cut.through, cut.mac) if cut else (0, "")


def _json(detail: Mapping[str, object]) -> str:
    if not detail:
        return ""
    short = {
        name: _text(value, MOST_CHARACTERS) if isinstance(value, str) else value
        for name, value in detail.items()
    }
    return json.dumps(short, ensure_ascii=False, sort_keys=True, default=str)


def _text(value: str, longest: int) -> str:
    """Without NUL and half characters, which no database takes."""
    return value.replace("\0", "").encode("utf-8", "ignore").decode()[:longest]
