"""Addresses of routing."""

from django.urls import path

from warmline.routing import views

app_name = "routing"
urlpatterns = [
    path("routing/", views.routing, name="routing"),
    path("routing/mine/", views.mine, name="mine"),
    path("routing/rules/", views.rules, name="rules"),
    path("routing/rules/<int:pk>/removal", views.removal, name="removal"),
]
