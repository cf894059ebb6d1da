"""What did people promise, and what is left for them to do?"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Task(models.Model):
    class Kind(models.TextChoices):
        PROMISE = "promise", _("Promise to a customer")
        LOW_SCORE = "low_score", _("Unhappy customer")
        ALARM = "alarm", _("Waiting too long")
        REVIEW = "review", _("Check an automatic decision")
        WRITTEN = "todo", _("Task")

    kind = models.CharField(max_length=20, choices=Kind)
    text = models.CharField(max_length=300)
    customer = models.ForeignKey(
        "customers.Customer", null=True, on_delete=models.CASCADE, related_name="tasks"
    )
    #: What it is about, such as "conversation:<id>"; open tasks of one kind about the same thing are one.
    about = models.CharField(max_length=80, blank=True)
    #: Of a task that a person wrote: the conversation it belongs to. Conversations come later in the order, so no key.
    conversation_id = models.UUIDField(null=True, blank=True)
    #: Who is to do it; nobody means whoever comes first.
    assignee = models.ForeignKey(
        "staff.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="tasks"
    )
    made_by = models.ForeignKey(
        "staff.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    due_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        "staff.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["done_at", "due_at", "id"]
        indexes = [
            models.Index(fields=["done_at", "assignee", "due_at"], name="task_of_person"),
            models.Index(fields=["conversation_id", "done_at"], name="task_of_conversation"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "about"],
                condition=models.Q(done_at=None) & ~models.Q(about=""),
                name="one_open_task_about_a_thing",
            )
        ]

    def __str__(self) -> str:
        return self.text


class TaskChange(models.Model):
    """What became of a task: who did what to it, and when."""

    class Act(models.TextChoices):
        MADE = "made", _("Written by")
        DONE = "done", _("Done by")
        REOPENED = "reopened", _("Opened again by")
        MOVED = "moved", _("Deadline changed by")
        HANDED = "handed", _("Handed on by")
        REWORDED = "reworded", _("Reworded by")

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="changes")
    act = models.CharField(max_length=10, choices=Act)
    #: What it was and what it became: instants as ISO 8601, otherwise words; "" where the act says it all.
    old = models.CharField(max_length=300, blank=True)
    new = models.CharField(max_length=300, blank=True)
    person = models.ForeignKey("staff.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.act} {self.task_id}"
