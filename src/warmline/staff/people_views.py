"""The owner's page about who works here."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from warmline.audit.recording import record
from warmline.lib.languages import in_sentence
from warmline.lib.time import now
from warmline.staff.errors import AlreadyWorksHere, LastOwner
from warmline.staff.forms import InviteForm
from warmline.staff.joining import invite, link_of
from warmline.staff.membership import change_role, deactivate, reactivate
from warmline.staff.models import Person
from warmline.staff.permissions import for_owner
from warmline.staff.presence import people_here
from warmline.staff.second_step import people_with_second_step


@require_http_methods(["GET", "HEAD", "POST"])
@for_owner
def people(request: HttpRequest) -> HttpResponse:
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _show_link(request, invite(**form.cleaned_data))
        except AlreadyWorksHere as error:
            form.add_error("email", _(error.text))
    return _page(request, form)


@require_POST
@for_owner
def link(request: HttpRequest, pk: int) -> HttpResponse:
    """A new way in, for whoever forgot the password or let the first link expire."""
    person = get_object_or_404(Person, pk=pk)
    if not person.is_active:
        messages.error(
            request, _("{name} is switched off. Switch the account on first.").format(name=person.name)
        )
        return redirect("staff:people")
    record("link made", f"person {person.pk}")
    return _show_link(request, person)


@require_POST
@for_owner
def role(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(Person, pk=pk)
    wanted = request.POST.get("role", "")
    if wanted not in Person.Role.values:
        messages.error(request, _("Please choose one of the roles."))
        return redirect("staff:people")
    try:
        change_role(person, wanted)
        messages.success(
            request,
            _("{name} is now {role}.").format(
                name=person.name, role=in_sentence(str(Person.Role(wanted).label))
            ),
        )
    except LastOwner as error:
        messages.error(request, _(error.text))
    return redirect("staff:people")


@require_POST
@for_owner
def deactivation(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(Person, pk=pk)
    try:
        deactivate(person)
        messages.success(
            request, _("{name} can no longer sign in. Everything they wrote stays.").format(name=person.name)
        )
    except LastOwner as error:
        messages.error(request, _(error.text))
    return redirect("staff:people")


@require_POST
@for_owner
def activation(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(Person, pk=pk)
    reactivate(person)
    messages.success(request, _("{name} can sign in again.").format(name=person.name))
    return redirect("staff:people")


def _show_link(request: HttpRequest, person: Person) -> HttpResponse:
    """Not a redirect: the link is shown once and stands nowhere else."""
    context = {"person": person, "link": request.build_absolute_uri(link_of(person))}
    return render(request, "staff/link.html", context)


def _page(request: HttpRequest, form: InviteForm) -> HttpResponse:
    context = {
        "people": Person.objects.order_by("-is_active", "name", "pk"),
        "here": {person.pk for person in people_here(now())},
        "roles": Person.Role.choices,
        "form": form,
        "with_second_step": people_with_second_step(),
    }
    return render(request, "staff/people.html", context, status=422 if form.errors else 200)
