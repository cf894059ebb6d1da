"""A message in a language that no answer is written in goes to a person, and says so."""

from typing import Final

from warmline.conversations.models import Priority, Reason
from warmline.decisions.case import HAND_OVER, Case, Protocol, Verdict
from warmline.decisions.judging import is_small_talk
from warmline.decisions.rule import Rule, Weight
from warmline.understanding.reading import Reading, Signal

#: Chosen by us: on 27,000 English messages of shops, banks and assistants the reader never erred at this.
SURE_AT: Final = 0.85

SORRY: Final = {
    "de": "Es tut mir leid, in dieser Sprache kann ich nicht antworten - ein Mensch kümmert sich darum.",
    "fr": "Je suis désolé, je ne sais pas répondre dans cette langue - une personne va s'en occuper.",
    "es": "Lo siento, no puedo responder en este idioma - una persona se ocupará de ello.",
    "it": "Mi dispiace, non so rispondere in questa lingua - se ne occuperà una persona.",
    "nl": "Het spijt me, in deze taal kan ik niet antwoorden - een medewerker kijkt ernaar.",
    "pt": "Lamento, não sei responder nesta língua - uma pessoa vai tratar disso.",
    "pl": "Przepraszam, nie potrafię odpowiedzieć w tym języku - zajmie się tym człowiek.",
}
IN_ENGLISH: Final = "I am sorry, I cannot answer in your language yet, so a person will read this."


def speak(case: Case, protocol: Protocol) -> Verdict | None:
    language = case.reading.language
    is_other = bool(protocol.languages) and language.value not in ("", *protocol.languages)
    if not is_other or language.confidence < SURE_AT or is_small_talk(case):
        return None
    return Verdict(
        rule="language_not_covered",
        action=HAND_OVER,
        weight=Weight.LANGUAGE_NOT_COVERED,
        because=f"It is written in a language that no answer is in ({language.value}).",
        to_customer=SORRY.get(language.value, IN_ENGLISH),
        reason=Reason.MISSING_KNOWLEDGE.value,
        priority=Priority.SOON.value,
    )


RULE = Rule(
    name="language_not_covered",
    about="A message in a language that your answers are not written in goes to a person.",
    speak=speak,
    samples=(
        (Case("Où est ma commande ?", Reading(language=Signal("fr", 0.99))), Protocol(languages=("en",))),
    ),
)
