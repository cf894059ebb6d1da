"""What does a playbook hold, once read?"""

from dataclasses import dataclass
from datetime import date, time

STAFF_ROLES = ("owner", "agent")
ORDER_STATUSES = ("received", "preparing", "ready", "out_for_delivery", "delivered", "cancelled")
PREFERENCES = ("", "person", "self_service")
ACTIONS = ("", "order_status")
HANDLED_BY = ("bot", "person", "both")
LINE_KINDS = ("customer", "bot", "person", "system")
HANDOFF_REASONS = (
    "customer_request",
    "missing_knowledge",
    "unsupported_request",
    "policy",
    "tool_failure",
    "clarification_failed",
    "usage_limit",
    "emotion",
    "sensitive",
    "high_value",
    "relationship",
    "other_participant",
    "error",
    "crisis",
    "review_requested",
)


@dataclass(frozen=True)
class Business:
    """Who the business is; `greeting` follows the product's own line that a bot answers first."""

    name: str
    slogan: str
    about: str
    timezone: str
    currency: str
    language: str
    email: str
    phone: str
    address: str
    bot_name: str
    greeting: str


@dataclass(frozen=True)
class OpeningHours:
    """One stretch of a weekday (0 is Monday), local time; two stretches on a day make a break."""

    weekday: int
    opens: time
    closes: time


@dataclass(frozen=True)
class Holiday:
    """A day on which nobody is there."""

    date: date
    name: str


@dataclass(frozen=True)
class StaffMember:
    """Somebody who works here; `role` is one of STAFF_ROLES."""

    name: str
    email: str
    role: str
    about: str
    #: As in staff.abilities.
    speaks: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rules:
    """Limits of this business; amounts in minor units of its currency."""

    high_value_minor: int


@dataclass(frozen=True)
class ScopeTopic:
    """A topic that always goes to a person, the words that show it, and why, told to the customer."""

    topic: str
    words: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class SiteSection:
    """One block of the demo shop's page."""

    title: str
    text: str


@dataclass(frozen=True)
class Site:
    """The demo shop's page."""

    headline: str
    intro: str
    call_to_action: str
    sections: tuple[SiteSection, ...]


@dataclass(frozen=True)
class DemoOrder:
    """An order that is always there, so that docs, demo and tests can name it.

    `promised_in_hours` counts from the moment of generating; below zero it lies in the past.
    """

    number: str
    email: str
    name: str
    status: str
    skus: tuple[str, ...]
    promised_in_hours: int
    note: str
    prefers: str
    high_value: bool
    pickup: bool


@dataclass(frozen=True)
class OrderHabits:
    """How people order here; used to make up a past. `carriers` bring what is not picked up."""

    carriers: tuple[str, ...]
    pickup_percent: int
    lead_hours: int
    history_days: int
    loyal_every_days: int
    regular_every_days: int


@dataclass(frozen=True)
class Article:
    """A page of the help centre; `body` is Markdown."""

    slug: str
    title: str
    category: str
    body: str


@dataclass(frozen=True)
class CuratedAnswer:
    """An answer sent word for word; `article` is the slug of its source, `phrases` are ways people ask."""

    key: str
    title: str
    text: str
    article: str
    phrases: tuple[str, ...]
    action: str


@dataclass(frozen=True)
class Product:
    """Something sold here."""

    sku: str
    name: str
    category: str
    price_minor: int
    description: str
    tags: tuple[str, ...]


@dataclass(frozen=True)
class PatternLine:
    """One line of a past conversation, with alternatives `[[a|b]]` and slots `{first_name}` still in it."""

    kind: str
    text: str


@dataclass(frozen=True)
class Pattern:
    """How a kind of conversation went; `csat` weighs the scores 1 to 5, empty when nobody was asked.

    why: in two or three words, what staff noted as the real reason; "" for none.
    """

    name: str
    weight: int
    handled_by: str
    reason: str
    csat: tuple[int, ...]
    lines: tuple[PatternLine, ...]
    why: str = ""


@dataclass(frozen=True)
class Comments:
    """What people write under a rating of 1 or 2, of 3, and of 4 or 5."""

    low: tuple[str, ...]
    middle: tuple[str, ...]
    high: tuple[str, ...]


@dataclass(frozen=True)
class People:
    """What customers are made up from; each `#` of `phone` becomes a digit."""

    first_names: tuple[str, ...]
    last_names: tuple[str, ...]
    streets: tuple[str, ...]
    cities: tuple[str, ...]
    notes: tuple[str, ...]
    phone: str


@dataclass(frozen=True)
class Playbook:
    """A ready-made business."""

    name: str
    business: Business
    hours: tuple[OpeningHours, ...]
    holidays: tuple[Holiday, ...]
    staff: tuple[StaffMember, ...]
    rules: Rules
    scope: tuple[ScopeTopic, ...]
    site: Site
    demo_orders: tuple[DemoOrder, ...]
    habits: OrderHabits
    articles: tuple[Article, ...]
    answers: tuple[CuratedAnswer, ...]
    products: tuple[Product, ...]
    patterns: tuple[Pattern, ...]
    comments: Comments
    people: People
