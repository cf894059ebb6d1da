"""Why was this decided? In plain words, for the customer it concerns and for the staff."""

from collections.abc import Iterator
from typing import Any, Final

from warmline.conversations.models import Reason
from warmline.decisions.case import ADMIT, ANSWER, ASK_BACK, CLOSE, HAND_OVER
from warmline.decisions.models import StoredDecision
from warmline.lib.languages import say, say_percent

_TITLES: Final = {
    ANSWER: "Why you got this answer",
    ASK_BACK: "Why I asked back",
    ADMIT: "Why I said that I do not know",
    HAND_OVER: "Why a person takes over",
    CLOSE: "Why this was closed",
}
_HANDED_OVER: Final[dict[str, str]] = {
    Reason.CUSTOMER_REQUEST: "You asked for a person, or a rule of ours brings one here.",
    Reason.MISSING_KNOWLEDGE: "I have no answer that I am sure enough of.",
    Reason.UNSUPPORTED_REQUEST: "It touches a topic that our people answer themselves.",
    Reason.POLICY: "A rule of ours asks for a person here.",
    Reason.TOOL_FAILURE: "I could not find what you asked me to look up.",
    Reason.CLARIFICATION_FAILED: "Asking back did not help, and you should not have to try again.",
    Reason.USAGE_LIMIT: "We have talked for long enough that a person should have a look.",
    Reason.EMOTION: "Your message sounded upset, and then a person is better than a machine.",
    Reason.SENSITIVE: "It touches something personal or serious, which belongs with a person.",
    # Nothing of a customer's past: the visitor may only claim to be them.
    Reason.HIGH_VALUE: "A rule of ours asks for a person here.",
    Reason.ERROR: "Something went wrong on my side.",
    Reason.REVIEW_REQUESTED: "You asked a person to check an answer.",
}


def explain_to_customer(stored: StoredDecision, language: str = "") -> dict[str, Any]:
    """{title, reasons: sentences, sources: [{title, url}], review: may a person check it?}."""
    return {
        "title": say(language, _TITLES.get(stored.action, "Why this happened")),
        "reasons": [
            *_reasons(stored, language),
            say(language, "This was decided automatically; you can ask a person to check it."),
        ],
        "sources": [source for proposal in _chosen(stored) for source in proposal["sources"]]
        if stored.action == ANSWER
        else [],
        "review": True,
    }


def explain_to_staff(stored: StoredDecision) -> list[str]:
    """What decided, what else spoke, how sure the bot was, and whether it was carried out."""
    return list(_staff_sentences(stored))


def _reasons(stored: StoredDecision, language: str) -> Iterator[str]:
    either = say(language, " or ")
    titles = either.join(_quote(proposal["title"], language) for proposal in _chosen(stored))
    match stored.action:
        case "answer":
            yield from _answer_reasons(stored, titles, language)
        case "ask_back":
            yield say(
                language,
                "Your message could be about {titles}, and I was not sure enough to choose.",
                titles=titles,
            )
        case "admit":
            yield say(language, "Nothing that I know fits your message well enough, and I do not guess.")
        case "close":
            yield say(language, "You said that it is solved.")
        case "hand_over":
            yield say(language, _HANDED_OVER.get(stored.reason, "It is a matter for a person."))
            yield from _words(stored, language)


def _answer_reasons(stored: StoredDecision, titles: str, language: str) -> Iterator[str]:
    chosen = _chosen(stored)
    if chosen and chosen[0]["talk"]:
        yield say(language, "It was a greeting, a thank-you or a question about me, so I answered by myself.")
        return
    yield say(language, "I took your message to be about {titles}.", titles=titles)
    if chosen:
        percent = say_percent(chosen[0]["confidence"], language)
        yield say(
            language, "I was {percent} sure; our people set from where on I may answer.", percent=percent
        )


def _words(stored: StoredDecision, language: str) -> Iterator[str]:
    words = [word for verdict in stored.verdicts[:1] for word in verdict["words"]]
    if words:
        quoted = ", ".join(_quote(word, language) for word in words)
        yield say(language, "It rests on your words {words}.", words=quoted)


def _quote(words: str, language: str) -> str:
    return say(language, "“{words}”", words=words)


def _staff_sentences(stored: StoredDecision) -> Iterator[str]:
    yield stored.because
    for verdict in stored.verdicts[1:]:
        yield f"Also, with less weight: {verdict['because']}"
    if stored.confidence is None:
        yield "The bot had no answer to offer."
    else:
        needed = max(stored.protocol.get(name) or 0.0 for name in ("answer_at", "careful_at"))
        rule = f" You ask for {needed:.0%}." if needed else ""
        yield f"The surest answer had {stored.confidence:.0%}.{rule}"
    if not stored.is_carried_out:
        yield "It was not carried out: a person took over first."


def _chosen(stored: StoredDecision) -> list[dict[str, Any]]:
    return [proposal for proposal in stored.proposals if proposal["is_chosen"]]
