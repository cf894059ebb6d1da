"""The page of labels: all of them with what they count, and one to change, merge or put away."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from warmline.labels.choosing import archived_labels, counted_labels
from warmline.labels.errors import LabelRefused
from warmline.labels.forms import LabelForm
from warmline.labels.keeping import archive, change, make, merge, restore
from warmline.labels.models import Label
from warmline.labels.parting import latest_merges, part
from warmline.staff.permissions import for_staff, person_of

#: Above it no row can be (a number of the database).
LARGEST = 2**31 - 1


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def labels(request: HttpRequest) -> HttpResponse:
    form = LabelForm(request.POST if request.method == "POST" else None, initial={"hue": Label.Hue.BLUE})
    if request.method == "POST" and form.is_valid():
        try:
            label = make(form.cleaned_data["name"], person_of(request), form.cleaned_data["hue"])
        except LabelRefused as error:
            form.add_error("name", error.text)
        else:
            messages.success(request, _("“{label}” is there to be used.").format(label=label))
            return redirect("labels:labels")
    context = {
        "form": form,
        "counted": counted_labels(),
        "archived": archived_labels(),
        "merges": latest_merges(),
    }
    return render(request, "labels/labels.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def label(request: HttpRequest, pk: int) -> HttpResponse:
    row = _get(pk)
    form = LabelForm(
        request.POST if request.method == "POST" else None, initial={"name": row.name, "hue": row.hue}
    )
    if request.method == "POST" and form.is_valid():
        try:
            changed = change(row.pk, form.cleaned_data["name"], form.cleaned_data["hue"])
        except LabelRefused as error:
            form.add_error("name", error.text)
        else:
            messages.success(request, _("“{changed}” is saved.").format(changed=changed))
            return redirect("labels:labels")
    others = [each.label for each in counted_labels() if each.label.pk != row.pk]
    uses = row.uses.count()
    context = {"label": row, "form": form, "others": others, "uses": uses, "merged": row.merged.all()}
    return render(request, "labels/label.html", context, status=400 if form.errors else 200)


@require_POST
@for_staff
def union(request: HttpRequest, pk: int) -> HttpResponse:
    """The label is merged into another."""
    row, other = _get(pk), request.POST.get("label", "")
    try:
        target = merge(row.pk, _number(other), person_of(request))
    except LabelRefused as error:
        messages.error(request, error.text)
        return redirect("labels:label", row.pk)
    messages.success(request, _("“{row}” is “{target}” from now on.").format(row=row, target=target))
    return redirect("labels:labels")


@require_POST
@for_staff
def parting(request: HttpRequest, pk: int) -> HttpResponse:
    """A merge is taken back."""
    try:
        source = part(min(pk, LARGEST))
        messages.success(request, f"“{source}” is a label of its own again.")
    except LabelRefused as error:
        messages.error(request, error.text)
    return redirect("labels:labels")


@require_POST
@for_staff
def archiving(request: HttpRequest, pk: int) -> HttpResponse:
    """Puts the label away, or fetches it back."""
    row = _get(pk)
    try:
        if request.POST.get("act") == "restore":
            restore(row.pk)
        else:
            archive(row.pk, person_of(request))
    except LabelRefused as error:
        messages.error(request, error.text)
    return redirect("labels:labels")


def _get(pk: int) -> Label:
    found = Label.objects.filter(pk=pk, merged_into=None).first() if pk <= LARGEST else None
    if found is None:
        raise Http404("There is no such label.")
    return found


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
