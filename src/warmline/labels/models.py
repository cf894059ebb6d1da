"""Which words do staff sort conversations by, and on which conversation does each stand?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

#: Two or three words that fit a row of the inbox (chosen by us).
LONGEST_NAME = 30


class Label(models.Model):
    """A word of the team's own, in one of the eight hues of web/tokens.css."""

    class Hue(models.IntegerChoices):
        RED = 1, _("Red")
        ORANGE = 2, _("Orange")
        YELLOW = 3, _("Yellow")
        GREEN = 4, _("Green")
        TEAL = 5, _("Teal")
        BLUE = 6, _("Blue")
        VIOLET = 7, _("Violet")
        PINK = 8, _("Pink")

    name = models.CharField(max_length=LONGEST_NAME)
    #: The name in small letters: two that differ only there are one. Folding makes a letter three at most.
    key = models.CharField(max_length=3 * LONGEST_NAME, unique=True)
    hue = models.PositiveSmallIntegerField(choices=Hue, default=Hue.BLUE)
    conversations = models.ManyToManyField(
        "conversations.Conversation", through="labels.Labelled", related_name="labels"
    )
    made_by = models.ForeignKey("staff.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    #: No longer offered; it stays where it was put.
    archived_at = models.DateTimeField(null=True, blank=True)
    archived_by = models.ForeignKey(
        "staff.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    #: Its name means that label now; always one that is not merged itself.
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="merged"
    )

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.name


class Labelled(models.Model):
    """A label stands on a conversation since then, put there by that person."""

    label = models.ForeignKey(Label, on_delete=models.CASCADE, related_name="uses")
    conversation = models.ForeignKey(
        "conversations.Conversation", on_delete=models.CASCADE, related_name="labelled"
    )
    person = models.ForeignKey("staff.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "label"], name="label_once")]

    def __str__(self) -> str:
        return f"{self.label_id} on {self.conversation_id}"


class LabelMerge(models.Model):
    """One label became another; what is needed to part them again."""

    source = models.ForeignKey(Label, on_delete=models.CASCADE, related_name="+")
    target = models.ForeignKey(Label, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("staff.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    #: Keys of Labelled that got the target; and those that went, as the target stood there: [conversation, person, at].
    moved = models.JSONField(default=list)
    doubled = models.JSONField(default=list)
    #: Labels whose names meant the source.
    names = models.JSONField(default=list)
    was_archived_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.source_id} into {self.target_id}"
