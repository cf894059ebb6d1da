"""Which contents were sent, what are they, and may they be shown?"""

from django.db import models


class File(models.Model):
    """Content that is kept once, however often it was sent; its bytes lie in a store (files/stores)."""

    class State(models.TextChoices):
        CLEAN = "clean", "Ready"
        CHECKING = "checking", "Being checked for viruses"
        HELD = "held", "Held back: the virus scanner does not answer"
        REFUSED = "refused", "Refused: the virus scanner found something"

    #: SHA-256 of what is kept, in hexadecimal digits.
    digest = models.CharField(max_length=64, primary_key=True)
    #: A key of kinds.KINDS.
    kind = models.CharField(max_length=10)
    size = models.PositiveIntegerField()
    #: In pixels; 0 for what is no picture.
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["state"], name="file_state")]

    def __str__(self) -> str:
        return self.digest[:12]

    @property
    def is_ready(self) -> bool:
        return self.state == self.State.CLEAN


class Chunk(models.Model):
    """A piece of content, where the database keeps it (PostgreSQL). No key to File: it may come before and go after."""

    digest = models.CharField(max_length=64)
    ordinal = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["digest", "ordinal"], name="file_chunk_once")]

    def __str__(self) -> str:
        return f"{self.digest[:12]} {self.ordinal}"
