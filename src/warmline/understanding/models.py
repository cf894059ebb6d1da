"""What was read from each message?"""

from django.db import models


class StoredReading(models.Model):
    message = models.OneToOneField("conversations.Message", on_delete=models.CASCADE, related_name="reading")
    signals = models.JSONField()
    versions = models.JSONField(default=dict)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"reading of {self.message_id}"
