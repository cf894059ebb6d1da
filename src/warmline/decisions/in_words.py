"""What do the rules of handoff do, in words for the owner?"""

from collections.abc import Iterator

from warmline.decisions.case import Protocol
from warmline.lib.money import write_money
from warmline.web.choices import language_name


def describe(protocol: Protocol, currency: str) -> list[str]:
    """One sentence for each rule, in the order in which a customer meets them."""
    return list(_sentences(protocol, currency))


def _sentences(protocol: Protocol, currency: str) -> Iterator[str]:
    yield "Whoever asks for a person gets one. This cannot be switched off."
    yield _sureness(protocol)
    yield f"When it has failed {_times(protocol.failures_before_person)}, a person takes over."
    if protocol.sensitive_to_person:
        yield "Health, bereavement, money trouble, safety and legal matters go to a person at once."
    else:
        yield (
            "Health, bereavement, money trouble, safety and legal matters may be answered by the bot; "
            "where somebody may be in danger, a person is asked all the same."
        )
    yield f"A customer who sounds upset ({_percent(protocol.frustration_at)} or more) gets a person."
    yield _high_value(protocol, currency)
    yield "Whoever goes in circles with the bot, or gets the same answer again and objects, gets a person."
    yield f"After {protocol.long_conversation_turns} answers of the bot in one go, a person has a look."
    if protocol.languages:
        languages = ", ".join(language_name(code) for code in protocol.languages)
        yield f"The bot answers in {languages}. Messages in another language go to a person."
    if protocol.topics:
        yield f"Always for people: {', '.join(topic.topic for topic in protocol.topics)}."


def _sureness(protocol: Protocol) -> str:
    limit = max(protocol.answer_at, protocol.careful_at)
    alone, back = _percent(limit), _percent(protocol.ask_back_at)
    if protocol.ask_back_at >= limit:
        return f"The bot answers alone when at least {alone} sure. Below that it says so and offers a person."
    return (
        f"The bot answers alone when it is at least {alone} sure{_why_careful(protocol)}. From {back} to {alone} it "
        "asks what was meant; below that it says that it does not know and offers a person."
    )


def _why_careful(protocol: Protocol) -> str:
    return ", since nothing is promised yet" if protocol.careful_at > protocol.answer_at else ""


def _high_value(protocol: Protocol, currency: str) -> str:
    if not protocol.high_value_minor:
        return "No customer counts as of high value."
    amount = write_money(protocol.high_value_minor, currency)
    return f"Customers who have bought for {amount} or more get a person."


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _percent(share: float) -> str:
    return f"{share:.0%}".replace("%", " %")
