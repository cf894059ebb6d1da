"""Addresses of what a customer may ask of the business."""

from django.urls import path

from warmline.privacy import views

app_name = "privacy"
urlpatterns = [
    path("privacy/customers/<int:pk>/", views.rights, name="rights"),
    path("privacy/customers/<int:pk>/archive", views.archive, name="archive"),
    path("privacy/customers/<int:pk>/erasure", views.erasure, name="erasure"),
]
