"""Addresses of customers."""

from django.urls import path

from warmline.customers import merge_views, views

app_name = "customers"
urlpatterns = [
    path("customers/<int:pk>/", views.customer, name="customer"),
    path("customers/<int:pk>/doubles/", merge_views.doubles, name="doubles"),
    path("customers/<int:pk>/doubles/<int:other>/", merge_views.comparison, name="comparison"),
    path("customers/<int:pk>/doubles/<int:other>/difference", merge_views.difference, name="difference"),
    path("customers/mergers/<int:pk>/undoing", merge_views.undoing, name="undo-merge"),
    path("customers/<int:pk>/consents", views.consents, name="consents"),
]
