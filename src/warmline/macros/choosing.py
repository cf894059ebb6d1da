"""Which macros are a person's, and which are offered while they type?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from warmline.lib.languages import in_sentence
from warmline.lib.placeholders import Piece, fill, split
from warmline.lib.time import now
from warmline.macros.models import Macro
from warmline.staff.models import Person

#: So many fit above the box (chosen by us); typing finds the others.
MOST_CHOICES: Final = 8
PREVIEW: Final = 160


@dataclass(frozen=True)
class Choice:
    """text: filled as far as it can be. acts: what follows, in words, "" for nothing."""

    macro: Macro
    text: str
    preview: Sequence[Piece]
    acts: str


def macros_of(person: Person) -> QuerySet[Macro]:
    """Their own and those that colleagues share."""
    return Macro.objects.filter(Q(owner=person) | Q(is_shared=True)).select_related(
        "owner", "label__merged_into", "colleague"
    )


def may_change(macro: Macro, person: Person) -> bool:
    """Their own; what is shared also the owner of the business."""
    return macro.owner_id == person.pk or (macro.is_shared and person.is_owner)


def find_choices(words: str, person: Person, values: Mapping[str, str]) -> Sequence[Choice]:
    """Those whose name begins with the words, then those that hold them; what is used most comes first."""
    wanted = " ".join(words.casefold().split())
    fitting = [(place, each) for each in macros_of(person) if (place := _place(each, wanted)) is not None]
    fitting.sort(key=lambda found: (found[0], -found[1].used_count, found[1].name.casefold(), found[1].pk))
    return [
        Choice(each, fill(each.text, values), split(each.text[:PREVIEW], values), say_acts(each))
        for _, each in fitting[:MOST_CHOICES]
    ]


def _place(macro: Macro, wanted: str) -> int | None:
    name = macro.name.casefold()
    if name.startswith(wanted):
        return 0
    if wanted in name:
        return 1
    return 2 if wanted in macro.text.casefold() else None


def say_acts(macro: Macro) -> str:
    """As "label Refund, then close it"."""
    label = macro.label and (macro.label.merged_into or macro.label)
    parts = [_("label “{label}”").format(label=label)] if label else []
    if macro.then == Macro.Then.ASSIGN:
        parts += [_("hand it to {colleague}").format(colleague=macro.colleague)] if macro.colleague else []
    elif macro.then:
        parts += [in_sentence(str(Macro.Then(macro.then).label))]
    return _(", then ").join(parts)


def count_use(macro: Macro) -> None:
    Macro.objects.filter(pk=macro.pk).update(used_count=F("used_count") + 1, used_at=now())
