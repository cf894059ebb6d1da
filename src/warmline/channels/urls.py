"""Addresses of the owner's pages about channels; the chat itself stands in front of Django (asgi.py)."""

from django.urls import path

from warmline.channels.identity import views

app_name = "channels"
urlpatterns = [
    path("identity/", views.overview, name="identity"),
    path("identity/keys/", views.making, name="make_identity_key"),
    path("identity/keys/<int:pk>/retirement/", views.retirement, name="retire_identity_key"),
]
