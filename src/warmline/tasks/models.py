"""What did people promise, and what is left for them to do?"""

from django.db import models


class Task(models.Model):
    class Kind(models.TextChoices):
        PROMISE = "promise", "Promise to a customer"
        LOW_SCORE = "low_score", "Unhappy customer"
        ALARM = "alarm", "Waiting too long"
        REVIEW = "review", "Check an automatic decision"

    kind = models.CharField(max_length=20, choices=Kind)
    text = models.CharField(max_length=300)
    customer = models.ForeignKey(
        "customers.Customer", null=True, on_delete=models.CASCADE, related_name="tasks"
    )
    #: What it is about, such as "conversation:<id>"; open tasks of one kind about the same thing are one.
    about = models.CharField(max_length=80, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        "staff.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["done_at", "due_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "about"],
                condition=models.Q(done_at=None) & ~models.Q(about=""),
                name="one_open_task_about_a_thing",
            )
        ]

    def __str__(self) -> str:
        return self.text
