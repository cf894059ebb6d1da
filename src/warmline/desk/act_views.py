"""What may a person do with a conversation? Take it, give it back, hand it on, let it rest, close it."""

from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from warmline.conversations import closing, handover
from warmline.conversations.errors import BadText
from warmline.conversations.holding import Actor
from warmline.conversations.models import Kind
from warmline.desk.answering import act_on_conversation, number_in
from warmline.desk.resting import moment_in
from warmline.lib.time import now
from warmline.staff.models import Person
from warmline.staff.permissions import person_of
from warmline.web.context import current_business

LONGEST_INSTRUCTION = 500


@act_on_conversation
def take(request: HttpRequest, pk: UUID) -> None:
    handover.take(pk, person_of(request))


@act_on_conversation
def give_back(request: HttpRequest, pk: UUID) -> None:
    instruction = request.POST.get("instruction", "").replace("\0", "").strip()
    if len(instruction) > LONGEST_INSTRUCTION:
        raise BadText(
            _("Please keep the instruction under {longest_instruction} characters.").format(
                longest_instruction=LONGEST_INSTRUCTION
            )
        )
    bot = Actor(Kind.BOT, current_business().bot_name)
    handover.give_back(pk, person_of(request), bot, instruction)


@act_on_conversation
def assignment(request: HttpRequest, pk: UUID) -> None:
    colleague = Person.objects.filter(pk=number_in(request, "person"), is_active=True).first()
    if colleague is None:
        raise BadText(_("Please choose a colleague who works here."))
    handover.reassign(pk, person_of(request), colleague)


@act_on_conversation
def snooze(request: HttpRequest, pk: UUID) -> None:
    handover.snooze(pk, person_of(request), moment_in(request.POST.get("for", ""), now()))


@act_on_conversation
def closure(request: HttpRequest, pk: UUID) -> None:
    closing.close_as_person(pk, person_of(request), seen_number=number_in(request, "seen_number"))
