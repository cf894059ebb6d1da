"""How does a person's word on the desk become a lesson? Once, and never over a colleague's that they had not seen."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from warmline.conversations.holding import hold
from warmline.conversations.models import Message
from warmline.knowledge.models import Answer, Article
from warmline.learning.lessons import find_example, find_label, is_in_force, stamp
from warmline.learning.models import Example
from warmline.learning.teaching import teach, withdraw


class NotTaught(ValueError):
    """It was not kept; the text says why."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class TaughtMeanwhile(NotTaught):
    """Somebody else was quicker; what they said stands until it is taken back."""


@dataclass(frozen=True)
class Word:
    """What somebody says was right: the key of an answer or article, or is_none.

    seen: Lesson.seen as it was on their screen.
    """

    key: str
    is_none: bool
    by: str
    seen: str


def correct(message: Message, word: Word) -> None:
    """Raises NotTaught, TaughtMeanwhile, and NothingToLearn. Said twice it is kept once."""
    with hold(message.conversation_id):
        known, answer = find_example(message), _answer(word)
        if is_in_force(known) and known is not None and (known.answer or known.article) == answer:
            return
        if stamp(known) != word.seen:
            raise TaughtMeanwhile(_told(known))
        teach(message, answer, word.by)


def take_back(message: Message, by: str, seen: str) -> None:
    """Repeated it does nothing. Raises TaughtMeanwhile."""
    with hold(message.conversation_id):
        known = find_example(message)
        if known is None or not is_in_force(known):
            return
        if stamp(known) != seen:
            raise TaughtMeanwhile(_told(known))
        withdraw(known, by)


def _answer(word: Word) -> Answer | Article | None:
    if word.is_none:
        return None
    answer = find_label(word.key)
    if answer is None:
        raise NotTaught(_("This answer is not there any more. Which other one is right?"))
    return answer


def _told(known: Example | None) -> str:
    if known is not None and is_in_force(known):
        return _("{name} was quicker. Have a look before you change it.").format(
            name=known.by or _("A colleague")
        )
    return _("Something changed here in the meantime. Have a look and choose again.")
