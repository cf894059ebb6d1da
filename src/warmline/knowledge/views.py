"""What do staff see of the knowledge: the list, and the preview of a text?"""

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import override
from django.views.decorators.http import require_POST, require_safe

from warmline.knowledge.forms import LONGEST_BODY
from warmline.knowledge.markdown import to_html
from warmline.knowledge.models import Answer, Article
from warmline.staff.permissions import for_staff
from warmline.web.context import current_business

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
