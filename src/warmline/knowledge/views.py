"""What do staff see of the knowledge: the list, a trial of a question, the preview of a text?"""

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import override
from django.views.decorators.http import require_POST, require_safe

from warmline.knowledge.confidence import load
from warmline.knowledge.forms import LONGEST_BODY
from warmline.knowledge.index import Found, find
from warmline.knowledge.markdown import to_html
from warmline.knowledge.models import Answer, Article
from warmline.staff.permissions import for_staff
from warmline.web.context import current_business
from warmline.web.options import values

ON_A_PAGE = 50
LONGEST_QUESTION = 500


@for_staff
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """All answers, or all articles, narrowed by words and by whether they are in use."""
    kind = "articles" if request.GET.get("kind") == "articles" else "answers"
    words, state = request.GET.get("q", "")[:200].replace("\0", "").strip(), request.GET.get("state", "")
    rows = _articles(words, state) if kind == "articles" else _answers(words, state)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    counts = {"answers": Answer.objects.count(), "articles": Article.objects.count()}
    context = {"kind": kind, "words": words, "state": state, "page": page, "counts": counts}
    with override(current_business().timezone):
        return render(request, "knowledge/home.html", {**context, "is_empty": not any(counts.values())})


@for_staff
@require_safe
def trial(request: HttpRequest) -> HttpResponse:
    """What the bot would find for a question now; a fragment for htmx, else a page of its own."""
    question = request.GET.get("question", "")[:LONGEST_QUESTION].strip()
    found = sorted(find(question, limit=4), key=lambda each: -each.confidence) if question else ()
    # Options of a later stage, read by name: the trial shows what that stage would make of the hits.
    limits = values()
    context = {"question": question, "hits": [_judged(each, limits) for each in found]}
    is_fragment = request.headers.get("HX-Request") == "true"
    return render(request, "knowledge/_trial_result.html" if is_fragment else "knowledge/trial.html", context)


@for_staff
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    body = request.POST.get("body", "")[:LONGEST_BODY]
    return render(request, "knowledge/_preview.html", {"html": to_html(body)})


def _answers(words: str, state: str) -> QuerySet[Answer]:
    rows = Answer.objects.select_related("article").order_by("title").annotate(phrase_count=Count("phrases"))
    if words:
        by_words = Q(title__icontains=words) | Q(text__icontains=words) | Q(phrases__text__icontains=words)
        rows = rows.filter(pk__in=Answer.objects.filter(by_words).values("pk"))
    return rows.filter(is_active=state == "on") if state in ("on", "off") else rows


def _articles(words: str, state: str) -> QuerySet[Article]:
    rows = Article.objects.order_by("category", "title").annotate(answer_count=Count("answers"))
    if words:
        rows = rows.filter(
            Q(title__icontains=words) | Q(body__icontains=words) | Q(category__icontains=words)
        )
    return rows.filter(is_published=state == "on") if state in ("on", "off") else rows


def _judged(found: Found, limits: Mapping[str, Any]) -> dict[str, Any]:
    """A hit with what the bot would do if it were the best, by the owner's own limits."""
    fitted = load()
    does = "unsure" if found.confidence >= limits.get("decisions.ask_back_at", fitted.ask_at) else "no"
    if found.confidence >= limits.get("decisions.answer_at", fitted.answer_at):
        does = "answer"
    return {"found": found, "percent": round(100 * found.confidence), "does": does}
