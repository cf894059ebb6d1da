"""Whom does a note call by name?"""

from django.db import models


class Mention(models.Model):
    """A note calls a colleague by name; read once they had the conversation before them."""

    note = models.ForeignKey("conversations.Note", on_delete=models.CASCADE, related_name="mentions")
    person = models.ForeignKey("staff.Person", on_delete=models.CASCADE, related_name="mentions")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "person"], name="mention_once")]
        indexes = [models.Index(fields=["person", "read_at"], name="mention_unread")]

    def __str__(self) -> str:
        return f"{self.person_id} in note {self.note_id}"
