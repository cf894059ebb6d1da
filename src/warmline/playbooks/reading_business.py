"""What does playbook.toml say about the business, its hours, people, limits and page?"""

import re
from itertools import pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from warmline.playbooks.playbook import (
    ORDER_STATUSES,
    PREFERENCES,
    STAFF_ROLES,
    Business,
    DemoOrder,
    Holiday,
    OpeningHours,
    OrderHabits,
    Rules,
    ScopeTopic,
    Site,
    SiteSection,
    StaffMember,
)
from warmline.playbooks.table import Table
from warmline.staff.abilities import tidy_skills
from warmline.staff.spoken import LANGUAGES


def read_business(table: Table) -> Business:
    """The table [business]."""
    business = Business(
        name=table.text("name"),
        slogan=table.text("slogan"),
        about=table.text("about"),
        timezone=_timezone(table),
        currency=_code(table, "currency", r"[A-Z]{3}", "three capital letters, as EUR (ISO 4217)"),
        language=_code(table, "language", r"[a-z]{2}(-[A-Z]{2})?", "as en or en-GB"),
        email=table.email("email"),
        phone=table.text("phone"),
        address=table.text("address"),
        bot_name=table.text("bot_name"),
        greeting=table.text("greeting"),
    )
    table.done()
    return business


def read_hours(tables: tuple[Table, ...]) -> tuple[OpeningHours, ...]:
    """The tables [[hours]], in the order of the week; stretches of a day may not overlap."""
    rows = [(_opening(table), table) for table in tables]
    rows.sort(key=lambda row: (row[0].weekday, row[0].opens))
    for (earlier, _), (later, table) in pairwise(rows):
        if earlier.weekday == later.weekday and later.opens < earlier.closes:
            raise table.wrong("opens", "overlaps another stretch of the same day")
    return tuple(hours for hours, _ in rows)


def read_holidays(tables: tuple[Table, ...]) -> tuple[Holiday, ...]:
    """The tables [[holidays]]."""
    holidays = []
    for table in tables:
        holidays.append(Holiday(date=table.day("date"), name=table.text("name")))
        table.done()
    return tuple(holidays)


def read_staff(tables: tuple[Table, ...]) -> tuple[StaffMember, ...]:
    """The tables [[staff]]; one of them at least is the owner."""
    staff = []
    for table in tables:
        member = StaffMember(
            name=table.text("name"),
            email=table.email("email"),
            role=table.choice("role", STAFF_ROLES),
            about=table.text("about"),
            speaks=_languages(table),
            skills=tidy_skills(table.texts("skills", default=())),
        )
        table.done()
        staff.append(member)
    if not any(member.role == "owner" for member in staff):
        raise tables[0].wrong("role", "nobody is the owner")
    return tuple(staff)


def _languages(table: Table) -> tuple[str, ...]:
    codes = table.texts("speaks", default=())
    known = {code for code, _ in LANGUAGES}
    if not set(codes) <= known:
        raise table.wrong("speaks", f"only {', '.join(sorted(known))}")
    return codes


def read_rules(table: Table) -> Rules:
    """The table [rules]."""
    rules = Rules(high_value_minor=table.number("high_value_minor", least=1))
    table.done()
    return rules


def read_scope(tables: tuple[Table, ...]) -> tuple[ScopeTopic, ...]:
    """The tables [[scope]]."""
    topics = []
    for table in tables:
        words = tuple(word.lower() for word in table.texts("words"))
        topics.append(ScopeTopic(topic=table.text("topic"), words=words, reason=table.text("reason")))
        table.done()
    return tuple(topics)


def read_site(table: Table) -> Site:
    """The table [site] with its [[site.sections]]."""
    sections = []
    for part in table.tables("sections"):
        sections.append(SiteSection(title=part.text("title"), text=part.text("text")))
        part.done()
    site = Site(
        headline=table.text("headline"),
        intro=table.text("intro"),
        call_to_action=table.text("call_to_action"),
        sections=tuple(sections),
    )
    table.done()
    return site


def read_demo_orders(tables: tuple[Table, ...]) -> tuple[DemoOrder, ...]:
    """The tables [[demo_orders]]; `number` ends in digits, since other orders are counted down from it."""
    orders = []
    for table in tables:
        order = DemoOrder(
            number=_code(table, "number", r"\S*?\d{2,9}", "without spaces, ending in digits, as BR-1042"),
            email=table.email("email"),
            name=table.text("name"),
            status=table.choice("status", ORDER_STATUSES),
            skus=table.texts("skus"),
            promised_in_hours=table.number("promised_in_hours"),
            note=table.text("note", default=""),
            prefers=table.choice("prefers", PREFERENCES, default=""),
            high_value=table.flag("high_value", default=False),
            pickup=table.flag("pickup", default=False),
        )
        table.done()
        orders.append(order)
    return tuple(orders)


def read_habits(table: Table) -> OrderHabits:
    """The table [habits]; each key has a default (chosen by us, for a small shop with repeat buyers)."""
    habits = OrderHabits(
        carriers=table.texts("carriers", default=("Our own van",)),
        pickup_percent=table.number("pickup_percent", default=0, least=0),
        lead_hours=table.number("lead_hours", default=48, least=1),
        history_days=table.number("history_days", default=365, least=1),
        loyal_every_days=table.number("loyal_every_days", default=21, least=1),
        regular_every_days=table.number("regular_every_days", default=60, least=1),
    )
    table.done()
    return habits


def _opening(table: Table) -> OpeningHours:
    hours = OpeningHours(
        weekday=table.number("weekday", least=0), opens=table.clock("opens"), closes=table.clock("closes")
    )
    table.done()
    if hours.weekday > 6:
        raise table.wrong("weekday", "must be 0 (Monday) to 6 (Sunday)")
    if hours.closes <= hours.opens:
        raise table.wrong("closes", "must be later than opens")
    return hours


def _timezone(table: Table) -> str:
    name = table.text("timezone")
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise table.wrong("timezone", f"'{name}' is not an IANA time zone, as Europe/Dublin") from error


def _code(table: Table, key: str, pattern: str, meaning: str) -> str:
    value = table.text(key)
    if not re.fullmatch(pattern, value):
        raise table.wrong(key, f"is '{value}', must be {meaning}")
    return value
