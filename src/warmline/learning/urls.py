"""Addresses of what the bot has learned, for the owner."""

from django.urls import include, path

from warmline.learning import views

app_name = "learning"
urlpatterns = [
    path("", include("warmline.learning.desk_urls")),
    path("learning/", views.home, name="home"),
    path("learning/promise/", views.promise, name="promise"),
    path("learning/measurement/", views.measurement, name="measurement"),
    path("learning/versions/<int:number>/restoration/", views.restoration, name="restoration"),
    path("learning/examples/<int:pk>/withdrawal/", views.withdrawal, name="withdrawal"),
    path("learning/examples/<int:pk>/acceptance/", views.acceptance, name="acceptance"),
]
