"""What was said, who holds the conversation now, and who held it when and why?"""

import uuid

from django.db import models
from django.db.models import Q

from warmline.conversations import clock_models as clock_models  # its tables belong to this app
from warmline.conversations.attachment import Attachment as Attachment
from warmline.conversations.mention import Mention as Mention
from warmline.conversations.merge import Merge as Merge
from warmline.conversations.note_revision import NoteRevision as NoteRevision
from warmline.conversations.revision import Revision as Revision


class Holder(models.TextChoices):
    """Who answers for a conversation; exactly one at every moment (design: who holds a conversation)."""

    BOT = "bot", "Automatic assistant"
    QUEUE = "queue", "Waiting for a person"
    PERSON = "person", "A person"
    SNOOZED = "snoozed", "Snoozed"
    CLOSED = "closed", "Closed"


class Kind(models.TextChoices):
    """Who speaks in a message."""

    CUSTOMER = "customer", "Customer"
    BOT = "bot", "Automatic assistant"
    PERSON = "person", "Person"
    SYSTEM = "system", "Notice"


class Reason(models.TextChoices):
    """Why a person is asked: a closed set (field notes, handoff)."""

    CUSTOMER_REQUEST = "customer_request", "Asked for a person"
    MISSING_KNOWLEDGE = "missing_knowledge", "The bot does not know"
    UNSUPPORTED_REQUEST = "unsupported_request", "Not for the bot"
    POLICY = "policy", "By the owner's rule"
    TOOL_FAILURE = "tool_failure", "A look-up failed"
    CLARIFICATION_FAILED = "clarification_failed", "Asking back did not help"
    USAGE_LIMIT = "usage_limit", "The conversation grew long"
    EMOTION = "emotion", "Upset"
    SENSITIVE = "sensitive", "Sensitive matter"
    HIGH_VALUE = "high_value", "Customer of high value"
    RELATIONSHIP = "relationship", "Knows a person here"
    OTHER_PARTICIPANT = "other_participant", "Somebody else is involved"
    ERROR = "error", "Something went wrong"
    CRISIS = "crisis", "Crisis mode"
    REVIEW_REQUESTED = "review_requested", "Asked to check an answer"


class Priority(models.IntegerChoices):
    """How much a person is needed; larger is sooner."""

    ROUTINE = 0, "Routine"
    SOON = 1, "Soon"
    HIGH = 2, "High"
    AT_ONCE = 3, "At once"


class Conversation(models.Model):
    class Identity(models.TextChoices):
        ANONYMOUS = "anonymous", "Not known"
        CLAIMED = "claimed", "Says so, not checked"
        ORDER = "order", "Order number and e-mail match"
        SIGNED = "signed", "Signed in on your site"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    token_hash = models.CharField(max_length=64)
    channel = models.CharField(max_length=20, default="web")
    customer = models.ForeignKey("customers.Customer", on_delete=models.PROTECT, related_name="conversations")
    identity = models.CharField(max_length=12, choices=Identity, default=Identity.ANONYMOUS)
    page = models.CharField(max_length=500, blank=True)
    language = models.CharField(max_length=8, blank=True)

    holder = models.CharField(max_length=10, choices=Holder, default=Holder.BOT)
    person = models.ForeignKey(
        "staff.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="conversations"
    )
    #: Grows by one with each change of holder; what the bot says is stored only if it has not changed.
    version = models.PositiveIntegerField(default=1)
    priority = models.SmallIntegerField(choices=Priority, default=Priority.ROUTINE)
    reason = models.CharField(max_length=30, choices=Reason, blank=True)
    #: The customer waits for a person's word since.
    waiting_since = models.DateTimeField(null=True, blank=True)
    #: Until when their answer is owed, while they wait; kept by clocks.py.
    due_at = models.DateTimeField(null=True, blank=True)
    snoozed_until = models.DateTimeField(null=True, blank=True)
    #: What the person who gave it back told the bot.
    instruction = models.CharField(max_length=500, blank=True)

    last_number = models.PositiveIntegerField(default=0)
    #: The bot has dealt with the customer's messages up to this number.
    responded_through = models.PositiveIntegerField(default=0)
    #: How often a person changed or deleted one of their messages; the customer's page asks for what it has not heard.
    revisions = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField()
    last_message_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["holder", "-priority", "waiting_since"], name="conversation_queue"),
            models.Index(fields=["person", "holder"], name="conversation_person"),
            models.Index(fields=["-last_message_at"], name="conversation_recent"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(holder__in=Holder.values), name="one_known_holder"),
            models.CheckConstraint(
                condition=Q(holder="person", person__isnull=False)
                | Q(holder__in=["bot", "queue"], person__isnull=True)
                | Q(holder__in=["snoozed", "closed"]),
                name="a_person_holds_by_name",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_proved(self) -> bool:
        """Whether it is known who the customer is, rather than only said."""
        return self.identity in PROVED


#: Values of Conversation.identity that prove who the customer is.
PROVED = (Conversation.Identity.ORDER, Conversation.Identity.SIGNED)


class Episode(models.Model):
    """Each opening or reopening; the bot's memory, its failures and CSAT belong to it."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="episodes")
    ordinal = models.PositiveIntegerField()
    opened_at = models.DateTimeField()
    #: Number of the first message of the episode.
    first_number = models.PositiveIntegerField(default=1)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_because = models.CharField(max_length=30, blank=True)  # solved, by_person, silence, withdrawn
    #: How often the bot failed the customer: "I do not know", asked back in vain, "no, that did not help".
    failures = models.PositiveSmallIntegerField(default=0)
    checked_in_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "ordinal"], name="episode_once"),
            models.UniqueConstraint(
                fields=["conversation"], condition=Q(closed_at=None), name="one_open_episode"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.conversation_id} #{self.ordinal}"


class Message(models.Model):
    """What the customer can see, numbered 1, 2, 3 ... without gaps."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="messages")
    episode = models.ForeignKey(Episode, on_delete=models.CASCADE, related_name="messages")
    number = models.PositiveIntegerField()
    #: The sender's own id of the message: a repeat stores nothing.
    client_id = models.CharField(max_length=80, null=True, blank=True)  # noqa: DJ001 (unique, so "none" must be NULL)
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=120, blank=True)
    person = models.ForeignKey(
        "staff.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    text = models.TextField()
    #: [{"title", "url"}]
    sources = models.JSONField(default=list)
    #: What the message asks for: "", "helpful", "csat", "email".
    asks = models.CharField(max_length=10, blank=True)
    #: Buttons: [{"label", "text"}]
    choices = models.JSONField(default=list)
    #: The customer's message it answers; 0 when none.
    answers_number = models.PositiveIntegerField(default=0)
    #: Which answerer wrote it and which answer it gave, such as "curated:opening-hours".
    answer_key = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()
    #: When its writer last changed or deleted it; what is deleted has no text.
    revised_at = models.DateTimeField(null=True, blank=True)
    #: How many files it has, None for none: SQLite adds such a column without losing the triggers of the search.
    attached = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["conversation", "number"], name="message_number_once"),
            models.UniqueConstraint(fields=["conversation", "client_id"], name="message_client_id_once"),
        ]

    def __str__(self) -> str:
        return f"{self.conversation_id} {self.number}"

    @property
    def is_deleted(self) -> bool:
        return not self.text and self.revised_at is not None


class DueReply(models.Model):
    """A person's reply that may still be taken back. It becomes a message, and then this row is gone."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="due_replies")
    person = models.ForeignKey("staff.Person", on_delete=models.CASCADE, related_name="+")
    client_id = models.CharField(max_length=80)
    text = models.TextField()
    #: The last message that its writer had on screen.
    seen_number = models.PositiveIntegerField()
    due_at = models.DateTimeField()
    #: Why it did not leave, in words for its writer; it stays until they decide.
    stopped_because = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["conversation", "client_id"], name="due_reply_once")]

    def __str__(self) -> str:
        return f"{self.conversation_id} due reply {self.pk}"


class Note(models.Model):
    """What staff write for each other; never shown to the customer."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="notes")
    person = models.ForeignKey("staff.Person", on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    after_number = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.conversation_id} note {self.pk}"


class HolderChange(models.Model):
    """Who holds the conversation from this version on, by whose act and why."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="holder_changes")
    episode = models.ForeignKey(Episode, on_delete=models.CASCADE, related_name="holder_changes")
    version = models.PositiveIntegerField()
    holder = models.CharField(max_length=10, choices=Holder)
    person = models.ForeignKey(
        "staff.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    by_kind = models.CharField(max_length=10, choices=Kind)
    by_person = models.ForeignKey(
        "staff.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(max_length=30, blank=True)
    #: In words, for staff.
    because = models.CharField(max_length=500, blank=True)
    #: The context card as it stood at the handoff: [{"line", "text", "number"}]
    card = models.JSONField(default=list)
    after_number = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(fields=["conversation", "version"], name="holder_version_once")
        ]
        indexes = [models.Index(fields=["holder", "at"], name="holder_change_lately")]

    def __str__(self) -> str:
        return f"{self.conversation_id} v{self.version} {self.holder}"
