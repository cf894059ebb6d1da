"""What does the palette find besides acts and pages? One function for each kind; SOURCES lists them."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from warmline.conversations.models import Conversation, Holder
from warmline.customers.models import Customer
from warmline.desk.lists import views_of
from warmline.knowledge.models import Answer
from warmline.macros.choosing import macros_of
from warmline.search.people import find_customers
from warmline.shortcuts.fuzzy import best
from warmline.staff.models import Person

#: Of each kind; more is what the search is for (chosen by us).
MOST = 6
#: Among so many open conversations and customers of late letters are looked for (chosen by us).
LATELY = 300


@dataclass(frozen=True)
class Asked:
    """text: as typed, "" for what was used last. conversation: the one that is open beside the palette."""

    person: Person
    text: str
    conversation: UUID | None = None


@dataclass(frozen=True)
class Item:
    """href: where it leads; hands_to: the person to whom the open conversation may be handed.

    macro: the one that is written into the reply, found by these words.
    """

    label: str
    hint: str
    icon: str
    href: str = ""
    hands_to: int = 0
    macro: int = 0
    words: str = ""


Source = Callable[[Asked], list[Item]]


def _conversations(asked: Asked) -> list[Item]:
    rows = Conversation.objects.exclude(holder=Holder.CLOSED).select_related("customer", "person")
    if asked.conversation:
        rows = rows.exclude(pk=asked.conversation)
    if not asked.text:
        seen = rows.filter(viewings__person=asked.person).order_by("-viewings__seen_at")
        return [_conversation(each) for each in seen[:MOST]]
    latest = rows.order_by("-last_message_at", "pk")[:LATELY]
    return [_conversation(each) for each in best(asked.text, latest, lambda row: str(row.customer), MOST)]


def _conversation(row: Conversation) -> Item:
    held = str(row.person) if row.holder == Holder.PERSON else _(Holder(row.holder).label)
    return Item(str(row.customer), held, "inbox", reverse("desk:conversation", args=[row.pk]))


def _customers(asked: Asked) -> list[Item]:
    if not asked.text:
        return []
    found = {each.pk: each for each in find_customers(asked.text, MOST)}
    for each in best(asked.text, Customer.objects.exclude(name="").order_by("-pk")[:LATELY], str, MOST):
        found.setdefault(each.pk, each)
    return [
        Item(str(each), each.email or "", "person", reverse("customers:customer", args=[each.pk]))
        for each in list(found.values())[:MOST]
    ]


def _answers(asked: Asked) -> list[Item]:
    if not asked.text:
        return []
    titles = Answer.objects.filter(is_active=True).order_by("title", "pk").values_list("key", "title")
    return [
        Item(title, _("Answer"), "knowledge", reverse("knowledge:answer", args=[key]))
        for key, title in best(asked.text, titles, lambda pair: pair[1], MOST)
    ]


def _views(asked: Asked) -> list[Item]:
    found = best(asked.text, views_of(asked.person), lambda view: view.name, MOST) if asked.text else []
    return [
        Item(each.name, _("View"), "filter", f"{reverse('desk:inbox')}?tab=view-{each.pk}") for each in found
    ]


def _colleagues(asked: Asked) -> list[Item]:
    """Where a conversation is open: the hand-over opens with this colleague chosen."""
    if not asked.text or asked.conversation is None:
        return []
    others = Person.objects.filter(is_active=True).exclude(pk=asked.person.pk).order_by("name", "pk")
    found = best(asked.text, others, lambda person: person.name, MOST)
    return [
        Item(_("Hand to {name}").format(name=each.name), _("Colleague"), "people", hands_to=each.pk)
        for each in found
    ]


def _macros(asked: Asked) -> list[Item]:
    """Where this person may write to the customer: the macro goes into the reply."""
    if not asked.text or asked.conversation is None:
        return []
    held = Conversation.objects.filter(pk=asked.conversation, holder=Holder.PERSON, person=asked.person)
    if not held.exists():
        return []
    macros = macros_of(asked.person).order_by("-used_count", "name", "pk")
    return [
        Item(each.name, _("Macro"), "copy", macro=each.pk, words=each.name)
        for each in best(asked.text, macros, lambda macro: macro.name, MOST)
    ]


SOURCES: dict[str, Source] = {
    gettext_noop("Conversations"): _conversations,
    gettext_noop("Customers"): _customers,
    gettext_noop("Colleagues"): _colleagues,
    gettext_noop("Macros"): _macros,
    gettext_noop("Answers"): _answers,
    gettext_noop("Views"): _views,
}


def find(asked: Asked) -> dict[str, list[Item]]:
    """By kind, without those that found nothing."""
    found = {kind: source(asked) for kind, source in SOURCES.items()}
    return {_(kind): items for kind, items in found.items() if items}
