"""The page of a person's views of the inbox: save one, change it, put it in order, delete it."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from warmline.conversations.models import Holder, Priority
from warmline.desk.lists import views_of
from warmline.desk.models import View
from warmline.desk.view_forms import ViewForm
from warmline.staff.models import Person
from warmline.staff.permissions import for_staff, person_of

#: More are not looked at (chosen by us).
MOST_VIEWS = 30


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def views(request: HttpRequest) -> HttpResponse:
    """All that the person sees, and a form for one more."""
    person = person_of(request)
    form = ViewForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _has_room(form, person):
        view = form.save(commit=False)
        view.owner, view.place = person, _last_place(person) + 1
        view.save()
        return redirect(f"{reverse('desk:inbox')}?tab=view-{view.pk}")
    return _page(request, person, form)


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def view(request: HttpRequest, pk: int) -> HttpResponse:
    person = person_of(request)
    own = _own(pk, person)
    form = ViewForm(request.POST if request.method == "POST" else None, instance=own)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("“{name}” is saved.").format(name=own.name))
        return redirect("desk:views")
    return _page(request, person, form, own)


@require_POST
@for_staff
def deletion(request: HttpRequest, pk: int) -> HttpResponse:
    """Of what is gone already nothing is said."""
    View.objects.filter(pk=pk, owner=person_of(request)).delete()
    return redirect("desk:views")


@require_POST
@for_staff
def place(request: HttpRequest, pk: int) -> HttpResponse:
    """One place up, or down; at the end nothing happens."""
    person = person_of(request)
    by = -1 if request.POST.get("to") == "up" else 1
    with transaction.atomic():
        own = _own(pk, person)
        order = list(
            View.objects.select_for_update().filter(owner=person).order_by("is_shared", "place", "id")
        )
        order = [each for each in order if each.is_shared == own.is_shared]
        here = [each.pk for each in order].index(own.pk)
        order.insert(max(here + by, 0), order.pop(here))
        for number, each in enumerate(order):
            View.objects.filter(pk=each.pk).update(place=number)
    return redirect("desk:views")


def _own(pk: int, person: Person) -> View:
    """A colleague's shared view is seen, and changed by its owner alone."""
    found = View.objects.filter(pk=pk, owner=person).first()
    if found is None:
        raise Http404("There is no such view of yours.")
    return found


def _has_room(form: ViewForm, person: Person) -> bool:
    if View.objects.filter(owner=person).count() < MOST_VIEWS:
        return True
    form.add_error(
        None, _("You have {most_views} views. Please delete one first.").format(most_views=MOST_VIEWS)
    )
    return False


def _last_place(person: Person) -> int:
    return View.objects.filter(owner=person).aggregate(last=Max("place"))["last"] or 0


def _page(request: HttpRequest, person: Person, form: ViewForm, own: View | None = None) -> HttpResponse:
    shown = [
        {"view": each, "is_own": each.owner_id == person.pk, "what": say_filters(each)}
        for each in views_of(person)
    ]
    context: dict[str, Any] = {"form": form, "views": shown, "own": own}
    return render(request, "desk/views.html", context, status=400 if form.errors else 200)


def say_filters(view: View) -> str:
    """As "Waiting for a person · High or more · upset"."""
    parts = [
        ", ".join(_(str(Holder(each).label)) for each in view.holders if each in Holder.values)
        or _("All open")
    ]
    if view.assignee:
        parts.append({"me": _("with me"), "nobody": _("with nobody")}[view.assignee])
    if view.priority:
        parts.append(_("{label} or more").format(label=_(str(Priority(view.priority).label))))
    parts += [_("labelled {label}").format(label=view.label.merged_into or view.label)] if view.label else []
    parts += [_("upset")] if view.is_upset else []
    parts += (
        [_("waiting over {waiting_minutes} min").format(waiting_minutes=view.waiting_minutes)]
        if view.waiting_minutes
        else []
    )
    return " · ".join([*parts, *filter(None, (view.language, view.channel))])
