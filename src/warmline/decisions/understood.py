"""What was a message taken to ask for, in words for the staff?"""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

_NOTHING: Final[Mapping[str, Any]] = {"value": "", "confidence": 0.0, "words": ()}


def understood_in_words(signals: Mapping[str, Any]) -> str:
    """signals: a reading as it is stored; "" for one that is older than this."""
    if "intent" not in signals:
        return ""
    intent, scope = signals["intent"], signals.get("scope") or _NOTHING
    if not intent["value"]:
        return _("There was nothing in Knowledge to answer from yet.")
    if intent["value"] == "unclear":
        return _unclear(scope)
    sure = _percent(intent["confidence"])
    title, *phrases = intent["words"] or (intent["value"],)
    like = _("; it sounds like “{phrase}”").format(phrase=phrases[0]) if phrases else ""
    return _("Most likely “{title}” ({sure} sure){like}.").format(title=title, sure=sure, like=like)


def _unclear(scope: Mapping[str, Any]) -> str:
    if scope["value"] == "out":
        return _("Most likely ({percent}) nothing that Knowledge answers.").format(
            percent=_percent(scope["confidence"])
        )
    return _("Nothing in Knowledge stood out.")


def _percent(share: float) -> str:
    return f"{share:.0%}".replace("%", "\N{NO-BREAK SPACE}%")
