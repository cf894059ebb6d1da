"""The page of what people still have to do, and the page of one task."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from warmline.lib.time import now
from warmline.staff.permissions import for_staff, person_of
from warmline.tasks.changing import change, finish, reopen
from warmline.tasks.deadlines import LONGEST_TEXT, Understood, write_moment
from warmline.tasks.errors import TaskRefused
from warmline.tasks.forms import ANYBODY, TaskForm, current_calendar
from warmline.tasks.listing import EVERYBODY, MINE, done_tasks, history_of, line_of, sections_for
from warmline.tasks.models import Task
from warmline.tasks.understanding import understand
from warmline.web.context import current_business

#: Rows have numbers up to here; a larger one is no row's.
LARGEST = 2**63 - 1


@require_safe
@for_staff
def tasks(request: HttpRequest) -> HttpResponse:
    whose = MINE if request.GET.get("whose") == MINE else EVERYBODY
    person, timezone = person_of(request), current_business().timezone
    context = {
        "whose": whose,
        "tabs": [
            {"href": f"?whose={EVERYBODY}", "label": _("Everybody's"), "is_current": whose == EVERYBODY},
            {"href": f"?whose={MINE}", "label": _("Mine"), "is_current": whose == MINE},
        ],
        "sections": sections_for(person, whose, now(), timezone),
        "done": done_tasks(person, whose),
        "form": TaskForm(None, person, initial={"assignee": person.pk}),
    }
    with override(timezone):
        return render(request, "tasks/tasks.html", context)


@for_staff
@require_safe
def deadline(request: HttpRequest) -> HttpResponse:
    """What was understood, while somebody types."""
    text = request.GET.get("due", "").replace("\0", "")[: LONGEST_TEXT + 1]
    return render(request, "tasks/_deadline.html", {"understood": understand(text, current_calendar())})


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def task(request: HttpRequest, pk: int) -> HttpResponse:
    """Puts off, hands on, rewords; and tells who did what to it."""
    row, person = _get(pk), person_of(request)
    if request.method != "POST":
        return _page(request, row, TaskForm(None, person, initial=_initial(row)))
    form = TaskForm(request.POST, person, kept=row.due_at, initial=_initial(row))
    if not form.is_valid():
        return _page(request, row, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    values = form.cleaned_data
    try:
        change(row.pk, person, values["text"], values["due"], values["assignee"])
    except TaskRefused as error:
        form.add_error(None, error.text)
        return _page(request, row, form, HTTPStatus.CONFLICT)
    messages.success(request, _("Saved."))
    return redirect("tasks:task", row.pk)


def _initial(row: Task) -> dict[str, Any]:
    """The deadline as it can be read back, in the business's time."""
    local = row.due_at.astimezone(current_calendar().local.tzinfo) if row.due_at else None
    return {
        "text": row.text,
        "due": f"{local:%Y-%m-%d %H:%M}" if local else "",
        "assignee": row.assignee_id or ANYBODY,
    }


def _page(request: HttpRequest, row: Task, form: TaskForm, status: int = HTTPStatus.OK) -> HttpResponse:
    calendar = current_calendar()
    understood = form.understood
    if not form.is_bound and row.due_at:
        understood = Understood(row.due_at, write_moment(row.due_at, calendar))
    context = {
        "task": row,
        "line": line_of(row, person_of(request), calendar.now, calendar.timezone),
        "form": form,
        "understood": understood,
        "history": history_of(row, lambda at: write_moment(at, calendar)),
    }
    with override(calendar.timezone):
        return render(request, "tasks/task.html", context, status=status)


@require_POST
@for_staff
def completion(request: HttpRequest, pk: int) -> HttpResponse:
    row = _get(pk)
    if finish(row.pk, person_of(request)):
        messages.success(request, _("Done. Thank you."))
    elif _is_fragment(request):
        messages.info(request, _("A colleague was quicker: this one is done already."))
    else:
        row.refresh_from_db()
        messages.info(
            request,
            _("{name} was quicker: this one is done already.").format(name=row.done_by or _("Somebody")),
        )
    return _back(request)


@require_POST
@for_staff
def reopening(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        row = reopen(_get(pk).pk, person_of(request))
        messages.success(request, _("“{text}” is open again.").format(text=row.text))
    except TaskRefused as error:
        messages.error(request, error.text)
    return _back(request)


def _get(pk: int) -> Task:
    known = Task.objects.select_related("done_by", "assignee", "customer")
    return get_object_or_404(known, pk=min(pk, LARGEST))


def _is_fragment(request: HttpRequest) -> bool:
    return "HX-Request" in request.headers


def _back(request: HttpRequest) -> HttpResponse:
    """To where it was pressed; a conversation's page looks again by itself."""
    if _is_fragment(request):
        list(messages.get_messages(request))
        return HttpResponse(headers={"HX-Trigger": "desk:conversation"})
    back = request.POST.get("back", "")
    # Only pages of ours: never an address that somebody else put into the form.
    return redirect(back if back.startswith(("/tasks/", "/customers/")) else "tasks:tasks")
