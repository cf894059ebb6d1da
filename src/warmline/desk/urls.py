"""Addresses of the desk. /desk/events is served in front of Django, by stream.py."""

from django.urls import path

from warmline.desk import (
    act_views,
    conversation_views,
    inbox_views,
    label_views,
    mention_views,
    merge_views,
    note_views,
    transcript_views,
    view_views,
    writing_views,
)

app_name = "desk"
_ONE = "desk/conversations/<uuid:pk>"
urlpatterns = [
    path("desk/", inbox_views.inbox, name="inbox"),
    path("desk/colleagues", mention_views.colleagues_called, name="called"),
    path("desk/label-menu", label_views.menu, name="label-menu"),
    path("desk/views/", view_views.views, name="views"),
    path("desk/views/<int:pk>/", view_views.view, name="view"),
    path("desk/views/<int:pk>/place", view_views.place, name="view-place"),
    path("desk/views/<int:pk>/deletion", view_views.deletion, name="view-deletion"),
    path(f"{_ONE}/", conversation_views.conversation, name="conversation"),
    path(f"{_ONE}/colleagues", conversation_views.colleagues, name="colleagues"),
    path(f"{_ONE}/transcript", transcript_views.transcript, name="transcript"),
    path(f"{_ONE}/transcript.txt", transcript_views.transcript_file, {"kind": "txt"}, name="transcript-text"),
    path(
        f"{_ONE}/transcript.json", transcript_views.transcript_file, {"kind": "json"}, name="transcript-data"
    ),
    path(f"{_ONE}/mergers", merge_views.mergers, name="mergers"),
    path(f"{_ONE}/merger", merge_views.merger, name="merger"),
    path(f"{_ONE}/take", act_views.take, name="take"),
    path(f"{_ONE}/return", act_views.give_back, name="return"),
    path(f"{_ONE}/assignment", act_views.assignment, name="assignment"),
    path(f"{_ONE}/snooze", act_views.snooze, name="snooze"),
    path(f"{_ONE}/closure", act_views.closure, name="closure"),
    path(f"{_ONE}/replies", writing_views.replies, name="replies"),
    path(f"{_ONE}/withdrawal", writing_views.withdrawal, name="withdrawal"),
    path(f"{_ONE}/departure", writing_views.departure, name="departure"),
    path(f"{_ONE}/revision", writing_views.revision, name="revision"),
    path(f"{_ONE}/note-revision", note_views.note_revision, name="note-revision"),
    path(f"{_ONE}/notes", writing_views.notes, name="notes"),
    path(f"{_ONE}/removal", writing_views.removal, name="removal"),
    path(f"{_ONE}/draft", writing_views.draft, name="draft"),
    path(f"{_ONE}/labels", label_views.choices, name="label-choices"),
    path(f"{_ONE}/labelling", label_views.labelling, name="labelling"),
    path(f"{_ONE}/viewing", writing_views.viewing, name="viewing"),
]
