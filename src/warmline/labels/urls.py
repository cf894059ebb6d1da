"""Addresses of labels; what is done with them on a conversation is the desk's."""

from django.urls import path

from warmline.labels import views

app_name = "labels"
_ONE = "desk/labels/<int:pk>"
urlpatterns = [
    path("desk/labels/", views.labels, name="labels"),
    path(f"{_ONE}/", views.label, name="label"),
    path(f"{_ONE}/union", views.union, name="union"),
    path("desk/labels/merges/<int:pk>/parting", views.parting, name="parting"),
    path(f"{_ONE}/archiving", views.archiving, name="archiving"),
]
