"""How well does the bot answer? The questions of tests/quality through both playbooks, as a Markdown table.

python benchmarks/answers.py                 the halves apart
python benchmarks/answers.py --show dev      and each question of that half that did not go as it should
python benchmarks/answers.py --sweep         what other thresholds would do, on the dev half
"""

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "src")]

HEAD = (
    "| playbook, half | questions | automated | wrong per 100 automated | known answered right % "
    "| asked back usefully % | not known % | handed over % | needs a person: missed "
    "| unknown: answered wrongly | asks back |\n"
    "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"
)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--show", choices=("dev", "test", "fresh"), default="")
    parser.add_argument("--sweep", action="store_true")
    options = parser.parse_args()
    print(HEAD)
    for playbook in ("bakery", "online_shop"):
        with business(playbook):
            measure(playbook, options)


@contextmanager
def business(playbook: str) -> Iterator[None]:
    """The playbook's business in a database that is thrown away."""
    from django.core.management import call_command
    from django.db import connection

    from warmline.playbooks.loading import load_playbook

    call_command("flush", verbosity=0, interactive=False)
    load_playbook(playbook, datetime.now(UTC))
    yield
    connection.close()


def measure(playbook: str, options: argparse.Namespace) -> None:
    from tests.quality.measuring import Outcome, ask, count, read_questions

    from warmline.decisions.protocol import current_protocol

    for half in ("dev", "test", "fresh"):
        outcomes = tuple(ask(read_questions(playbook, half)))
        print(row(f"{playbook}, {half}", count(outcomes)), flush=True)
        if half == options.show:
            show(outcomes)
    if options.sweep:
        questions = read_questions(playbook, "dev")
        for at in (0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9):
            found: Sequence[Outcome] = tuple(ask(questions, replace(current_protocol(), answer_at=at)))
            print(row(f"{playbook}, dev, answer_at {at}", count(found)), flush=True)


def row(name: str, found: "Figures") -> str:  # type: ignore[name-defined] # noqa: F821
    share = [found.known_useful, found.known_admitted, found.known_handed_over]
    cells = [name, found.questions, found.automated, f"{found.wrong} = {found.wrong_percent:.1f}"]
    cells += [f"{found.known_right} of {found.known} = {found.right_percent:.0f}"]
    cells += [f"{100 * part / max(1, found.known):.0f}" for part in share]
    cells += [f"{found.missed} of {found.needs_person}", f"{found.unknown_wrong} of {found.unknown}"]
    return "| " + " | ".join(map(str, [*cells, found.asked_back])) + " |"


def show(outcomes: "Sequence[Outcome]") -> None:  # type: ignore[name-defined] # noqa: F821
    for one in sorted(outcomes, key=lambda one: one.verdict):
        if one.verdict in ("right", "useful"):
            continue
        near = [f"{p.key} {p.confidence:.2f}" for p in one.case.proposals if not p.talk][:3]
        before = f"{one.question.before} >> " if one.question.before else ""
        print(f"  {one.verdict:11} {before}{one.question.text!r} -> {one.decision.action} {near}")
        print(f"              wanted {'|'.join(one.question.expected)}; {one.decision.because}")


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        os.environ |= {"WARMLINE_DATA": folder, "DJANGO_SETTINGS_MODULE": "warmline.settings"}
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        main()
