"""What does the chat say about itself? Who answers, what is kept, and whether a language model helps the staff."""

from warmline.copilot.endpoint import endpoint
from warmline.lib.languages import say
from warmline.web.options import value_of


def about_words(bot_name: str, language: str) -> list[str]:
    """Sentences for the customer, each a paragraph."""
    words = [
        say(
            language,
            "{bot}, an automatic assistant, answers first. It says so with each message, and you can ask for a person "
            "at any time.",
            bot=bot_name,
        ),
        say(
            language,
            "What you write here is kept by the business, so that the next person knows what was said. You can save "
            "the conversation for yourself.",
        ),
    ]
    return [*words, *_model_words(language)]


def _model_words(language: str) -> list[str]:
    """Only where the owner has switched it on: what leaves, what is taken out before, and who decides."""
    if endpoint() is None or not value_of("copilot.uses_model"):
        return []
    return [
        say(
            language,
            "A language model may help our team to write. It is sent the last messages, without names, addresses, "
            "telephone and order numbers, but with the matter itself. A person reads and sends each reply.",
        )
    ]
