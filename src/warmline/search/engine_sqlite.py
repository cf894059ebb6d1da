"""Which entries hold the words, on SQLite? The text index, and beside it the few that it has not yet taken in."""

from django.db import connection

from warmline.search.asking import Term
from warmline.search.sought import Sought
from warmline.search.words import find_place, words_of

#: Word by word by the index; the latest first, which FTS5 gives without sorting.
_FIND = """
SELECT rowid FROM search_words WHERE search_words MATCH %s AND rowid > %s AND rowid < %s ORDER BY rowid DESC LIMIT %s
"""
_WAITING = "SELECT entry_id, words, about FROM search_source WHERE entry_id > %s AND entry_id < %s"
_LATEST = "SELECT id FROM search_entry WHERE id > %s AND id < %s ORDER BY id DESC LIMIT %s"


def find(sought: Sought, limit: int) -> list[int]:
    """The keys, largest first."""
    if not sought.terms and not sought.about:
        return _keys(_LATEST, [sought.above, sought.below, limit])
    indexed = _keys(_FIND, [_expression(sought), sought.above, sought.below, limit])
    return sorted({*indexed, *_waiting(sought)}, reverse=True)[:limit]


def _keys(sql: str, values: list[str | int]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [row[0] for row in cursor.fetchall()]


def _expression(sought: Sought) -> str:
    """Words are letters and digits alone and stand in quotes: nothing in them can be syntax."""
    parts = [f"words : {_phrase(term)}" for term in sought.terms]
    for any_of in sought.about:
        parts.append("about : (" + " OR ".join(f'"{mark}"' for mark in any_of) + ")")
    return " AND ".join(parts)


def _phrase(term: Term) -> str:
    return f'"{" ".join(term.words)}"' + (" *" if term.is_begun else "")


def _waiting(sought: Sought) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, [sought.above, sought.below])
        return [key for key, words, about in cursor.fetchall() if _matches(sought, words, about)]


def _matches(sought: Sought, text: str, about: str) -> bool:
    words, marks = words_of(text), set(about.split())
    return all(find_place(words, term.words, is_begun=term.is_begun) >= 0 for term in sought.terms) and all(
        marks.intersection(any_of) for any_of in sought.about
    )
