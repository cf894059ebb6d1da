"""What could this person reply? At most three suggestions, each with its source and how sure it is."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from warmline.conversations.holding import current_episode
from warmline.conversations.models import Conversation, Holder, Kind, Message
from warmline.copilot.cases import Case, find_cases
from warmline.copilot.gathering import is_small_talk
from warmline.copilot.models import Choice, Preference
from warmline.copilot.wording import adapt, first_name, read_on
from warmline.knowledge.index import Found, current_search
from warmline.knowledge.words import content_words
from warmline.staff.models import Person

MOST: Final = 3
#: A less sure suggestion costs more reading than it saves (chosen by us; benchmarks/copilot.py shows what it costs).
LEAST: Final = 0.1
#: A draft is not written from what probably does not fit (chosen by us).
LIKELY: Final = 0.4
#: Two texts that share so many of their words of meaning say the same (chosen by us).
SAME: Final = 0.6
#: Messages of the episode that are looked at, and the customer's that make up a question (chosen by us).
MESSAGES, ASKED = 60, 3


@dataclass(frozen=True)
class Suggestion:
    """kind: "answer", "article" or "case"; key: its own. body: as it stands there; text: ready for the box.

    source: what the person sees; url: where it can be looked at, "" when nowhere. confidence: 0 to 1.
    """

    kind: str
    key: str
    body: str
    text: str
    source: str
    url: str
    confidence: float

    @property
    def sure(self) -> str:
        return f"{self.confidence:.0%} sure"


@dataclass(frozen=True)
class Asked:
    """The customer's message that waits for a reply, and what has been said in its episode."""

    message: Message
    text: str
    said: tuple[Message, ...]


def find_asked(conversation: Conversation) -> Asked | None:
    """What the customer asked after the last word of a person; None when nothing waits for a reply."""
    latest = current_episode(conversation).messages.select_related("reading").order_by("-number")[:MESSAGES]
    said = tuple(reversed(latest))
    last_person = max((each.number for each in said if each.kind == Kind.PERSON), default=0)
    since = [each for each in said if each.kind == Kind.CUSTOMER and each.number > last_person]
    asked = [each for each in since if not is_small_talk(each)][-ASKED:]
    if not asked:
        return None
    # A question written in several short lines is one question.
    is_short = len(asked[-1].text.split()) < 4
    text = " ".join(each.text for each in asked) if is_short else asked[-1].text
    return Asked(asked[-1], text, said)


def suggest(conversation: Conversation, person: Person, site: str = "") -> tuple[Suggestion, ...]:
    """Nothing for who does not hold the conversation. site: "https://shop.example", before links of ours."""
    is_theirs = conversation.holder == Holder.PERSON and conversation.person_id == person.pk
    asked = find_asked(conversation) if is_theirs else None
    return suggest_for(asked, conversation, person, site) if asked else ()


def suggest_for(
    asked: Asked, conversation: Conversation, person: Person, site: str
) -> tuple[Suggestion, ...]:
    refused = set(
        Choice.objects.filter(
            question=asked.message, person=person, outcome=Choice.Outcome.REFUSED
        ).values_list("kind", "key")
    )
    found = sorted(_all(asked, conversation, site), key=lambda each: -each.confidence)
    kept = [each for each in found if (each.kind, each.key) not in refused and each.confidence >= LEAST]
    return tuple(
        replace(each, text=adapted(each.text, conversation, person, asked)) for each in _distinct(kept)[:MOST]
    )


def sources_for(asked: Asked, conversation: Conversation) -> tuple[Suggestion, ...]:
    """What a draft may be written from: what the business itself says, if it is likely enough to fit."""
    found = sorted(_all(asked, conversation, ""), key=lambda each: -each.confidence)
    return tuple(each for each in found if each.kind != "case" and each.confidence >= LIKELY)[:MOST]


def _all(asked: Asked, conversation: Conversation, site: str) -> Iterator[Suggestion]:
    given = {each.answer_key.partition(":")[2] for each in asked.said if each.kind == Kind.BOT}
    for found in current_search().find(asked.text):
        # A form answers by itself, and what the bot said already did not do.
        if not found.action and found.key not in given:
            yield _known(found, conversation.language, site)
    for case in find_cases(asked.text, conversation):
        if case.text and case.is_solved:
            yield _solved(case)


def _known(found: Found, language: str, site: str) -> Suggestion:
    source = f"Answer: {found.title}" if found.kind == "answer" else f"Article: {found.title}"
    is_linked = found.kind == "article" and found.url and site
    text = f"{found.text}\n{read_on(language, site + found.url)}" if is_linked else found.text
    return Suggestion(found.kind, found.key, found.text, text, source, found.url, found.confidence)


def _solved(case: Case) -> Suggestion:
    day = f"{case.closed_at.day} {case.closed_at:%b}"
    by = f", {case.by.split()[0]}" if case.by.split() else ""
    return Suggestion(
        "case",
        str(case.pk),
        case.text,
        case.text,
        f"Solved case: {day}{by}",
        f"/desk/conversations/{case.conversation}/",
        case.likeness,
    )


def _distinct(found: list[Suggestion]) -> list[Suggestion]:
    kept: list[Suggestion] = []
    for each in found:
        if not any(_is_alike(each.body, other.body) for other in kept):
            kept.append(each)
    return kept


def _is_alike(one: str, other: str) -> bool:
    first, second = set(content_words(one)), set(content_words(other))
    return len(first & second) >= SAME * max(min(len(first), len(second)), 1)


def adapted(text: str, conversation: Conversation, person: Person, asked: Asked) -> str:
    """As this person's own words to this customer."""
    has_greeted = any(each.kind == Kind.PERSON and each.person_id == person.pk for each in asked.said)
    preference = Preference.objects.filter(person=person).first()
    return adapt(
        text,
        language=conversation.language,
        name="" if has_greeted else first_name(conversation.customer.name),
        sign_off=preference.sign_off if preference else "",
    )
