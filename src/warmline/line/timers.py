"""What happens when time passes and nobody did anything?"""

from datetime import timedelta
from uuid import UUID

from warmline.bot.wording import check_in_words
from warmline.conversations.appending import Words, append
from warmline.conversations.closing import close_after_silence
from warmline.conversations.errors import ConversationError
from warmline.conversations.holding import SYSTEM, current_episode, hold
from warmline.conversations.models import Conversation, Holder
from warmline.jobs.announcing import announce
from warmline.lib.time import now
from warmline.line.carrying_out import bot_actor, say
from warmline.tasks.keeping import promise
from warmline.tasks.models import Task
from warmline.web import voice
from warmline.web.options import value_of


def tell_queue_limit(conversation: str, version: int) -> None:
    """Somebody waits too long: staff are alarmed, the customer hears the truth, and stays with people."""
    try:
        with hold(UUID(conversation), version=version) as held:
            if held.holder == Holder.QUEUE:
                _alarm(held)
    except ConversationError:
        return


def _alarm(held: Conversation) -> None:
    promise(
        f"{held.customer} has been waiting too long for a person",
        kind=Task.Kind.ALARM,
        about=f"conversation:{held.pk}",
        customer=held.customer,
        due_at=now(),
    )
    has_email = bool(held.customer.email)
    text = voice.say(
        held.language,
        "I am sorry, this takes longer than we like. You keep your place, and our team has been alerted.",
    )
    if not has_email:
        way_out = voice.say(
            held.language, "If you cannot wait, leave your e-mail address and we will write to you."
        )
        text = f"{text} {way_out}"
    append(held, current_episode(held), SYSTEM, Words(text, asks="" if has_email else "email"))


def check_in(conversation: str, last_number: int) -> None:
    """Asks once in an episode whether it is solved; a second silence closes it."""
    try:
        with hold(UUID(conversation)) as held:
            if held.holder == Holder.BOT and held.last_number == last_number:
                _check_in_held(held)
    except ConversationError:
        return


def _check_in_held(held: Conversation) -> None:
    episode = current_episode(held)
    if episode.checked_in_at is None:
        episode.checked_in_at = now()
        episode.save(update_fields=["checked_in_at"])
        say(held, episode, bot_actor(), check_in_words(held.language))
    announce(
        "silence after check-in",
        due_at=now() + timedelta(minutes=value_of("bot.close_after_minutes")),
        conversation=str(held.pk),
        last_number=held.last_number,
    )


def close_silent(conversation: str, last_number: int) -> None:
    try:
        close_after_silence(UUID(conversation), last_number)
    except ConversationError:
        return
