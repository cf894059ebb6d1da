"""Addresses of decisions."""

from django.urls import path

from warmline.decisions import views

app_name = "decisions"
urlpatterns = [
    path("decisions/", views.log, name="log"),
    path("decisions/<int:pk>/", views.decision, name="decision"),
]
