"""Addresses of playbooks."""

from django.urls import path

from warmline.playbooks import views

app_name = "playbooks"
urlpatterns = [path("shop/", views.shop, name="shop")]
