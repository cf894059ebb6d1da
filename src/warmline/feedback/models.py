"""What did customers say about how they were served?"""

from django.db import models


class Rating(models.Model):
    """survey: "csat" (1 to 5, once per episode) or "helpful" (0 or 1, once per answer)."""

    conversation = models.ForeignKey(
        "conversations.Conversation", on_delete=models.CASCADE, related_name="ratings"
    )
    episode = models.ForeignKey("conversations.Episode", on_delete=models.CASCADE, related_name="ratings")
    survey = models.CharField(max_length=20)
    #: The message it is about; 0 for the episode as a whole.
    number = models.PositiveIntegerField(default=0)
    score = models.SmallIntegerField()
    comment = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["episode", "survey", "number"], name="rated_once")]

    def __str__(self) -> str:
        return f"{self.survey} {self.score}"
