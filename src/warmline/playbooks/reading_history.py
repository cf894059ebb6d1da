"""What do conversations.toml and people.toml say about the past of a business?"""

from warmline.insights.models import LONGEST_WORDS
from warmline.playbooks.phrasing import find_problem
from warmline.playbooks.playbook import (
    HANDLED_BY,
    HANDOFF_REASONS,
    LINE_KINDS,
    Comments,
    Pattern,
    PatternLine,
    People,
)
from warmline.playbooks.table import Table


def read_patterns(tables: tuple[Table, ...]) -> tuple[Pattern, ...]:
    """The tables [[pattern]] of conversations.toml."""
    return tuple(_pattern(table) for table in tables)


def read_comments(table: Table) -> Comments:
    """The table [comments]; each list may be missing, then nobody comments on such a rating."""
    comments = Comments(
        low=table.texts("low", default=()),
        middle=table.texts("middle", default=()),
        high=table.texts("high", default=()),
    )
    table.done()
    return comments


def read_people(table: Table) -> People:
    """The lists of people.toml. The default number is kept for drama in the UK (Ofcom)."""
    return People(
        first_names=table.texts("first_names"),
        last_names=table.texts("last_names"),
        streets=table.texts("streets"),
        cities=table.texts("cities"),
        notes=table.texts("notes", default=()),
        phone=table.text("phone", default="+44 7700 900###"),
    )


def _pattern(table: Table) -> Pattern:
    pattern = Pattern(
        name=table.text("name"),
        weight=table.number("weight", least=1),
        handled_by=table.choice("handled_by", HANDLED_BY),
        reason=table.choice("reason", ("", *HANDOFF_REASONS), default=""),
        csat=table.numbers("csat"),
        lines=_lines(table),
        why=table.text("why", default=""),
    )
    table.done()
    if pattern.csat and (len(pattern.csat) != 5 or not sum(pattern.csat)):
        raise table.wrong("csat", "must be five weights for the scores 1 to 5, not all 0, or empty")
    if len(pattern.why) > LONGEST_WORDS:
        raise table.wrong("why", f"is longer than {LONGEST_WORDS} characters")
    _check_holder(table, pattern)
    return pattern


def _lines(table: Table) -> tuple[PatternLine, ...]:
    lines = []
    for place, line in enumerate(table.texts("lines"), start=1):
        kind, colon, text = line.partition(":")
        if not colon or kind not in LINE_KINDS or not text.strip():
            raise table.wrong(
                f"lines[{place}]", f"must begin with one of {', '.join(LINE_KINDS)} and a colon"
            )
        if problem := find_problem(text):
            raise table.wrong(f"lines[{place}]", problem)
        lines.append(PatternLine(kind=kind, text=text.strip()))
    return tuple(lines)


def _check_holder(table: Table, pattern: Pattern) -> None:
    kinds = {line.kind for line in pattern.lines}
    if "customer" not in kinds:
        raise table.wrong("lines", "the customer says nothing")
    if pattern.handled_by == "bot" and ("person" in kinds or pattern.reason):
        raise table.wrong("handled_by", "is bot, so no line of a person and no reason to hand over")
    if pattern.handled_by != "bot" and "person" not in kinds:
        raise table.wrong("handled_by", f"is {pattern.handled_by}, but no person says a line")
    if pattern.handled_by == "both" and ("bot" not in kinds or not pattern.reason):
        raise table.wrong("handled_by", "is both, so the bot says a line and there is a reason to hand over")
