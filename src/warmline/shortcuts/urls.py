"""Addresses of the palette, the sheet and the page of keys."""

from django.urls import path

from warmline.shortcuts import views

app_name = "shortcuts"
urlpatterns = [
    path("shortcuts/", views.shortcuts, name="shortcuts"),
    path("shortcuts/default", views.default, name="default"),
    path("shortcuts/sheet", views.sheet, name="sheet"),
    path("shortcuts/found", views.found, name="found"),
]
