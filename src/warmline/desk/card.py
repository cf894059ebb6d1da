"""What must a person know the moment they get a conversation? Collected here, worded in card_lines.py."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.translation import override

from warmline.commerce.orders import summary
from warmline.conversations.attached import say_files
from warmline.conversations.models import Conversation, Episode, Holder, HolderChange, Kind, Message, Reason
from warmline.decisions.case import Decision
from warmline.decisions.models import StoredDecision
from warmline.desk.card_facts import CardFacts, Ground, Mood, Promised, Said
from warmline.desk.card_lines import card_lines
from warmline.desk.shortening import sentence_with
from warmline.desk.tries import Talk, open_questions, tries, wish
from warmline.lib.languages import ENGLISH, name_of
from warmline.lib.moments import say_day, say_time
from warmline.lib.money import write_money
from warmline.lib.time import now
from warmline.tasks.models import Task
from warmline.understanding.models import EpisodeMood
from warmline.web.context import current_business

#: Messages of the episode that the card looks at, the latest ones (chosen by us).
MOST_MESSAGES = 300
MOST_PROMISES = 20
ENDINGS = {
    "solved": "solved by the bot",
    "by_person": "closed by a person",
    "silence": "ended in silence",
    "withdrawn": "withdrawn",
}


def compose_card(conversation: Conversation, episode: Episode, decision: Decision) -> list[dict[str, Any]]:
    """The card as it stands at the handoff: [{"line", "label", "text", "number"}]."""
    talk = _talk(episode)
    words = tuple(word for verdict in decision.verdicts[:1] for word in verdict.words)
    trigger = _trigger(talk.messages, decision.because, words)
    ground = Ground(decision.reason, _label(decision.reason), decision.because, trigger)
    return _card(_facts(conversation, episode, talk, ground, conversation.waiting_since or now()))


def current_card(conversation: Conversation, episode: Episode) -> list[dict[str, Any]]:
    """The card as it stands now: the reason of the last handoff, all else fresh."""
    talk = _talk(episode)
    return _card(_facts(conversation, episode, talk, _last_ground(episode, talk), conversation.waiting_since))


def _card(facts: CardFacts) -> list[dict[str, Any]]:
    return [asdict(line) for line in card_lines(facts)]


def _label(reason: str) -> str:
    return Reason(reason).label if reason in Reason.values else ""


def _last_ground(episode: Episode, talk: Talk) -> Ground:
    """The reason of the last change that had one; the quotation as it was chosen then."""
    changes = HolderChange.objects.filter(episode=episode, holder=Holder.QUEUE).exclude(reason="")
    change = changes.order_by("-version").first()
    if change is None:
        return Ground()
    decided = [decision for decision in talk.decisions.values() if decision.because[:500] == change.because]
    words = tuple(
        word for each in decided[-1:] for verdict in each.verdicts[:1] for word in verdict.get("words", ())
    )
    before = tuple(message for message in talk.messages if message.number <= change.after_number)
    return Ground(
        change.reason, _label(change.reason), change.because, _trigger(before, change.because, words)
    )


def _talk(episode: Episode) -> Talk:
    latest = episode.messages.select_related("reading").order_by("-number")[:MOST_MESSAGES]
    decisions = StoredDecision.objects.filter(message__episode=episode).order_by("at", "id")
    by_number = {decision.message.number: decision for decision in decisions.select_related("message")}
    return Talk(tuple(reversed(latest)), by_number)


def _trigger(messages: tuple[Message, ...], because: str, words: tuple[str, ...]) -> Said | None:
    """The customer's sentence that brought a person; none when they pressed the button without a word."""
    said = [message for message in reversed(messages) if message.kind == Kind.CUSTOMER]
    for message in said[:5]:
        if any(word and word.casefold() in message.text.casefold() for word in words):
            return Said(message.number, sentence_with(message.text, words))
    if not said or not because or any(_answers(later) for later in messages if later.number > said[0].number):
        return None
    text = said[0].text or say_files(said[0].attached or 0)
    return Said(said[0].number, text)


def _answers(message: Message) -> bool:
    return message.kind != Kind.SYSTEM


def _facts(
    conversation: Conversation, episode: Episode, talk: Talk, ground: Ground, waiting_since: datetime | None
) -> CardFacts:
    at = now()
    business = current_business()
    zone = ZoneInfo(business.timezone)
    customer = conversation.customer
    bought = summary(customer.pk, at, limit=5)
    return CardFacts(
        ground=ground,
        wish=wish(talk),
        tried=tries(talk),
        open=open_questions(talk),
        promises=_promises(conversation, at, zone),
        moods=_moods(talk, episode),
        sensitivity=_last_value(talk, "sensitivity"),
        identity=conversation.identity,
        who=customer.email or customer.name,
        orders=bought.count,
        value=write_money(bought.value_minor, business.currency),
        since=f"{bought.first_at.astimezone(zone):%b %Y}" if bought.first_at else "",
        late=tuple(order.number for order in bought.late),
        contacts=_contacts(conversation, episode, zone),
        language=_language(talk, conversation),
        is_met=bool(talk.of(Kind.PERSON)),
        waiting=f"since {say_time(waiting_since, at, zone)}" if waiting_since else "",
    )


def _promises(conversation: Conversation, at: datetime, zone: ZoneInfo) -> tuple[Promised, ...]:
    about = Q(customer=conversation.customer_id) | Q(about=f"conversation:{conversation.pk}")
    tasks = Task.objects.filter(about, done_at=None, kind=Task.Kind.PROMISE).order_by("due_at", "id")
    return tuple(
        Promised(task.text, f"due {say_time(task.due_at, at, zone)}" if task.due_at else "")
        for task in tasks[:MOST_PROMISES]
    )


def _moods(talk: Talk, episode: Episode) -> tuple[Mood, ...]:
    """Only where a reader of frustration was at work: no reading is not a calm one."""
    moods = [
        Mood(message.number, message.reading.signals["frustration"]["value"])
        for message in talk.read
        if "frustration" in message.reading.versions and "frustration" in message.reading.signals
    ]
    kept = EpisodeMood.objects.filter(episode=episode).first()
    return _with_peak_and_end(moods, kept) if kept and moods else tuple(moods)


def _with_peak_and_end(moods: list[Mood], kept: EpisodeMood) -> tuple[Mood, ...]:
    """What is kept looks at tone and feeling too; the worst moment may lie before the messages that are here."""
    peak = Mood(kept.peak_number, kept.peak_value, kept.peak_feeling)
    end = Mood(kept.end_number, kept.end_value, kept.end_feeling)
    by_number = {mood.number: mood for mood in (*moods, end, peak)}
    return tuple(by_number[number] for number in sorted(by_number))


def _last_value(talk: Talk, signal: str) -> str:
    values = [message.reading.signals.get(signal, {}).get("value") for message in talk.read]
    return next((value for value in reversed(values) if value), "")


def _language(talk: Talk, conversation: Conversation) -> str:
    with override(ENGLISH):  # the card is kept, for everybody who reads it
        return name_of(_last_value(talk, "language") or conversation.language)


def _contacts(conversation: Conversation, episode: Episode, zone: ZoneInfo) -> tuple[str, ...]:
    """The three episodes before this one, of all the customer's conversations."""
    before = Episode.objects.filter(
        conversation__customer=conversation.customer_id, opened_at__lt=episode.opened_at
    )
    rows = before.exclude(pk=episode.pk).order_by("-opened_at").values_list("opened_at", "closed_because")[:3]
    return tuple(f"{say_day(opened, zone)} {ENDINGS.get(because, 'still open')}" for opened, because in rows)
