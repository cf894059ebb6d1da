"""What do visitors read in the help centre?"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.forms.models import model_to_dict
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from warmline import __version__
from warmline.calendar.opening import week
from warmline.calendar.week import week_in_words
from warmline.knowledge.index import Found, article_url, edition_number, find
from warmline.knowledge.markdown import to_html, to_plain
from warmline.knowledge.models import Article
from warmline.knowledge.slugs import without_nul
from warmline.lib.languages import codes
from warmline.web.context import current_business
from warmline.web.tongue import choices, language_now

MOST_HITS = 8
#: Readers judge for themselves, so far less sure hits are shown than the bot would say; below it is noise.
LEAST_CONFIDENCE = 0.05
MOST_BY_WORDS = 4
FEW_HITS = 4
RELATED = 4
ON_A_CARD = 5
LONGEST_QUESTION = 300
DESCRIPTION_CHARACTERS = 155
#: The address of what stands in no category.
OTHER = "More"


@dataclass(frozen=True)
class Category:
    """Articles that stand together. slug: its address."""

    name: str
    slug: str
    articles: tuple[Article, ...]

    @property
    def first(self) -> tuple[Article, ...]:
        return self.articles[:ON_A_CARD]

    @property
    def more_count(self) -> int:
        return max(0, len(self.articles) - ON_A_CARD)


def _stamp(request: HttpRequest, **kwargs: str) -> str:
    """Changes with the knowledge, the business, its hours, who looks, and the release."""
    business = model_to_dict(current_business())
    seen = (
        __version__,
        edition_number(),
        business,
        week(),
        request.get_host(),
        request.user.is_authenticated,
        language_now(),
    )
    return f'W/"{hashlib.sha256(repr(seen).encode()).hexdigest()[:20]}"'


@require_safe
@cache_control(private=True, no_cache=True)
@condition(etag_func=_stamp)
def home(request: HttpRequest) -> HttpResponse:
    return _render(request, "home", categories=_categories())


@require_safe
@cache_control(private=True, no_cache=True)
@condition(etag_func=_stamp)
def category(request: HttpRequest, slug: str) -> HttpResponse:
    for each in _categories():
        if each.slug == slug:
            return _render(request, "category", category=each)
    raise Http404


@require_safe
@cache_control(private=True, no_cache=True)
@condition(etag_func=_stamp)
def article(request: HttpRequest, slug: str) -> HttpResponse:
    """An article; one that is not published is shown to staff alone."""
    row = get_object_or_404(Article, slug=without_nul(slug))
    if not row.is_published and not request.user.is_authenticated:
        raise Http404
    html, summary = to_html(row.body), _shorten(to_plain(row.body))
    related = _related(row)
    return _render(
        request, "article", article=row, html=html, summary=summary, related=related,
        category_name=_category_name(row.category), category_slug=_category_slug(row.category),
    )  # fmt: skip


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What fits the question: the whole page, or only the hits while the visitor still types."""
    question = without_nul(request.GET.get("q", ""))[:LONGEST_QUESTION].strip()
    context = {
        "question": question,
        "hits": _hits(question) if question else (),
        "language": language_now(),
    }
    if request.headers.get("HX-Request") == "true":
        return render(request, "knowledge/help/_hits.html", context)
    return _render(request, "search", **context)


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    articles = Article.objects.filter(is_published=True).only("slug", "updated_at")
    context = {
        "root": request.build_absolute_uri("/").rstrip("/"),
        "articles": articles,
        "categories": _categories(),
    }
    return render(request, "knowledge/help/sitemap.xml", context, content_type="application/xml")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines may read what is meant for everybody: the help centre and the shop page."""
    lines = ["User-agent: *", "Allow: /help/", "Allow: /shop/", "Allow: /static/", "Disallow: /"]
    lines.append(f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


def _render(request: HttpRequest, page: str, **context: Any) -> HttpResponse:
    language = language_now()
    context |= {
        "language": language,
        "languages": choices(request, language),
        "hours": week_in_words(week(), language),
        "root": request.build_absolute_uri("/").rstrip("/"),
        "canonical": _canonical(request),
    }
    return render(request, f"knowledge/help/{page}.html", context)


def _canonical(request: HttpRequest) -> str:
    """A language that was asked for by address is a page of its own; nothing else of the query is."""
    asked = request.GET.get("lang", "")
    query = f"?lang={asked}" if asked in codes() else ""
    return request.build_absolute_uri(request.path + query)


def _categories() -> tuple[Category, ...]:
    rows = Article.objects.filter(is_published=True).only("slug", "title", "category")
    ordered = sorted(rows, key=lambda row: (not row.category, _slug_of(row), row.title))
    groups = [list(run) for _, run in groupby(ordered, key=_slug_of)]
    return tuple(Category(_category_name(run[0].category), _slug_of(run[0]), tuple(run)) for run in groups)


def _slug_of(row: Article) -> str:
    return _category_slug(row.category)


def _category_name(category: str) -> str:
    return category or gettext("More")


def _category_slug(name: str) -> str:
    """An address in the script of the name; one without letters or digits gets a name from its signs."""
    return slugify(name or OTHER, allow_unicode=True) or hashlib.sha256(name.encode()).hexdigest()[:12]


def _hits(question: str) -> tuple[Found, ...]:
    """Titles with these very words first (half a word will do), then by meaning, then by the text."""
    articles = Article.objects.filter(is_published=True)
    by_title = [_as_found(row) for row in articles.filter(title__icontains=question)[:MOST_BY_WORDS]]
    by_meaning = [hit for hit in find(question, limit=MOST_HITS) if hit.confidence >= LEAST_CONFIDENCE]
    hits = list(_once([*by_title, *by_meaning]))
    if len(hits) < FEW_HITS:
        by_text = articles.filter(body__icontains=question)[:MOST_BY_WORDS]
        hits = list(_once([*hits, *(_as_found(row, question) for row in by_text)]))
    return tuple(hits[:MOST_HITS])


def _once(hits: Iterable[Found]) -> Iterable[Found]:
    """Each article once, whether found itself or by an answer that rests on it."""
    seen: set[str] = set()
    for hit in hits:
        place = hit.url or hit.key
        if place not in seen:
            seen.add(place)
            yield hit


def _as_found(row: Article, words: str = "") -> Found:
    text = _shorten(_from_words_on(to_plain(row.body), words))
    return Found("article", row.slug, row.title, text, article_url(row.slug), 1.0, category=row.category)


def _from_words_on(text: str, words: str) -> str:
    """The text from the start of the sentence that has the words."""
    place = text.lower().find(words.lower())
    start = max(text.rfind(end, 0, max(0, place)) for end in (". ", "! ", "? ", "\n"))
    return text[start + 1 :].lstrip() if place > 0 and start >= 0 else text


def _related(row: Article) -> tuple[Found, ...]:
    others = find(f"{row.title} {row.category}", limit=8 * RELATED)
    articles = [hit for hit in others if hit.kind == "article" and hit.key != row.slug]
    return tuple(articles[:RELATED])


def _shorten(text: str) -> str:
    flat = " ".join(text.split())
    if len(flat) <= DESCRIPTION_CHARACTERS:
        return flat
    return flat[: DESCRIPTION_CHARACTERS - 1].rsplit(" ", 1)[0] + "…"
