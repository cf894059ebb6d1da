"""In which words is a person told: in the page with names, outside of it only as far as they want?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from warmline.lib.languages import spoken
from warmline.notifications.models import Kind, Notice
from warmline.staff.models import Person
from warmline.web.context import current_business

#: In the list, below the customer's name.
REASONS: Final[Mapping[str, str | Promise]] = {
    Kind.GIVEN: _("Given to you"),
    Kind.ANSWERED: _("Wrote again"),
    Kind.CALLED: _("A colleague calls you in a note"),
    Kind.WAITS: _("Waits for a person"),
    Kind.WOKEN: _("Your snooze is over"),
    Kind.DUE: _("A task is due"),
    Kind.NEAR: _("Is about to wait too long"),
}
#: On a lock screen and in a mail, without anybody's name.
PLAIN: Final[Mapping[str, str | Promise]] = {
    Kind.GIVEN: _("A conversation was given to you"),
    Kind.ANSWERED: _("A customer wrote in your conversation"),
    Kind.CALLED: _("A colleague calls you in a note"),
    Kind.WAITS: _("Somebody waits for a person"),
    Kind.WOKEN: _("A snooze of yours is over"),
    Kind.DUE: _("A task is due"),
    Kind.NEAR: _("A customer is about to wait too long"),
}
#: Of a customer's last message, where words are wanted (chosen by us: two lines of a lock screen).
LONGEST: Final = 120


def language_of(person: Person) -> str:
    """Away from any page: as they chose on "Me", else the business's."""
    return person.language or spoken(current_business().language)


@dataclass(frozen=True)
class Told:
    """One line for outside. text: "" unless the person wants words there."""

    title: str
    text: str
    path: str


def told_outside(notice: Notice, *, shows_words: bool) -> Told:
    path = path_of(notice)
    if not shows_words:
        return Told(str(PLAIN[notice.kind]), "", path)
    if notice.conversation is not None:
        return Told(f"{notice.conversation.customer}: {REASONS[notice.kind]}", _words(notice), path)
    return Told(str(REASONS[notice.kind]), notice.task.text if notice.task else "", path)


def path_of(notice: Notice) -> str:
    return f"/desk/conversations/{notice.conversation_id}/" if notice.conversation_id else "/tasks/"


def _words(notice: Notice) -> str:
    """What the customer said last; a note and a task speak for themselves inside."""
    if notice.kind not in (Kind.ANSWERED, Kind.WAITS) or notice.conversation is None:
        return ""
    said = notice.conversation.messages.filter(kind="customer").exclude(text="").order_by("-number").first()
    text = " ".join(said.text.split()) if said else ""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rsplit(' ', 1)[0]} …"


def reasons_of(notices: Iterable[Notice]) -> list[str]:
    """Each reason once, with how often: "Wrote again (3)". In the order in which they came last."""
    counts: dict[str, int] = {}
    for notice in notices:
        counts[notice.kind] = counts.get(notice.kind, 0) + 1
    times = {kind: f" ({number})" if number > 1 else "" for kind, number in counts.items()}
    return [f"{REASONS[kind]}{often}" for kind, often in times.items()]
