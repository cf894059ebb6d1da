"""Do the words on the owner's page say what the rules do?"""

from warmline.decisions.case import Protocol, ScopeTopic
from warmline.decisions.in_words import describe


def test_the_usual_rules_in_words() -> None:
    said = " ".join(describe(Protocol(), "EUR"))
    assert "answers alone when it is at least 55 % sure. From 20 % to 55 % it asks what was meant" in said
    assert "failed twice, a person takes over" in said
    assert "safety and legal matters go to a person at once" in said
    assert "No customer counts as of high value." in said


def test_changed_rules_change_the_words() -> None:
    topics = (ScopeTopic("Weddings", ("wedding",)), ScopeTopic("Wholesale", ("bulk",)))
    rules = Protocol(
        ask_back_at=0.8,
        high_value_minor=50_000,
        sensitive_to_person=False,
        topics=topics,
        languages=("en", "nl"),
    )
    said = " ".join(describe(rules, "GBP"))
    assert "Below that it says so and offers a person." in said
    assert "bought for £500.00 or more" in said
    assert "may be answered by the bot" in said
    assert "The bot answers in English, nl." in said
    assert "Always for people: Weddings, Wholesale." in said
