"""The page of one conversation: thread, context card, customer, and what this person may do."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from warmline.conversations.handover import QUEUE_LIMIT_MINUTES, may_take
from warmline.conversations.holding import current_episode
from warmline.conversations.merging import candidates
from warmline.conversations.models import Conversation, Holder
from warmline.desk.attached import drafts_attached
from warmline.desk.beside import look_beside
from warmline.desk.card import current_card
from warmline.desk.clocks import clocks_of
from warmline.desk.drafting import drafts_of
from warmline.desk.due import look_at_due
from warmline.desk.inbox import say_holder, waiting_tone
from warmline.desk.inbox_views import inbox_context, is_fragment
from warmline.desk.joined import joined_with
from warmline.desk.lists import ALL, MINE, QUEUE
from warmline.desk.looking import others_looking
from warmline.desk.resting import bounds, moments
from warmline.desk.thread import read_thread
from warmline.labels.putting import labels_of
from warmline.lib.moments import say_span
from warmline.lib.time import now
from warmline.routing.opening import note_opened
from warmline.routing.telling import why_here
from warmline.staff.models import Person
from warmline.staff.permissions import for_staff, person_of
from warmline.staff.presence import people_here
from warmline.web.context import current_business


@dataclass(frozen=True)
class State:
    """Who holds it, for this person's eyes, and what they may do about it."""

    holder: str
    text: str
    is_mine: bool
    may_take: bool
    may_assign: bool
    may_merge: bool
    take_label: str
    waiting_since: datetime | None
    waiting: str
    waiting_tone: str


def get_conversation(pk: UUID) -> Conversation:
    found = Conversation.objects.select_related("customer", "person").filter(pk=pk).first()
    if found is None:
        raise Http404("There is no such conversation.")
    return found


@for_staff
@require_safe
def conversation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The page; for htmx the part of it that changes while it is open."""
    held = get_conversation(pk)
    person = person_of(request)
    note_opened(held, person)
    context = live_context(request, held, person)
    if is_fragment(request):
        return render(request, "desk/_live.html", context)
    around = {**_list_context(request, held, person), **_rest_context()}
    return render(request, "desk/conversation.html", {**context, **around})


def live_context(request: HttpRequest, held: Conversation, person: Person) -> dict[str, Any]:
    business = current_business()
    at, zone = now(), ZoneInfo(business.timezone)
    return {
        "conversation": held,
        "customer": held.customer,
        "state": _state(held, person, at, zone),
        "card": current_card(held, current_episode(held)),
        "thread": read_thread(held, person, zone, whole=request.GET.get("whole") == "1"),
        "beside": look_beside(held, business, at),
        "viewers": others_looking(person, held),
        "drafts": drafts_of(person, held),
        "drafts_attached": drafts_attached(held, person),
        "labels": labels_of([held.pk]).get(held.pk, ()),
        "joined": joined_with(held, at, zone),
        "due_replies": look_at_due(held, person, at),
        "limit_minutes": QUEUE_LIMIT_MINUTES,
        "why_here": why_here(held, person),
        "clock": clocks_of([held.pk], at, zone).get(held.pk),
    }


def _list_context(request: HttpRequest, held: Conversation, person: Person) -> dict[str, Any]:
    """The list beside it stays the one that the person came from."""
    is_theirs = held.person_id == person.pk and held.holder in (Holder.PERSON, Holder.SNOOZED)
    tab = MINE if is_theirs else QUEUE if held.holder == Holder.QUEUE else ALL
    return inbox_context(request, person, tab=tab, open_id=held.pk)


def _rest_context() -> dict[str, Any]:
    """What the dialog offers that lets it rest."""
    first, last = bounds(now())
    return {"moments": moments(now()), "first_moment": first, "last_moment": last}


def _state(held: Conversation, person: Person, at: datetime, zone: ZoneInfo) -> State:
    is_mine = held.holder == Holder.PERSON and held.person_id == person.pk
    return State(
        holder=held.holder,
        text=_("With you") if is_mine else _say_state(held, at, zone),
        is_mine=is_mine,
        may_take=not is_mine and may_take(held, person),
        may_assign=is_mine or held.holder == Holder.QUEUE,
        may_merge=held.holder != Holder.CLOSED
        and (is_mine or may_take(held, person))
        and bool(candidates(held)),
        take_label=_("Open it again") if held.holder == Holder.CLOSED else _("Take over"),
        waiting_since=held.waiting_since,
        waiting=say_span(held.waiting_since, at) if held.waiting_since else "",
        waiting_tone=waiting_tone(held.waiting_since, at),
    )


def _say_state(held: Conversation, at: datetime, zone: ZoneInfo) -> str:
    match held.holder:
        case Holder.BOT:
            return _("With the automatic assistant")
        case Holder.PERSON:
            return _("With {person}").format(person=held.person)
    return say_holder(held, at, zone)


@for_staff
@require_safe
def colleagues(request: HttpRequest, pk: UUID) -> HttpResponse:
    """To whom it can be handed; who is here comes first."""
    held = get_conversation(pk)
    here = {person.pk for person in people_here(now())}
    others = Person.objects.filter(is_active=True).exclude(pk=person_of(request).pk).order_by("name", "pk")
    people = sorted(
        ({"person": each, "is_here": each.pk in here} for each in others), key=lambda e: not e["is_here"]
    )
    return render(request, "desk/_colleagues.html", {"conversation": held, "people": people})
