"""Which sentences of ours stand in scripts, and what are they in the language of the page?"""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from django.utils.translation import gettext, override

from warmline.lib.languages import ENGLISH

#: `say("...")` of web/words.js, with the sentence written out.
SAID: Final = re.compile(r"\bsay\(\s*\"((?:[^\"\\]|\\.)*)\"")
SOURCE: Final = Path(__file__).parent.parent
#: The chat has texts of its own, and what others wrote says nothing of ours.
NOT_OURS: Final = {"widget", "vendor"}


def sentences_in(script: str) -> Iterator[str]:
    yield from (json.loads(f'"{match[1]}"') for match in SAID.finditer(script))


def sentences() -> list[str]:
    """Every sentence of the scripts of our pages, once each, in the order of the files."""
    scripts = sorted(SOURCE.glob("*/static/**/*.js"))
    texts = (path.read_text() for path in scripts if not NOT_OURS & set(path.parts))
    return list(dict.fromkeys(sentence for text in texts for sentence in sentences_in(text)))


@cache
def words(language: str) -> str:
    """What web/words.js reads, as JSON; "" in English, where the sentences say it themselves."""
    if language == ENGLISH:
        return ""
    with override(language):
        return json.dumps({each: gettext(each) for each in sentences()}, ensure_ascii=False)
