"""What does the business sell, and who ordered what?"""

from datetime import date, datetime

from django.db import models


class Product(models.Model):
    sku = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    category = models.CharField(max_length=80, blank=True)
    description = models.TextField(blank=True)
    price_minor = models.PositiveIntegerField()
    tags = models.CharField(max_length=300, blank=True)
    is_available = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class Order(models.Model):
    class Status(models.TextChoices):
        RECEIVED = "received", "Received"
        PREPARING = "preparing", "Being prepared"
        READY = "ready", "Ready to collect"
        OUT_FOR_DELIVERY = "out_for_delivery", "Out for delivery"
        DELIVERED = "delivered", "Delivered"
        CANCELLED = "cancelled", "Cancelled"

    number = models.CharField(max_length=40, unique=True)
    customer = models.ForeignKey("customers.Customer", on_delete=models.PROTECT, related_name="orders")
    status = models.CharField(max_length=20, choices=Status)
    placed_at = models.DateTimeField()
    promised_for = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    carrier = models.CharField(max_length=80, blank=True)
    tracking = models.CharField(max_length=80, blank=True)
    total_minor = models.PositiveIntegerField()

    class Meta:
        ordering = ["-placed_at"]

    def __str__(self) -> str:
        return self.number

    def is_late(self, now: datetime) -> bool:
        """Promised for a moment that has passed, and neither there nor ready nor cancelled."""
        is_under_way = self.status in (
            self.Status.RECEIVED,
            self.Status.PREPARING,
            self.Status.OUT_FOR_DELIVERY,
        )
        return is_under_way and self.promised_for is not None and self.promised_for < now


class OrderLine(models.Model):
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField(default=1)
    price_minor = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.quantity} x {self.product}"


class Invoice(models.Model):
    number = models.CharField(max_length=40, unique=True)
    customer = models.ForeignKey("customers.Customer", on_delete=models.PROTECT, related_name="invoices")
    amount_minor = models.PositiveIntegerField()
    issued_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    #: None: open.
    paid_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        # Open ones first, of those the one that is due first.
        ordering = [models.F("paid_on").desc(nulls_first=True), "due_on", "-issued_on"]

    def __str__(self) -> str:
        return self.number

    def is_overdue(self, today: date) -> bool:
        return self.paid_on is None and self.due_on is not None and self.due_on < today


class Membership(models.Model):
    """A customer's place in the programme of the business, as the business names it."""

    customer = models.OneToOneField("customers.Customer", on_delete=models.CASCADE, related_name="membership")
    tier = models.CharField(max_length=40)

    def __str__(self) -> str:
        return self.tier


class Points(models.Model):
    """Points earned, spent or lapsed; the balance is their sum, and never below nothing."""

    class Kind(models.TextChoices):
        EARNED = "earned", "Earned"
        SPENT = "spent", "Spent"
        EXPIRED = "expired", "Lapsed"

    customer = models.ForeignKey("customers.Customer", on_delete=models.CASCADE, related_name="points")
    #: Of the business's own, so that the same row is known again.
    reference = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=10, choices=Kind)
    #: Above 0 when earned, below when spent or lapsed.
    points = models.IntegerField()
    #: Where they come from, such as "Order B-1042".
    origin = models.CharField(max_length=120, blank=True)
    on = models.DateField()

    class Meta:
        ordering = ["-on", "-id"]
        verbose_name_plural = "points"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="earned", points__gt=0)
                | models.Q(~models.Q(kind="earned"), points__lt=0),
                name="points_have_the_sign_of_their_kind",
            )
        ]

    def __str__(self) -> str:
        return f"{self.points:+} {self.reference}"
