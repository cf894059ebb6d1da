"""Which address belongs to which app? Each app's urls.py holds whole addresses, such as "desk/events"."""

from django.urls import include, path

APPS = (
    "web",
    "staff",
    "customers",
    "channels",
    "knowledge",
    "tasks",
    "imports",
    "search",
    "labels",
    "decisions",
    "service",
    "routing",
    "desk",
    "macros",
    "notifications",
    "copilot",
    "gaps",
    "insights",
    "learning",
    "privacy",
    "shortcuts",
    "playbooks",
)

urlpatterns = [
    *(path("", include(f"warmline.{app}.urls")) for app in APPS),
    path("", include("warmline.decisions.rules_urls")),
]

handler400 = "warmline.web.views.bad_request"
handler403 = "warmline.web.views.forbidden"
handler404 = "warmline.web.views.not_found"
handler429 = "warmline.web.views.too_many_requests"  # asked for by django-allauth
handler500 = "warmline.web.views.server_error"
