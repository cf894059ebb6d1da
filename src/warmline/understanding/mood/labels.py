"""Which feelings are told apart, and under which few names do people see them?"""

from typing import Final

_NAMES: Final = (
    "admiration amusement anger annoyance approval caring confusion curiosity desire disappointment disapproval "
    "disgust embarrassment excitement fear gratitude grief joy love nervousness optimism pride realization relief "
    "remorse sadness surprise neutral"
)
#: The labels of GoEmotions (Demszky and others, 2020), in the order of the model's outputs.
EMOTIONS: Final = tuple(_NAMES.split())
NEUTRAL: Final = "neutral"
SENTIMENTS: Final = ("negative", "neutral", "positive")

#: How people see them: the six groups by basic emotion published with GoEmotions, joy parted in four (chosen by us).
GROUPS: Final = {
    "angry": ("anger", "annoyance", "disapproval"),
    "disgusted": ("disgust",),
    "worried": ("fear", "nervousness"),
    "sad": ("disappointment", "embarrassment", "grief", "remorse", "sadness"),
    "unsure": ("confusion", "curiosity", "realization", "surprise"),
    "thankful": ("gratitude", "relief"),
    "happy": ("amusement", "excitement", "joy", "pride"),
    "kind": ("admiration", "approval", "caring", "love"),
    "hopeful": ("desire", "optimism"),
}
GROUP_OF: Final = {name: group for group, names in GROUPS.items() for name in names}

#: What irony says and does not mean.
PRAISING: Final = frozenset({"admiration", "approval", "excitement", "gratitude", "joy", "love", "relief"})

#: How stirred somebody is who feels it, 0 to 1: chosen by us after the arousal of such words in everyday use.
AROUSAL: Final = {
    "anger": 1.0,
    "disgust": 0.9,
    "grief": 1.0,
    "fear": 0.9,
    "excitement": 0.9,
    "love": 0.85,
    "joy": 0.75,
    "sadness": 0.75,
    "remorse": 0.7,
    "annoyance": 0.65,
    "disappointment": 0.65,
    "nervousness": 0.65,
    "admiration": 0.65,
    "pride": 0.65,
    "surprise": 0.6,
    "embarrassment": 0.6,
    "gratitude": 0.6,
    "amusement": 0.55,
    "desire": 0.5,
    "relief": 0.5,
    "disapproval": 0.5,
    "optimism": 0.4,
    "caring": 0.4,
    "confusion": 0.35,
    "approval": 0.3,
    "curiosity": 0.25,
    "realization": 0.25,
    "neutral": 0.0,
}
