"""Does the customer want a person? Said straight out, or between the lines: they have given up on the bot."""

from pathlib import Path

from warmline.conversations.turn import Line
from warmline.understanding.lexicon import Hit, load
from warmline.understanding.needs.doubting import is_mere_word
from warmline.understanding.needs.opinions import opinions
from warmline.understanding.plain import STOP, Plain, plain
from warmline.understanding.reader import Reader, Sample
from warmline.understanding.reading import Signal

#: A phrase of the group "alone" counts if at most one word in so many says anything else (chosen by us).
WORDS_PER_OTHER_WORD = 8
#: Heard in the meaning only, not in the words: asked for outright, or between the lines (chosen by us).
MEANT, GIVEN_UP = 0.9, 0.75

_LEXICON = load(Path(__file__).with_suffix(".toml"))


def read(text: str, history: tuple[Line, ...] = ()) -> Signal:
    message = plain(text)
    hits = _LEXICON.hits(message)
    wishes = [hit for hit in hits if hit.group in ("direct", "indirect")]
    wishes += _alone(message, hits)
    refusals = [hit for hit in hits if hit.group == "refusal"]
    wishes = [wish for wish in wishes if not any(wish.overlaps(refusal) for refusal in refusals)]
    wishes += [hit for hit in hits if hit.group == "away"]
    wishes = [wish for wish in wishes if not is_mere_word(text, message, wish)]
    if not wishes:
        return _by_meaning(text, is_refused=bool(refusals))
    strongest = max(wishes, key=lambda hit: (hit.weight, hit.end - hit.start))
    return Signal(True, strongest.weight, (message.quote(strongest.start, strongest.end),))


def _by_meaning(text: str, is_refused: bool) -> Signal:
    """What the word lists miss; who says that they need nobody has said it in words."""
    found = opinions(text)
    heard = None if is_refused else found.strongest("asked", "gaveup")
    if heard is None:
        return Signal(False, found.sure_of_none("asked", "gaveup"))
    return Signal(True, MEANT if heard.need == "asked" else GIVEN_UP, heard.words)


def _alone(message: Plain, hits: tuple[Hit, ...]) -> list[Hit]:
    """The short pleas of a message that consists of little else."""
    pleas = [hit for hit in hits if hit.group == "alone"]
    if not pleas:
        return []
    told = {place for hit in hits if hit.group in ("alone", "filler") for place in range(hit.start, hit.end)}
    others = [place for place, word in enumerate(message.words) if word != STOP and place not in told]
    return pleas if len(others) <= len(message.words) // WORDS_PER_OTHER_WORD else []


READER = Reader(
    name="wish",
    version="5",
    read=read,
    samples=(
        Sample("human please", True),
        Sample("can i speak to someone", True),
        Sample("agent", True),
        Sample("Real person!!", True),
        Sample("representative", True),
        Sample("is there anybody there", True),
        Sample("stop, I want a person", True),
        Sample("call me", True),
        Sample("Please call me back tomorrow on 020 123", True),
        Sample("humen pls", True),
        Sample("let me talk to a persn", True),
        Sample("h u m a n", True),
        Sample("I don't want to talk to a bot", True),
        Sample("Could you put me through to your manager?", True),
        Sample("this is useless", True),
        Sample("you don't understand", True),
        Sample("let me speak with Meera", True),
        Sample("give me a ring", True),
        Sample("who is in charge there?", True),
        Sample("can I talk to you about my order", False),
        Sample("could one of your team deal with this", True),
        Sample("can someone with a brain look at this", True),
        Sample("stop giving me canned answers", True),
        Sample("I'd rather not explain this to a machine", True),
        Sample("this is getting us nowhere", True),
        Sample("hello?? anybody there?", True),
        Sample("Ich möchte mit einem Menschen sprechen", True),
        Sample("Je veux parler à quelqu'un", True),
        Sample("Quiero hablar con una persona", True),
        Sample("can a colleague of yours take a look at my case", True),
        Sample("my kettle understands more than this bot", True),
        Sample("I bought it for a person with diabetes", False),
        Sample("What do you do with my personal data?", False),
        Sample("Do you have agent orange cake", False),
        Sample("Is your manager's special bread vegan?", False),
        Sample("How many slices per person?", False),
        Sample("Are you a human?", False),
        Sample("I do not need to talk to a person, just the opening hours", False),
        Sample("You can call me Anna", False),
        Sample("Is anyone there on Sunday mornings?", False),
        Sample("", False),
    ),
)
