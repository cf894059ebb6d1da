"""How does a pattern with alternatives and slots become one line that a person could have written?"""

import re
from collections.abc import Mapping
from random import Random

SLOTS = frozenset(
    {
        "first_name",
        "last_name",
        "email",
        "phone",
        "street",
        "city",
        "product",
        "other_product",
        "category",
        "quantity",
        "order_number",
        "amount",
        "carrier",
        "tracking",
        "day",
        "date",
        "time",
        "earlier_time",
        "agent",
        "bot_name",
        "business",
    }
)
_ALTERNATIVES = re.compile(r"\[\[(.*?)\]\]")
_SLOT = re.compile(r"\{([^{}]*)\}")


def find_problem(text: str) -> str:
    """What is wrong with the alternatives and slots of `text`; empty when nothing is."""
    for slot in slots_of(text):
        if slot not in SLOTS:
            return f"unknown slot {{{slot}}}; known are {', '.join(sorted(SLOTS))}"
    for inside in _ALTERNATIVES.findall(text):
        if "|" not in inside or "[[" in inside:
            return f"alternatives are written [[a|b]] and not nested: [[{inside}"
    rest = _SLOT.sub("", _ALTERNATIVES.sub("", text))
    if any(mark in rest for mark in ("[[", "]]", "{", "}", "|")):
        return "a bracket, brace or bar without its partner"
    return ""


def slots_of(text: str) -> set[str]:
    """The names of all slots in `text`."""
    return set(_SLOT.findall(text))


def phrase(text: str, values: Mapping[str, str], random: Random) -> str:
    """One reading of `text`: an alternative chosen at each place, each slot filled from `values`."""
    chosen = _ALTERNATIVES.sub(lambda found: random.choice(found.group(1).split("|")), text)
    filled = _SLOT.sub(lambda found: values[found.group(1)], chosen)
    return tidy(filled)


def tidy(text: str) -> str:
    """Text without the gaps that an empty alternative leaves."""
    text = re.sub(r" +", " ", text).strip()
    text = re.sub(r" ([,.;!?])", r"\1", text)
    return text
