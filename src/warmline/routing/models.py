"""Which matter needs which skill, and who was chosen for a conversation and why?"""

from django.db import models


class SkillRule(models.Model):
    """Whatever is about this goes to people with that skill."""

    class Kind(models.TextChoices):
        ANSWER = "answer", "Questions about"
        LABEL = "label", "Conversations labelled"
        SENSITIVE = "sensitive", "Sensitive matters of"

    kind = models.CharField(max_length=10, choices=Kind)
    #: A key of the knowledge as in Reading.intent, the id of a label, or a kind of Reading.sensitivity.
    value = models.CharField(max_length=120)
    #: As in Person.skills.
    skill = models.CharField(max_length=40)

    class Meta:
        ordering = ["kind", "value", "skill"]
        constraints = [models.UniqueConstraint(fields=["kind", "value", "skill"], name="skill_rule_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.value}: {self.skill}"


class Assignment(models.Model):
    """One look at a conversation in the queue: who got it, or that everybody is offered it, and why."""

    conversation = models.ForeignKey(
        "conversations.Conversation", on_delete=models.CASCADE, related_name="assignments"
    )
    episode = models.ForeignKey("conversations.Episode", on_delete=models.CASCADE, related_name="assignments")
    #: Of the conversation, once this was done: while it is that one, this is what holds.
    version = models.PositiveIntegerField()
    person = models.ForeignKey(
        "staff.Person", null=True, blank=True, on_delete=models.CASCADE, related_name="assignments"
    )
    #: [wording.Worded], for that person: "you spoke with Dana last week", "it is in German".
    reasons = models.JSONField(default=list)
    #: [{"name", "why": wording.Worded}]
    passed_over = models.JSONField(default=list)
    at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    #: Not opened in time, and so everybody's again.
    returned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["conversation", "version"], name="assignment_once")]

    def __str__(self) -> str:
        return f"{self.conversation_id} to {self.person_id or 'everybody'}"


class Round(models.Model):
    """When the queue is looked at again by itself; one row."""

    again_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"again at {self.again_at}"
