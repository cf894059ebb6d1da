"""Addresses of gaps, for the owner."""

from django.urls import path

from warmline.gaps import views

app_name = "gaps"
urlpatterns = [
    path("gaps/", views.home, name="home"),
    path("gaps/<int:pk>/", views.gap, name="gap"),
    path("gaps/<int:pk>/publication/", views.publication, name="publication"),
    path("gaps/<int:pk>/merger/", views.merger, name="merger"),
    path("gaps/<int:pk>/dismissal/", views.dismissal, name="dismissal"),
    path("gaps/<int:pk>/reopening/", views.reopening, name="reopening"),
]
