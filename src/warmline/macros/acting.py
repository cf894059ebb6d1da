"""What follows a macro? Its label, and that it is closed, snoozed or handed on: all of it or nothing."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from warmline.conversations import closing, handover
from warmline.conversations.errors import BadText
from warmline.desk.resting import moment_in
from warmline.labels.errors import LabelRefused
from warmline.labels.models import Label
from warmline.labels.putting import put_on
from warmline.lib.time import now
from warmline.macros.models import Macro
from warmline.staff.models import Person


def act(macro: Macro, conversation_id: UUID, person: Person, *, seen_number: int) -> None:
    """Raises ConversationError, NotHolder and Overtaken as the acts themselves do."""
    with transaction.atomic():
        if macro.label:
            _label(macro.label.merged_into or macro.label, conversation_id, person)
        _then(macro, conversation_id, person, seen_number)


def _label(label: Label, conversation_id: UUID, person: Person) -> None:
    try:
        put_on(conversation_id, label.pk, person)
    except LabelRefused as error:
        raise BadText(error.text) from error


def _then(macro: Macro, conversation_id: UUID, person: Person, seen_number: int) -> None:
    match macro.then:
        case Macro.Then.CLOSE:
            closing.close_as_person(conversation_id, person, seen_number=seen_number)
        case Macro.Then.ASSIGN:
            if macro.colleague is None or not macro.colleague.is_active:
                raise BadText(_("The colleague of this macro does not work here any more."))
            if macro.colleague_id != person.pk:
                handover.reassign(conversation_id, person, macro.colleague)
        case Macro.Then.SNOOZE_1H | Macro.Then.SNOOZE_3H | Macro.Then.SNOOZE_TOMORROW:
            handover.snooze(conversation_id, person, moment_in(macro.then, now()))
