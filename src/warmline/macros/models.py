"""Which texts do staff keep for what they often write, and what is done along with them?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST_NAME = 50
#: Half of what a message may hold (chosen by us): there must be room for one's own words.
LONGEST_TEXT = 2000


class Macro(models.Model):
    """A text with places to fill, and what follows once it was sent. One without a text is done at once."""

    class Then(models.TextChoices):
        NOTHING = "", _("Nothing")
        CLOSE = "close", _("Close it")
        SNOOZE_1H = "1h", _("Snooze for 1 hour")
        SNOOZE_3H = "3h", _("Snooze for 3 hours")
        SNOOZE_TOMORROW = "tomorrow", _("Snooze until tomorrow")
        ASSIGN = "assign", _("Hand it to a colleague")

    owner = models.ForeignKey("staff.Person", on_delete=models.CASCADE, related_name="macros")
    name = models.CharField(max_length=LONGEST_NAME)
    text = models.TextField(blank=True, max_length=LONGEST_TEXT)
    is_shared = models.BooleanField(default=False)
    label = models.ForeignKey(
        "labels.Label", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    then = models.CharField(max_length=8, choices=Then, blank=True, default=Then.NOTHING)
    colleague = models.ForeignKey(
        "staff.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    used_count = models.PositiveIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name
