"""How do staff add, change, publish and delete articles and answers?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.timezone import override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from warmline.knowledge.errors import ChangedMeanwhile
from warmline.knowledge.forms import AnswerForm, ArticleForm
from warmline.knowledge.models import Answer, Article
from warmline.knowledge.saving import delete, publish, save_answer, save_article
from warmline.knowledge.slugs import without_nul
from warmline.staff.permissions import for_staff
from warmline.web.context import current_business

Row = Article | Answer


@dataclass(frozen=True)
class _Kind:
    """What differs between editing articles and editing answers."""

    name: str
    model: type[Article] | type[Answer]
    field: str
    form: Callable[..., Any]
    initial_of: Callable[[Any], dict[str, Any]]
    save: Callable[..., Row]

    @property
    def template(self) -> str:
        return f"knowledge/{self.name}_form.html"

    def find(self, slug: str) -> Any:
        return self.model._default_manager.filter(**{self.field: without_nul(slug)}).first()


ARTICLE = _Kind("article", Article, "slug", ArticleForm, ArticleForm.initial_of, save_article)
ANSWER = _Kind("answer", Answer, "key", AnswerForm, AnswerForm.initial_of, save_answer)


@for_staff
@require_http_methods(["GET", "POST"])
def new_article(request: HttpRequest) -> HttpResponse:
    return _edit(request, ARTICLE, None)


@for_staff
@require_http_methods(["GET", "POST"])
def article(request: HttpRequest, slug: str) -> HttpResponse:
    return _edit(request, ARTICLE, ARTICLE.find(slug), is_new=False)


@for_staff
@require_http_methods(["GET", "POST"])
def new_answer(request: HttpRequest) -> HttpResponse:
    return _edit(request, ANSWER, None)


@for_staff
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, key: str) -> HttpResponse:
    return _edit(request, ANSWER, ANSWER.find(key), is_new=False)


@for_staff
@require_POST
def article_publication(request: HttpRequest, slug: str) -> HttpResponse:
    row = get_object_or_404(Article, slug=without_nul(slug))
    publish(row, request.POST.get("is_published") == "1", by=str(request.user))
    said = _("It is in the help centre now.") if row.is_published else _("Only staff can see it now.")
    messages.success(request, f"“{row.title}”: {said}")
    return redirect("knowledge:article", slug)


@for_staff
@require_http_methods(["GET", "POST"])
def article_deletion(request: HttpRequest, slug: str) -> HttpResponse:
    return _delete(request, get_object_or_404(Article, slug=without_nul(slug)), "articles")


@for_staff
@require_http_methods(["GET", "POST"])
def answer_deletion(request: HttpRequest, key: str) -> HttpResponse:
    return _delete(request, get_object_or_404(Answer, key=without_nul(key)), "answers")


def _edit(request: HttpRequest, kind: _Kind, row: Any, is_new: bool = True) -> HttpResponse:
    is_gone = row is None and not is_new
    if request.method != "POST":
        if is_gone:
            raise Http404
        first = kind.initial_of(row) if row else {"title": request.GET.get("title", "")[:160]}
        return _show(request, kind, kind.form(initial=first, **{kind.name: row}), row)
    form = kind.form(request.POST, **{kind.name: row})
    if not form.is_valid():
        return _show(request, kind, form, row, status=422, seen_at=request.POST.get("seen_at", ""))
    seen_at = _moment(request.POST.get("seen_at", ""))
    if is_gone:
        # What was written while somebody deleted the entry is kept: it may become a new one.
        return _show(request, kind, form, None, status=409, is_gone=True)
    try:
        saved = kind.save(form.draft(), str(request.user), row, seen_at)
    except ChangedMeanwhile as change:
        row.refresh_from_db()
        stored = kind.initial_of(row)
        stored_text = stored["body"] if kind is ARTICLE else stored["text"]
        return _show(
            request, kind, form, row, status=409, change=change, stored=stored, stored_text=stored_text
        )
    messages.success(
        request, _("“{title}” is saved. The bot knows it from its next answer on.").format(title=saved.title)
    )
    return redirect(f"knowledge:{kind.name}", getattr(saved, kind.field))


def _show(
    request: HttpRequest, kind: _Kind, form: Any, row: Any, status: int = 200, **more: Any
) -> HttpResponse:
    """The form; `seen_at` goes along, so that saving notices what others saved meanwhile."""
    seen_at = more.pop("seen_at", "") or (row.updated_at.isoformat() if row else "")
    context: Mapping[str, Any] = {"form": form, "row": row, "seen_at": seen_at, **more}
    with override(current_business().timezone):
        return render(request, kind.template, dict(context), status=status)


def _moment(text: str) -> datetime | None:
    try:
        return parse_datetime(text)
    except ValueError:
        return None


def _delete(request: HttpRequest, row: Row, back: str) -> HttpResponse:
    if request.method != "POST":
        return render(request, "knowledge/deletion.html", {"row": row, "kind": back})
    delete(row)
    messages.success(request, _("“{title}” is deleted.").format(title=row.title))
    return redirect(f"/knowledge/?kind={back}")
