"""Why does a conversation stand where it stands? For the agent, in one sentence, with the colleagues behind it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from warmline.conversations.models import Conversation, Holder
from warmline.routing.models import Assignment
from warmline.routing.wording import Worded, say_all
from warmline.staff.models import Person


@dataclass(frozen=True)
class Told:
    """text: "Came to you because you spoke with Dana last week and it is in German." passed_over: (name, why)."""

    text: str
    passed_over: tuple[tuple[str, str], ...]


def why_here(held: Conversation, person: Person) -> Told | None:
    """None when nobody was chosen by rule: somebody took it, or it was never looked at."""
    if held.holder not in (Holder.PERSON, Holder.QUEUE):
        return None
    given = (
        Assignment.objects.filter(conversation=held, version=held.version).select_related("person").first()
    )
    if given is None:
        return None
    others = tuple((each["name"], Worded.from_json(each["why"]).say()) for each in given.passed_over)
    return Told(_in_words(given, person), others)


def _in_words(given: Assignment, person: Person) -> str:
    reasons = say_all([Worded.from_json(each) for each in given.reasons])
    if given.person is None:
        return _("Everybody is offered it because {reasons}.").format(reasons=reasons)
    if given.person_id == person.pk:
        return _("Came to you because {reasons}.").format(reasons=reasons)
    return _("Went to {name}, who reads: “{reasons}”.").format(name=given.person.name, reasons=reasons)
