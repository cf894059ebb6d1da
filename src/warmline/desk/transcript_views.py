"""What was said, to print or to take along."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from warmline.conversations.transcribing import Transcript, as_data, as_text, transcribe
from warmline.desk.conversation_views import get_conversation
from warmline.staff.permissions import for_staff


@for_staff
@require_safe
def transcript(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The page to read and to print. ?notes=1: with what only the team may see."""
    held = get_conversation(pk)
    with_notes = _wants_notes(request)
    context = {
        "conversation": held,
        "customer": held.customer,
        "transcript": transcribe(held, with_notes=with_notes),
        "with_notes": with_notes,
    }
    return render(request, "desk/transcript.html", context)


@for_staff
@require_safe
def transcript_file(request: HttpRequest, pk: UUID, kind: str) -> HttpResponse:
    """kind: "txt" or "json"."""
    held = get_conversation(pk)
    found: Transcript = transcribe(held, with_notes=_wants_notes(request))
    if kind == "json":
        options = {"ensure_ascii": False, "indent": 1}
        response: HttpResponse = JsonResponse(as_data(held, found), json_dumps_params=options)
    else:
        response = HttpResponse(as_text(found), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="conversation-{pk}.{kind}"'
    return response


def _wants_notes(request: HttpRequest) -> bool:
    return request.GET.get("notes") == "1"
