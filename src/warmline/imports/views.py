"""The owner brings in lists: choose a kind and a file, look it through, bring it in."""

import csv
import io
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from warmline.imports.bringing_in import bring_in, kinds, take_in
from warmline.imports.errors import ListRefused
from warmline.imports.kind import Kind
from warmline.imports.models import Upload
from warmline.imports.planning import CHANGED, NEW, SAME, Plan, plan
from warmline.imports.sheet import LARGEST_BYTES
from warmline.staff.permissions import for_owner, person_of
from warmline.web.context import current_business

ROWS_SHOWN = 12
ERRORS_SHOWN = 50
DONE_SHOWN = 10
#: Rows have numbers up to here; a larger one is no row's.
LARGEST = 2**63 - 1
WORDS = {NEW: "New", CHANGED: "Changed", SAME: "As it was"}


@for_owner
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _start(request)
    kind = kinds().get(request.POST.get("kind", ""))
    file = request.FILES.get("file")
    if kind is None or not isinstance(file, UploadedFile):
        return _start(
            request, _("Please choose what it is, and a CSV file."), HTTPStatus.UNPROCESSABLE_ENTITY
        )
    if (file.size or 0) > LARGEST_BYTES:
        return _start(
            request, _("This file is larger than 2 MB. Please split it."), HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        )
    try:
        upload = take_in(kind, file.name or "", file.read(), person_of(request))
    except ListRefused as error:
        return _start(request, error.text, HTTPStatus.UNPROCESSABLE_ENTITY, kind.key)
    return redirect("imports:upload", upload.pk)


def _start(
    request: HttpRequest, refusal: str = "", status: int = HTTPStatus.OK, kind: str = ""
) -> HttpResponse:
    done = Upload.objects.exclude(done_at=None).select_related("person")[:DONE_SHOWN]
    context = {
        "kinds": kinds().values(),
        "chosen": kind,
        "refusal": refusal,
        "done": [{"row": row, "title": kinds()[row.kind].title} for row in done if row.kind in kinds()],
    }
    with override(current_business().timezone):
        return render(request, "imports/imports.html", context, status=status)


@for_owner
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """What it would change; a POST brings it in."""
    row = get_object_or_404(Upload, pk=min(pk, LARGEST))
    if row.done_at:
        messages.info(request, _("This list was brought in already."))
        return redirect("imports:imports")
    kind = kinds().get(row.kind)
    if kind is None:
        raise Http404("There is no such kind of list.")
    if request.method == "POST":
        return _bring_in(request, row, kind)
    return _look_through(request, row, kind)


def _bring_in(request: HttpRequest, row: Upload, kind: Kind) -> HttpResponse:
    if request.POST.get("act") == "drop":
        row.delete()
        messages.info(request, _("Nothing was brought in."))
        return redirect("imports:imports")
    try:
        counts = bring_in(row.pk).counts
    except ListRefused as error:
        messages.error(request, error.text)
        return redirect("imports:imports")
    messages.success(
        request,
        _("Brought in: {new} new, {changed} changed, {same} as before.").format(
            new=counts[NEW], changed=counts[CHANGED], same=counts[SAME]
        ),
    )
    return redirect("imports:imports")


def _look_through(request: HttpRequest, row: Upload, kind: Kind) -> HttpResponse:
    try:
        found = plan(kind, row.content)
    except ListRefused as error:
        return _start(request, error.text, HTTPStatus.UNPROCESSABLE_ENTITY, kind.key)
    context = {"upload": row, "kind": kind, "plan": found, **_counts(found)}
    return render(request, "imports/upload.html", context)


def _counts(found: Plan) -> dict[str, Any]:
    return {
        "new": found.count(NEW),
        "changed": found.count(CHANGED),
        "same": found.count(SAME),
        "customers": len(found.new_customers),
        "errors": found.errors[:ERRORS_SHOWN],
        "more_errors": max(len(found.errors) - ERRORS_SHOWN, 0),
        "lines": [
            {
                "number": step.number,
                "what": ", ".join(str(each) for each in step.wanted.by.values()),
                "says": ", ".join(str(each) for each in step.wanted.to.values() if each not in (None, "")),
                "state": WORDS[step.state],
            }
            for step in found.steps[:ROWS_SHOWN]
        ],
    }


@for_owner
@require_safe
def sample(request: HttpRequest, kind: str) -> HttpResponse:
    """A file to begin with: the head and one row."""
    found = kinds().get(kind)
    if found is None:
        raise Http404("There is no such kind of list.")
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(column.name for column in found.all_columns)
    writer.writerow(column.example for column in found.all_columns)
    return HttpResponse(
        written.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{found.key}.csv"'},
    )
