"""Macros in the composer: which are offered, that one was used, and what follows once the reply is sent."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from warmline.conversations.errors import BadText
from warmline.desk.answering import act_on_conversation, number_in
from warmline.desk.conversation_views import get_conversation
from warmline.macros import choosing
from warmline.macros.acting import act
from warmline.macros.models import Macro
from warmline.macros.variables import values_for
from warmline.staff.permissions import for_staff, person_of
from warmline.web.context import current_business

LONGEST_WORDS = 60


@for_staff
@require_safe
def choices(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the words after the slash find, filled for this conversation."""
    words = request.GET.get("words", "").replace("\0", "")[:LONGEST_WORDS]
    values = values_for(get_conversation(pk), person_of(request), current_business())
    found = choosing.find_choices(words, person_of(request), values)
    return render(request, "macros/_choices.html", {"choices": found, "words": words.strip()})


@act_on_conversation
def uses(request: HttpRequest, pk: UUID) -> HttpResponse:
    choosing.count_use(_macro(request))
    return HttpResponse(status=204)


@act_on_conversation
def acts(request: HttpRequest, pk: UUID) -> None:
    act(_macro(request), pk, person_of(request), seen_number=number_in(request, "seen_number"))


def _macro(request: HttpRequest) -> Macro:
    found = choosing.macros_of(person_of(request)).filter(pk=number_in(request, "macro")).first()
    if found is None:
        raise BadText(_("This macro is not there any more."))
    return found
