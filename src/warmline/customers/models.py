"""Who is the customer?"""

from django.db import models


class Customer(models.Model):
    class Prefers(models.TextChoices):
        UNSAID = "", "Not said"
        PERSON = "person", "Prefers a person"
        SELF_SERVICE = "self_service", "Prefers to serve themselves"

    name = models.CharField(max_length=120, blank=True)
    #: Lower case; empty for a visitor who has not said it.
    email = models.EmailField(null=True, blank=True, unique=True)
    phone = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=8, blank=True)
    prefers = models.CharField(max_length=12, choices=Prefers, blank=True, default=Prefers.UNSAID)
    note = models.TextField(blank=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name or self.email or "Visitor"
