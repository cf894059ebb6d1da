"""How does a context card read? Pure: facts in, lines under 120 words out."""

from collections.abc import Iterator
from dataclasses import dataclass

from warmline.conversations.models import PROVED
from warmline.desk.card_facts import CardFacts, Mood, Said, Tried
from warmline.desk.next_step import suggest
from warmline.desk.shortening import shorten

#: Field notes, context card: under 120 words, labels included.
MOST_WORDS = 119


@dataclass(frozen=True)
class CardLine:
    """One line of the card. number: the message it rests on, 0 for none."""

    line: str
    label: str
    text: str
    number: int = 0

    @property
    def words(self) -> int:
        return len(self.label.split()) + len(self.text.split())


@dataclass(frozen=True)
class Room:
    """How much may be said. quote: words of a quotation; tried, promises, contacts: how many of each.

    all: the lesser lines as well.
    """

    quote: int
    tried: int
    promises: int
    contacts: int
    all: bool = True


#: From roomy to tight; the first that fits is taken, and the last one always fits (chosen by us).
ROOMS = (
    Room(quote=20, tried=3, promises=3, contacts=3),
    Room(quote=14, tried=3, promises=2, contacts=3),
    Room(quote=12, tried=2, promises=2, contacts=2),
    Room(quote=10, tried=1, promises=1, contacts=1),
    Room(quote=8, tried=1, promises=1, contacts=0),
    Room(quote=6, tried=0, promises=1, contacts=0, all=False),
)

MOODS = ((0.25, "calm"), (0.5, "uneasy"), (0.75, "frustrated"), (1.01, "very upset"))

#: A smaller difference of frustration is none that anybody would notice (chosen by us).
CALMER_BY = 0.1


def card_lines(facts: CardFacts) -> tuple[CardLine, ...]:
    """Where words are short, quotations end in "…" and lines are left out; what is left out is counted."""
    for room in ROOMS:
        lines = tuple(_lines(facts, room))
        if sum(line.words for line in lines) <= MOST_WORDS:
            break
    return lines


def _lines(facts: CardFacts, room: Room) -> Iterator[CardLine]:
    yield from _reason(facts, room)
    yield from _wish(facts, room)
    yield from _tried(facts.tried, room)
    yield from _open(facts, room)
    yield from _promises(facts, room)
    yield from _mood(facts)
    yield from _who(facts)
    if room.contacts and facts.contacts:
        yield CardLine("contacts", "Before", "; ".join(facts.contacts[: room.contacts]))
    if room.all and facts.language:
        yield CardLine("language", "Language", facts.language)
    if facts.waiting:
        yield CardLine("waiting", "Waiting", facts.waiting)
    if step := suggest(facts):
        yield CardLine("next", "Next", step)


def _reason(facts: CardFacts, room: Room) -> Iterator[CardLine]:
    ground = facts.ground
    if not (ground.label or ground.because):
        return
    # The rule's own sentence while there is room, its short name otherwise: never half a sentence.
    is_short = len(ground.because.split()) <= room.quote
    text = ground.because if ground.because and (is_short or not ground.label) else f"{ground.label}."
    trigger = ground.trigger
    if trigger is None:
        yield CardLine("reason", "Why you", shorten(text, room.quote))
        return
    text = shorten(_without_quotation(text, trigger), room.quote)
    yield CardLine("reason", "Why you", f"{text} {_quote(trigger, room)}", trigger.number)


def _without_quotation(because: str, trigger: Said) -> str:
    """The words that decided stand in the sentence quoted beside: they are not said twice."""
    before, colon, quoted = because.partition(": “")
    is_repeated = bool(colon) and trigger.text.casefold().count(quoted.partition("”")[0].casefold()) > 0
    return f"{before}." if is_repeated else because


def _quote(said: Said, room: Room) -> str:
    return f"“{shorten(said.text, room.quote)}”"


def _wish(facts: CardFacts, room: Room) -> Iterator[CardLine]:
    """What was said in the reason's own message is not said twice."""
    if facts.wish and facts.wish != facts.ground.trigger:
        yield CardLine("wish", "Wants", _quote(facts.wish, room), facts.wish.number)


def _tried(tried: tuple[Tried, ...], room: Room) -> Iterator[CardLine]:
    """The latest attempts; how many came before them is said."""
    shown = tried[-room.tried :] if room.tried else ()
    hidden = tried[: len(tried) - len(shown)]
    if hidden:
        count = "1 answer" if len(hidden) == 1 else f"{len(hidden)} answers"
        before = f"{count} earlier" if shown else f"{count} by the bot"
        yield CardLine("tried", "Tried", before, hidden[0].number)
    for each in shown:
        yield CardLine("tried", "Tried", _attempt(each, room), each.number)


def _attempt(tried: Tried, room: Room) -> str:
    few = max(room.quote // 2, 4)
    question = f"“{shorten(tried.question, few)}”: " if tried.question else ""
    if tried.outcome == "unknown":
        return f"{question}bot had no answer"
    if tried.outcome == "asked_back":
        return f"{question}bot asked back"
    unhelpful = "; did not help" if tried.outcome == "unhelpful" else ""
    return f"{question}{_answered(tried, few)}{unhelpful}"


def _answered(tried: Tried, few: int) -> str:
    source = shorten(tried.source, few) if tried.source else ""
    sure = f"{tried.confidence:.0%}" if tried.confidence is not None else ""
    if source and sure:
        return f"answered from {source}, {sure} sure"
    if source:
        return f"answered from {source}"
    return f"answered, {sure} sure" if sure else "answered"


def _open(facts: CardFacts, room: Room) -> Iterator[CardLine]:
    told = {said for said in (facts.ground.trigger, facts.wish) if said}
    left = [said for said in facts.open if said not in told]
    if left:
        more = f" (and {len(left) - 1} more)" if len(left) > 1 else ""
        yield CardLine("open", "Still open", _quote(left[-1], room) + more, left[-1].number)


def _promises(facts: CardFacts, room: Room) -> Iterator[CardLine]:
    for promised in facts.promises[: room.promises]:
        due = f" ({promised.due})" if promised.due else ""
        yield CardLine("promise", "Promised", f"{shorten(promised.text, room.quote)}{due}")
    if len(facts.promises) > room.promises:
        yield CardLine("promise", "Promised", f"{len(facts.promises) - room.promises} more, see beside")


def _mood(facts: CardFacts) -> Iterator[CardLine]:
    """First, worst and last: the worst and the last colour the memory of all of it."""
    if not facts.moods:
        if facts.sensitivity:
            yield CardLine("mood", "Mood", f"sensitive matter: {facts.sensitivity}")
        return
    first, last = facts.moods[0], facts.moods[-1]
    worst = max(facts.moods, key=lambda mood: mood.frustration)
    names = [name_mood(mood) for mood in (first, worst, last)]
    path = [name for place, name in enumerate(names) if place == 0 or name != names[place - 1]]
    sensitive = f"; sensitive matter: {facts.sensitivity}" if facts.sensitivity else ""
    yield CardLine("mood", "Mood", " → ".join(path) + _since_worst(worst, last) + sensitive, worst.number)


def _since_worst(worst: Mood, last: Mood) -> str:
    """Peak and end, where they differ enough to be felt."""
    if worst.frustration - last.frustration < CALMER_BY:
        return f"; sounds {last.feeling}" if last.feeling else ""
    feeling = f" ({worst.feeling})" if worst.feeling else ""
    return f"; worst at message {worst.number}{feeling}, calmer since"


def name_mood(mood: Mood) -> str:
    return next(name for bound, name in MOODS if mood.frustration < bound)


def _who(facts: CardFacts) -> Iterator[CardLine]:
    """Identity and value stay together: figures of somebody who may be another person would mislead."""
    match facts.identity:
        case "order":
            yield CardLine("identity", "Identity", "checked: order number and e-mail match")
        case "signed":
            yield CardLine("identity", "Identity", "checked: signed in on your site")
        case "claimed":
            yield CardLine("identity", "Identity", f"not checked: says {shorten(facts.who, 6)}")
        case _:
            name = f", calls themselves {shorten(facts.who, 4)}" if facts.who else ""
            yield CardLine("identity", "Identity", f"not known{name}")
    if not facts.orders:
        return
    orders = "1 order" if facts.orders == 1 else f"{facts.orders} orders"
    since = f"; since {facts.since}" if facts.since else ""
    late = f"; {', '.join(shorten(number, 2) for number in facts.late[:2])} late" if facts.late else ""
    whose = " (if it is them)" if facts.identity not in PROVED else ""
    yield CardLine("value", "Value", f"{orders}, {facts.value}{since}{late}{whose}")
