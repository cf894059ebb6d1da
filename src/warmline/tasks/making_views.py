"""How does staff write a task down? On the page of tasks, and in a window over a conversation or a customer."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import override
from django.views.decorators.http import require_POST, require_safe

from warmline.customers.models import Customer
from warmline.lib.time import now
from warmline.staff.permissions import for_staff, person_of
from warmline.tasks.errors import TaskRefused
from warmline.tasks.forms import TaskForm
from warmline.tasks.listing import find_conversation, tasks_beside
from warmline.tasks.making import Wanted, make
from warmline.web.context import current_business


@for_staff
@require_safe
def new(request: HttpRequest) -> HttpResponse:
    """The window; a page of its own for those without scripts."""
    person = person_of(request)
    customer, conversation = _about(request.GET.get("customer", ""), request.GET.get("conversation", ""))
    form = TaskForm(None, person, initial={"assignee": person.pk})
    form.fields["text"].widget.attrs["autofocus"] = True
    return _show(request, form, customer, conversation)


@require_POST
@for_staff
def make_task(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    customer, conversation = _about(request.POST.get("customer", ""), request.POST.get("conversation", ""))
    form = TaskForm(request.POST, person)
    if form.is_valid():
        values = form.cleaned_data
        wanted = Wanted(values["text"], values["assignee"], values["due"], customer, conversation)
        try:
            make(wanted, person)
        except TaskRefused as error:
            form.add_error("text", error.text)
        else:
            return _made(request, form, customer)
    return _show(request, form, customer, conversation, HTTPStatus.UNPROCESSABLE_ENTITY)


@for_staff
@require_safe
def beside(request: HttpRequest, pk: int) -> HttpResponse:
    """What there is to do for a customer, beside a conversation or on the customer's page."""
    customer, conversation = _about(str(pk), request.GET.get("conversation", ""))
    timezone = current_business().timezone
    with override(timezone):
        return render(
            request,
            "tasks/_beside.html",
            {
                "lines": tasks_beside(customer, person_of(request), now(), timezone) if customer else [],
                "customer": customer,
                "conversation_id": conversation,
            },
        )


def _about(customer: str, conversation: str) -> tuple[Customer | None, UUID | None]:
    """The customer, if one is named, and the conversation if it is theirs."""
    if not customer:
        return None, None
    is_number = customer.isascii() and customer.isdecimal() and len(customer) < 19
    found = Customer.objects.filter(pk=int(customer)).first() if is_number else None
    if found is None:
        raise Http404("There is no such customer.")
    return found, find_conversation(found, conversation)


def _made(request: HttpRequest, form: TaskForm, customer: Customer | None) -> HttpResponse:
    until = f", until {form.understood.words}" if form.understood.words else ""
    if "HX-Request" in request.headers:
        return HttpResponse(headers={"HX-Trigger": "desk:conversation", "HX-Reswap": "none"})
    messages.success(request, f"Written down{until}.")
    return redirect("customers:customer", customer.pk) if customer else redirect("tasks:tasks")


def _show(
    request: HttpRequest,
    form: TaskForm,
    customer: Customer | None,
    conversation: UUID | None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    is_window = "HX-Request" in request.headers
    context = {
        "form": form,
        "customer": customer,
        "conversation_id": conversation,
        "understood": form.understood,
    }
    template = "tasks/_new.html" if is_window else "tasks/new.html"
    return render(request, template, context, status=status)
