"""How little can it wait?"""

from pathlib import Path
from typing import Final

from warmline.conversations.turn import Line
from warmline.understanding.lexicon import load
from warmline.understanding.needs.doubting import is_mere_word
from warmline.understanding.needs.opinions import opinions
from warmline.understanding.plain import plain
from warmline.understanding.reader import Reader, Sample
from warmline.understanding.reading import Signal

#: What sounds urgent in other words counts as much as the word "urgent" (chosen by us).
MEANT: Final = 0.6

_LEXICON = load(Path(__file__).with_suffix(".toml"))


def read(text: str, history: tuple[Line, ...] = ()) -> Signal:
    message = plain(text)
    hits = [hit for hit in _LEXICON.hits(message) if not is_mere_word(text, message, hit)]
    strongest = max(hits, key=lambda hit: (hit.weight, hit.end - hit.start), default=None)
    if strongest is None or strongest.weight < MEANT:
        found = opinions(text)
        heard = found.strongest("urgency")
        if heard is not None:
            return Signal(MEANT, round(heard.probability, 2), heard.words)
        if strongest is None:
            return Signal(0.0, found.sure_of_none("urgency"))
    return Signal(strongest.weight, 0.9, (message.quote(strongest.start, strongest.end),))


READER = Reader(
    name="urgency",
    version="4",
    read=read,
    samples=(
        Sample("My mother's insulin has not come and I am in tears", low=0.8),
        Sample("we have run out of her heart tablets", low=0.8),
        Sample("he can't breathe!!", low=0.9),
        Sample("I need this ASAP", low=0.5),
        Sample("It's urgent, the wedding is tomorrow", low=0.5),
        Sample("our guests arrive in half an hour and there is no cake", low=0.5),
        Sample("Bitte dringend um Antwort", low=0.5),
        Sample("C'est urgent", low=0.5),
        Sample("Es urgente, por favor", low=0.5),
        Sample("What time do you open today?", high=0.4),
        Sample("How should I store insulin?", high=0.4),
        Sample("Do you have rye bread?", high=0.0),
        Sample("", high=0.0),
    ),
)
