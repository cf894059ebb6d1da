"""What stands in the mail to somebody who is away? What waits and where, no more."""

from collections.abc import Sequence
from typing import Final

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import ngettext, override

from warmline.lib.mail import Mail
from warmline.notifications.models import Digest, Notice
from warmline.notifications.wishes import Hearing
from warmline.notifications.words import Told, language_of, told_outside
from warmline.staff.models import Person
from warmline.web.context import current_business

#: More lines nobody reads in a mail (chosen by us); the rest is told as a number.
MOST: Final = 20
SETTINGS: Final = "/notifications/settings/"


def compose(person: Person, digest: Digest, waiting: Sequence[Notice], hearing: Hearing) -> Mail:
    """In the language of the person's pages."""
    with override(language_of(person)):
        return _compose(person, digest, waiting, hearing)


def _compose(person: Person, digest: Digest, waiting: Sequence[Notice], hearing: Hearing) -> Mail:
    lines = list(_latest_of_each(waiting, hearing).values())
    context = {
        "business": current_business(),
        "person": person,
        "lines": lines[:MOST],
        "more": max(len(lines) - MOST, 0),
        "site": settings.SITE,
        "settings_address": f"{settings.SITE}{SETTINGS}",
    }
    number = len(lines)
    return Mail(
        to=person.email,
        subject=ngettext("One thing waits for you", "{count} things wait for you", number).format(
            count=number
        ),
        text=render_to_string("notifications/digest.txt", context).strip() + "\n",
        html=render_to_string("notifications/digest.html", context),
        key=f"digest-{digest.pk}",
        headers={"List-Unsubscribe": f"<{settings.SITE}{SETTINGS}>"},
    )


def _latest_of_each(waiting: Sequence[Notice], hearing: Hearing) -> dict[object, Told]:
    """One line for each conversation or task; the latest reason speaks."""
    found: dict[object, Told] = {}
    for notice in waiting:
        about = notice.conversation_id or notice.task_id
        if about not in found:
            found[about] = told_outside(notice, shows_words=hearing.shows_words)
    return found
