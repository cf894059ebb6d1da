"""To whom does this person write, and do they want their tone checked?"""

from typing import Final

from warmline.conversations.holding import current_episode
from warmline.conversations.models import Conversation, Kind
from warmline.copilot.hints import UPSET
from warmline.copilot.models import Preference
from warmline.copilot.talk import signal
from warmline.copilot.tone.checking import comforts
from warmline.copilot.tone.concern import Reader
from warmline.staff.models import Person
from warmline.understanding.mood.labels import GROUP_OF
from warmline.web.options import value_of

#: The latest messages of the episode that are looked at (chosen by us).
MESSAGES: Final = 30
UNPLEASANT: Final = frozenset({"angry", "disgusted", "sad"})


def wants_check(person: Person) -> bool:
    if not value_of("copilot.checks_tone"):
        return False
    return not Preference.objects.filter(person=person, checks_tone=False).exists()


def reader_of(conversation: Conversation) -> Reader:
    latest = current_episode(conversation).messages.select_related("reading").order_by("-number")[:MESSAGES]
    said = [each for each in latest if each.kind == Kind.CUSTOMER]
    felt = signal(said[0], "emotion").split("|") if said else []
    is_upset = bool(said) and (
        signal(said[0], "frustration", 0.0) >= UPSET or any(GROUP_OF.get(each) in UNPLEASANT for each in felt)
    )
    return Reader(
        name=conversation.customer.name,
        said="\n".join(each.text for each in said),
        is_upset=is_upset,
        was_comforted=any(each.kind == Kind.PERSON and comforts(each.text) for each in latest),
    )
