"""Do you have it, and what does it cost? From the list of products."""

import re
from typing import Final

from warmline.bot.answerer import Answerer, Question
from warmline.commerce.finding import find_products
from warmline.commerce.models import Product
from warmline.decisions.case import Proposal, Source
from warmline.knowledge.index import everyday
from warmline.knowledge.words import content_words
from warmline.lib.languages import say
from warmline.lib.money import write_money

#: Below a curated answer that fits well, above one that fits by half (chosen by us).
SURE: Final = 0.8
MOST_LISTED: Final = 4

_ASKS: Final = re.compile(
    r"\b(?:how much|prices?|costs?|(?:have|got) (?:you|u|ye)|"
    r"(?:do|can|have) (?:you|ye|u|i)\b.{0,20}?\b(?:have|sell|stock|do|get|got|bake|make|buy))\b",
    re.IGNORECASE,
)
#: What somebody with an allergy asks is never answered from names of products.
_ABOUT_WHAT_IS_IN_IT: Final = re.compile(
    r"\b(?:without|free|allerg\w*|contains?|safe|no|not|ingredients?|vegan|dairy|nuts?|gluten)\b",
    re.IGNORECASE,
)
_OF_THE_FRAME: Final = frozenset(
    content_words(
        "sell sells stock bake baking make price prices priced cost costs buy today tomorrow fresh left available "
        "moment piece per one euro pounds offer usually normally currently"
    )
)


def propose(question: Question) -> tuple[Proposal, ...]:
    text = question.text
    if len(text) > 200 or not _ASKS.search(text) or _ABOUT_WHAT_IS_IN_IT.search(text):
        return ()
    asked = [word for word in content_words(text) if word not in _OF_THE_FRAME]
    products = find_products(asked, content_words)
    if not products:
        # "Rye bread" is called "dark rye" here: a word that is everywhere may be missing from the name.
        products = find_products([word for word in asked if word != everyday(asked)], content_words)
    return (_proposal(products, question.currency, question.turn.language),) if products else ()


def _proposal(products: tuple[Product, ...], currency: str, language: str) -> Proposal:
    listed = products[:MOST_LISTED]
    lines = [_line(product, currency) for product in listed]
    text = lines[0] if len(lines) == 1 else "\n".join(f"• {line}" for line in lines)
    more = len(products) - len(listed)
    rest = say(language, "… and {count} more on our list.", count=more)
    name = listed[0].name
    return Proposal(
        key=f"product:{listed[0].sku}",
        title=name if len(products) == 1 else say(language, "{name} and the like", name=name),
        text=f"{text}\n{rest}" if more else text,
        confidence=SURE,
        sources=(Source(say(language, "Our list of products"), ""),),
    )


def _line(product: Product, currency: str) -> str:
    return f"{product.name}: {write_money(product.price_minor, currency)}. {product.description}".strip()


ANSWERER = Answerer("products", "Says what a product is and costs, from your list of products.", propose)
