"""What is the made-up past of a business: its customers, orders and closed conversations?"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class PastCustomer:
    """Somebody who buys here; `prefers` is '', 'person' or 'self_service'."""

    name: str
    email: str
    phone: str
    joined_at: datetime
    prefers: str
    note: str


@dataclass(frozen=True)
class PastOrderLine:
    """So many of one product."""

    sku: str
    quantity: int


@dataclass(frozen=True)
class PastOrder:
    """An order; `customer` counts in History.customers from 0. No carrier means picked up in the shop.

    An open order is late when its `promised_for` has passed.
    """

    number: str
    customer: int
    placed_at: datetime
    status: str
    promised_for: datetime
    delivered_at: datetime | None
    carrier: str
    tracking: str
    lines: tuple[PastOrderLine, ...]
    total_minor: int


@dataclass(frozen=True)
class PastLine:
    """What was said; `kind` is customer, bot, person or system, a system line has no name."""

    kind: str
    name: str
    text: str
    at: datetime


@dataclass(frozen=True)
class PastConversation:
    """A closed conversation; `customer` counts in History.customers, None for a visitor nobody knows."""

    customer: int | None
    started_at: datetime
    lines: tuple[PastLine, ...]
    handled_by: str
    reason: str
    csat: int | None
    csat_comment: str
    why: str = ""


@dataclass(frozen=True)
class History:
    """Everything that happened before today; orders and conversations with the oldest first."""

    customers: tuple[PastCustomer, ...]
    orders: tuple[PastOrder, ...]
    conversations: tuple[PastConversation, ...]
