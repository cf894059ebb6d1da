"""Greetings, thanks and "are you a bot?" get a friendly and honest word."""

from warmline.decisions.case import ANSWER, Case, Proposal, Protocol, Verdict
from warmline.decisions.judging import is_small_talk, refuses, talk
from warmline.decisions.rule import Rule, Weight
from warmline.understanding.reading import Reading, Signal


def speak(case: Case, protocol: Protocol) -> Verdict | None:
    words = talk(case)
    if words is None or not is_small_talk(case) or refuses(case) or words.confidence < protocol.answer_at:
        return None
    return Verdict(
        rule="talk",
        action=ANSWER,
        weight=Weight.SMALL_TALK,
        because=f"Small talk ({str(case.reading.act.value).replace('_', ' ')}).",
        keys=(words.key,),
    )


RULE = Rule(
    name="talk",
    about="The bot greets back, says thank you, and says that it is a bot when asked.",
    speak=speak,
    samples=(
        (
            Case(
                "hello",
                Reading(act=Signal("greeting")),
                (Proposal("talk:greeting", "Small talk", "Hello!", 0.99, talk=True),),
            ),
            Protocol(),
        ),
    ),
)
