"""What may a label be called, and which names are the same?"""

import unicodedata

from django.utils.translation import gettext as _

from warmline.labels.errors import LabelRefused
from warmline.labels.models import LONGEST_NAME

#: Joins emoji into one; other marks that nobody sees make two names look alike.
_JOINER = "\u200d"


def check_name(name: str) -> str:
    """The name without what nobody sees. Raises LabelRefused when it is empty, too long or holds a quotation mark."""
    plain = unicodedata.normalize("NFKC", name[: 10 * LONGEST_NAME])
    seen = [mark if _is_seen(mark) else " " if mark.isspace() else "" for mark in plain]
    tidy = " ".join("".join(seen).split()).strip(_JOINER)
    if not tidy:
        raise LabelRefused(_("How shall the label be called?"))
    if len(tidy) > LONGEST_NAME:
        raise LabelRefused(
            _("Please keep the name under {longest_name} characters.").format(longest_name=LONGEST_NAME)
        )
    if '"' in tidy:
        raise LabelRefused(_("Please leave out the quotation marks."))
    return tidy


def _is_seen(mark: str) -> bool:
    return mark == _JOINER or not unicodedata.category(mark).startswith("C")


def fold(name: str) -> str:
    """Names that fold alike are the same label."""
    return name.casefold()[: 3 * LONGEST_NAME]
