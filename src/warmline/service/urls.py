"""Address of the owner's page of service times."""

from django.urls import path

from warmline.service import views

app_name = "service"
urlpatterns = [path("service/", views.service, name="service")]
