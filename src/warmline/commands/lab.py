"""How good is the bot on these files? Runs one measurement of the lab and prints what it found."""

import sys
from argparse import Namespace
from collections.abc import Callable, Iterable
from typing import Any, Final

from warmline.commands.printing import print_json, print_lines, show_progress
from warmline.commands.trouble import WrongUse
from warmline.lab.errors import LabTrouble
from warmline.lab.wording import in_words


def run(options: Namespace) -> int:
    """Raises WrongUse when a file cannot be measured on."""
    if options.measure == "read":
        return _read()
    try:
        found = MEASURES[options.measure](options)
    except LabTrouble as trouble:
        raise WrongUse(str(trouble)) from trouble
    skipped = found.pop("skipped", [])
    _complain(skipped)
    if options.json:
        print_json(found)
    else:
        print_lines(*in_words(found))
    return 0


def _answers(options: Namespace) -> dict[str, Any]:
    from warmline.lab import answers, own

    if options.train is None:
        return own.measure(options.test, show_progress)
    request = answers.Request(
        train=options.train,
        test=options.test,
        valid=options.valid,
        target=options.target,
        shots=options.shots,
        seed=options.seed,
    )
    return answers.measure(request, show_progress)


def _mood(options: Namespace) -> dict[str, Any]:
    from warmline.lab import mood

    return mood.measure(options.test, show_progress)


def _search(options: Namespace) -> dict[str, Any]:
    from warmline.lab import search

    return search.measure(options.docs, options.queries, show_progress)


def _escalation(options: Namespace) -> dict[str, Any]:
    from warmline.lab import escalation

    return escalation.measure(options.test, show_progress)


#: A measurement loads its models, so each is imported only where it runs.
MEASURES: Final[dict[str, Callable[[Namespace], dict[str, Any]]]] = {
    "answers": _answers,
    "mood": _mood,
    "search": _search,
    "escalation": _escalation,
}


def _read() -> int:
    from warmline.lab.read import read_stream

    for found in read_stream(sys.stdin.buffer):
        if isinstance(found, str):
            _complain([found])
        else:
            print_json(found)
    return 0


def _complain(sentences: Iterable[str]) -> None:
    for sentence in sentences:
        sys.stderr.write(f"warmline: {sentence}\n")
    sys.stderr.flush()
