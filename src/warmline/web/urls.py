"""Addresses of web."""

from django.urls import path

from warmline.web import installing, styleguide, views

app_name = "web"
urlpatterns = [
    path("", views.home, name="home"),
    path("brand.css", views.brand, name="brand"),
    path("logo/<str:name>", views.logo, name="logo"),
    path("manifest.webmanifest", installing.manifest, name="manifest"),
    path("worker.js", installing.worker, name="worker"),
    path("offline/", installing.offline, name="offline"),
    path("styleguide", styleguide.styleguide, name="styleguide"),
]
