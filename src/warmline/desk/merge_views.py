"""Which conversation of the same customer is this one to be merged into?"""

from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from warmline.conversations.errors import BadText
from warmline.conversations.merging import candidates, merge, undo_merge
from warmline.conversations.models import Conversation
from warmline.desk.answering import act_on_conversation, number_in
from warmline.desk.conversation_views import get_conversation
from warmline.desk.shortening import shorten
from warmline.lib.moments import say_time
from warmline.lib.time import now
from warmline.staff.permissions import for_staff, person_of
from warmline.web.context import current_business

WORDS_SHOWN = 14
CHOOSE = "Please choose a conversation to merge it into."


@dataclass(frozen=True)
class Candidate:
    pk: UUID
    when: str
    holder: str
    text: str


@for_staff
@require_safe
def mergers(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the dialog offers; how sure we are that both are the same customer is said."""
    held = get_conversation(pk)
    at, zone = now(), ZoneInfo(current_business().timezone)
    found = candidates(held)
    return render(
        request,
        "desk/_mergers.html",
        {
            "conversation": held,
            "candidates": [
                Candidate(
                    each.pk,
                    say_time(each.last_message_at, at, zone),
                    _(each.get_holder_display()),
                    _last(each),
                )
                for each in found
            ],
            "is_proved": all(each.is_proved for each in (held, *found)),
        },
    )


def _last(conversation: Conversation) -> str:
    said = conversation.messages.filter(kind="customer").order_by("-number").first()
    return shorten(said.text, WORDS_SHOWN) if said else ""


@act_on_conversation
def merger(request: HttpRequest, pk: UUID) -> None:
    """Merges it, or takes a merge back (`undo`)."""
    if request.POST.get("undo"):
        undo_merge(number_in(request, "undo"), person_of(request))
        return
    try:
        into = UUID(request.POST.get("into", ""))
    except ValueError:
        raise BadText(CHOOSE) from None
    merge(pk, into, person_of(request))
