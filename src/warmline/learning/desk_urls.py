"""Addresses of what is taught on the desk; included by urls.py, whose names they share."""

from django.urls import path

from warmline.learning import desk_views

_ONE = "learning/messages/<uuid:pk>"
urlpatterns = [
    path(f"{_ONE}/", desk_views.lesson, name="lesson"),
    path(f"{_ONE}/answers", desk_views.answers, name="answers"),
    path(f"{_ONE}/correction", desk_views.correction, name="correction"),
    path(f"{_ONE}/retraction", desk_views.retraction, name="retraction"),
]
