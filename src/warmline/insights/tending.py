"""What do people do with a theme? Name it, say for whom it is, join it with another, deal with it."""

from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from warmline.insights.errors import InsightRefused, NameTaken
from warmline.insights.likeness import word
from warmline.insights.models import Deed, Insight, Theme, Wording
from warmline.insights.tidying import check_words, fold, tidy
from warmline.lib import encoder
from warmline.lib.time import now
from warmline.staff.models import Person

LONGEST_DEED: Final = 300
_GONE: Final = "This theme is not there any more; nothing was changed."


def rename(theme: int, name: str, person: Person) -> Theme:
    """The old name goes on meaning this theme. Raises InsightRefused, NameTaken."""
    words = check_words(name)
    encoder.encode([fold(words)])
    with transaction.atomic():
        row = _locked(theme)
        taken = Wording.objects.filter(words=fold(words)).exclude(theme=row).select_related("theme").first()
        if taken:
            raise NameTaken(taken.theme.name, taken.theme_id)
        if words == row.name:
            return row
        _record(row, Deed.Kind.RENAMED, f"{row.name} → {words}", person)
        row.name = words
        row.save(update_fields=["name"])
        word(row, words)
    return row


def receive(theme: int, for_whom: str) -> Theme:
    """For whom the theme is of use: a value of Theme.ForWhom."""
    if for_whom not in Theme.ForWhom.values:
        raise InsightRefused(_("Please choose product, service or website."))
    with transaction.atomic():
        row = _locked(theme)
        row.for_whom = for_whom
        row.save(update_fields=["for_whom"])
    return row


def unite(theme: int, other: int, person: Person) -> Theme:
    """All of the theme goes to the other one; an episode that was noted under both stands there once."""
    if theme == other:
        raise InsightRefused(_("Please pick another theme to join this one with."))
    with transaction.atomic():
        # Always locked in the same order: two people may join the same two crosswise.
        rows = {
            row.pk: row
            for row in Theme.objects.select_for_update().filter(pk__in=[theme, other]).order_by("pk")
        }
        if len(rows) < 2:
            raise InsightRefused(_GONE)
        source, target = rows[theme], rows[other]
        both = Insight.objects.filter(theme=target).values("episode")
        Insight.objects.filter(theme=source, episode__in=both).delete()
        Insight.objects.filter(theme=source).update(theme=target)
        Wording.objects.filter(theme=source).update(theme=target)
        Deed.objects.filter(theme=source).update(theme=target)
        _record(target, Deed.Kind.MERGED, f"{source.name} → {target.name}", person)
        source.delete()
    return target


def settle(theme: int, what: str, person: Person) -> Deed:
    """what: what was done about it, in words. Raises InsightRefused."""
    done = tidy(what)
    if not any(mark.isalnum() for mark in done):
        raise InsightRefused(_("What was done about it? One sentence is enough."))
    if len(what) > LONGEST_DEED:
        raise InsightRefused(
            _("Please keep it under {longest_deed} characters.").format(longest_deed=LONGEST_DEED)
        )
    with transaction.atomic():
        return _record(_locked(theme), Deed.Kind.DONE, done, person)


def reopen(theme: int, person: Person) -> None:
    with transaction.atomic():
        row = _locked(theme)
        latest = row.deeds.filter(kind__in=[Deed.Kind.DONE, Deed.Kind.REOPENED]).first()
        if latest and latest.kind == Deed.Kind.DONE:
            _record(row, Deed.Kind.REOPENED, "", person)


def _locked(theme: int) -> Theme:
    row = Theme.objects.select_for_update().filter(pk=theme).first()
    if row is None:
        raise InsightRefused(_GONE)
    return row


def _record(theme: Theme, kind: Deed.Kind, text: str, person: Person) -> Deed:
    return Deed.objects.create(theme=theme, kind=kind, text=text[:LONGEST_DEED], person=person, at=now())
