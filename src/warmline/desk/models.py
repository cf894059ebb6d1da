"""What is a person about to do: their drafts, and who is looking at what?"""

from django.db import models


class Draft(models.Model):
    """An unsent reply or note of one person in one conversation."""

    class Kind(models.TextChoices):
        REPLY = "reply", "Reply"
        NOTE = "note", "Note"

    person = models.ForeignKey("staff.Person", on_delete=models.CASCADE, related_name="drafts")
    conversation = models.ForeignKey(
        "conversations.Conversation", on_delete=models.CASCADE, related_name="drafts"
    )
    kind = models.CharField(max_length=5, choices=Kind)
    text = models.TextField(blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "conversation", "kind"], name="draft_once")]

    def __str__(self) -> str:
        return f"{self.kind} by {self.person_id}"


class Viewing(models.Model):
    """Who has a conversation on screen (heartbeat 10 s, gone after 25 s), and are they writing?"""

    person = models.ForeignKey("staff.Person", on_delete=models.CASCADE, related_name="viewings")
    conversation = models.ForeignKey(
        "conversations.Conversation", on_delete=models.CASCADE, related_name="viewings"
    )
    seen_at = models.DateTimeField()
    wrote_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "conversation"], name="viewing_once")]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.conversation_id}"
