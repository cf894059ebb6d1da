"""What does the copilot show beside a conversation on the desk, and what does a person do with it?"""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from warmline.copilot.advising import advise
from warmline.copilot.choosing import Chosen, choose
from warmline.copilot.drafting import draft as draft_reply
from warmline.copilot.endpoint import endpoint
from warmline.copilot.gathering import gather_when_old
from warmline.copilot.models import Choice
from warmline.copilot.suggesting import suggest
from warmline.copilot.tone.checking import LONGEST, check_tone
from warmline.copilot.toning import reader_of, wants_check
from warmline.desk.answering import act_on_conversation
from warmline.desk.conversation_views import get_conversation
from warmline.staff.permissions import for_staff, person_of
from warmline.web.options import value_of

LONGEST_KEY = 120
OUTCOMES = {"put_in": Choice.Outcome.PUT_IN, "refused": Choice.Outcome.REFUSED}


@for_staff
@require_safe
def suggestions(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What stands above the reply: at most three proposals, or nothing at all."""
    held = get_conversation(pk)
    gather_when_old()
    is_on = value_of("copilot.suggests")
    found = suggest(held, person_of(request), _site(request)) if is_on else ()
    has_model = bool(found) and endpoint() is not None and value_of("copilot.uses_model")
    context = {"suggestions": found, "conversation": held, "has_model": has_model}
    return render(request, "copilot/_suggestions.html", context)


@for_staff
@require_safe
def advice(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What stands beside the conversation, for whoever looks at it."""
    held = get_conversation(pk)
    context = {"advice": advise(held) if value_of("copilot.advises") else None, "conversation": held}
    return render(request, "copilot/_advice.html", context)


@for_staff
@require_safe
def draft(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A language model's draft, fetched after the suggestions; nobody waits for it."""
    drafted = draft_reply(get_conversation(pk), person_of(request), endpoint())
    return render(request, "copilot/_draft.html", {"drafted": drafted})


@act_on_conversation
def tone(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What might hurt in the text of the box; nothing where the check is switched off. Nothing is stored."""
    held, person = get_conversation(pk), person_of(request)
    text = request.POST.get("text", "")[:LONGEST]
    found = check_tone(text, reader_of(held)) if wants_check(person) else ()
    return render(request, "copilot/_tone.html", {"concerns": found})


@act_on_conversation
def choices(request: HttpRequest, pk: UUID) -> HttpResponse:
    """204 when it is kept; 404 when that is not suggested any more."""
    outcome = OUTCOMES.get(request.POST.get("outcome", ""))
    kind, key = (request.POST.get(name, "").replace("\0", "")[:LONGEST_KEY] for name in ("kind", "key"))
    if outcome is None:
        return HttpResponse(status=404)
    chosen = Chosen(kind, key, outcome, _site(request))
    return HttpResponse(status=204 if choose(get_conversation(pk), person_of(request), chosen) else 404)


def _site(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")
