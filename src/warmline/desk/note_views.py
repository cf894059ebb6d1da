"""One's own note says something else, or nothing any more."""

from uuid import UUID

from django.http import HttpRequest

from warmline.conversations.renoting import change_note, delete_note
from warmline.desk.answering import act_on_conversation, number_in
from warmline.staff.permissions import person_of


@act_on_conversation
def note_revision(request: HttpRequest, pk: UUID) -> None:
    person, note = person_of(request), number_in(request, "note")
    if request.POST.get("act") == "delete":
        delete_note(pk, person, note)
    else:
        change_note(pk, person, note, request.POST.get("text", ""))
