"""Which labels stand on this conversation? The window that puts them on and takes them off."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from warmline.desk.conversation_views import get_conversation
from warmline.desk.inbox_views import is_fragment
from warmline.labels.choosing import counted_labels, find_choices
from warmline.labels.errors import LabelRefused
from warmline.labels.putting import put_on, put_on_named, take_off
from warmline.staff.permissions import for_staff, person_of

LONGEST_WORDS = 60


@for_staff
@require_safe
def choices(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The window; with `words` only what fits them."""
    get_conversation(pk)
    template = "desk/_label_choices.html" if "words" in request.GET else "desk/_labels.html"
    return render(request, template, _context(pk, _words(request.GET.get("words", ""))))


@for_staff
@require_POST
def labelling(request: HttpRequest, pk: UUID) -> HttpResponse:
    """on, off: a label's number; new or words: a name, made if there is none such."""
    get_conversation(pk)
    try:
        _do(request, pk)
    except LabelRefused as error:
        return _answer(request, pk, HTTPStatus.UNPROCESSABLE_ENTITY, refusal=error.text)
    return _answer(request, pk)


def _do(request: HttpRequest, pk: UUID) -> None:
    person, posted = person_of(request), request.POST
    if number := _number(posted.get("off", "")):
        take_off(pk, number)
    elif number := _number(posted.get("on", "")):
        put_on(pk, number, person)
    else:
        put_on_named(pk, _words(posted.get("new") or posted.get("words", "")), person)


def _answer(request: HttpRequest, pk: UUID, status: int = HTTPStatus.OK, **told: Any) -> HttpResponse:
    if not is_fragment(request):
        return redirect("desk:conversation", pk)
    response = render(request, "desk/_labels.html", {**_context(pk, ""), **told}, status=status)
    response.headers["HX-Trigger"] = "desk:conversation"
    return response


def _context(pk: UUID, words: str) -> dict[str, Any]:
    return {"conversation_pk": pk, "words": words.strip(), "choices": find_choices(words, pk)}


@for_staff
@require_safe
def menu(request: HttpRequest) -> HttpResponse:
    """All labels with their open conversations, for the inbox."""
    return render(request, "desk/_label_menu.html", {"counted": counted_labels()})


def _words(text: str) -> str:
    return text.replace("\0", "")[:LONGEST_WORDS]


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
