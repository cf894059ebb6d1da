"""What do staff say about a conversation: why did the customer really write?"""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from warmline.conversations.holding import current_episode
from warmline.conversations.models import Conversation, Episode
from warmline.desk.inbox_views import is_fragment
from warmline.insights.capturing import Said, capture, put_under, take_back
from warmline.insights.errors import InsightRefused
from warmline.insights.panel import find_choices, read_panel
from warmline.staff.permissions import for_staff, person_of
from warmline.web.context import current_business

LONGEST_FIELD = 400
LARGEST = 2**31 - 1


@for_staff
@require_safe
def panel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The window on the conversation's page; a page of its own for those without scripts."""
    return _show(request, *_of(pk))


@for_staff
@require_safe
def choices(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the box proposes while somebody types."""
    _, episode = _of(pk)
    context = {"choices": find_choices(request.GET.get("words", "").replace("\0", ""), episode)}
    return render(request, "insights/_choices.html", context)


@for_staff
@require_POST
def notes(request: HttpRequest, pk: UUID) -> HttpResponse:
    conversation, episode = _of(pk)
    said = Said(_field(request, "words"), number_in(request, "theme"), _field(request, "quote") or "best")
    try:
        captured = capture(episode, said, person_of(request))
    except InsightRefused as error:
        return _refuse(request, conversation, episode, error)
    return _done(request, conversation, episode, captured=captured)


@for_staff
@require_POST
def withdrawal(request: HttpRequest, pk: UUID) -> HttpResponse:
    conversation, episode = _of(pk)
    try:
        take_back(_own(request, conversation), person_of(request))
    except InsightRefused as error:
        return _refuse(request, conversation, episode, error)
    return _done(request, conversation, episode, said=_("Taken back."))


@for_staff
@require_POST
def move(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The new theme is an old one under another name."""
    conversation, episode = _of(pk)
    try:
        insight = put_under(_own(request, conversation), number_in(request, "theme"))
    except InsightRefused as error:
        return _refuse(request, conversation, episode, error)
    return _done(request, conversation, episode, said=_("Kept under “{theme}”.").format(theme=insight.theme))


def number_in(request: HttpRequest, name: str) -> int:
    """A number of a row; 0 for whatever is none."""
    value = request.POST.get(name, "")
    is_number = value.isascii() and value.isdecimal() and len(value) < 11
    return int(value) if is_number and int(value) <= LARGEST else 0


def _of(pk: UUID) -> tuple[Conversation, Episode]:
    found = Conversation.objects.select_related("customer").filter(pk=pk).first()
    if found is None:
        raise Http404("There is no such conversation.")
    episode = current_episode(found)
    episode.conversation = found
    return found, episode


def _own(request: HttpRequest, conversation: Conversation) -> int:
    """The insight that is meant, if it is one of this conversation."""
    number = number_in(request, "insight")
    return number if conversation.insights.filter(pk=number).exists() else 0


def _field(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").replace("\0", "")[:LONGEST_FIELD]


def _refuse(
    request: HttpRequest, conversation: Conversation, episode: Episode, error: InsightRefused
) -> HttpResponse:
    refused = {"refusal": error.text, "typed": _field(request, "words")}
    return _show(request, conversation, episode, HTTPStatus.UNPROCESSABLE_ENTITY, **refused)


def _done(request: HttpRequest, conversation: Conversation, episode: Episode, **told: Any) -> HttpResponse:
    if not is_fragment(request):
        return redirect("insights:panel", conversation.pk)
    return _show(request, conversation, episode, **told)


def _show(
    request: HttpRequest,
    conversation: Conversation,
    episode: Episode,
    status: int = HTTPStatus.OK,
    **told: Any,
) -> HttpResponse:
    context = {
        "conversation": conversation,
        "panel": read_panel(conversation, episode, person_of(request)),
        **told,
    }
    template = "insights/_panel.html" if is_fragment(request) else "insights/panel.html"
    with override(current_business().timezone):
        return render(request, template, context, status=status)
