"""Addresses of knowledge: editing for staff, the help centre for everybody."""

from django.urls import path

from warmline.knowledge import editing, help_centre, views

app_name = "knowledge"
urlpatterns = [
    path("knowledge/", views.home, name="home"),
    path("knowledge/preview/", views.preview, name="preview"),
    path("knowledge/new-answer/", editing.new_answer, name="new_answer"),
    path("knowledge/new-article/", editing.new_article, name="new_article"),
    path("knowledge/answers/<str:key>/", editing.answer, name="answer"),
    path("knowledge/answers/<str:key>/deletion/", editing.answer_deletion, name="answer_deletion"),
    path("knowledge/articles/<str:slug>/", editing.article, name="article"),
    path(
        "knowledge/articles/<str:slug>/publication/", editing.article_publication, name="article_publication"
    ),
    path("knowledge/articles/<str:slug>/deletion/", editing.article_deletion, name="article_deletion"),
    path("help/", help_centre.home, name="help"),
    path("help/search/", help_centre.search, name="help_search"),
    path("help/categories/<str:slug>/", help_centre.category, name="help_category"),
    path("help/articles/<str:slug>/", help_centre.article, name="help_article"),
    path("sitemap.xml", help_centre.sitemap, name="sitemap"),
    path("robots.txt", help_centre.robots, name="robots"),
]
