"""What does the message do: ask something, or greet, thank, agree, refuse, say nothing?"""

from pathlib import Path
from typing import Final

from warmline.conversations.turn import Line
from warmline.understanding.lexicon import Hit, load
from warmline.understanding.plain import STOP, Plain, plain
from warmline.understanding.reader import Reader, Sample
from warmline.understanding.reading import Signal

#: Found anywhere in a message; the others only in one that says nothing else.
ANYWHERE: Final = ("are_you_a_bot", "abuse")
#: "No thanks" is a no, "yes, thank you" a yes, "ok, thanks" thanks.
ALONE: Final = ("no", "yes", "thanks", "goodbye", "greeting", "ok")
#: A longer message says more than these.
MOST_WORDS: Final = 14
#: Signs that say something where there are no words.
SIGNS: Final = {"👎": "no", "👍": "yes", "👌": "yes", "✅": "yes", "👋": "greeting"} | dict.fromkeys(
    "🙏❤♥😍🥰💕💖", "thanks"
)

_LEXICON = load(Path(__file__).with_suffix(".toml"))


def read(text: str, history: tuple[Line, ...] = ()) -> Signal:
    message = plain(text)
    if not any(word != STOP for word in message.words):
        return _read_signs(message)
    hits = _LEXICON.hits(message)
    for name in ANYWHERE:
        if found := [hit for hit in hits if hit.group == name]:
            return Signal(name, 0.9, (message.quote(found[0].start, found[0].end),))
    if not _is_covered(message, hits):
        return Signal("question", 0.8)
    for name in ALONE:
        if any(hit.group == name for hit in hits):
            return Signal("yes" if name == "ok" else name, 0.9)
    return Signal("question", 0.5)


def _read_signs(message: Plain) -> Signal:
    """A message without a letter or digit: a thumb says something, "???" and a cake do not."""
    for sign, act in SIGNS.items():
        if sign in message.text:
            return Signal(act, 0.8, (sign,))
    return Signal("empty")


def _is_covered(message: Plain, hits: tuple[Hit, ...]) -> bool:
    """Every word belongs to a phrase of some act, and not only to the filling between them."""
    places = {place for place, word in enumerate(message.words) if word != STOP}
    told = {place for hit in hits for place in range(hit.start, hit.end)}
    return len(places) <= MOST_WORDS and places <= told


READER = Reader(
    name="act",
    version="2",
    read=read,
    samples=(
        Sample("Hello!", "greeting"),
        Sample("good morning", "greeting"),
        Sample("Hi there 👋", "greeting"),
        Sample("Bonjour", "greeting"),
        Sample("hi, i have a quick question", "greeting"),
        Sample("help", "greeting"),
        Sample("I have a question about bread", "question"),
        Sample("thank you so much!", "thanks"),
        Sample("ok thanks", "thanks"),
        Sample("Danke", "thanks"),
        Sample("❤️", "thanks"),
        Sample("bye, have a nice day", "goodbye"),
        Sample("yes please", "yes"),
        Sample("Yes, that helped, thank you", "yes"),
        Sample("👍", "yes"),
        Sample("ok", "yes"),
        Sample("ja", "yes"),
        Sample("no", "no"),
        Sample("no thanks", "no"),
        Sample("No, that did not help", "no"),
        Sample("not really", "no"),
        Sample("am I talking to a human?", "are_you_a_bot"),
        Sample("are you real?", "are_you_a_bot"),
        Sample("r u a bot", "are_you_a_bot"),
        Sample("Is this a robot or a person?", "are_you_a_bot"),
        Sample("Bist du ein Mensch?", "are_you_a_bot"),
        Sample("fuck you", "abuse"),
        Sample("you stupid idiot", "abuse"),
        Sample("🎂🎂", "empty"),
        Sample("???", "empty"),
        Sample("", "empty"),
        Sample("\u200b", "empty"),
        Sample("1042", "question"),
        Sample("Hi, where is my order?", "question"),
        Sample("Thanks, and when do you open?", "question"),
        Sample("Is this real butter?", "question"),
        Sample("is there a person I can order a cake from", "question"),
        Sample("Yes but where is my other order", "question"),
        Sample("Do you deliver?", "question"),
    ),
)
