"""Addresses of web."""

from django.urls import path

from warmline.web import styleguide, views

app_name = "web"
urlpatterns = [
    path("", views.home, name="home"),
    path("brand.css", views.brand, name="brand"),
    path("logo/<str:name>", views.logo, name="logo"),
    path("styleguide", styleguide.styleguide, name="styleguide"),
]
