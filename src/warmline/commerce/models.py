"""What does the business sell, and who ordered what?"""

from datetime import datetime

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
