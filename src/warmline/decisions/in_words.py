"""What do the rules of handoff do, in words for the owner?"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from warmline.decisions.case import Protocol
from warmline.lib.money import write_money
from warmline.web.choices import language_name


def describe(protocol: Protocol, currency: str) -> list[str]:
    """One sentence for each rule, in the order in which a customer meets them."""
    return list(_sentences(protocol, currency))


def _sentences(protocol: Protocol, currency: str) -> Iterator[str]:
    yield _("Whoever asks for a person gets one. This cannot be switched off.")
    yield _sureness(protocol)
    yield _("When it has failed {times}, a person takes over.").format(
        times=_times(protocol.failures_before_person)
    )
    if protocol.sensitive_to_person:
        yield _("Health, bereavement, money trouble, safety and legal matters go to a person at once.")
    else:
        yield (
            _(
                "Health, bereavement, money trouble, safety and legal matters may be answered by the "
                "bot; where somebody may be in danger, a person is asked all the same."
            )
        )
    yield _("A customer who sounds upset ({percent} or more) gets a person.").format(
        percent=_percent(protocol.frustration_at)
    )
    yield _high_value(protocol, currency)
    yield _("Whoever goes in circles with the bot, or gets the same answer again and objects, gets a person.")
    yield _("After {count} answers of the bot in one go, a person has a look.").format(
        count=protocol.long_conversation_turns
    )
    if protocol.languages:
        languages = ", ".join(language_name(code) for code in protocol.languages)
        yield _("The bot answers in {languages}. Messages in another language go to a person.").format(
            languages=languages
        )
    if protocol.topics:
        yield _("Always for people: {topics}.").format(
            topics=", ".join(topic.topic for topic in protocol.topics)
        )


def _sureness(protocol: Protocol) -> str:
    limit = max(protocol.answer_at, protocol.careful_at)
    alone, back = _percent(limit), _percent(protocol.ask_back_at)
    if protocol.ask_back_at >= limit:
        return _(
            "The bot answers alone when at least {alone} sure. Below that it says so and offers a person."
        ).format(alone=alone)
    return _(
        "The bot answers alone when it is at least {alone} sure{why}. From {back} to "
        "{alone} it asks what was meant; below that it says that it does not know and offers a "
        "person."
    ).format(alone=alone, why=_why_careful(protocol), back=back)


def _why_careful(protocol: Protocol) -> str:
    return _(", since nothing is promised yet") if protocol.careful_at > protocol.answer_at else ""


def _high_value(protocol: Protocol, currency: str) -> str:
    if not protocol.high_value_minor:
        return _("No customer counts as of high value.")
    amount = write_money(protocol.high_value_minor, currency)
    return _("Customers who have bought for {amount} or more get a person.").format(amount=amount)


def _times(count: int) -> str:
    return {1: _("once"), 2: _("twice")}.get(count, _("{count} times").format(count=count))


def _percent(share: float) -> str:
    return f"{share:.0%}".replace("%", " %")
