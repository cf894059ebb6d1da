"""What is a person about to do: their drafts, their views of the inbox, and who is looking at what?"""

from django.db import models
from django.utils.translation import gettext_lazy as _


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

    @property
    def stamp(self) -> str:
        """Which state of it a page has."""
        return str(round(self.updated_at.timestamp() * 1_000_000))


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


class View(models.Model):
    """A list of the inbox that somebody saved under a name. An empty filter lets everything through."""

    class Assignee(models.TextChoices):
        ANYBODY = "", _("Anybody or nobody")
        ME = "me", _("Me")
        NOBODY = "nobody", _("Nobody yet")

    owner = models.ForeignKey("staff.Person", on_delete=models.CASCADE, related_name="views")
    name = models.CharField(max_length=40)
    is_shared = models.BooleanField(default=False)
    #: Among the views of its owner; the smaller comes first.
    place = models.PositiveIntegerField(default=0)
    #: Values of conversations.models.Holder; none of them: all that are not closed.
    holders = models.JSONField(default=list)
    assignee = models.CharField(max_length=6, choices=Assignee, blank=True, default="")
    #: At least this one of conversations.models.Priority.
    priority = models.PositiveSmallIntegerField(default=0)
    is_upset = models.BooleanField(default=False)
    language = models.CharField(max_length=8, blank=True)
    channel = models.CharField(max_length=20, blank=True)
    label = models.ForeignKey(
        "labels.Label", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    waiting_minutes = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["is_shared", "place", "id"]

    def __str__(self) -> str:
        return self.name
