"""Addresses of macros: their pages, and what the composer asks."""

from django.urls import path

from warmline.macros import conversation_views, page_views

app_name = "macros"
_OF = "macros/conversations/<uuid:pk>"
urlpatterns = [
    path("macros/", page_views.macros, name="macros"),
    path("macros/preview", page_views.preview, name="preview"),
    path("macros/<int:pk>/", page_views.macro, name="macro"),
    path("macros/<int:pk>/deletion", page_views.deletion, name="deletion"),
    path(f"{_OF}/choices", conversation_views.choices, name="choices"),
    path(f"{_OF}/uses", conversation_views.uses, name="uses"),
    path(f"{_OF}/acts", conversation_views.acts, name="acts"),
]
