"""Addresses of notifications."""

from django.urls import path

from warmline.notifications import device_views, views

app_name = "notifications"
urlpatterns = [
    path("notifications/", views.notices, name="notices"),
    path("notifications/count", views.count, name="count"),
    path("notifications/seen", views.seen, name="seen"),
    path("notifications/settings/", views.settings_page, name="settings"),
    path("notifications/devices", device_views.devices, name="devices"),
    path("notifications/devices/<int:pk>/trial", device_views.trial, name="trial"),
    path("notifications/devices/<int:pk>/removal", device_views.removal, name="removal"),
]
