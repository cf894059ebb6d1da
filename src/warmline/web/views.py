"""The pages and files that belong to no stage: brand colour, icon, error pages, the way in."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from warmline.web.brand import brand_css
from warmline.web.context import current_business
from warmline.web.models import Business, Logo


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Staff go to their inbox, visitors to the help centre, whoever comes first sets it up."""
    if not Business.objects.exists():
        return redirect("/welcome/")
    return redirect("/desk/" if request.user.is_authenticated else "/help/")


@require_safe
@cache_control(public=True, max_age=300)
def brand(request: HttpRequest) -> HttpResponse:
    return HttpResponse(brand_css(current_business().brand_color), content_type="text/css")


@require_safe
@cache_control(public=True, max_age=31_536_000, immutable=True)
def logo(request: HttpRequest, name: str) -> HttpResponse:
    """Its name is its fingerprint, so that it never changes. Whatever it holds, it can only be a picture."""
    picture = get_object_or_404(Logo, pk=name)
    answer = HttpResponse(bytes(picture.content), content_type=f"image/{name.rpartition('.')[2]}")
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    # The chat shows it on the business's own pages.
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "web/errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "web/errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "web/errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Rendered without the request: whatever broke may break it again."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        # Locked, full or away: most likely it passes.
        answer = render_to_string("web/errors/503.html")
        return HttpResponse(answer, status=503, headers={"Retry-After": "5"})
    return HttpResponse(render_to_string("web/errors/500.html"), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "web/errors/csrf.html", status=403)


def too_many_requests(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    response = render(request, "web/errors/429.html", status=429)
    response.headers["Retry-After"] = "60"
    return response
