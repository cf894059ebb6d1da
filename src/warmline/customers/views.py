"""What is known of a customer, on one page, and how do staff correct it?"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from warmline.customers.consenting import record_consent
from warmline.customers.editing import change_profile
from warmline.customers.forms import CustomerForm
from warmline.customers.models import Consent, Customer
from warmline.customers.story import story_of
from warmline.lib.time import now
from warmline.staff.permissions import for_staff, person_of
from warmline.web.context import current_business


@require_http_methods(["GET", "POST"])
@for_staff
def customer(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Customer, pk=pk)
    if row.merged_into_id:
        return redirect("customers:customer", row.merged_into_id)
    # Whoever was erased is nobody to write about.
    form = CustomerForm(None if row.erased_at else request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        is_changed = bool(change_profile(form, person_of(request)))
        messages.success(request, _("Saved.") if is_changed else _("Nothing was changed."))
        return redirect("customers:customer", pk)
    status = 422 if request.method == "POST" else 200
    # A refused form leaves its values on the row it was given; the page shows what is stored.
    stored = Customer.objects.get(pk=pk) if status == 422 else row
    business = current_business()
    story = story_of(stored, now(), business.currency, request.GET.get("page"))
    with override(business.timezone):
        return render(
            request, "customers/customer.html", {"customer": stored, "form": form, **story}, status=status
        )


@require_POST
@for_staff
def consents(request: HttpRequest, pk: int) -> HttpResponse:
    """A yes or a no for one purpose, and how it came to us."""
    row = get_object_or_404(Customer, pk=pk)
    purpose, word, how = (request.POST.get(name, "") for name in ("purpose", "word", "how"))
    is_known = purpose in Consent.Purpose.values and how in Consent.How.values and word in ("yes", "no")
    if not is_known:
        messages.error(request, _("Please choose what was allowed or withdrawn, and how you heard it."))
    elif record_consent(row, purpose, how, person_of(request), is_given=word == "yes"):
        messages.success(request, _("Written down.") if word == "yes" else _("Withdrawn, and written down."))
    else:
        messages.info(request, _("That is what stands here already."))
    return redirect("customers:customer", pk)
