"""Addresses of the copilot; the desk's pages name them and fetch what they give."""

from django.urls import path

from warmline.copilot import views

app_name = "copilot"
_ONE = "copilot/conversations/<uuid:pk>"
urlpatterns = [
    path(f"{_ONE}/suggestions", views.suggestions, name="suggestions"),
    path(f"{_ONE}/choices", views.choices, name="choices"),
]
