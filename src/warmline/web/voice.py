"""In which tone does the business speak to a customer? Warm, neutral or formal, as the owner chose.

Where the tone shows, `tones.toml` holds the sentence in each; all others are said as the catalogue has them.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from warmline.lib import languages
from warmline.lib.statements import Select
from warmline.web.models import Business

NEUTRAL: Final = "neutral"
#: By the English sentence: by tone: by language.
Tones = Mapping[str, Mapping[str, Mapping[str, str]]]

_tone = Select(lambda pk: Business.objects.filter(pk=pk).values_list("tone"))


@cache
def tones() -> Tones:
    with (Path(__file__).parent / "tones.toml").open("rb") as file:
        return tomllib.load(file)


def say(language: str, sentence: str, **values: object) -> str:
    """As lib/languages.say, in the tone of the business; one query where the tone shows, none elsewhere."""
    if sentence not in tones():
        return languages.say(language, sentence, **values)
    found = _tone(1)
    return say_in(found[0][0] if found else NEUTRAL, language, sentence, **values)


def say_in(tone: str, language: str, sentence: str, **values: object) -> str:
    """The same in a tone that is named."""
    said = tones().get(sentence, {}).get(tone, {}).get(languages.spoken(language), "")
    if not said:
        return languages.say(language, sentence, **values)
    return said.format(**values) if values else said
