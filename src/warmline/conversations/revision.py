"""What did a message say before it was changed or deleted?"""

from django.db import models


class Revision(models.Model):
    """What a message said before its writer changed or deleted it; for staff only."""

    message = models.ForeignKey("conversations.Message", on_delete=models.CASCADE, related_name="revisions")
    #: Its place among all revisions of the conversation: 1, 2, 3 ...
    ordinal = models.PositiveIntegerField()
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.message_id} before {self.at}"
