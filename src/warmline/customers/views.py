"""What is known of a customer, on one page, and how do staff correct it?"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import override
from django.views.decorators.http import require_http_methods

from warmline.customers.forms import CustomerForm
from warmline.customers.models import Customer
from warmline.customers.story import story_of
from warmline.lib.time import now
from warmline.staff.permissions import for_staff
from warmline.web.context import current_business


@require_http_methods(["GET", "POST"])
@for_staff
def customer(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Customer, pk=pk)
    form = CustomerForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        # Only what was changed: a visitor may give their address in the same moment.
        row.save(update_fields=form.changed_data)
        messages.success(request, "Saved.")
        return redirect("customers:customer", pk)
    status = 422 if request.method == "POST" else 200
    # A refused form leaves its values on the row it was given; the page shows what is stored.
    stored = Customer.objects.get(pk=pk) if status == 422 else row
    business = current_business()
    context = {"customer": stored, "form": form, **story_of(stored, now(), business.currency)}
    with override(business.timezone):
        return render(request, "customers/customer.html", context, status=status)
