"""Who is the customer? What stands beside the conversation: profile, orders, earlier talks, open promises."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Left
from django.utils.translation import gettext as _

from warmline.commerce.orders import OrderGlance, summary
from warmline.conversations.models import Conversation, Holder, Kind, Message
from warmline.customers.glance import Glance, glance_at
from warmline.customers.models import Customer
from warmline.desk.inbox import Badge, say_holder
from warmline.lib.languages import name_of
from warmline.lib.moments import say_time
from warmline.lib.money import write_money
from warmline.tasks.models import Task
from warmline.web.models import Business

RECENT = 5
SNIPPET = 80
IDENTITY_TONES = {"order": "good", "signed": "good", "claimed": "warn"}
STATUS_TONES = {"delivered": "good", "ready": "good", "out_for_delivery": "info", "cancelled": ""}


@dataclass(frozen=True)
class OrderLine:
    number: str
    items: str
    total: str
    status: Badge
    when: str


@dataclass(frozen=True)
class Earlier:
    """about: the first words of the customer."""

    id: UUID
    when: str
    how: str
    about: str


@dataclass(frozen=True)
class Promise:
    text: str
    due: str
    is_late: bool


@dataclass(frozen=True)
class Beside:
    """facts: label and value, only those that are known."""

    customer: Customer
    identity: Badge
    facts: tuple[tuple[str, str], ...]
    orders: tuple[OrderLine, ...]
    order_count: int
    bought: str
    earlier: tuple[Earlier, ...]
    promises: tuple[Promise, ...]
    glance: Glance


def look_beside(conversation: Conversation, business: Business, at: datetime) -> Beside:
    zone = ZoneInfo(business.timezone)
    customer = conversation.customer
    bought = summary(customer.pk, at, limit=RECENT)
    identity = Badge(_(conversation.get_identity_display()), IDENTITY_TONES.get(conversation.identity, ""))
    return Beside(
        customer=customer,
        identity=identity,
        facts=tuple(_facts(conversation, at, zone)),
        orders=tuple(_order(order, business, at, zone) for order in bought.recent),
        order_count=bought.count,
        bought=write_money(bought.value_minor, business.currency),
        earlier=tuple(_earlier(conversation, at, zone)),
        promises=tuple(_promises(conversation, at, zone)),
        glance=glance_at(customer, at),
    )


def _facts(conversation: Conversation, at: datetime, zone: ZoneInfo) -> list[tuple[str, str]]:
    customer = conversation.customer
    known = [
        (_("E-mail"), customer.email or ""),
        (_("Phone"), customer.phone),
        (_("Address"), customer.address),
        (_("Language"), name_of(customer.language or conversation.language)),
        (_("Prefers"), customer.get_prefers_display() if customer.prefers else ""),
        (_("Reach them"), customer.get_reach_display() if customer.reach else ""),
        (_("Writes from"), conversation.page),
        (_("Known since"), say_time(customer.joined_at, at, zone)),
        (_("Note"), customer.note),
    ]
    return [(label, value) for label, value in known if value]


def _order(order: OrderGlance, business: Business, at: datetime, zone: ZoneInfo) -> OrderLine:
    status = Badge(_(order.status_label), STATUS_TONES.get(order.status, "info"))
    return OrderLine(
        number=order.number,
        items=order.items,
        total=write_money(order.total_minor, business.currency),
        status=Badge(_("{status}, late").format(status=_(order.status_label)), "bad")
        if order.is_late
        else status,
        when=_when(order, at, zone),
    )


def _when(order: OrderGlance, at: datetime, zone: ZoneInfo) -> str:
    if order.delivered_at:
        return _("delivered {when}").format(when=say_time(order.delivered_at, at, zone))
    if order.promised_for:
        return _("promised for {when}").format(when=say_time(order.promised_for, at, zone))
    return _("placed {when}").format(when=say_time(order.placed_at, at, zone))


def _earlier(conversation: Conversation, at: datetime, zone: ZoneInfo) -> list[Earlier]:
    said = Message.objects.filter(conversation=OuterRef("pk"), kind=Kind.CUSTOMER).order_by("number")
    others = conversation.customer.conversations.exclude(pk=conversation.pk).select_related("person")
    about = Left(Subquery(said.values("text")[:1]), SNIPPET)
    return [
        Earlier(each.pk, say_time(each.opened_at, at, zone), _how(each, at, zone), each.about or "")
        for each in others.annotate(about=about).order_by("-opened_at")[:RECENT]
    ]


def _how(conversation: Conversation, at: datetime, zone: ZoneInfo) -> str:
    if conversation.holder == Holder.CLOSED:
        return (
            _("Closed, {person}").format(person=conversation.person)
            if conversation.person
            else _("Closed, automatic assistant")
        )
    return say_holder(conversation, at, zone)


def _promises(conversation: Conversation, at: datetime, zone: ZoneInfo) -> list[Promise]:
    # What people wrote down for themselves has its own section.
    promised = Task.objects.exclude(kind=Task.Kind.WRITTEN)
    tasks = promised.filter(customer=conversation.customer_id, done_at=None).order_by("due_at", "id")
    return [
        Promise(
            task.text,
            say_time(task.due_at, at, zone) if task.due_at else "",
            task.due_at is not None and task.due_at < at,
        )
        for task in tasks[:RECENT]
    ]
