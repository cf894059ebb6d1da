"""How does a business's own site prove who a visitor is: with which keys, and whom it named before?"""

from django.db import models


class IdentityKey(models.Model):
    """A key that the site signs with; its secret is kept sealed (vault) under `vault_name`."""

    #: Such as "k3f9a2"; a token may name it.
    name = models.CharField(max_length=20, unique=True)
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return self.name

    @property
    def vault_name(self) -> str:
        return f"identity key {self.name}"


class SiteAccount(models.Model):
    """The customer behind an account of the business's own site."""

    #: As the site names the account; never shown to visitors.
    subject = models.CharField(max_length=200, unique=True)
    customer = models.ForeignKey("customers.Customer", on_delete=models.CASCADE, related_name="site_accounts")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"account of {self.customer_id}"


class SeenToken(models.Model):
    """A token that opened conversations already, kept until it ends by itself."""

    #: SHA-256, hexadecimal.
    fingerprint = models.CharField(max_length=64, primary_key=True)
    uses = models.PositiveSmallIntegerField(default=0)
    ends_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.fingerprint[:8]
