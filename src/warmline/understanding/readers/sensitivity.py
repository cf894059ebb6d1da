"""Does the message touch a matter that belongs with people: health, bereavement, money, safety, law?"""

from pathlib import Path
from typing import Final

from warmline.conversations.turn import Line
from warmline.understanding.lexicon import Hit, load
from warmline.understanding.plain import plain
from warmline.understanding.reader import Reader, Sample
from warmline.understanding.reading import Signal

#: Where a message touches two, the one that names less time to lose comes later.
MATTERS: Final = ("safety", "health", "bereavement", "legal", "money")

_LEXICON = load(Path(__file__).with_suffix(".toml"))


def read(text: str, history: tuple[Line, ...] = ()) -> Signal:
    message = plain(text)
    hits = _LEXICON.hits(message)
    routine = [hit for hit in hits if hit.group == "routine"]
    matters = [
        hit
        for hit in hits
        if hit.group in MATTERS and not any(_is_cancelled(hit, other) for other in routine)
    ]
    if not matters:
        return Signal("")
    chosen = min(matters, key=lambda hit: (MATTERS.index(hit.group), -hit.weight, hit.start - hit.end))
    return Signal(chosen.group, chosen.weight, (message.quote(chosen.start, chosen.end),))


def _is_cancelled(matter: Hit, routine: Hit) -> bool:
    """Routine cancels what it touches, but not what says more: a "nut allergy" within a "severe nut allergy"."""
    says_more = matter.start <= routine.start and routine.end <= matter.end
    is_longer = matter.end - matter.start > routine.end - routine.start
    return matter.overlaps(routine) and not (says_more and is_longer)


READER = Reader(
    name="sensitivity",
    version="2",
    read=read,
    samples=(
        Sample("My mother's insulin has not come and I am in tears", "health"),
        Sample("my son has had an allergic reaction to your cake", "health"),
        Sample("We are in hospital with her now", "health"),
        Sample("I'm pregnant, can I take these tablets with the side effects you list?", "health"),
        Sample("I ran out of my heart tablets", "health"),
        Sample("my little one has a severe nut allergy, is it safe for her", "health"),
        Sample("do you have something for a nut allergy", ""),
        Sample("my insulin was supposed to be here yesterday", "health"),
        Sample("there are only two tablets left", "health"),
        Sample("can I take ibuprofen with my blood pressure tablets", "health"),
        Sample("Your quiche made us all sick", "health"),
        Sample("Mein Insulin ist nicht angekommen", "health"),
        Sample("Mon insuline n'est pas arrivée", "health"),
        Sample("Mi insulina no ha llegado", "health"),
        Sample("My mother passed away last week, please cancel her order", "bereavement"),
        Sample("It is about my late husband's account", "bereavement"),
        Sample("Do you do catering for a funeral?", "bereavement"),
        Sample("Meine Mutter ist gestorben", "bereavement"),
        Sample("Mon père est décédé", "bereavement"),
        Sample("Mi padre falleció", "bereavement"),
        Sample("I cannot pay this invoice, I lost my job", "money"),
        Sample("You charged me twice and my rent is due tomorrow", "money"),
        Sample("There was glass in my bread", "safety"),
        Sample("Smoke is coming out of the device", "safety"),
        Sample("I want to kill myself", "safety"),
        Sample("I will find you and burn your shop down", "safety"),
        Sample("My lawyer will write to you, I will sue", "legal"),
        Sample("I am filing a GDPR complaint", "legal"),
        Sample("I am going to the police", "legal"),
        Sample("Do you deliver to hospitals?", ""),
        Sample("I have a gluten allergy: which breads are safe?", ""),
        Sample("Where is your legal notice page?", ""),
        Sample("Is this product safe for kids?", ""),
        Sample("How should I store insulin?", ""),
        Sample("Do you sell inhalers?", ""),
        Sample("What does prescription delivery cost?", ""),
        Sample("I'd kill for one of your croissants, I'm dying to try them", ""),
        Sample("My sourdough starter died", ""),
        Sample("Is the smoked salmon tart back?", ""),
        Sample("Can I pay with my card? I cannot pay online", ""),
        Sample("My order is late", ""),
        Sample("", ""),
    ),
)
