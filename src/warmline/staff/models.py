"""Who works here, in which role, and are they at their desk?"""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils.translation import gettext_lazy as _

from warmline.staff.spoken import own_names

#: Beyond it somebody answers each of them later (chosen by us: chats need an answer within minutes; see decision 0009).
CAPACITY = 4


class People(BaseUserManager["Person"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser, PermissionsMixin):
    class Role(models.TextChoices):
        AGENT = "agent", _("Agent")
        OWNER = "owner", _("Owner")

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=80)
    about = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=10, choices=Role, default=Role.AGENT)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    #: Last sign of life of an open desk page; see presence.py.
    seen_at = models.DateTimeField(null=True, blank=True)
    #: "I am not taking conversations now", set by the person.
    is_away = models.BooleanField(default=False)
    #: When a page of theirs was last touched; nothing while no page has told.
    input_at = models.DateTimeField(null=True, blank=True)
    #: What they can do: codes of languages, words of the owner, conversations at once; see abilities.py.
    speaks = models.JSONField(default=list, blank=True)
    skills = models.JSONField(default=list, blank=True)
    capacity = models.PositiveSmallIntegerField(default=CAPACITY)
    #: In which they read our pages; empty: as the browser asks. See speaking.py.
    language = models.CharField(max_length=5, blank=True, default="")
    #: How long they may take a reply back; empty: as the owner set it. See undoing.py.
    undo_seconds = models.PositiveSmallIntegerField(null=True, blank=True)

    objects: ClassVar[People] = People()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.name

    @property
    def is_owner(self) -> bool:
        return self.role == self.Role.OWNER

    @property
    def spoken(self) -> tuple[str, ...]:
        """Their languages by name."""
        return own_names(self.speaks)

    @property
    def first_name(self) -> str:
        return self.name.split(" ")[0]


class SignIn(models.Model):
    """A browser in which somebody is signed in; it goes with its session."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sign_ins")
    session = models.CharField(max_length=40, unique=True)
    #: Such as "Firefox on Windows"; neither an address nor a place is kept.
    browser = models.CharField(max_length=40, blank=True)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ["-seen_at", "-id"]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.browser}"
