"""What does staff see and do when they label one question of a customer after the other?"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from warmline.conversations.models import Message
from warmline.learning.correcting import NotTaught, Word, correct, take_back
from warmline.learning.desk_views import LONGEST_KEY, LONGEST_STAMP
from warmline.learning.errors import NothingToLearn
from warmline.learning.labelling import find_progress, find_task
from warmline.learning.lessons import find_answers, find_example, find_teachable, stamp
from warmline.staff.permissions import for_staff, person_of

_LONGEST_NUMBER = 18


@for_staff
@require_safe
def label(request: HttpRequest) -> HttpResponse:
    """The next question; `before` skips those that were passed over, `done` names the one to undo."""
    before, query = _number(request.GET.get("before", "")), request.GET.get("q")
    done = _uuid(request.GET.get("done", ""))
    labelled = find_teachable(done) if done else None
    example = find_example(labelled[0]) if labelled else None
    context = {
        "task": find_task(before),
        "before": before,
        "progress": find_progress(),
        "done": example,
        "seen": stamp(example),
        "query": query or "",
        "found": find_answers(query) if query else None,
    }
    return render(request, "learning/label.html", context)


@for_staff
@require_POST
def labels(request: HttpRequest) -> HttpResponse:
    """Says which answer was right for a question, and goes on to the next."""
    message = _teachable(request)
    key = request.POST.get("answer", "").replace("\0", "")[:LONGEST_KEY]
    seen = request.POST.get("seen", "")[:LONGEST_STAMP]
    if message is None:
        messages.error(request, _("This question is not there any more."))
        return redirect("learning:label")
    try:
        correct(message, Word(key, "none" in request.POST, person_of(request).name, seen))
    except (NotTaught, NothingToLearn) as error:
        messages.error(request, error.text)
        return _go_on(request)
    return _go_on(request, done=str(message.pk))


@for_staff
@require_POST
def label_undo(request: HttpRequest) -> HttpResponse:
    """Takes the last label back; its question comes again."""
    message = _teachable(request)
    try:
        if message is not None:
            take_back(message, person_of(request).name, request.POST.get("seen", "")[:LONGEST_STAMP])
    except NotTaught as error:
        messages.error(request, error.text)
    else:
        messages.success(request, _("Taken back."))
    return redirect("learning:label")


def _teachable(request: HttpRequest) -> Message | None:
    pk = _uuid(request.POST.get("message", ""))
    found = find_teachable(pk) if pk else None
    return found[0] if found else None


def _go_on(request: HttpRequest, **more: str) -> HttpResponse:
    before = _number(request.POST.get("before", ""))
    query = {**({"before": str(before)} if before else {}), **more}
    response = redirect("learning:label")
    response["Location"] += f"?{urlencode(query)}" if query else ""
    return response


def _uuid(typed: str) -> UUID | None:
    try:
        return UUID(typed[:40])
    except ValueError:
        return None


def _number(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= _LONGEST_NUMBER else None
