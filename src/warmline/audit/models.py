"""Who did what, when, on what, from where? Rows that only ever grow: triggers refuse to change or remove them."""

from django.db import models


class Entry(models.Model):
    """One act. Each is sealed with the one before by an HMAC (chain.py), so that a change shows."""

    class Who(models.TextChoices):
        PERSON = "person", "Person"
        STRANGER = "stranger", "Not signed in"
        COMMAND = "command", "Command line"
        SYSTEM = "system", "Warmline itself"

    #: 1, 2, 3 ... without gaps.
    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    who = models.CharField(max_length=10, choices=Who)
    #: Of the person, then; not a foreign key: what is written here stays as it was.
    person = models.PositiveBigIntegerField(null=True)
    name = models.CharField(max_length=80, blank=True)
    act = models.CharField(max_length=40, db_index=True)
    #: Such as "person 3" or "rule decisions.limit"; never a customer's name or address.
    on = models.CharField(max_length=160, blank=True)
    #: JSON as it was hashed.
    detail = models.TextField(blank=True)
    #: Coarse: a network and a kind of browser.
    place = models.CharField(max_length=100, blank=True)
    mac = models.CharField(max_length=64)

    class Meta:
        ordering = ["-number"]
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return f"{self.number} {self.act}"


class Head(models.Model):
    """Row 1: how far the log goes, so that entries missing at its end show as well."""

    number = models.PositiveBigIntegerField(default=0)
    mac = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_head_of_the_log")]

    def __str__(self) -> str:
        return str(self.number)


class Cut(models.Model):
    """Up to here entries were removed by `warmline audit --forget-before`; the chain goes on from `mac`."""

    through = models.PositiveBigIntegerField(primary_key=True)
    mac = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-through"]

    def __str__(self) -> str:
        return f"through {self.through}"
