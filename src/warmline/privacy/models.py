"""Which customers were erased, when, by whom, and how much went?"""

from django.db import models


class Erasure(models.Model):
    """What is left to show that it was done: numbers, no words."""

    customer = models.ForeignKey("customers.Customer", on_delete=models.PROTECT, related_name="erasures")
    person = models.ForeignKey("staff.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    #: How many rows went and how many lost their words: {"removed": {"app.Model": n}, "blanked": {...}}.
    counts = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.customer_id} erased"
