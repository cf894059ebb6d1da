"""Addresses of tasks."""

from django.urls import path

from warmline.tasks import views

app_name = "tasks"
urlpatterns = [
    path("tasks/", views.tasks, name="tasks"),
    path("tasks/<int:pk>/completion/", views.completion, name="completion"),
]
