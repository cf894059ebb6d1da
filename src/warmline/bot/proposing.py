"""What could the bot say to this turn? Every answerer proposes; none of them decides."""

from functools import cache

from warmline.bot.answerer import Answerer, Question
from warmline.bot.following_up import find_by_part, find_in_context
from warmline.conversations.turn import Turn
from warmline.customers.models import Customer
from warmline.decisions.case import Proposal
from warmline.knowledge.index import current_search
from warmline.lib.catalogue import parts_in
from warmline.lib.statements import Select
from warmline.lib.time import now
from warmline.understanding.reading import Reading
from warmline.web.models import Business

_business = Select(
    lambda pk: Business.objects.filter(pk=pk).values_list("bot_name", "name", "timezone", "currency", "tone")
)
_email = Select(lambda pk: Customer.objects.filter(pk=pk).values_list("email"))


@cache
def answerers() -> tuple[Answerer, ...]:
    return tuple(parts_in("warmline.bot.answerers", "ANSWERER", Answerer))


def propose(turn: Turn, reading: Reading) -> tuple[Proposal, ...]:
    """The proposals of all answerers, the surest first."""
    question = ask(turn, reading)
    proposals = [proposal for answerer in answerers() for proposal in answerer.propose(question)]
    return tuple(sorted(proposals, key=lambda proposal: -proposal.confidence))


def ask(turn: Turn, reading: Reading) -> Question:
    bot_name, business, timezone, currency, tone = _business(1)[0]
    emails = [email for (email,) in _email(turn.customer_id) if email]
    search = current_search()
    return Question(
        turn=turn,
        reading=reading,
        found=find_in_context(turn, search),
        bot_name=bot_name,
        business=business,
        timezone=timezone,
        currency=currency,
        email=next(iter(emails), ""),
        now=now(),
        found_by_part=find_by_part(turn.text, search),
        tone=tone,
    )
