"""Does the message touch a matter that belongs with people: health, bereavement, money, safety, law?"""

from dataclasses import replace
from pathlib import Path
from typing import Final

from warmline.conversations.turn import Line
from warmline.understanding.lexicon import Hit, load
from warmline.understanding.needs.doubting import is_mere_word
from warmline.understanding.needs.opinions import opinions
from warmline.understanding.plain import plain
from warmline.understanding.reader import Reader, Sample
from warmline.understanding.reading import Signal

#: Where a message touches two, the one that names less time to lose comes later.
MATTERS: Final = ("safety", "health", "bereavement", "legal", "money")

_ALLERGY_MET: Final = 0.9
#: What sounds like routine by its words must sound very much like a matter by its meaning (chosen by us).
ROUTINE_SURE: Final = 0.95

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
    matters += _allergy_met(hits)
    matters = [hit for hit in matters if not is_mere_word(text, message, hit)]
    if not matters:
        return _by_meaning(text, ROUTINE_SURE if routine else 0.0)
    chosen = min(matters, key=lambda hit: (MATTERS.index(hit.group), -hit.weight, hit.start - hit.end))
    return Signal(chosen.group, chosen.weight, (message.quote(chosen.start, chosen.end),))


def _by_meaning(text: str, least: float) -> Signal:
    """What the word lists miss, if it is at least so likely."""
    found = opinions(text)
    heard = found.strongest(*MATTERS)
    if heard is None or heard.probability < least:
        return Signal("", found.sure_of_none(*MATTERS))
    return Signal(heard.need, round(heard.probability, 2), heard.words)


def _allergy_met(hits: tuple[Hit, ...]) -> list[Hit]:
    """Somebody is allergic and has met it: often told in two sentences, which no phrase can join."""
    if not any(hit.group == "allergic" for hit in hits):
        return []
    return [replace(hit, group="health", weight=_ALLERGY_MET) for hit in hits if hit.group == "exposed"]


def _is_cancelled(matter: Hit, routine: Hit) -> bool:
    """Routine cancels what it touches, but not what says more: a "nut allergy" within a "severe nut allergy"."""
    says_more = matter.start <= routine.start and routine.end <= matter.end
    is_longer = matter.end - matter.start > routine.end - routine.start
    return matter.overlaps(routine) and not (says_more and is_longer)


READER = Reader(
    name="sensitivity",
    version="6",
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
        Sample("My order has a nut in it and my son is allergic, what do I do?", "health"),
        Sample("My order has a nut in it. My son is allergic. What do I do?", "health"),
        Sample("my daughter is allergic to nuts and just had a bite of the brownie", "health"),
        Sample("I think I ate something I'm allergic to", "health"),
        Sample("you sent me the wrong cake and my daughter has an egg allergy", "health"),
        Sample("I'm coeliac and you gave me normal bread", "health"),
        Sample("took two tablets instead of one", "health"),
        Sample("i accidentally took 2 pills", "health"),
        Sample("my throat feels tight since I ate your bun", "health"),
        Sample("your bread made my daughter come out in hives", "health"),
        Sample("the bread was mouldy and my kids have eaten it", "health"),
        Sample("the dog ate the whole packet of tablets", "health"),
        Sample("gave my son adult paracetamol by mistake", "health"),
        Sample("there was a piece of plastic in my bread", "safety"),
        Sample("my daughter drank the detergent", "safety"),
        Sample("my kid swallowed a button battery", "safety"),
        Sample("the heating pad burnt my skin", "safety"),
        Sample("hot water bottle burst and burnt her legs", "safety"),
        Sample("my eyes are burning after using the drops", "health"),
        Sample("something sharp was in the roll", "safety"),
        Sample("my husband fell because the walking stick snapped", "safety"),
        Sample("half the guests were throwing up after your prawns", "health"),
        Sample("I have nothing to eat until you give the money back", "money"),
        Sample("which breads are nut free? my son is allergic", ""),
        Sample("is it safe for kids with allergies", ""),
        Sample("my son is allergic to nuts, which cakes can he eat?", ""),
        Sample("is there a nut in the brioche? my son is allergic", ""),
        Sample("I took two loaves instead of one", ""),
        Sample("my daughter drank the coffee and loved it", ""),
        Sample("I burnt my bread, how long should it bake?", ""),
        Sample("what to do if the heating pad is too hot", ""),
        Sample("can my dog eat the bread", ""),
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
