"""Why did customers really write: what staff noted, under which theme, and what was done about it?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

#: Two or three words; a longer text is a note (chosen by us).
LONGEST_WORDS = 60


class Theme(models.Model):
    """What many customers wrote about for the same reason; its name is for staff."""

    class ForWhom(models.TextChoices):
        UNSAID = "", _("Not said yet")
        PRODUCT = "product", _("Product")
        SERVICE = "service", _("Service")
        WEBSITE = "website", _("Website")

    name = models.CharField(max_length=LONGEST_WORDS)
    for_whom = models.CharField(max_length=8, choices=ForWhom, blank=True, default=ForWhom.UNSAID)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Wording(models.Model):
    """One way in which staff say a theme; the same words always mean the same theme."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="wordings")
    #: Folded, see tidying.fold.
    words = models.CharField(max_length=120, unique=True)
    vector = models.BinaryField()
    encoder = models.CharField(max_length=40)

    def __str__(self) -> str:
        return self.words


class Insight(models.Model):
    """One person's word on why this episode came about; never shown to the customer.

    The customer's words stay in the message alone: when it is erased, the quote is gone.
    """

    conversation = models.ForeignKey(
        "conversations.Conversation", on_delete=models.CASCADE, related_name="insights"
    )
    episode = models.ForeignKey("conversations.Episode", on_delete=models.CASCADE, related_name="insights")
    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="insights")
    words = models.CharField(max_length=LONGEST_WORDS)
    quote = models.ForeignKey(
        "conversations.Message", null=True, on_delete=models.SET_NULL, related_name="insights"
    )
    person = models.ForeignKey("staff.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [models.UniqueConstraint(fields=["episode", "theme"], name="theme_once_an_episode")]
        indexes = [models.Index(fields=["theme", "-at"], name="insight_of_theme")]

    def __str__(self) -> str:
        return f"{self.words} in {self.conversation_id}"


class Deed(models.Model):
    """What somebody did about a theme, who and when; the latest of done and reopened counts."""

    class Kind(models.TextChoices):
        DONE = "done", _("Dealt with")
        REOPENED = "reopened", _("Put back on the list")
        RENAMED = "renamed", _("Renamed")
        MERGED = "merged", _("Joined with another theme")

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="deeds")
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.CharField(max_length=300, blank=True)
    person = models.ForeignKey("staff.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.theme_id}"
