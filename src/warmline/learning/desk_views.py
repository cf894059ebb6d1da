"""What does staff see and do when they tell the bot, on the desk, which answer was right?"""

from http import HTTPStatus
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from warmline.conversations.models import Message
from warmline.decisions.models import StoredDecision
from warmline.desk.inbox_views import is_fragment
from warmline.learning.correcting import NotTaught, TaughtMeanwhile, Word, correct, take_back
from warmline.learning.errors import NothingToLearn
from warmline.learning.lessons import find_answers, find_teachable, read_lesson
from warmline.staff.permissions import for_staff, person_of

LONGEST_KEY = 90
LONGEST_STAMP = 60


@for_staff
@require_safe
def lesson(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The panel under a message; a page of its own for those without scripts."""
    return _show(request, *_teachable(pk))


@for_staff
@require_safe
def answers(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the search box finds."""
    message, _ = _teachable(pk)
    context = {"found": find_answers(request.GET.get("q", "")), "message": message}
    return render(request, "learning/_answers.html", context)


@for_staff
@require_POST
def correction(request: HttpRequest, pk: UUID) -> HttpResponse:
    message, decision = _teachable(pk)
    key = _field(request, "answer", LONGEST_KEY)
    word = Word(key, "none" in request.POST, person_of(request).name, _field(request, "seen", LONGEST_STAMP))
    try:
        correct(message, word)
    except TaughtMeanwhile as error:
        return _show(request, message, decision, error.text, HTTPStatus.CONFLICT)
    except (NotTaught, NothingToLearn) as error:
        return _show(request, message, decision, error.text, HTTPStatus.UNPROCESSABLE_ENTITY)
    return _done(request, message, decision)


@for_staff
@require_POST
def retraction(request: HttpRequest, pk: UUID) -> HttpResponse:
    message, decision = _teachable(pk)
    try:
        take_back(message, person_of(request).name, _field(request, "seen", LONGEST_STAMP))
    except TaughtMeanwhile as error:
        return _show(request, message, decision, error.text, HTTPStatus.CONFLICT)
    return _done(request, message, decision)


def _teachable(pk: UUID) -> tuple[Message, StoredDecision]:
    found = find_teachable(pk)
    if found is None:
        raise Http404("There is nothing to teach on this message.")
    return found


def _field(request: HttpRequest, name: str, longest: int) -> str:
    return request.POST.get(name, "").replace("\0", "")[:longest]


def _done(request: HttpRequest, message: Message, decision: StoredDecision) -> HttpResponse:
    if not is_fragment(request):
        return redirect("learning:lesson", message.pk)
    return _show(request, message, decision, is_answered=True)


def _show(
    request: HttpRequest,
    message: Message,
    decision: StoredDecision,
    refusal: str = "",
    status: int = HTTPStatus.OK,
    *,
    is_answered: bool = False,
) -> HttpResponse:
    query = request.GET.get("q")
    context = {
        "lesson": read_lesson(message, decision),
        "message": message,
        "found": find_answers(query) if query is not None else None,
        "query": query or "",
        "refusal": refusal,
        "is_answered": is_answered,
    }
    template = "learning/_lesson.html" if is_fragment(request) else "learning/lesson.html"
    return render(request, template, context, status=status)
