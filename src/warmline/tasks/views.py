"""The page of what people still have to do."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from warmline.lib.time import now
from warmline.staff.permissions import for_staff, person_of
from warmline.tasks.keeping import finish
from warmline.tasks.listing import done_tasks, open_lines
from warmline.tasks.models import Task
from warmline.web.context import current_business


@require_safe
@for_staff
def tasks(request: HttpRequest) -> HttpResponse:
    context = {"lines": open_lines(now(), current_business().timezone), "done": done_tasks()}
    return render(request, "tasks/tasks.html", context)


@require_POST
@for_staff
def completion(request: HttpRequest, pk: int) -> HttpResponse:
    if finish(pk, person_of(request)):
        messages.success(request, "Done. Thank you.")
        return redirect("tasks:tasks")
    task = get_object_or_404(Task.objects.select_related("done_by"), pk=pk)
    messages.info(request, f"{task.done_by or 'Somebody'} was quicker: this one is done already.")
    return redirect("tasks:tasks")
