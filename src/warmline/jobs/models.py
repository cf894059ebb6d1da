"""Which work is due? The row is the queue: a job is claimed by a conditional update."""

from django.db import models


class Job(models.Model):
    name = models.CharField(max_length=80)
    payload = models.JSONField(default=dict)
    #: Jobs of the same lock run one after another, in the order of their ids.
    lock = models.CharField(max_length=80, blank=True)
    #: Empty means now: a clock that jumps back must not delay what is due.
    due_at = models.DateTimeField(null=True, blank=True)
    leased_by = models.CharField(max_length=80, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    #: Parked: it failed each time; its listener's last resort has run.
    failed_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["failed_at", "due_at", "id"], name="job_due"),
            models.Index(fields=["lock", "id"], name="job_lock"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.pk}"
