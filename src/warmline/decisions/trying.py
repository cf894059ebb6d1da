"""What would the bot make of this question now? The trial of the knowledge, by the limits that hold for a customer."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from warmline.decisions.case import Protocol
from warmline.decisions.protocol import current_protocol
from warmline.knowledge.index import Found, find
from warmline.knowledge.views import LONGEST_QUESTION
from warmline.staff.permissions import for_staff

MOST_SHOWN = 4


@for_staff
@require_safe
def trial(request: HttpRequest) -> HttpResponse:
    """A fragment for htmx, else a page of its own. The knowledge's pages only name this address."""
    question = request.GET.get("question", "")[:LONGEST_QUESTION].strip()
    found = sorted(find(question, limit=MOST_SHOWN), key=lambda each: -each.confidence) if question else ()
    protocol = current_protocol()
    context = {"question": question, "hits": [judged(each, protocol) for each in found]}
    is_fragment = request.headers.get("HX-Request") == "true"
    return render(request, "knowledge/_trial_result.html" if is_fragment else "knowledge/trial.html", context)


def judged(found: Found, protocol: Protocol) -> dict[str, Any]:
    """A hit with what the bot would do if it were the best and the customer's first question.

    While nothing is promised the careful limit holds, as for customers (`judging.least_sure`).
    """
    does = "no"
    if found.confidence >= max(protocol.answer_at, protocol.careful_at):
        does = "answer"
    elif found.confidence >= protocol.ask_back_at:
        does = "unsure"
    return {"found": found, "percent": round(100 * found.confidence), "does": does}
