"""Which past conversations show how a question was solved, and what became of each suggestion?"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SolvedCase(models.Model):
    """A customer's question with what a person replied, before the episode was closed as solved.

    It hangs on both messages and goes with either.
    """

    question = models.OneToOneField(
        "conversations.Message", on_delete=models.CASCADE, related_name="solved_case"
    )
    reply = models.ForeignKey("conversations.Message", on_delete=models.CASCADE, related_name="+")
    #: What of the reply holds for anybody; "" when nothing is left without what is personal.
    text = models.TextField(blank=True)
    vector = models.BinaryField()
    encoder = models.CharField(max_length=40)
    closed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["encoder", "-closed_at"], name="solved_case_latest")]

    def __str__(self) -> str:
        return f"case of {self.question_id}"


class CaseGathering(models.Model):
    """Up to which closed episode were cases gathered (row 1)? edition grows with each new case."""

    through_at = models.DateTimeField()
    through_id = models.BigIntegerField(default=0)
    looked_at = models.DateTimeField()
    edition = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return self.through_at.isoformat()


class Choice(models.Model):
    """A suggestion that a person put into the reply or refused; the reply holds what was sent in the end."""

    class Outcome(models.TextChoices):
        PUT_IN = "put_in", _("Put into the reply, not sent yet")
        TAKEN = "taken", _("Sent as suggested")
        EDITED = "edited", _("Sent with changes")
        REPLACED = "replaced", _("Other words were sent")
        REFUSED = "refused", _("Refused")

    question = models.ForeignKey("conversations.Message", on_delete=models.CASCADE, related_name="choices_of")
    person = models.ForeignKey("staff.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10)
    key = models.CharField(max_length=120)
    text = models.TextField()
    confidence = models.FloatField()
    #: Where it stood, 1 to 3.
    place = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome)
    reply = models.ForeignKey(
        "conversations.Message", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "person", "kind", "key"], name="chosen_once")
        ]
        indexes = [models.Index(fields=["-at"], name="choice_latest")]

    def __str__(self) -> str:
        return f"{self.outcome} {self.kind}:{self.key}"


class Preference(models.Model):
    """What one person set for themselves; without a row the defaults hold."""

    person = models.OneToOneField("staff.Person", on_delete=models.CASCADE, related_name="copilot_preference")
    sign_off = models.CharField(max_length=200, blank=True)
    checks_tone = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"preference of {self.person_id}"


class ModelDraft(models.Model):
    """What a language model wrote for a question, as far as the sources support it; made once."""

    question = models.OneToOneField(
        "conversations.Message", on_delete=models.CASCADE, related_name="model_draft"
    )
    text = models.TextField()
    #: [{"source", "url"}]
    sources = models.JSONField(default=list)
    confidence = models.FloatField()
    #: How many sentences no source supported.
    dropped = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"draft for {self.question_id}"


class Spending(models.Model):
    """What the language model cost on a day (UTC), in tokens."""

    day = models.DateField(unique=True)
    tokens = models.IntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.day}: {self.tokens}"
