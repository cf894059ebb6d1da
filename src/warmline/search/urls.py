"""Address of the search over everything that was said."""

from django.urls import path

from warmline.search import views

app_name = "search"
urlpatterns = [path("desk/search/", views.search, name="search")]
