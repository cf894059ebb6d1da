"""How careful must the bot be while nothing is promised? Share answered and right, by how sure it must be.

    python benchmarks/careful.py ../shared/data --cache /tmp/vectors

On businesses made from the validation rows of Banking77, CLINC150 (with questions out of scope) and HWU64, on HINT3's
three small businesses (never fitted on), and on the labelled questions of the two playbooks through the whole line.
"""

import argparse
import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from fit_confidence import Map, among_rivals, collect
from trials import Vectoriser, read_bots, read_sources

from warmline.knowledge.confidence import load

LIMITS = (0.55, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)
#: Businesses made from each kind of set; more only narrow the figures (chosen by us).
TRIALS = 24


def on_sets(data: Path, cache: Path) -> None:
    """Of all questions, near misses and quite other matters among them, as trials.py makes them."""
    vectoriser, stored = Vectoriser(cache), load()
    mapped = Map(stored.intercept, np.array(stored.coefficients))
    sets: Mapping[str, Mapping[str, object]] = {
        "validation": read_sources(data, "valid"),
        "HINT3": read_bots(data),
    }
    for name, sources in sets.items():
        rows = collect(sources, vectoriser, TRIALS, seed=7)  # type: ignore[arg-type]
        chance, first = among_rivals(mapped(rows.evidence), rows.rank), rows.rank == 0
        for source in (None, *sorted(set(rows.source))):
            mine = first if source is None else first & (rows.source == source)
            _print(f"{name}: {source or 'all'}", chance[mine], rows.right[mine] == 1)
    vectoriser.save()


def on_playbooks() -> None:
    from django.core.management import call_command
    from tests.quality.measuring import PLAYBOOKS, ask, count, read_questions

    from warmline.decisions.protocol import current_protocol
    from warmline.lib.time import now
    from warmline.playbooks.loading import load_playbook

    for playbook in PLAYBOOKS:
        call_command("migrate", verbosity=0)
        call_command("flush", verbosity=0, interactive=False)
        load_playbook(playbook, now())
        for limit in LIMITS:
            rules = replace(current_protocol(), answer_at=limit, careful_at=0.0)
            found = count(tuple(ask(read_questions(playbook), rules)))
            known = f"{found.known_right} of {found.known} right, {found.known_useful} asked back"
            right = f"{100 - found.wrong_percent:.1f} % of {found.automated}"
            print(
                f"| {playbook}, {found.questions} questions | {limit} | {right} | {known} | {found.missed} missed |"
            )


def _print(title: str, chance: Sequence[float], right: Sequence[bool]) -> None:
    chance, right = np.asarray(chance), np.asarray(right)
    cells = []
    for limit in LIMITS:
        sure = chance >= limit
        said, were = (chance[sure].mean(), right[sure].mean()) if sure.any() else (0, 0)
        cells.append(f"{100 * sure.mean():.0f}: {100 * were:.1f} ({100 * said:.0f})")
    print(f"| {title} | " + " | ".join(cells) + " |")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument(
        "--cache", type=Path, required=True, help="file in which vectors are kept between runs"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["WARMLINE_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "warmline.settings"
        import django

        django.setup()
        on_playbooks()
    print("| questions | " + " | ".join(f"≥ {limit}" for limit in LIMITS) + " |")
    print("| --- " * (len(LIMITS) + 1) + "|")
    on_sets(options.data, options.cache)


if __name__ == "__main__":
    main()
