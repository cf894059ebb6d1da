"""Who may open a staff page? People who work here; some pages are for the owner alone."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, resolve_url

from warmline.staff import second_step, sign_ins
from warmline.staff.models import Person

View = Callable[..., HttpResponseBase]


def for_staff(view: View) -> View:
    """Strangers are led to the login page and back; `person_of(request)` then gives who is signed in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not isinstance(request.user, Person):
            return _to_login(request)
        if second_step.is_owed(request, request.user):
            return _to_second_step(request)
        sign_ins.note(request, request.user)
        response = view(request, *args, **kwargs)
        # What staff see must not come back from the browser's cache after signing out.
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return guarded


def for_owner(view: View) -> View:
    """As for_staff; people with another role get the 403 page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not person_of(request).is_owner:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return for_staff(guarded)


def person_of(request: HttpRequest) -> Person:
    """Who is signed in, behind for_staff."""
    if not isinstance(request.user, Person):
        raise PermissionDenied
    return request.user


def _to_login(request: HttpRequest) -> HttpResponseBase:
    if request.headers.get("HX-Request"):
        return HttpResponse(status=401, headers={"HX-Redirect": resolve_url("account_login")})
    here = request.get_full_path() if request.method in ("GET", "HEAD") else ""
    return redirect_to_login(here) if here else redirect_to_login("/desk/")


def _to_second_step(request: HttpRequest) -> HttpResponseBase:
    """The owner wants one of everybody; the page says so."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=401, headers={"HX-Redirect": resolve_url("mfa_index")})
    return redirect("mfa_index")
