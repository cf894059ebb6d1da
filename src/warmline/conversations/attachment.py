"""Which files were sent, by whom, and of what are they part?"""

import uuid

from django.db import models
from django.db.models import Q


class Attachment(models.Model):
    """A file on its way into a message or note (uploaded first), and then a row of it."""

    class Draft(models.TextChoices):
        REPLY = "reply", "Reply"
        NOTE = "note", "Note"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    conversation = models.ForeignKey(
        "conversations.Conversation", on_delete=models.CASCADE, related_name="attachments"
    )
    file = models.ForeignKey("files.File", on_delete=models.PROTECT, related_name="+")
    #: As files.names.clean_name made it.
    name = models.CharField(max_length=120)
    #: The words of the name between spaces, as the search compares them.
    words = models.CharField(max_length=250)
    #: Who sent it; None: the customer.
    person = models.ForeignKey("staff.Person", null=True, on_delete=models.PROTECT, related_name="+")
    #: In which box of the desk it waits, "" for the customer's.
    draft = models.CharField(max_length=5, choices=Draft, blank=True)
    message = models.ForeignKey(
        "conversations.Message", null=True, on_delete=models.CASCADE, related_name="attachments"
    )
    note = models.ForeignKey(
        "conversations.Note", null=True, on_delete=models.CASCADE, related_name="attachments"
    )
    #: Taken back with it, it waits in the box again.
    due_reply = models.ForeignKey(
        "conversations.DueReply", null=True, on_delete=models.SET_NULL, related_name="attachments"
    )
    #: Its place among the files of its message.
    place = models.PositiveSmallIntegerField(default=0)
    #: The revision of the conversation with which its state changed last; 0 for never.
    revision = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()

    class Meta:
        ordering = ["place", "at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(message=None) | Q(note=None), name="attachment_of_message_or_note"
            )
        ]

    def __str__(self) -> str:
        return f"{self.conversation_id} file {self.pk}"
