"""Address of the owner's page of rules."""

from django.urls import path

from warmline.decisions import owner_page

app_name = "rules"
urlpatterns = [path("rules/", owner_page.rules, name="rules")]
