"""Which measurements can be asked for on the command line, with which options?"""

import argparse
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, Final

TARGET: Final = 0.98
EXAMPLES: Final = (
    "warmline lab answers --train mine.csv --test questions.csv\n"
    "warmline lab answers --train mine.csv --test questions.csv --target 0.99 --json\n"
    "warmline lab answers --test questions.csv\n"
    "warmline lab mood --test moods.csv\n"
    "warmline lab search --docs articles.jsonl --queries questions.csv\n"
    "warmline lab escalation --test conversations.jsonl\n"
    "warmline lab read"
)


def add_measures(lab: ArgumentParser) -> None:
    measures = lab.add_subparsers(dest="measure", metavar="measure", required=True)
    _add_answers(measures)
    _add_mood(measures)
    _add_search(measures)
    _add_escalation(measures)
    _measure(
        measures, "read", "Read texts from standard input, one on each line; print what they tell as JSON."
    )


def _add_answers(measures: Any) -> None:
    measure = _measure(measures, "answers", "How many questions would the bot answer, and how many rightly?")
    train = "the questions it learns from: columns text, label (label oos: out of scope)"
    _file(measure, "--train", f"{train}; without it your own bot is tested", False)
    _file(measure, "--test", "the questions it is asked, with the same columns")
    _file(measure, "--valid", "questions to set its limits on; without it parts of --train serve", False)
    measure.add_argument(
        "--target",
        metavar="SHARE",
        type=_share,
        default=TARGET,
        help=f"how many of its answers must be right (default: {TARGET}, two wrong in a hundred)",
    )
    measure.add_argument(
        "--shots",
        metavar="K",
        type=_number,
        default=0,
        help="learn from only K questions of each label, drawn",
    )
    measure.add_argument("--seed", metavar="N", type=_number, default=0, help="another draw (default: 0)")


def _add_mood(measures: Any) -> None:
    measure = _measure(measures, "mood", "How well are feelings read?")
    _file(measure, "--test", "messages: columns text, and sentiment or emotions or both")


def _add_search(measures: Any) -> None:
    measure = _measure(measures, "search", "Does the search find the right article?")
    _file(measure, "--docs", 'the articles, JSON lines: {"id", "title", "text"}')
    _file(measure, "--queries", "the questions: columns query, doc (several documents parted by |)")


def _add_escalation(measures: Any) -> None:
    measure = _measure(measures, "escalation", "Does a person come when one is needed, and not otherwise?")
    _file(measure, "--test", 'conversations, JSON lines: {"id", "turns": [{"from", "text"}], "needed_at"}')


def _measure(measures: Any, name: str, does: str) -> ArgumentParser:
    measure: ArgumentParser = measures.add_parser(name, help=does, description=does)
    # What "warmline lab --json NAME" has set stays.
    measure.add_argument(
        "--json", action="store_true", default=argparse.SUPPRESS, help="print results as JSON, for programs"
    )
    return measure


def _file(measure: ArgumentParser, option: str, what: str, is_required: bool = True) -> None:
    measure.add_argument(option, metavar="FILE", type=Path, required=is_required, help=what)


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = 0.0
    if not 0.5 <= share < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a share from 0.5 to 0.999, such as 0.98")
    return share


def _number(text: str) -> int:
    if not (text.isdigit() and len(text) <= 9):
        raise argparse.ArgumentTypeError(f"{text} is not a whole number from 0 on")
    return int(text)
