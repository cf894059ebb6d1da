"""How does one meet a customer in this state? One sentence of good practice, with where it comes from."""

from dataclasses import dataclass
from typing import Final

from warmline.understanding.mood.labels import GROUP_OF

#: From so much on somebody counts as upset; above the first step of the card's words (chosen by us).
UPSET: Final = 0.5
#: How often the same was asked again until it is a burden (chosen by us).
REPEATED: Final = 1


@dataclass(frozen=True)
class Hint:
    """state: in one or two words; text: what helps; source: who found it, "" where it is our own choice."""

    state: str
    text: str
    source: str


@dataclass(frozen=True)
class State:
    """What was read of the customer's latest message: emotion as the reader gives it, values 0 to 1."""

    sensitivity: str = ""
    emotion: str = ""
    frustration: float = 0.0
    effort: int = 0
    act: str = ""


SENSITIVE: Final = {
    "bereavement": Hint(
        "Bereavement",
        "Say that you are sorry for their loss first, use the name they use, and leave out every “at least”.",
        "Cruse Bereavement Support, what to say when someone has died",
    ),
    "health": Hint(
        "Health",
        "Acknowledge how it must feel, ask what they need to know now, then give the next step in small pieces.",
        "Baile and others 2000, SPIKES, The Oncologist 5",
    ),
    "money": Hint(
        "Money trouble",
        "Make room first: ask what would help and say what is possible, without pressing and without blame.",
        "UK FCA 2021, FG21/1, fair treatment of vulnerable customers",
    ),
    "safety": Hint(
        "Safety",
        "First make sure that nobody is in danger: say plainly what to stop and whom to call; all else comes later.",
        "",
    ),
    "legal": Hint(
        "Legal",
        "Stay with facts, judge nobody's fault, and say who will look into it and by when.",
        "",
    ),
}
REPEATS: Final = Hint(
    "Took them effort",
    "Show that you have read what was said: repeat it in your words, and ask for nothing they already told.",
    "Dixon, Freeman and Toman 2010, Harvard Business Review 88",
)
FEELINGS: Final = {
    "angry": Hint(
        "Angry",
        "Name the problem and say sorry once, then tell what you do about it; sympathy alone does not help.",
        "Marinova, Singh and Singh 2018, Journal of Marketing Research 55",
    ),
    "disgusted": Hint(
        "Put off",
        "Take it at their word, say what you do about it at once, and offer to put right what was spoiled.",
        "Smith, Bolton and Wagner 1999, Journal of Marketing Research 36",
    ),
    "worried": Hint(
        "Worried",
        "Be concrete: the thing by its name, the day, the hour, what happens next; vague comfort worries more.",
        "Packard and Berger 2021, Journal of Consumer Research 47",
    ),
    "sad": Hint(
        "Sad or let down",
        "Say in your own words what it meant for them, then what you, yourself, will do: “I”, not “we”.",
        "Packard, Moore and McFerran 2018, Journal of Marketing Research 55",
    ),
    "unsure": Hint(
        "Unsure",
        "One step at a time, short sentences, everyday words, and the most important thing first.",
        "US Federal Plain Language Guidelines",
    ),
    "thankful": Hint(
        "Thankful",
        "The last moment colours the memory of all of it: close warmly and say what happens next.",
        "Kahneman and others 1993, Psychological Science 4",
    ),
}
UPSETTING: Final = Hint(
    "Upset",
    "For a wait or a rude word a quick, honest sorry heals most; for something lost, putting it right does.",
    "Smith, Bolton and Wagner 1999, Journal of Marketing Research 36",
)


def hint_for(state: State) -> Hint | None:
    """The gravest first: what it is about, then how they feel, then what it cost them. None for a calm customer."""
    if state.sensitivity in SENSITIVE:
        return SENSITIVE[state.sensitivity]
    felt = [GROUP_OF.get(name, "") for name in state.emotion.split("|")]
    unpleasant = [FEELINGS[group] for group in felt if group in ("angry", "disgusted", "worried", "sad")]
    if unpleasant:
        return unpleasant[0]
    if state.frustration >= UPSET:
        return UPSETTING
    if state.effort >= REPEATED:
        return REPEATS
    if "confusion" in state.emotion.split("|"):
        return FEELINGS["unsure"]
    return FEELINGS["thankful"] if state.act == "thanks" or "thankful" in felt else None
