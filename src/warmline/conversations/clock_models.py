"""How soon do we answer, and what became of it each time?"""

from django.db import models
from django.db.models import F, Q


class ServiceTarget(models.Model):
    """What the owner wants for one priority, in minutes of opening hours; without a row targets.py has the default."""

    priority = models.SmallIntegerField(primary_key=True)
    first_minutes = models.PositiveIntegerField()
    next_minutes = models.PositiveIntegerField()
    #: From the first wait for a person until it is closed; empty: not measured.
    solve_minutes = models.PositiveIntegerField(null=True, blank=True)
    changed_by = models.CharField(max_length=80, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.priority}: {self.first_minutes}/{self.next_minutes}"


class ServiceClock(models.Model):
    """One wait for people, from its beginning to its end. Written by clocks.py alone, under the conversation's lock."""

    class Kind(models.TextChoices):
        FIRST = "first", "First reply"
        NEXT = "next", "Next reply"
        SOLVE = "solve", "Solved"

    class Outcome(models.TextChoices):
        ANSWERED = "answered", "Answered"
        CLOSED = "closed", "Closed"
        GIVEN_BACK = "given_back", "Given back to the assistant"

    conversation = models.ForeignKey(
        "conversations.Conversation", on_delete=models.CASCADE, related_name="clocks"
    )
    kind = models.CharField(max_length=5, choices=Kind)
    priority = models.SmallIntegerField()
    target_minutes = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    #: From here on it calls for attention.
    alarm_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True, blank=True)
    #: Open time for which it stood still.
    paused_seconds = models.FloatField(default=0)
    stopped_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    breached_at = models.DateTimeField(null=True, blank=True)
    #: Who held it at the breach; nobody when it stood in the queue.
    breached_with = models.ForeignKey(
        "staff.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "kind"], condition=Q(stopped_at=None), name="one_clock_of_a_kind_runs"
            ),
            models.CheckConstraint(condition=Q(alarm_at__lte=F("due_at")), name="alarm_comes_before_the_end"),
        ]
        indexes = [
            models.Index(fields=["-breached_at"], name="clock_breached"),
            models.Index(fields=["stopped_at", "priority"], name="clock_stopped"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.conversation_id} until {self.due_at}"
