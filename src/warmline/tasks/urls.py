"""Addresses of tasks."""

from django.urls import path

from warmline.tasks import making_views, views

app_name = "tasks"
urlpatterns = [
    path("tasks/", views.tasks, name="tasks"),
    path("tasks/new/", making_views.new, name="new"),
    path("tasks/made", making_views.make_task, name="make"),
    path("tasks/deadline", views.deadline, name="deadline"),
    path("tasks/customers/<int:pk>/", making_views.beside, name="beside"),
    path("tasks/<int:pk>/", views.task, name="task"),
    path("tasks/<int:pk>/completion/", views.completion, name="completion"),
    path("tasks/<int:pk>/reopening/", views.reopening, name="reopening"),
]
