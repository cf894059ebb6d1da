"""Addresses of the copilot; the desk's pages name them and fetch what they give."""

from django.urls import path

from warmline.copilot import views, you_views

app_name = "copilot"
_ONE = "copilot/conversations/<uuid:pk>"
urlpatterns = [
    path(f"{_ONE}/suggestions", views.suggestions, name="suggestions"),
    path(f"{_ONE}/advice", views.advice, name="advice"),
    path(f"{_ONE}/draft", views.draft, name="draft"),
    path(f"{_ONE}/tone", views.tone, name="tone"),
    path("copilot/you/", you_views.you, name="you"),
    path(f"{_ONE}/choices", views.choices, name="choices"),
]
