"""A question to the answerers, as the line would put it."""

from datetime import UTC, datetime
from uuid import UUID

from warmline.bot.answerer import Question
from warmline.bot.proposing import ask
from warmline.conversations.turn import Line, Turn
from warmline.customers.models import Customer
from warmline.understanding.reading_messages import read

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


def line(number: int, kind: str, text: str, key: str = "") -> Line:
    return Line(number, kind, "Dana" if kind == "customer" else "Crumb", text, NOW, key)


def turn(text: str, *history: Line) -> Turn:
    return Turn(
        conversation_id=UUID(int=1),
        version=1,
        episode_id=1,
        pending=(line(len(history) + 1, "customer", text),),
        history=history,
        failures=0,
        customer_id=Customer.objects.create().pk,
        identity="",
        language="en",
        page="",
        instruction="",
    )


def question(text: str, *history: Line) -> Question:
    return ask(turn(text, *history), read(text, history))


def said(key: str, text: str = "...", before: str = "a question") -> tuple[Line, ...]:
    """The customer asked something and the bot answered with this key."""
    return line(1, "customer", before), line(2, "bot", text, key)
