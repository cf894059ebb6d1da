"""What does a waiting conversation ask for: which language and skill, whom they know, and how do they feel?"""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final

from warmline.conversations.models import Conversation, Episode, Kind, Message, Reason
from warmline.conversations.returning import SAME_PERSON_DAYS
from warmline.labels.models import Labelled
from warmline.routing.choosing import Need
from warmline.routing.models import Assignment, SkillRule
from warmline.understanding.models import EpisodeMood, StoredReading
from warmline.web.context import current_business

#: From here on a mood counts as upset, as in the inbox (desk/lists.py).
UPSET: Final = 0.5
#: As sure as the line must be before it answers in a language (line/tongue.py).
SURE_AT: Final = 0.85
#: Messages of the episode that are looked at, the latest ones (chosen by us).
MOST_READ: Final = 20
HARD: Final = frozenset({Reason.EMOTION, Reason.SENSITIVE, Reason.CRISIS})


def need_of(held: Conversation, episode: Episode, at: datetime) -> Need:
    """Of a locked conversation."""
    signals = _signals(episode)
    last = _last_word(held, at)
    customer = held.customer
    return Need(
        customer=customer.name.split(" ")[0] or "the customer",
        language=_language(signals) or held.language,
        business_language=current_business().language,
        skills=frozenset(_skills(held, signals)),
        is_upset=held.reason in HARD or _is_upset(episode),
        dedicated=customer.dedicated_id,
        last_with=last.person_id if last else None,
        last_days=(at.date() - last.at.date()).days if last else 0,
        declined=frozenset(_declined(episode)),
    )


def _signals(episode: Episode) -> list[dict[str, Any]]:
    """Of the customer's messages, the latest first."""
    read = StoredReading.objects.filter(message__episode=episode, message__kind=Kind.CUSTOMER)
    return list(read.order_by("-message__number").values_list("signals", flat=True)[:MOST_READ])


def _last_word(held: Conversation, at: datetime) -> Message | None:
    """The latest word of a person who works here to this customer, if it is not long ago."""
    said = Message.objects.filter(conversation__customer=held.customer_id, kind=Kind.PERSON)
    last = said.filter(person__isnull=False).exclude(text="").order_by("-at").first()
    return last if last and (at - last.at).days < SAME_PERSON_DAYS else None


def _language(signals: list[dict[str, Any]]) -> str:
    for each in signals:
        read = each.get("language") or {}
        if read.get("value") and read.get("confidence", 0) >= SURE_AT:
            return str(read["value"])
    return ""


def _is_upset(episode: Episode) -> bool:
    mood = EpisodeMood.objects.filter(episode=episode).first()
    return mood is not None and mood.end_value >= UPSET


def _skills(held: Conversation, signals: list[dict[str, Any]]) -> Collection[str]:
    """By the owner's rules, from what the episode is about. What nobody here can do is asked for as well."""
    rules = list(SkillRule.objects.all())
    if not rules:
        return ()
    about = {
        SkillRule.Kind.ANSWER: _values(signals, "intent"),
        SkillRule.Kind.SENSITIVE: _values(signals, "sensitivity"),
        SkillRule.Kind.LABEL: {
            str(pk) for pk in Labelled.objects.filter(conversation=held).values_list("label_id", flat=True)
        },
    }
    return {rule.skill for rule in rules if rule.value in about[SkillRule.Kind(rule.kind)]}


def _values(signals: list[dict[str, Any]], name: str) -> set[str]:
    return {str((each.get(name) or {}).get("value") or "") for each in signals} - {""}


def _declined(episode: Episode) -> Collection[int]:
    rows = Assignment.objects.filter(episode=episode, returned_at__isnull=False, person__isnull=False)
    return {person for person in rows.values_list("person_id", flat=True) if person is not None}
