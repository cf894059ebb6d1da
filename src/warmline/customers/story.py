"""What has happened with a customer so far? Rows that point at them, read and never changed."""

from datetime import datetime
from typing import Any

from django.db.models import Q, Sum

from warmline.customers.models import Customer
from warmline.lib.money import write_money

ORDERS_SHOWN = 20
CONVERSATIONS_SHOWN = 20
TASKS_SHOWN = 50


def story_of(customer: Customer, now: datetime, currency: str) -> dict[str, Any]:
    """Orders, conversations and open promises for the page, latest first; amounts in words."""
    orders = customer.orders.prefetch_related("lines__product")[:ORDERS_SHOWN]
    bought = customer.orders.filter(~Q(status="cancelled")).aggregate(total=Sum("total_minor"))["total"]
    return {
        "orders": [
            {"row": order, "amount": write_money(order.total_minor, currency), "is_late": order.is_late(now)}
            for order in orders
        ],
        "order_count": customer.orders.count(),
        "bought": write_money(bought or 0, currency),
        "conversations": customer.conversations.select_related("person").order_by("-last_message_at")[
            :CONVERSATIONS_SHOWN
        ],
        "conversation_count": customer.conversations.count(),
        "tasks": [
            {"row": task, "is_late": task.due_at is not None and task.due_at < now}
            for task in customer.tasks.filter(done_at=None)[:TASKS_SHOWN]
        ],
    }
