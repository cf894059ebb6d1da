"""Addresses of customers."""

from django.urls import path

from warmline.customers import views

app_name = "customers"
urlpatterns = [
    path("customers/<int:pk>/", views.customer, name="customer"),
    path("customers/<int:pk>/consents", views.consents, name="consents"),
]
