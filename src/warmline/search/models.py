"""What can be found? One entry for each message, note and customer; the words lie in the database's own text index.

Both tables are filled and cleared by triggers (sql/), never by the product's code: whatever writes a message, a
note or a customer, in whatever way, has written its entry in the same transaction.
"""

from django.db import models
from django.db.models import Q


class Entry(models.Model):
    """The key tells the order: of messages and notes the later has the larger one, those of customers are below 0."""

    id = models.BigIntegerField(primary_key=True)
    message = models.ForeignKey(
        "conversations.Message", null=True, db_index=False, on_delete=models.CASCADE, related_name="+"
    )
    note = models.ForeignKey(
        "conversations.Note", null=True, db_index=False, on_delete=models.CASCADE, related_name="+"
    )
    customer = models.ForeignKey(
        "customers.Customer", null=True, db_index=False, on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        # Each entry stands in one of the three only: two writes less for each message.
        constraints = [
            models.UniqueConstraint(
                fields=[of], condition=Q((f"{of}__isnull", False)), name=f"one_entry_of_{of}"
            )
            for of in ("message", "note", "customer")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Waiting(models.Model):
    """SQLite only: entries whose words are not yet in the text index. It takes them in by the batch (see 0007)."""

    entry = models.OneToOneField(Entry, primary_key=True, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return str(self.pk)
