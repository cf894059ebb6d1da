"""Which list was brought in, by whom, and what came of it?"""

from django.db import models


class Upload(models.Model):
    """A file as it came: looked through first, brought in when somebody says so, and then its words are dropped."""

    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=120, blank=True)
    content = models.TextField(blank=True)
    person = models.ForeignKey("staff.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    #: {"new": n, "changed": n, "same": n, "customers": n} once it was brought in.
    counts = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
