"""A customer asks what we know, or to be forgotten: the owner's page for both."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST, require_safe

from warmline.audit.recording import record
from warmline.customers.models import Customer
from warmline.privacy.erasing import ErasureRefused, erase
from warmline.privacy.exporting import export, file_name
from warmline.privacy.keeping import KEPT
from warmline.privacy.reaching import Reached, reach
from warmline.staff.permissions import for_owner, person_of

#: Rows have numbers up to here; a larger one is no row's.
LARGEST = 2**63 - 1
#: What people know; whatever else points at a customer is counted together.
NAMES = {
    "commerce.Order": gettext_noop("Orders"),
    "commerce.Invoice": gettext_noop("Invoices"),
    "commerce.Points": gettext_noop("Loyalty points"),
    "calendar.Appointment": gettext_noop("Appointments"),
    "customers.Consent": gettext_noop("What they allowed or withdrew"),
    "customers.Preference": gettext_noop("Preferences"),
    "conversations.Conversation": gettext_noop("Conversations"),
    "conversations.Message": gettext_noop("Messages"),
    "conversations.Note": gettext_noop("Notes of colleagues"),
    "conversations.Attachment": gettext_noop("Files"),
    "feedback.Rating": gettext_noop("Ratings"),
    "insights.Insight": gettext_noop("Insights"),
    "learning.Example": gettext_noop("What the bot was taught by them"),
    "tasks.Task": gettext_noop("Tasks and promises"),
}
OTHERS = gettext_noop("What the product noted besides")


@for_owner
@require_safe
def rights(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _get(pk))


@for_owner
@require_POST
def archive(request: HttpRequest, pk: int) -> HttpResponse:
    customer = _get(pk)
    name = file_name(customer)
    record("customer exported", f"customer {customer.pk}")
    return HttpResponse(
        export(customer),
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@for_owner
@require_POST
def erasure(request: HttpRequest, pk: int) -> HttpResponse:
    """Only with the name typed: it cannot be taken back."""
    customer = _get(pk)
    typed = " ".join(request.POST.get("name", "").split())
    if typed.casefold() != " ".join(str(customer).split()).casefold():
        wrong = _("Please type “{customer}” to confirm; nothing was erased.").format(customer=customer)
        return _page(request, customer, {"wrong": wrong}, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        with transaction.atomic():
            erase(customer.pk, person_of(request))
            record("customer erased", f"customer {customer.pk}")
    except ErasureRefused as error:
        messages.error(request, error.text)
        return redirect("desk:inbox")
    messages.success(request, "Erased. Nothing here tells any more who this was.")
    return redirect("customers:customer", customer.pk)


def _page(
    request: HttpRequest, customer: Customer, more: dict[str, Any] | None = None, status: int = HTTPStatus.OK
) -> HttpResponse:
    gone, kept = _count(reach(customer))
    context = {"customer": customer, "gone": gone, "kept": kept, **(more or {})}
    return render(request, "privacy/rights.html", context, status=status)


def _count(reached: Reached) -> tuple[dict[str, int], dict[str, int]]:
    """How many of what goes, and of what stays without words, in words of the desk."""
    gone: dict[str, int] = {}
    kept: dict[str, int] = {}
    for model, keys in reached.items():
        label = model._meta.label
        if model is not Customer:
            into = kept if label in KEPT else gone
            name = _(NAMES.get(label, OTHERS))
            into[name] = into.get(name, 0) + len(keys)
    return gone, kept


def _get(pk: int) -> Customer:
    return get_object_or_404(Customer, pk=min(pk, LARGEST), merged_into=None, erased_at=None)
