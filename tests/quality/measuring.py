"""How well does the bot answer? Labelled questions through the whole of understanding, bot and decisions.

A row of bakery.csv or online_shop.csv is a question: `half` (dev: looked at while improving; test: only counted),
`before` (what the customer asked just before, or nothing), `text`, and `expected`: what may happen, parted by `|`,
the best first. That is the key of an answer, `article:` with a slug, `talk` (small talk), `close`, `admit`,
`ask_back` or `person`.
"""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import UUID

from warmline.bot.proposing import propose
from warmline.bot.wording import words_for
from warmline.conversations.turn import Line, Turn
from warmline.customers.models import Customer
from warmline.decisions.case import ADMIT, ANSWER, ASK_BACK, CLOSE, HAND_OVER, Case, Decision, Protocol
from warmline.decisions.cases import build_case
from warmline.decisions.deciding import decide
from warmline.decisions.protocol import current_protocol
from warmline.knowledge.models import Answer
from warmline.understanding.turns import merge, read_turn

HERE: Final = Path(__file__).parent
PLAYBOOKS: Final = ("bakery", "online_shop")
#: What an expected word may be besides the key of an answer.
NO_KEYS: Final = ("talk", "close", "admit", "ask_back", "person")


@dataclass(frozen=True)
class Question:
    half: str
    before: str
    text: str
    expected: tuple[str, ...]

    @property
    def kind(self) -> str:
        """What it is a test of: `known`, `unknown`, `person` (a plea or a matter for people) or `talk`."""
        best = {"person": "person", "admit": "unknown", "talk": "talk", "close": "talk"}
        return best.get(self.expected[0], "unclear" if self.expected[0] == "ask_back" else "known")

    @property
    def needs_person(self) -> bool:
        return self.expected == ("person",)


@dataclass(frozen=True)
class Outcome:
    """What happened to a question. verdict: right, wrong, useful (asked back with the right choice), idle (asked
    back without it), admitted, handed_over, missed (a person was needed and did not come)."""

    question: Question
    decision: Decision
    case: Case
    verdict: str


@dataclass(frozen=True)
class Figures:
    """Of a set of outcomes. automated: answers other than right small talk."""

    questions: int
    automated: int
    wrong: int
    known: int
    known_right: int
    known_useful: int
    known_admitted: int
    known_handed_over: int
    needs_person: int
    missed: int
    unknown: int
    unknown_wrong: int
    asked_back: int

    @property
    def wrong_percent(self) -> float:
        return 100 * self.wrong / max(1, self.automated)

    @property
    def right_percent(self) -> float:
        return 100 * self.known_right / max(1, self.known)


def read_questions(playbook: str, half: str = "") -> tuple[Question, ...]:
    with (HERE / f"{playbook}.csv").open(newline="", encoding="utf-8") as file:
        rows = tuple(csv.DictReader(file))
    questions = (Question(r["half"], r["before"], r["text"], tuple(r["expected"].split("|"))) for r in rows)
    return tuple(question for question in questions if half in ("", question.half))


def ask(questions: Sequence[Question], protocol: Protocol | None = None) -> Iterator[Outcome]:
    """Each question in a conversation of its own, with the knowledge that is in the database."""
    rules = protocol or current_protocol()
    articles = dict(Answer.objects.exclude(article=None).values_list("key", "article__slug"))
    customer = Customer.objects.create().pk
    for question in questions:
        turn = _turn(customer, question.text, _history(customer, question.before, rules))
        case, decision = _decide(turn, rules)
        yield Outcome(question, decision, case, judge(question, decision, articles))


def judge(question: Question, decision: Decision, articles: dict[str, str]) -> str:
    allowed = {
        *question.expected,
        *(f"article:{articles[key]}" for key in question.expected if key in articles),
    }
    match decision.action:
        case "hand_over":
            return "right" if "person" in allowed else "handed_over"
        case "ask_back":
            is_useful = "ask_back" in allowed or any(_name(one.key) in allowed for one in decision.proposals)
            verdict = "useful" if is_useful else "idle"
        case "admit":
            verdict = "right" if "admit" in allowed else "admitted"
        case "close":
            verdict = "right" if "close" in allowed else "wrong"
        case _:
            chosen = decision.proposals[0]
            names = {"talk"} if chosen.talk else set(_name(chosen.key).split("+"))
            verdict = "right" if names & allowed else "wrong"
    return "missed" if question.needs_person else verdict


def count(outcomes: Sequence[Outcome]) -> Figures:
    automated = [one for one in outcomes if _is_automated(one)]
    known = [one for one in outcomes if one.question.kind == "known"]
    unknown = [one for one in outcomes if one.question.kind == "unknown"]
    of_known = Counter(one.verdict for one in known)
    return Figures(
        questions=len(outcomes),
        automated=len(automated),
        wrong=sum(one.verdict in ("wrong", "missed") for one in automated),
        known=len(known),
        known_right=of_known["right"],
        known_useful=of_known["useful"],
        known_admitted=of_known["admitted"] + of_known["idle"],
        known_handed_over=of_known["handed_over"],
        needs_person=sum(one.question.needs_person for one in outcomes),
        missed=sum(one.verdict == "missed" for one in outcomes),
        unknown=len(unknown),
        unknown_wrong=sum(one.verdict == "wrong" for one in unknown),
        asked_back=sum(one.decision.action == ASK_BACK for one in outcomes),
    )


def _is_automated(outcome: Outcome) -> bool:
    """It stated something, or talked small where nobody did."""
    if outcome.decision.action != ANSWER:
        return outcome.decision.action == CLOSE and outcome.verdict != "right"
    return not (outcome.decision.proposals[0].talk and outcome.verdict == "right")


def _name(key: str) -> str:
    """`opening_hours` of `curated:opening_hours`; an article keeps its kind; `order_status` of a look-up."""
    kind, _, name = key.partition(":")
    return {"article": key, "order": "order_status"}.get(kind, name)


def _decide(turn: Turn, protocol: Protocol) -> tuple[Case, Decision]:
    reading = merge(read_turn(turn))
    case = build_case(turn, reading, propose(turn, reading))
    return case, decide(case, protocol)


def _history(customer: int, before: str, protocol: Protocol) -> tuple[tuple[Line, ...], int]:
    """The lines of the question before and its answer, and how often the bot failed."""
    if not before:
        return (), 0
    turn = _turn(customer, before, ((), 0))
    _, decision = _decide(turn, protocol)
    words = words_for(replace(decision, action=ADMIT) if decision.action == HAND_OVER else decision, turn)
    said = Line(2, "bot", "Bot", words.text, datetime.now(UTC), words.answer_key, words.asks)
    return (*turn.pending, said), int(decision.action == ADMIT)


def _turn(customer: int, text: str, history: tuple[tuple[Line, ...], int]) -> Turn:
    lines, failures = history
    return Turn(
        conversation_id=UUID(int=0),
        version=1,
        episode_id=0,
        pending=(Line(len(lines) + 1, "customer", "", text, datetime.now(UTC)),),
        history=lines,
        failures=failures,
        customer_id=customer,
        identity="",
        language="",
        page="",
        instruction="",
    )
