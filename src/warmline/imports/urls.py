"""Addresses of bringing in lists."""

from django.urls import path

from warmline.imports import views

app_name = "imports"
urlpatterns = [
    path("imports/", views.imports, name="imports"),
    path("imports/<int:pk>/", views.upload, name="upload"),
    path("imports/<slug:kind>.csv", views.sample, name="sample"),
]
