"""What was read from each message, and how did the customer feel at the worst moment and at the last?"""

from django.db import models


class StoredReading(models.Model):
    message = models.OneToOneField("conversations.Message", on_delete=models.CASCADE, related_name="reading")
    signals = models.JSONField()
    versions = models.JSONField(default=dict)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"reading of {self.message_id}"


class EpisodeMood(models.Model):
    """Peak and end of an episode: they colour the memory of all of it.

    Values: how upset, 0 to 1. Feelings: a group of mood/labels.py, "" where none is unpleasant.
    """

    episode = models.OneToOneField("conversations.Episode", on_delete=models.CASCADE, related_name="mood")
    peak_value = models.FloatField()
    peak_number = models.PositiveIntegerField()
    peak_words = models.CharField(max_length=120, blank=True)
    peak_feeling = models.CharField(max_length=20, blank=True, default="")
    end_value = models.FloatField()
    end_number = models.PositiveIntegerField()
    end_words = models.CharField(max_length=120, blank=True)
    end_feeling = models.CharField(max_length=20, blank=True, default="")

    def __str__(self) -> str:
        return f"mood of episode {self.episode_id}"
