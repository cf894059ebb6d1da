"""Whose open page is this? Read from Django's session cookie, outside Django's own request handling."""

from http.cookies import CookieError, SimpleCookie
from importlib import import_module

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest

from warmline.staff.models import Person


def session_key(cookie_header: str) -> str:
    """The key in the Cookie header, "" when there is none."""
    try:
        morsel = SimpleCookie(cookie_header).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return ""
    return morsel.value if morsel else ""


def find_signed_in(key: str) -> Person | None:
    """The active person whose session this is; None for everybody else, and once they signed out."""
    # Django makes keys of letters and digits; anything else may not even be looked up on PostgreSQL.
    if not key.isalnum():
        return None
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    user = get_user(request)
    return user if isinstance(user, Person) and user.is_active else None
