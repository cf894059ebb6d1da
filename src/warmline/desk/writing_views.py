"""What does a person write, and what is seen of it while they do? Replies, notes, drafts, signs of life."""

from datetime import timedelta
from http import HTTPStatus
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from warmline.conversations import noting, revising
from warmline.conversations.attaching import Sender, remove_waiting
from warmline.conversations.errors import BadAttachment, BadText, Overtaken
from warmline.conversations.models import Conversation, DueReply, Note
from warmline.conversations.sending import Written, send_now, send_soon, take_back
from warmline.desk.answering import act_on_conversation, number_in, refuse
from warmline.desk.attached import named_in
from warmline.desk.conversation_views import get_conversation
from warmline.desk.drafting import WrittenElsewhere, drop_draft, save_draft, stamp_of, with_draft
from warmline.desk.due import news_since
from warmline.desk.inbox_views import is_fragment
from warmline.desk.looking import note_viewing, others_looking, stop_viewing
from warmline.desk.models import Draft
from warmline.lib.placeholders import find_unfilled
from warmline.lib.time import now
from warmline.staff.models import Person
from warmline.staff.permissions import person_of
from warmline.staff.undoing import undo_seconds

LONGEST_CLIENT_ID = 40
#: The same note again within this time is the retry of a lost answer (chosen by us).
SAME_NOTE_FOR = timedelta(seconds=60)


@act_on_conversation
def replies(request: HttpRequest, pk: UUID) -> HttpResponse | None:
    """201 with the number of the stored reply; 202 with the id of one that its writer may still take back.

    Only a page that shows the time sends `undoable`. The same client_id again gives the same reply.
    """
    person = person_of(request)
    files = named_in(request.POST.getlist("attachments"))
    written = Written(
        request.POST.get("text", ""), _client_id(request, person), number_in(request, "seen_number"), files
    )
    _require_filled(written.text)
    seconds = undo_seconds(person) if request.POST.get("undoable") else 0
    try:
        reply = send_soon(pk, person, written, seconds=seconds)
    except Overtaken as error:
        return show_news(request, pk, error, written.seen_number)
    drop_draft(person, Conversation(pk=pk), Draft.Kind.REPLY, request.POST.get("draft"))
    if not is_fragment(request):
        return None
    if isinstance(reply, DueReply):
        return JsonResponse({"due": reply.pk}, status=202)
    return JsonResponse({"number": reply.number}, status=201)


def _require_filled(text: object) -> None:
    """What a macro left open never reaches a customer."""
    if open_places := find_unfilled(str(text)):
        raise BadText(
            _("Please fill in {places} before you send it.").format(places=", ".join(open_places[:3]))
        )


@act_on_conversation
def withdrawal(request: HttpRequest, pk: UUID) -> HttpResponse | None:
    """A reply comes back before it left; its text is the draft again, above what was written since."""
    person = person_of(request)
    text = take_back(pk, person, number_in(request, "reply"))
    draft = with_draft(person, Conversation(pk=pk), text)
    return JsonResponse({"text": text, "draft": stamp_of(draft)}) if is_fragment(request) else None


@act_on_conversation
def departure(request: HttpRequest, pk: UUID) -> HttpResponse | None:
    """A reply leaves at once: its writer does not want to wait, or has seen what is new."""
    number = send_now(
        pk, person_of(request), number_in(request, "reply"), seen_number=number_in(request, "seen_number")
    ).number
    return JsonResponse({"number": number}, status=201) if is_fragment(request) else None


def show_news(request: HttpRequest, pk: UUID, error: Overtaken, seen_number: int) -> HttpResponse:
    """Not sent: what was said since the writer last looked, with the choice to look first or to send anyway."""
    held = get_conversation(pk)
    news = news_since(held, person_of(request), seen_number)
    return refuse(request, pk, error, {"news": news, "seen_number": held.last_number})


def _client_id(request: HttpRequest, person: Person) -> str:
    """Marked with the person: it can never be the id of a customer's message."""
    client_id = request.POST.get("client_id", "")
    if not 1 <= len(client_id) <= LONGEST_CLIENT_ID or not client_id.isprintable():
        raise BadText(_("This page is out of date. Please reload it and try again."))
    return f"staff:{person.pk}:{client_id}"


@act_on_conversation
def revision(request: HttpRequest, pk: UUID) -> None:
    """One's own message says something else, or nothing any more."""
    person, number = person_of(request), number_in(request, "number")
    if request.POST.get("act") == "delete":
        revising.delete(pk, person, number)
    else:
        revising.change(pk, person, number, request.POST.get("text", ""))


@act_on_conversation
def notes(request: HttpRequest, pk: UUID) -> HttpResponse | None:
    person = person_of(request)
    text = request.POST.get("text", "")
    files = named_in(request.POST.getlist("attachments"))
    note = (None if files else _find_same(pk, person, text)) or noting.note(pk, person, text, files)
    drop_draft(person, Conversation(pk=pk), Draft.Kind.NOTE, request.POST.get("draft"))
    return JsonResponse({"note": note.pk}, status=201) if is_fragment(request) else None


def _find_same(pk: UUID, person: Person, text: str) -> Note | None:
    recent = Note.objects.filter(conversation=pk, person=person, at__gt=now() - SAME_NOTE_FOR)
    return recent.filter(text=text.replace("\0", "").strip()).first()


@act_on_conversation
def removal(request: HttpRequest, pk: UUID) -> None:
    """A file that waits in a box is not wanted after all; one that is not there is no trouble."""
    person, kind = person_of(request), request.POST.get("kind", "")
    try:
        attachment = UUID(request.POST.get("attachment", ""))
    except ValueError:
        raise BadAttachment from None
    remove_waiting(pk, Sender(person, kind), attachment)


@act_on_conversation
def draft(request: HttpRequest, pk: UUID) -> HttpResponse:
    kind = request.POST.get("kind", "")
    if kind not in Draft.Kind.values:
        raise BadText(_("A draft is of a reply or of a note."))
    text, stamp = request.POST.get("text", ""), request.POST.get("draft")
    try:
        kept = save_draft(person_of(request), get_conversation(pk), kind, text, stamp)
    except WrittenElsewhere as error:
        there = {"text": error.draft.text, "draft": stamp_of(error.draft)}
        return JsonResponse(there, status=HTTPStatus.CONFLICT)
    return JsonResponse({"draft": stamp_of(kept)})


@act_on_conversation
def viewing(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A sign of life; the answer tells who else is here. left: the page was closed."""
    person, held = person_of(request), get_conversation(pk)
    if request.POST.get("left"):
        stop_viewing(person, held)
        return HttpResponse(status=204)
    writing = request.POST.get("writing", "")
    note_viewing(person, held, writing if writing in Draft.Kind.values else "")
    return render(request, "desk/_viewers.html", {"viewers": others_looking(person, held)})
