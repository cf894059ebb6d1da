"""Addresses of what the bot has learned, for the owner."""

from django.urls import include, path

from warmline.learning import label_views, views

app_name = "learning"
urlpatterns = [
    path("", include("warmline.learning.desk_urls")),
    path("learning/", views.home, name="home"),
    path("learning/label/", label_views.label, name="label"),
    path("learning/label/labels/", label_views.labels, name="labels"),
    path("learning/label/undo/", label_views.label_undo, name="label_undo"),
    path("learning/promise/", views.promise, name="promise"),
    path("learning/measurement/", views.measurement, name="measurement"),
    path("learning/versions/comparison/", views.comparison, name="comparison"),
    path("learning/versions/<int:number>/restoration/", views.restoration, name="restoration"),
    path("learning/examples/<int:pk>/withdrawal/", views.withdrawal, name="withdrawal"),
    path("learning/examples/<int:pk>/acceptance/", views.acceptance, name="acceptance"),
]
