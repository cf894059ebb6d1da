"""Does the search find the right article? Measured with the product's own search over the documents of a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any, Final

import numpy as np

from warmline.knowledge import ranking
from warmline.knowledge.asking import find_best
from warmline.knowledge.tidying import tidy, vocabulary
from warmline.lab.errors import LabTrouble
from warmline.lab.progress import Progress
from warmline.lab.tables import Lines, any_column, name_skipped, read_lines, read_table
from warmline.lib import encoder

#: So many are looked at for the mean reciprocal rank.
DEPTH: Final = 10
RECALLS: Final = (1, 3, 5)
QUERY: Final = ("query", "text", "question")
DOC: Final = ("doc", "doc_id", "relevant", "id")


@dataclass(frozen=True)
class _Query:
    text: str
    relevant: frozenset[str]


def measure(docs: Path, queries: Path, on_progress: Progress) -> dict[str, Any]:
    """docs: JSON lines with id, title, text. queries: a table with the question and the ids of what answers it.

    recall@k: share of queries with a right document among the first k. mrr@10: mean of 1 / rank of the first
    right one, 0 beyond the tenth (Voorhees, TREC-8, 1999). Raises LabTrouble.
    """
    stored = read_lines(docs)
    entries, skipped_docs = _entries(stored)
    asked, skipped_queries = _queries(queries, entries)
    if not asked:
        raise LabTrouble(f"{queries} has no question whose document is in {docs} ({skipped_queries[0]}).")
    started = perf_counter()
    index = _index(list(entries.values()), on_progress)
    build_seconds = perf_counter() - started
    ranks, times = _ask(index, asked, on_progress)
    skipped = [*name_skipped(docs, [*stored.skipped, *skipped_docs]), *name_skipped(queries, skipped_queries)]
    return {
        "documents": len(entries),
        "queries": len(asked),
        "mrr@10": round(float(np.mean([1 / rank if rank else 0.0 for rank in ranks])), 4),
        **{f"recall@{k}": round(float(np.mean([0 < rank <= k for rank in ranks])), 4) for k in RECALLS},
        "ms_p50": round(float(np.percentile(times, 50)), 2),
        "ms_p99": round(float(np.percentile(times, 99)), 2),
        "build_seconds": round(build_seconds, 2),
        "skipped": skipped,
    }


def _entries(stored: Lines) -> tuple[dict[str, ranking.Entry], list[str]]:
    entries: dict[str, ranking.Entry] = {}
    skipped: list[str] = []
    for line, row in zip(stored.lines, stored.rows, strict=True):
        key = str(row.get("id", "")).strip()
        title, body = _said(row, "title", "question"), _said(row, "text", "body", "answer")
        if not key or key in entries:
            skipped.append(f"line {line}: {'its id stands twice' if key else 'no id'}")
        elif not (title.strip() or body.strip()):
            skipped.append(f"line {line}: neither title nor text")
        else:
            entries[key] = ranking.Entry(key=key, kind="article", title=title, body=body)
    return entries, skipped


def _said(row: Mapping[str, Any], *names: str) -> str:
    """The first of these that is a text, as the encoder and the terminal can take it."""
    texts = (row[name] for name in names if isinstance(row.get(name), str) and row[name])
    return next(texts, "").encode("utf-8", "replace").decode()


def _queries(path: Path, entries: Mapping[str, ranking.Entry]) -> tuple[list[_Query], list[str]]:
    table = read_table(path, ("|".join(QUERY), "|".join(DOC)))
    asked: list[_Query] = []
    skipped = list(table.skipped)
    for line, row in zip(table.lines, table.rows, strict=True):
        text, named = any_column(row, *QUERY).strip(), any_column(row, *DOC).strip()
        relevant = {named, *(each.strip() for each in named.split("|"))} & entries.keys()
        if text and relevant:
            asked.append(_Query(text, frozenset(relevant)))
        else:
            skipped.append(f"line {line}: {'its document is not there' if text else 'no question'}")
    return asked, skipped


def _index(entries: Sequence[ranking.Entry], on_progress: Progress) -> ranking.Index:
    vectors = []
    for number, entry in enumerate(entries, start=1):
        vectors.append(encoder.encode(ranking.texts_to_encode(entry)))
        on_progress("Reading the documents", number, len(entries))
    return ranking.build(entries, vectors)


def _ask(
    index: ranking.Index, queries: Sequence[_Query], on_progress: Progress
) -> tuple[list[int], list[float]]:
    """For each query the rank of the first right document (0: beyond the tenth) and the milliseconds it took."""
    ranks: list[int] = []
    times: list[float] = []
    known, common = vocabulary(index.texts, encoder.common_words()), encoder.common_words()
    for query in queries:
        started = perf_counter()
        hits = find_best(query.text, tidy(query.text, known, common), partial(_search, index), DEPTH)
        times.append(1000 * (perf_counter() - started))
        ranks.append(next((n for n, hit in enumerate(hits, start=1) if hit.key in query.relevant), 0))
        on_progress("Asking", len(ranks), len(queries))
    return ranks, times


def _search(index: ranking.Index, asked: str) -> tuple[ranking.Hit, ...]:
    return ranking.search(index, asked, encoder.encode([asked])[0], DEPTH)
