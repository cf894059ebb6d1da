"""What could the bot say to this turn? Every answerer proposes; none of them decides."""

from functools import cache

from warmline.bot.answerer import Answerer, Question
from warmline.bot.following_up import find_by_part, find_in_context
from warmline.conversations.turn import Turn
from warmline.customers.models import Customer
from warmline.decisions.case import Proposal
from warmline.knowledge.index import Search
from warmline.lib.catalogue import parts_in
from warmline.lib.time import now
from warmline.understanding.reading import Reading
from warmline.web.models import Business


@cache
def answerers() -> tuple[Answerer, ...]:
    return tuple(parts_in("warmline.bot.answerers", "ANSWERER", Answerer))


def propose(turn: Turn, reading: Reading) -> tuple[Proposal, ...]:
    """The proposals of all answerers, the surest first."""
    question = ask(turn, reading)
    proposals = [proposal for answerer in answerers() for proposal in answerer.propose(question)]
    return tuple(sorted(proposals, key=lambda proposal: -proposal.confidence))


def ask(turn: Turn, reading: Reading) -> Question:
    business = Business.objects.get(pk=1)
    customer = Customer.objects.filter(pk=turn.customer_id).first()
    search = Search()
    return Question(
        turn=turn,
        reading=reading,
        found=find_in_context(turn, search),
        bot_name=business.bot_name,
        business=business.name,
        timezone=business.timezone,
        currency=business.currency,
        email=(customer.email or "") if customer else "",
        now=now(),
        found_by_part=find_by_part(turn.text, search),
    )
