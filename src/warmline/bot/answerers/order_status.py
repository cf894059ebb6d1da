"""Where is my order? Told only to who gives both the order number and the e-mail address it was placed with."""

import re
import unicodedata
from typing import Final

from warmline.bot.answerer import Answerer, Question
from warmline.commerce.models import Order
from warmline.commerce.orders import find_order, own_order
from warmline.commerce.wording import status_sentence
from warmline.decisions.case import Proposal, Source
from warmline.knowledge.index import Found
from warmline.knowledge.words import content_words
from warmline.lib.languages import say

#: Conversation.Identity: the business's own site proved who it is.
SIGNED = "signed"
ASK = "order:ask"
STATUS = "order:status"
NOT_FOUND = "order:not-found"
LOST = "order:number-lost"

#: The number may come a little later than it was asked for: so many words of the bot ago at most.
REMEMBERED = 3
LACKS = re.compile(
    r"\b(?:do not|don'?t|dont|didn'?t|didnt|cannot|can'?t|cant|no|lost|forgot|without|never|haven'?t|havent)\b"
    r".{0,40}\b(?:number|it|e-?mail|confirmation|reference|one)\b",
    re.IGNORECASE,
)

#: Two or three letters and digits ("BR-1042", "hp 20417"), or digits after "order" or "#".
LETTERED = re.compile(r"\b([A-Za-z]{2,3})([ .–—-]{0,3})(\d{3,8})\b")
BARE = re.compile(r"(?:#|\border\s*(?:number|no\.?|nr\.?)?\s*(?:is\s*)?:?\s*)(\d{3,8})\b", re.IGNORECASE)
EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}")
#: Short words before a figure that are no beginning of an order number; small words such as "for" are none either.
_NO_BEGINNINGS = "jan feb mar apr may jun jul aug sep oct nov dec age box usd eur gbp ca tel fax"
NO_PREFIX: Final = frozenset(_NO_BEGINNINGS.split())
#: How sure it is that the order's status is asked for (chosen by us).
GIVES_WHAT_WAS_ASKED: Final = 0.95
NUMBER_ALONE: Final = 0.75
ABOUT_STATUS: Final = frozenset(
    content_words(
        "order orders ordered ordering number reference parcel package delivery deliveries status track tracking check "
        "late arrive arrived arriving come coming news update email e mail address ready yet find lookup placed made"
    )
)
#: A small "hp 20417" is an order number where the talk is of one, or little else is said.
FEW_WORDS: Final = 4


def propose(question: Question) -> tuple[Proposal, ...]:
    asked = next((found for found in question.found if found.action == "order_status"), None)
    goes_on = _goes_on(question)
    number = find_number(question.text)
    if not goes_on and asked is None and not number:
        return ()
    return (_proposal(question, asked, _confidence(question, asked, goes_on, number)),)


def _confidence(question: Question, asked: Found | None, goes_on: bool, number: str) -> float:
    """Giving what the form asked for, or little besides an order number, leaves little doubt.

    A number in a message about something else ("BR-1042 came broken") is no question for the status.
    """
    if goes_on:
        return GIVES_WHAT_WAS_ASKED
    is_all = number and not set(content_words(EMAIL.sub(" ", question.text))) - ABOUT_STATUS
    return max(asked.confidence if asked else 0.0, NUMBER_ALONE if is_all else 0.0)


def _goes_on(question: Question) -> bool:
    """The bot lately asked for the order, and the customer gives a part of it or says what is missing."""
    spoken = [line.answer_key for line in question.turn.history if line.kind == "bot"]
    if not any(key.startswith((ASK, NOT_FOUND)) for key in spoken[-REMEMBERED:]):
        return False
    is_part = find_number(question.text, is_asked=True) or EMAIL.search(question.text)
    return bool(is_part) or (spoken[-1].startswith(ASK) and bool(LACKS.search(question.text)))


def _proposal(question: Question, asked: Found | None, confidence: float) -> Proposal:
    number, email = _known(question)
    if question.turn.identity == SIGNED and (own := own_order(question.turn.customer_id, number)):
        return _status(own, question, asked, confidence)
    if LACKS.search(question.text) and not (number and email):
        return _without(question, confidence)
    if not number or not email:
        text = _ask(number, email, question.turn.language)
        title = say(question.turn.language, "Where is my order?")
        return Proposal(ASK, title, text, confidence, _sources(asked), expects="order")
    order = find_order(number, email)
    if order is None:
        return _not_found(question, confidence)
    return _status(order, question, asked, confidence)


def _known(question: Question) -> tuple[str, str]:
    """Number and e-mail, the latest that the customer gave in this episode."""
    lines = [
        line.text for line in (*question.turn.history, *question.turn.pending) if line.kind == "customer"
    ]
    number = email = ""
    is_asked = any(line.answer_key.startswith(("order:",)) for line in question.turn.history)
    for text in lines:
        number = find_number(text, is_asked=is_asked) or number
        found = EMAIL.search(text)
        email = found.group().lower() if found else email
    return number, email or question.email


def find_number(text: str, *, is_asked: bool = False) -> str:
    """The order number in a text, "" when there is none; bare digits count only when the bot asked for them."""
    text = EMAIL.sub(" ", unicodedata.normalize("NFKC", text[:2000])).replace("_", " ")
    is_likely = is_asked or "order" in text.lower() or len(text.split()) <= FEW_WORDS
    for letters, between, digits in LETTERED.findall(text):
        is_joined = not between.isspace() or letters.isupper()
        if (is_joined or is_likely) and letters.lower() not in NO_PREFIX and content_words(letters):
            return f"{letters.upper()}-{digits}"
    bare = BARE.search(text) or (re.search(r"\b(\d{3,8})\b", text) if is_asked else None)
    return bare.group(1) if bare else ""


def _ask(number: str, email: str, language: str) -> str:
    if number:
        return say(
            language,
            "Thank you. To keep your order private, please also tell me the e-mail address you used for {number}.",
            number=number,
        )
    if email:
        return say(
            language,
            "I can look that up. What is your order number? It is in the e-mail that confirmed your order.",
        )
    return say(
        language,
        "I can look that up. Please tell me your order number and the e-mail address you ordered with. "
        "Both are in the e-mail that confirmed your order.",
    )


def _without(question: Question, confidence: float) -> Proposal:
    language = question.turn.language
    text = say(
        language,
        "No problem. The number is in the e-mail that confirmed your order; if you cannot find that, a person can look "
        "it up with you.",
    )
    title = say(language, "Order number not at hand")
    return Proposal(LOST, title, text, confidence, expects="order", fails=True)


def _not_found(question: Question, confidence: float) -> Proposal:
    # The same words whether the number or the address is wrong: nobody learns which orders exist.
    language = question.turn.language
    text = say(
        language,
        "I could not find an order with that number and that e-mail address. Please check both and send them again, "
        "or ask for a person.",
    )
    title = say(language, "Order not found")
    return Proposal(NOT_FOUND, title, text, confidence, expects="order", fails=True)


def _status(order: Order, question: Question, asked: Found | None, confidence: float) -> Proposal:
    language = question.turn.language
    title = say(language, "Order {number}", number=order.number)
    return Proposal(
        key=f"{STATUS}:{order.number}",
        title=title,
        text=status_sentence(order, question.now, question.timezone, language),
        confidence=max(confidence, 0.95),
        sources=(Source(title, ""), *_sources(asked)),
        proves_customer=order.customer_id,
    )


def _sources(asked: Found | None) -> tuple[Source, ...]:
    return (Source(asked.source_title, asked.source_url),) if asked and asked.source_url else ()


ANSWERER = Answerer("order_status", "Looks up an order by its number and e-mail address.", propose)
