"""What do staff see of why customers really wrote, and what do they do about it?"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from warmline.insights.conversation_views import number_in
from warmline.insights.errors import InsightRefused, NameTaken
from warmline.insights.exporting import csv_lines
from warmline.insights.likeness import themes_like
from warmline.insights.listing import Card, cards_of, page_of, themes
from warmline.insights.models import Theme
from warmline.insights.tending import receive, rename, reopen, settle, unite
from warmline.insights.wording import say_changes, say_mood, say_trend_of
from warmline.lib.time import now
from warmline.staff.permissions import for_staff, person_of
from warmline.web.context import current_business

#: Quotes and things done on a theme's own page; themes looked at for what changed, and offered to join with.
QUOTES_SHOWN = 30
DEEDS_SHOWN = 30
LOOKED_AT = 500


@for_staff
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    at, is_settled = now(), request.GET.get("show") == "done"
    for_whom = request.GET.get("for", "")
    for_whom = for_whom if for_whom in Theme.ForWhom.values else ""
    page, cards = page_of(themes(at, is_settled=is_settled, for_whom=for_whom), request.GET.get("page"))
    context = {
        "page": page,
        "cards": [_shown(card) for card in cards],
        "is_settled": is_settled,
        "for_whom": for_whom,
        "receivers": [("", _("All")), *((each.value, each.label) for each in Theme.ForWhom if each.value)],
        "counts": {"open": themes(at).count(), "done": themes(at, is_settled=True).count()},
        "changes": [] if is_settled else say_changes(list(themes(at)[:LOOKED_AT])),
    }
    with override(current_business().timezone):
        return render(request, "insights/home.html", context)


@for_staff
@require_safe
def export(request: HttpRequest) -> StreamingHttpResponse:
    headers = {
        "Content-Disposition": 'attachment; filename="insights.csv"',
        "X-Content-Type-Options": "nosniff",
    }
    return StreamingHttpResponse(csv_lines(), content_type="text/csv; charset=utf-8", headers=headers)


@for_staff
@require_safe
def theme(request: HttpRequest, pk: int) -> HttpResponse:
    return _show(request, pk)


@for_staff
@require_POST
def name(request: HttpRequest, pk: int) -> HttpResponse:
    words = request.POST.get("name", "").replace("\0", "")
    try:
        row = rename(pk, words, person_of(request))
    except NameTaken as error:
        return _show(request, pk, 422, taken=Theme.objects.filter(pk=error.theme).first(), refusal=error.text)
    except InsightRefused as error:
        return _show(request, pk, 422, refusal=error.text)
    messages.success(
        request, _("It is called “{name}” now. The old name still leads here.").format(name=row.name)
    )
    return redirect("insights:theme", pk)


@for_staff
@require_POST
def receiver(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(
        request, pk, lambda: receive(pk, request.POST.get("for_whom", "")), _("Noted for whom it is.")
    )


@for_staff
@require_POST
def union(request: HttpRequest, pk: int) -> HttpResponse:
    other = number_in(request, "theme")
    try:
        target = unite(pk, other, person_of(request))
    except InsightRefused as error:
        return _show(request, pk, 422, refusal=error.text)
    messages.success(request, _("Joined. All of it stands under “{name}” now.").format(name=target.name))
    return redirect("insights:theme", target.pk)


@for_staff
@require_POST
def settlement(request: HttpRequest, pk: int) -> HttpResponse:
    what = request.POST.get("what", "").replace("\0", "")
    said = _("Well done. It comes back on the list once it is noted three more times.")
    return _act(request, pk, lambda: settle(pk, what, person_of(request)), said)


@for_staff
@require_POST
def reopening(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, lambda: reopen(pk, person_of(request)), _("It is on the list again."))


def _act(request: HttpRequest, pk: int, act: Callable[[], object], said: str) -> HttpResponse:
    try:
        act()
    except InsightRefused as error:
        return _show(request, pk, 422, refusal=error.text)
    messages.success(request, said)
    return redirect("insights:theme", pk)


def _show(request: HttpRequest, pk: int, status: int = 200, **told: Any) -> HttpResponse:
    at = now()
    rows = [*themes(at).filter(pk=pk), *themes(at, is_settled=True).filter(pk=pk)]
    if not rows:
        raise Http404("There is no such theme.")
    card = cards_of(rows, QUOTES_SHOWN)[0]
    row = card.theme
    alike = [near for near in themes_like(row.name) if near.theme != pk]
    first = {near.theme for near in alike}
    others = Theme.objects.exclude(pk__in=[pk, *first]).order_by("name")[:LOOKED_AT]
    context = {
        "row": row,
        "card": card,
        **_shown(card),
        "alike": alike,
        "others": others,
        "wordings": row.wordings.order_by("pk").values_list("words", flat=True)[:QUOTES_SHOWN],
        "noted": row.insights.select_related("person").order_by("-at")[:QUOTES_SHOWN],
        "deeds": row.deeds.select_related("person")[:DEEDS_SHOWN],
        "receivers": Theme.ForWhom.choices,
        **told,
    }
    with override(current_business().timezone):
        return render(request, "insights/theme.html", context, status=status)


def _shown(card: Card) -> dict[str, Any]:
    trend, tone = say_trend_of(card)
    mood = say_mood(card.upset)
    return {"card": card, "trend": trend, "tone": tone, "mood": mood}
