"""What did a note say before its writer changed or deleted it?"""

from django.db import models


class NoteRevision(models.Model):
    """For the team. A note without text that has one was deleted."""

    note = models.ForeignKey("conversations.Note", on_delete=models.CASCADE, related_name="revisions")
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"note {self.note_id} before {self.at}"
