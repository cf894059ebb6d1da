"""What was decided on each message, and why?"""

from django.db import models


class StoredDecision(models.Model):
    """The decision log: the explanation page, replay and audits all read it."""

    message = models.ForeignKey("conversations.Message", on_delete=models.CASCADE, related_name="decisions")
    conversation = models.ForeignKey(
        "conversations.Conversation", on_delete=models.CASCADE, related_name="decisions"
    )
    action = models.CharField(max_length=20)
    reason = models.CharField(max_length=30, blank=True)
    priority = models.SmallIntegerField(default=0)
    because = models.CharField(max_length=500)
    to_customer = models.CharField(max_length=500, blank=True)
    #: The strongest proposal's probability of being right, 0 to 1; empty when there was none.
    confidence = models.FloatField(null=True, blank=True)
    answer_key = models.CharField(max_length=120, blank=True)
    verdicts = models.JSONField(default=list)
    proposals = models.JSONField(default=list)
    #: The case without its text, the protocol and the versions of the parts: enough to decide again.
    case = models.JSONField(default=dict)
    protocol = models.JSONField(default=dict)
    versions = models.JSONField(default=dict)
    #: False when a person took over before it could be carried out.
    is_carried_out = models.BooleanField(default=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["-at", "-id"], name="decision_recent")]

    def __str__(self) -> str:
        return f"{self.action} on {self.message_id}"


class Topic(models.Model):
    """A topic that the owner keeps for people; its words are matched as whole words."""

    topic = models.CharField(max_length=80, unique=True)
    words = models.JSONField(default=list)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["topic"]

    def __str__(self) -> str:
        return self.topic


class Promise(models.Model):
    """How sure the bot must be so that the owner's "at most N wrong in 100" holds (row 1); written by learning."""

    #: From this confidence on it may answer; empty while nothing can be promised.
    threshold = models.FloatField(null=True)
    target = models.FloatField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.target:.0%} from {self.threshold}"
