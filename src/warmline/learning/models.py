"""What was the bot taught, by whom, and which version of what it knows is live?"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Example(models.Model):
    """A customer's question with the answer or article that is right for it; without either: none of them is.

    It hangs on the message and goes with it when the customer is erased.
    """

    class Origin(models.TextChoices):
        CORRECTION = "correction", _("A person said which answer was right")
        SENT = "sent", _("A person sent this answer")
        EDITED = "edited", _("A person sent this answer in words of their own")
        CHOSEN = "chosen", _("The customer chose it when asked back")
        CONFIRMED = "confirmed", _("The customer said that the answer helped")
        UNHELPFUL = "unhelpful", _("The customer said that the answer did not help")
        DECLINED = "declined", _("The customer meant something else")

    class State(models.TextChoices):
        WAITING = "waiting", _("Not yet learned")
        LEARNED = "learned", _("Learned")
        FLAGGED = "flagged", _("Needs a second look")
        REFUSED = "refused", _("Not learned: answers would have got worse")
        WITHDRAWN = "withdrawn", _("Taken back")

    message = models.OneToOneField("conversations.Message", on_delete=models.CASCADE, related_name="example")
    text = models.CharField(max_length=500)
    answer = models.ForeignKey(
        "knowledge.Answer", null=True, blank=True, on_delete=models.CASCADE, related_name="examples"
    )
    article = models.ForeignKey(
        "knowledge.Article", null=True, blank=True, on_delete=models.CASCADE, related_name="examples"
    )
    #: False for "unhelpful" and "declined": what is named here is what was wrong.
    is_right = models.BooleanField(default=True)
    origin = models.CharField(max_length=12, choices=Origin)
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    #: Why it is flagged or refused, in words for the owner.
    because = models.CharField(max_length=300, blank=True)
    by = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["state", "-at"], name="example_by_state")]

    def __str__(self) -> str:
        return f"{self.origin} on {self.message_id}"

    @property
    def title(self) -> str:
        """Of the answer or article that it names; "" for none."""
        named = self.answer or self.article
        return named.title if named is not None else ""

    @property
    def names_any(self) -> bool:
        """Whether it names an answer or article, rightly or wrongly."""
        return self.answer_id is not None or self.article_id is not None

    @property
    def right_key(self) -> str:
        """What the bot should have said: an answer's key, "article:" with a slug, "" for none of what it knows."""
        if not self.is_right:
            return ""
        if self.answer is not None:
            return self.answer.key
        return f"article:{self.article.slug}" if self.article is not None else ""


class Version(models.Model):
    """The examples the bot knew at one time, with how well it answered held-out questions with them."""

    class Status(models.TextChoices):
        LIVE = "live", _("In use")
        RETIRED = "retired", _("Used before")
        REFUSED = "refused", _("Refused: it was worse")

    number = models.PositiveIntegerField(unique=True)
    status = models.CharField(max_length=10, choices=Status)
    why = models.CharField(max_length=300)
    by = models.CharField(max_length=80, blank=True)
    #: Ids of the examples that are phrases of their answers in this version.
    examples = models.JSONField(default=list)
    #: learning.measuring.Report as JSON.
    report = models.JSONField(default=dict)
    #: learning.comparing.Comparison as JSON; empty for the first one and for a restored one.
    comparison = models.JSONField(default=dict)
    fit_seconds = models.FloatField(default=0.0)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"version {self.number}"
