"""Nobody pretends to have seen a file: what may hang on it goes to a person."""

import re
from typing import Final

from warmline.conversations.models import Priority, Reason
from warmline.decisions.case import HAND_OVER, Case, Proposal, Protocol, Verdict
from warmline.decisions.judging import is_small_talk, known, quoted
from warmline.decisions.rule import Rule, Weight
from warmline.understanding.reading import Reading

#: Words for what was sent, in the four languages that we speak (chosen by us).
_NAMES_IT: Final = re.compile(
    r"\b(?:photos?|pictures?|pics?|images?|screen ?shots?|scans?|attach(?:ed|ments?)?|files?|pdfs?"
    r"|fotos?|bild(?:er|ern)?|bildschirmfotos?|anhang|angehängt|beigefügt|anbei|dateien?"
    r"|captures? d.écran|pièces? jointes?|ci-jointe?s?|fichiers?"
    r"|imágen(?:es)?|imagen(?:es)?|capturas?|adjunt[oa]s?|archivos?)\b",
    re.IGNORECASE,
)
#: Words that point at something before one's eyes.
_POINTS: Final = re.compile(
    r"\b(?:this|these|that|here|below|above|look at|as you can see"
    r"|dies(?:e[rsmn]?)?|hier|siehe|schauen|ceci|cela|ça|cett?e?|voici|regardez|est[eoa]s?|aquí|mire|vea)\b",
    re.IGNORECASE,
)

UNSEEN: Final = "I cannot look at pictures or files, so a person from our team will."


def speak(case: Case, protocol: Protocol) -> Verdict | None:
    words = _found(_NAMES_IT, case.text)
    if case.files:
        words = words or _found(_POINTS, case.text)
        because = _because(case, protocol, words)
    elif case.files_before and words and not is_small_talk(case):
        because = f"Speaks of a file that was sent before: {quoted(words)}."
    else:
        because = ""
    if not because:
        return None
    return Verdict(
        rule="sent_file",
        action=HAND_OVER,
        weight=Weight.SENT_FILE,
        because=because,
        to_customer=UNSEEN,
        reason=Reason.UNSUPPORTED_REQUEST.value,
        priority=Priority.SOON.value,
        words=words,
    )


def _because(case: Case, protocol: Protocol, words: tuple[str, ...]) -> str:
    """Why the files matter; "" where the words ask something else that the bot knows."""
    if not any(sign.isalnum() for sign in case.text):
        return "Sent a file without words; the bot cannot look at it."
    if words:
        return f"Sent a file and speaks of it: {quoted(words)}."
    if known(case, protocol) is None:
        return "Sent a file with words that the bot has no answer to."
    return ""


def _found(pattern: re.Pattern[str], text: str) -> tuple[str, ...]:
    found = pattern.search(text)
    return (found[0],) if found else ()


RULE = Rule(
    name="sent_file",
    about="The bot cannot look at pictures and files: it says so, and a person gets what is about one.",
    speak=speak,
    samples=(
        (Case("", Reading(), files=1), Protocol()),
        (
            Case(
                "When are you open? See the photo",
                Reading(),
                (Proposal("curated:hours", "Hours", "At 7.", 0.9),),
                files=1,
            ),
            Protocol(),
        ),
        (Case("Did you look at my photo?", Reading(), files_before=1), Protocol()),
    ),
)
