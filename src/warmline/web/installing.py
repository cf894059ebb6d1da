"""How does the desk become an app on a phone? Its manifest, the worker that says "offline", and what it then shows."""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from warmline.web.context import current_business

#: The grounds of tokens.css by day; a manifest knows no night.
GROUND = "#faf7f3"


@require_safe
@cache_control(public=True, max_age=300)
def manifest(request: HttpRequest) -> HttpResponse:
    business = current_business()
    icons = [
        {
            "src": static(f"web/app-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }
        for size in (192, 512)
        for purpose in ("any", "maskable")
    ]
    told = {
        "name": f"{business.name} desk",
        "short_name": business.name[:12],
        "id": "/desk/",
        "start_url": "/desk/?tab=queue",
        "scope": "/",
        "display": "standalone",
        "background_color": GROUND,
        "theme_color": business.brand_color,
        "icons": icons,
    }
    return JsonResponse(told, content_type="application/manifest+json")


@require_safe
@cache_control(public=True, no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """At the root, because a worker only reaches what lies beside and below it."""
    path = Path(str(finders.find("web/worker.js")))
    return HttpResponse(path.read_text(), content_type="text/javascript")


@require_safe
@cache_control(private=True, max_age=300)
def offline(request: HttpRequest) -> HttpResponse:
    """It names nobody and nothing: the worker keeps it, in the language of who was here."""
    return render(request, "web/offline.html")
