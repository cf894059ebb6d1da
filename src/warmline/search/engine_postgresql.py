"""Which entries hold the words, on PostgreSQL? First among the latest, then by the index of all."""

from django.db import connection

from warmline.search.asking import Term
from warmline.search.sought import Sought

#: Among so many latest entries a frequent word is found enough; what is found less often, the index lists quickly.
RECENT = 10_000
_EDGE = "SELECT id FROM search_entry WHERE id > %s AND id < %s ORDER BY id DESC OFFSET %s LIMIT 1"
_LATEST = "SELECT id FROM search_entry WHERE id > %s AND id < %s ORDER BY id DESC LIMIT %s"
# Adding nothing to the column keeps the index out: it would list each place of a frequent word.
_AMONG_LATEST = """
SELECT id FROM search_entry WHERE id > %s AND id < %s AND (words || ''::tsvector) @@ %s::tsquery
ORDER BY id DESC LIMIT %s
"""
_BY_INDEX = """
WITH found AS MATERIALIZED (SELECT id FROM search_entry WHERE words @@ %s::tsquery)
SELECT id FROM found WHERE id > %s AND id < %s ORDER BY id DESC LIMIT %s
"""


def find(sought: Sought, limit: int) -> list[int]:
    """The keys, largest first."""
    if not sought.terms and not sought.about:
        return _keys(_LATEST, [sought.above, sought.below, limit])
    expression = _expression(sought)
    edge = next(iter(_keys(_EDGE, [sought.above, sought.below, RECENT])), sought.above)
    latest = _keys(_AMONG_LATEST, [edge, sought.below, expression, limit])
    if len(latest) == limit or edge == sought.above:
        return latest
    return latest + _keys(_BY_INDEX, [expression, sought.above, edge + 1, limit - len(latest)])


def _keys(sql: str, values: list[str | int]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [row[0] for row in cursor.fetchall()]


def _expression(sought: Sought) -> str:
    """Words are letters and digits alone and stand in quotes: nothing in them can be syntax."""
    parts = [_phrase(term) for term in sought.terms]
    for any_of in sought.about:
        parts.append("(" + " | ".join(f"'={mark}'" for mark in any_of) + ")")
    return " & ".join(parts)


def _phrase(term: Term) -> str:
    quoted = [f"'{word}'" for word in term.words]
    return "(" + " <-> ".join(quoted) + (":*" if term.is_begun else "") + ")"
