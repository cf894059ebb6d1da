"""Which questions could the bot not answer, which of them are the same, and what became of that?"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Gap(models.Model):
    """Questions that ask for the same, with where their vectors point; it keeps its number for good."""

    #: The direction of the sum of its questions' vectors (unit vector, float32, little endian) and its length.
    centre = models.BinaryField()
    weight = models.FloatField()
    #: How many questions the centre is made of; fewer are left once messages were erased.
    size = models.PositiveIntegerField()
    encoder = models.CharField(max_length=40)
    opened_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"gap {self.pk}"


class GapQuestion(models.Model):
    """A customer's message that the bot had no answer for; its words stay in the message alone."""

    class Why(models.TextChoices):
        UNKNOWN = "unknown", _("The bot said that it does not know")
        HANDED_OVER = "handed_over", _("A person took over")
        UNHELPFUL = "unhelpful", _("The answer did not help")

    message = models.OneToOneField(
        "conversations.Message", on_delete=models.CASCADE, related_name="gap_question"
    )
    #: Empty for a message without any meaning, such as emoji only.
    gap = models.ForeignKey(Gap, null=True, on_delete=models.CASCADE, related_name="questions")
    why = models.CharField(max_length=12, choices=Why)
    vector = models.BinaryField()
    encoder = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["gap", "-at"], name="gap_question_of_gap"),
            models.Index(fields=["encoder"], name="gap_question_encoder"),
        ]

    def __str__(self) -> str:
        return f"question {self.message_id}"


class Settlement(models.Model):
    """What the owner did about a gap, who and when; the latest one counts."""

    class Kind(models.TextChoices):
        PUBLISHED = "published", _("Published")
        MERGED = "merged", _("Added to an answer")
        DISMISSED = "dismissed", _("Not a gap")
        REOPENED = "reopened", _("Opened again")

    gap = models.ForeignKey(Gap, on_delete=models.CASCADE, related_name="settlements")
    kind = models.CharField(max_length=10, choices=Kind)
    person = models.ForeignKey("staff.Person", on_delete=models.PROTECT, related_name="+")
    #: How many questions the gap had then.
    size = models.PositiveIntegerField()
    answer = models.ForeignKey("knowledge.Answer", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.kind} of {self.gap_id}"


class Gathering(models.Model):
    """Up to when was everything looked through (row 1)? Who gathers holds its lock."""

    through_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.through_at.isoformat()
