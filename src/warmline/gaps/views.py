"""What does the owner see of the questions the bot could not answer, and do about them?"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from warmline.gaps.costing import MOST_MINUTES, cost_of
from warmline.gaps.drafting import Draft, draft_of
from warmline.gaps.errors import NoSuchAnswer, SettledMeanwhile
from warmline.gaps.gathering import gather, gather_later
from warmline.gaps.listing import Stretch, gaps_in, page_of
from warmline.gaps.models import Gap, GapQuestion, Settlement
from warmline.gaps.settling import dismiss, merge, publish, reopen, settlement_of
from warmline.knowledge.forms import AnswerForm, ArticleForm
from warmline.knowledge.index import find
from warmline.knowledge.models import Answer
from warmline.lib.time import now
from warmline.staff.permissions import for_owner, person_of
from warmline.web.context import current_business

STRETCHES = (30, 90)
#: Questions shown on a gap's own page.
QUESTIONS_SHOWN = 20


@for_owner
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """New questions are put into their gaps here; many of them in the background."""
    has_more = gather()
    if has_more:
        gather_later()
    stretch, is_settled = _stretch(request), request.GET.get("show") == "settled"
    page, cards = page_of(stretch, is_settled, request.GET.get("page"))
    context = {
        "page": page,
        "cards": cards,
        "stretch": stretch,
        "stretches": STRETCHES,
        "is_settled": is_settled,
        "counts": {"open": gaps_in(stretch, False).count(), "settled": gaps_in(stretch, True).count()},
        "has_more": has_more,
        "most_minutes": round(MOST_MINUTES),
    }
    with override(current_business().timezone):
        return render(request, "gaps/home.html", context)


@for_owner
@require_safe
def gap(request: HttpRequest, pk: int) -> HttpResponse:
    return _show(request, get_object_or_404(Gap, pk=pk), None)


@for_owner
@require_POST
def publication(request: HttpRequest, pk: int) -> HttpResponse:
    """Makes an article and an answer of what stands in the form, which is the draft unless it was edited."""
    row = get_object_or_404(Gap, pk=pk)
    form = AnswerForm({**request.POST.dict(), "article": "", "action": "", "is_active": "on"})
    text, title = request.POST.get("text", ""), request.POST.get("title", "")
    article = ArticleForm({"title": title, "body": text, "is_published": "on"})
    if form.is_valid() and not article.is_valid():
        form.add_error("title", article.errors.get("title") or article.errors.get("body") or [])
    if not form.is_valid():
        return _show(request, row, form, status=422)
    draft = form.draft()
    said = _("“{title}” is published. The bot knows it from its next answer on.").format(title=draft.title)
    return _act(request, pk, lambda: publish(pk, draft, person_of(request)), said)


@for_owner
@require_POST
def merger(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(Gap, pk=pk)
    key = request.POST.get("answer", "").replace("\0", "")[:80]
    phrases = draft_of(pk).phrases
    try:
        return _act(
            request,
            pk,
            lambda: merge(pk, key, phrases, person_of(request)),
            _("The bot now knows these ways of asking."),
        )
    except NoSuchAnswer:
        messages.error(request, _("This answer is not there any more. Which one is it about?"))
        return redirect("gaps:gap", pk)


@for_owner
@require_POST
def dismissal(request: HttpRequest, pk: int) -> HttpResponse:
    said = _("It is off the list, and comes back only if it grows by half.")
    return _act(request, pk, lambda: dismiss(pk, person_of(request)), said)


@for_owner
@require_POST
def reopening(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(
        request, pk, lambda: reopen(pk, person_of(request)), _("It is on the list again."), "gaps:gap", pk
    )


def _act(request: HttpRequest, pk: int, act: Callable[[], object], said: str, *back: Any) -> HttpResponse:
    """Does it once: whoever comes second is told who was first."""
    try:
        act()
    except SettledMeanwhile as first:
        messages.info(request, _told(first.settlement))
        return redirect("gaps:gap", pk)
    except Gap.DoesNotExist:
        messages.info(request, _("These questions are not there any more; nothing was changed."))
        return redirect("gaps:home")
    messages.success(request, said)
    return redirect(*(back or ("gaps:home",)))


def _told(settlement: Settlement) -> str:
    done = {
        Settlement.Kind.PUBLISHED: _("{person} published an answer to this before; nothing was changed now."),
        Settlement.Kind.MERGED: _("{person} added this to an answer before; nothing was changed now."),
        Settlement.Kind.DISMISSED: _("{person} took this off the list before; nothing was changed now."),
    }[Settlement.Kind(settlement.kind)]
    return done.format(person=settlement.person)


def _show(request: HttpRequest, row: Gap, form: AnswerForm | None, status: int = 200) -> HttpResponse:
    stretch = Stretch(STRETCHES[-1], now())
    draft, settlement = draft_of(row.pk), settlement_of(row)
    questions = GapQuestion.objects.filter(gap=row).select_related("message")
    recent = questions.filter(at__gte=stretch.since).count()
    context = {
        "row": row,
        "draft": draft,
        "form": form or AnswerForm(initial=_initial(draft)),
        "settlement": settlement,
        "told": _told(settlement) if settlement else "",
        "questions": questions[:QUESTIONS_SHOWN],
        "total": questions.count(),
        "recent": recent,
        "days": stretch.days,
        "cost": cost_of([row.pk], stretch.since)[row.pk],
        "answers": _answers(draft) if settlement is None else (),
    }
    with override(current_business().timezone):
        return render(request, "gaps/gap.html", context, status=status)


def _initial(draft: Draft) -> dict[str, str]:
    return {"title": draft.title, "text": draft.text, "phrases": "\n".join(draft.phrases)}


def _answers(draft: Draft) -> list[Answer]:
    """Every answer in use, the ones that come nearest first."""
    near = [found.key for found in find(draft.title) if found.kind == "answer"] if draft.title else []
    every = list(Answer.objects.filter(is_active=True).only("key", "title").order_by("title"))
    return sorted(every, key=lambda answer: near.index(answer.key) if answer.key in near else len(near))


def _stretch(request: HttpRequest) -> Stretch:
    wanted = request.GET.get("days", "")
    return Stretch(int(wanted) if wanted in map(str, STRETCHES) else STRETCHES[0], now())
