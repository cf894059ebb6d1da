"""Addresses of insights: of a conversation, and of themes."""

from django.urls import path

from warmline.insights import conversation_views, theme_views

app_name = "insights"
_OF = "insights/conversations/<uuid:pk>"
_THEME = "insights/<int:pk>"
urlpatterns = [
    path(f"{_OF}/", conversation_views.panel, name="panel"),
    path(f"{_OF}/themes", conversation_views.choices, name="choices"),
    path(f"{_OF}/notes", conversation_views.notes, name="notes"),
    path(f"{_OF}/withdrawal", conversation_views.withdrawal, name="withdrawal"),
    path(f"{_OF}/move", conversation_views.move, name="move"),
    path("insights/", theme_views.home, name="home"),
    path("insights/export.csv", theme_views.export, name="export"),
    path(f"{_THEME}/", theme_views.theme, name="theme"),
    path(f"{_THEME}/name", theme_views.name, name="name"),
    path(f"{_THEME}/receiver", theme_views.receiver, name="receiver"),
    path(f"{_THEME}/union", theme_views.union, name="union"),
    path(f"{_THEME}/settlement", theme_views.settlement, name="settlement"),
    path(f"{_THEME}/reopening", theme_views.reopening, name="reopening"),
]
