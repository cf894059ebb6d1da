"""How does the desk answer an act? Nothing to see when it worked, one sentence when it did not."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from warmline.conversations.errors import BadText, ConversationError, UnknownConversation
from warmline.conversations.models import Conversation
from warmline.desk.inbox_views import is_fragment
from warmline.staff.permissions import for_staff

Act = Callable[[HttpRequest, UUID], HttpResponse | None]


def act_on_conversation(view: Act) -> Callable[..., HttpResponseBase]:
    """A POST of staff on one conversation. What it raises becomes 404, 409, 413 or 422 with its sentence.

    An act that returns None worked: scripts get an empty answer and the page looks again, others are led
    back to the page.
    """

    @for_staff
    @require_POST
    @wraps(view)
    def answered(request: HttpRequest, pk: UUID) -> HttpResponse:
        if not Conversation.objects.filter(pk=pk).exists():
            raise Http404(UnknownConversation.text)
        try:
            response = view(request, pk)
        except UnknownConversation as error:
            raise Http404(error.text) from error
        except ConversationError as error:
            return refuse(request, pk, error)
        return response or done(request, pk)

    return answered


def done(request: HttpRequest, pk: UUID) -> HttpResponse:
    if not is_fragment(request):
        return redirect("desk:conversation", pk)
    return HttpResponse(headers={"HX-Trigger": "desk:conversation"})


def refuse(
    request: HttpRequest, pk: UUID, error: ConversationError, more: dict[str, Any] | None = None
) -> HttpResponse:
    """The page looks again as well: what refused the act is most likely new to this screen.

    more: "news" and "seen_number" of a reply that was stopped by them.
    """
    template = "desk/_refusal.html" if is_fragment(request) else "desk/refusal.html"
    text = request.POST.get("text", "")
    response = render(
        request,
        template,
        {"refusal": error.text, "unsent": text, "pk": pk, **(more or {})},
        status=_status(error),
    )
    response.headers["HX-Trigger"] = "desk:conversation"
    return response


def _status(error: ConversationError) -> HTTPStatus:
    if isinstance(error, BadText):
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE if error.too_long else HTTPStatus.UNPROCESSABLE_ENTITY
    return HTTPStatus.CONFLICT


def number_in(request: HttpRequest, field: str) -> int:
    """A whole number of the form; raises BadText when it is missing or none."""
    text = request.POST.get(field, "")
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise BadText("This page is out of date. Please reload it and try again.")
    return int(text)
