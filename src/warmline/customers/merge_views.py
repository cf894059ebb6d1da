"""Two profiles of one person: which may they be, side by side, merged with one press, and parted again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from warmline.customers.comparing import compare, find_others
from warmline.customers.likeness import doubles_of, reasons_for
from warmline.customers.merging import MergeRefused, merge, tell_apart, undo_merge
from warmline.customers.models import Customer
from warmline.staff.permissions import for_staff, person_of

#: Rows have numbers up to here; a larger one is no row's.
LARGEST = 2**63 - 1


@for_staff
@require_safe
def doubles(request: HttpRequest, pk: int) -> HttpResponse:
    """What is proposed, and a search for any other profile."""
    customer = _get(pk)
    words = request.GET.get("q", "")
    context = {
        "customer": customer,
        "doubles": doubles_of(customer),
        "words": words[:100],
        "found": find_others(customer, words),
    }
    return render(request, "customers/doubles.html", context)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def comparison(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Both side by side; a POST merges the other one into this."""
    kept, gone = _get(pk), _get(other)
    if kept == gone:
        return redirect("customers:doubles", pk)
    if request.method != "POST":
        context = {
            "kept": kept,
            "gone": gone,
            "lines": compare(kept, gone),
            "reasons": reasons_for(kept, gone),
        }
        return render(request, "customers/comparison.html", context)
    try:
        merge(gone.pk, kept.pk, person_of(request))
        messages.success(request, "The two profiles are one now. You can part them again for a week.")
    except MergeRefused as error:
        messages.error(request, error.text)
    return redirect("customers:customer", pk)


@require_POST
@for_staff
def difference(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    try:
        tell_apart(min(pk, LARGEST), min(other, LARGEST), person_of(request))
        messages.success(request, "Noted: these are two people.")
    except MergeRefused as error:
        messages.error(request, error.text)
    return redirect("customers:customer", pk)


@require_POST
@for_staff
def undoing(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        merged = undo_merge(min(pk, LARGEST), person_of(request))
    except MergeRefused as error:
        messages.error(request, error.text)
        return redirect("desk:inbox")
    messages.success(request, "They are two profiles again.")
    return redirect("customers:customer", merged.kept_id)


def _get(pk: int) -> Customer:
    return get_object_or_404(Customer, pk=min(pk, LARGEST), merged_into=None, erased_at=None)
