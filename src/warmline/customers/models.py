"""Who is the customer?"""

from django.db import models
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _


class Customer(models.Model):
    class Prefers(models.TextChoices):
        UNSAID = "", _("Not said")
        PERSON = "person", _("Prefers a person")
        SELF_SERVICE = "self_service", _("Prefers to serve themselves")

    class Reach(models.TextChoices):
        UNSAID = "", _("Not said")
        CHAT = "chat", _("By chat")
        MAIL = "mail", _("By e-mail")
        PHONE = "phone", _("By telephone")

    name = models.CharField(max_length=120, blank=True)
    #: Lower case; empty for a visitor who has not said it.
    email = models.EmailField(null=True, blank=True, unique=True)
    phone = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=8, blank=True)
    prefers = models.CharField(max_length=12, choices=Prefers, blank=True, default=Prefers.UNSAID)
    #: How they would rather be reached; kept by people.
    reach = models.CharField(max_length=8, choices=Reach, blank=True, default=Reach.UNSAID)
    #: Who always looks after them, while they are here and have room.
    dedicated = models.ForeignKey(
        "staff.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    note = models.TextField(blank=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    #: The profile that this one was merged into: it holds all that was here (merging.py).
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="merged"
    )
    #: When all that tells who this was, was erased; what is left is counted, and nobody's.
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)

    def __str__(self) -> str:
        return self.name or self.email or self._without_name

    @property
    def shown_name(self) -> str:
        """As staff read it: who has no name is called in the language of the page."""
        return self.name or self.email or gettext(self._without_name)

    @property
    def _without_name(self) -> str:
        return gettext_noop("Erased customer") if self.erased_at else gettext_noop("Visitor")


class ProfileChange(models.Model):
    """What somebody who works here changed in a profile; the note itself is kept only as it is now."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="changes")
    field = models.CharField(max_length=20)
    old = models.CharField(max_length=300, blank=True)
    new = models.CharField(max_length=300, blank=True)
    person = models.ForeignKey("staff.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.field} of {self.customer_id}"


class Consent(models.Model):
    """What a customer allowed or withdrew, and how it came to us; never changed, the latest of a purpose counts."""

    class Purpose(models.TextChoices):
        HISTORY = "history", _("Speak of earlier orders and talks")
        NEWS = "news", _("Send news and offers")
        SURVEYS = "surveys", _("Ask how it was")

    class How(models.TextChoices):
        CHAT = "chat", _("in the chat")
        MAIL = "mail", _("by e-mail")
        PHONE = "phone", _("by telephone")
        SHOP = "shop", _("in the shop")
        FORM = "form", _("on a form")

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=10, choices=Purpose)
    is_given = models.BooleanField()
    how = models.CharField(max_length=8, choices=How)
    #: Who wrote it down.
    person = models.ForeignKey("staff.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["customer", "purpose", "-at"], name="consent_latest")]

    def __str__(self) -> str:
        return f"{self.purpose} {'given' if self.is_given else 'withdrawn'} by {self.customer_id}"


class OtherEmail(models.Model):
    """An address by which the customer is known besides the first."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="other_emails")
    #: Lower case; never the first address of anybody.
    email = models.EmailField(unique=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.email


class ProfileMerge(models.Model):
    """Two profiles became one, by whom and when; what is needed to part them again."""

    kept = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="takeovers")
    gone = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="mergers")
    person = models.ForeignKey("staff.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    #: Which rows moved: {"app.Model.field": [keys]}.
    moved = models.JSONField(default=dict)
    #: What stood in the profile that is gone, and what the kept one took over: {"field": value}.
    was = models.JSONField(default=dict)
    filled = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.gone_id} into {self.kept_id}"


class Different(models.Model):
    """Somebody looked at two profiles that are alike, and said that they are two people."""

    one = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("staff.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="different_once")]

    def __str__(self) -> str:
        return f"{self.one_id} is not {self.other_id}"


class Preference(models.Model):
    """Something the business wants to know of its customers and no other field holds, such as "Allergies"."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="preferences")
    name = models.CharField(max_length=60)
    value = models.CharField(max_length=200)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["customer", "name"], name="preference_once")]

    def __str__(self) -> str:
        return f"{self.name}: {self.value}"
