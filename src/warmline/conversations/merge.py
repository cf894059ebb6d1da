"""Which conversation goes on in another one?"""

from django.db import models


class Merge(models.Model):
    """A conversation goes on in another one of the same customer; its messages stay where they are."""

    conversation = models.ForeignKey(
        "conversations.Conversation", on_delete=models.CASCADE, related_name="merges"
    )
    into = models.ForeignKey("conversations.Conversation", on_delete=models.CASCADE, related_name="merged")
    person = models.ForeignKey("staff.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.conversation_id} into {self.into_id}"
