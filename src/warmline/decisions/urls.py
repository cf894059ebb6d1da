"""Addresses of decisions."""

from django.urls import path

from warmline.decisions import trying, views

app_name = "decisions"
urlpatterns = [
    path("decisions/", views.log, name="log"),
    path("decisions/<int:pk>/", views.decision, name="decision"),
    path("knowledge/trial/", trying.trial, name="trial"),
]
