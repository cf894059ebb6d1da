"""What was a person to hear of, have they seen it, and where do they want to hear it?"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """Why somebody is told; the order is that of the page of settings."""

    GIVEN = "given", _("A conversation is given to me")
    ANSWERED = "answered", _("A customer answers in one of mine")
    CALLED = "called", _("A colleague calls me in a note")
    WAITS = "waits", _("Somebody waits for a person, while I am on duty")
    WOKEN = "woken", _("A snooze of mine is over")
    DUE = "due", _("A task or promise is due")
    NEAR = "near", _("A customer is about to wait too long")


class Digest(models.Model):
    """One mail that gathered what waited. Claimed before it is handed over: whatever happens, it leaves once."""

    person = models.ForeignKey("staff.Person", on_delete=models.CASCADE, related_name="+")
    claimed_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "-claimed_at"], name="digest_latest")]

    def __str__(self) -> str:
        return f"to {self.person_id} at {self.claimed_at}"


class Notice(models.Model):
    """One person is told of one thing, once."""

    person = models.ForeignKey("staff.Person", on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=10, choices=Kind)
    conversation = models.ForeignKey(
        "conversations.Conversation", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    task = models.ForeignKey("tasks.Task", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    #: What made it necessary, such as "given:<conversation>:<version>".
    cause = models.CharField(max_length=120)
    made_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    digest = models.ForeignKey(
        Digest, null=True, blank=True, on_delete=models.SET_NULL, related_name="notices"
    )

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["person", "cause"], name="notice_once")]
        indexes = [models.Index(fields=["person", "seen_at"], name="notice_unseen")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.cause}"


class Wishes(models.Model):
    """How a person wants to hear about things; whoever never chose has none and gets what `wishes.py` says."""

    class Mail(models.TextChoices):
        OFF = "off", _("Never")
        HOURLY = "hourly", _("At most once an hour")
        DAILY = "daily", _("Once a day, when we open")

    person = models.OneToOneField("staff.Person", on_delete=models.CASCADE, related_name="wishes")
    #: {kind: ["page", "push", ...]}; a kind that is missing follows the default.
    ways = models.JSONField(default=dict)
    mail = models.CharField(max_length=6, choices=Mail, default=Mail.HOURLY)
    #: In the business's time; both or none.
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_until = models.TimeField(null=True, blank=True)
    #: Names of customers and their words on lock screens and in mails.
    shows_words = models.BooleanField(default=False)
    #: When the next mail is looked at; empty when nothing is planned.
    mail_planned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "wishes"

    def __str__(self) -> str:
        return f"of {self.person_id}"


class Device(models.Model):
    """A browser that asked to be told: where its push service is, and with which keys it reads."""

    person = models.ForeignKey("staff.Person", on_delete=models.CASCADE, related_name="devices")
    endpoint = models.CharField(max_length=800)
    #: Of the endpoint: SHA-256, hexadecimal. One browser is one row, whoever signs in there.
    fingerprint = models.CharField(max_length=64, unique=True)
    public = models.CharField(max_length=120)
    secret = models.CharField(max_length=40)
    name = models.CharField(max_length=60)
    added_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["added_at", "id"]

    def __str__(self) -> str:
        return self.name
