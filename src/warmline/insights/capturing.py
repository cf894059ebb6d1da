"""How is noted why a customer really wrote? Once for each theme in an episode, by whom and when."""

from dataclasses import dataclass
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from warmline.conversations.models import Episode, Message
from warmline.insights.errors import InsightRefused
from warmline.insights.likeness import ASK_AT, Near, themes_like, word
from warmline.insights.models import Insight, Theme, Wording
from warmline.insights.quoting import best_quote, quotable
from warmline.insights.tidying import check_words, fold
from warmline.lib import encoder
from warmline.lib.time import now
from warmline.staff.models import Person

BEST: Final = "best"
NONE: Final = "none"
#: A new theme is held against so many that are there.
ASKED: Final = 2
_GONE: Final = "This theme was joined with another one meanwhile. Please pick again."


@dataclass(frozen=True)
class Said:
    """words: as typed, may be empty when a theme was picked. theme: its number, 0 for none.

    quote: "best", "none", or the number of a message.
    """

    words: str = ""
    theme: int = 0
    quote: str = BEST


@dataclass(frozen=True)
class Captured:
    """is_first: False when it stood there already. near: themes of which the new one may be a second name."""

    insight: Insight
    is_first: bool
    near: tuple[Near, ...] = ()


def capture(episode: Episode, said: Said, person: Person) -> Captured:
    """Raises InsightRefused. Whatever is said twice or at the same time is kept once."""
    picked = Theme.objects.filter(pk=said.theme).first() if said.theme else None
    if said.theme and picked is None:
        raise InsightRefused(_GONE)
    words = picked.name if picked else check_words(said.words, episode.conversation.customer.name)
    quote = _quote(episode, said.quote, words)
    # Run before the transaction: the encoder remembers its latest texts.
    encoder.encode([fold(words), fold(said.words)])
    with transaction.atomic():
        theme, is_new = _theme(said.theme, words)
        if picked and is_another_way(said.words, picked):
            word(theme, said.words)
        insight, is_first = Insight.objects.get_or_create(
            episode=episode,
            theme=theme,
            defaults={
                "conversation_id": episode.conversation_id,
                "words": words,
                "quote": quote,
                "person": person,
                "at": now(),
            },
        )
    return Captured(insight, is_first, _near(theme, words) if is_new else ())


def theme_of(words: str) -> Theme:
    """The theme that these words mean, a new one if need be."""
    return _known(words) or _new(words)[0]


def is_another_way(typed: str, theme: Theme) -> bool:
    """Whether what was typed before a theme was picked is a second name of it; the beginning of a word is none."""
    folded = fold(typed)
    try:
        check_words(typed)
    except InsightRefused:
        return False
    return len(folded.split()) > 1 and folded not in fold(theme.name)


def take_back(insight: int, person: Person) -> None:
    """Who noted it may take it back, and so may the owner; a theme with nothing left in it goes too."""
    with transaction.atomic():
        row = Insight.objects.select_for_update().filter(pk=insight).first()
        if row is None:
            return
        if row.person_id != person.pk and not person.is_owner:
            raise InsightRefused(
                _("{person} noted this; they or the owner can take it back.").format(person=row.person)
            )
        row.delete()
        forget_empty_themes()


def put_under(insight: int, theme: int) -> Insight:
    """Moves it to another theme: two names for the same. The words mean that theme from now on."""
    with transaction.atomic():
        row = Insight.objects.select_for_update().filter(pk=insight).first()
        target = Theme.objects.select_for_update().filter(pk=theme).first()
        if row is None or target is None:
            raise InsightRefused(_GONE)
        already = Insight.objects.filter(episode=row.episode_id, theme=target).exclude(pk=row.pk).first()
        # One that nobody else noted is no theme of its own: its ways of saying move along.
        if not Insight.objects.filter(theme=row.theme_id).exclude(pk=row.pk).exists():
            Wording.objects.filter(theme=row.theme_id).update(theme=target)
        if already:
            row.delete()
        else:
            Insight.objects.filter(pk=row.pk).update(theme=target)
        forget_empty_themes()
    return already or Insight.objects.select_related("theme", "person", "quote").get(pk=insight)


def forget_empty_themes() -> None:
    """What is left of themes whose conversations were erased, or whose words were taken back."""
    empty = ~Exists(Insight.objects.filter(theme=OuterRef("pk")))
    for theme in Theme.objects.filter(empty).select_for_update(of=("self",)):
        # Looked at again under the lock: somebody may have noted it in this moment.
        if not theme.insights.exists():
            theme.delete()


def _quote(episode: Episode, wanted: str, words: str) -> Message | None:
    if wanted == NONE:
        return None
    chosen = [message for message in quotable(episode) if str(message.number) == wanted]
    return chosen[0] if chosen else best_quote(episode, words)


def _theme(picked: int, words: str) -> tuple[Theme, bool]:
    if picked:
        theme = Theme.objects.select_for_update().filter(pk=picked).first()
        if theme is None:
            raise InsightRefused(_GONE)
        return theme, False
    known = _known(words)
    return (known, False) if known else _new(words)


def _known(words: str) -> Theme | None:
    found = Wording.objects.filter(words=fold(words)).first()
    return Theme.objects.select_for_update().filter(pk=found.theme_id).first() if found else None


def _new(words: str) -> tuple[Theme, bool]:
    """Two who say the same new words at once: the second one finds the theme of the first."""
    try:
        with transaction.atomic():
            theme = Theme.objects.create(name=words, created_at=now())
            Wording.objects.create(
                theme=theme,
                words=fold(words),
                vector=encoder.encode([fold(words)])[0].astype("<f4").tobytes(),
                encoder=encoder.version(),
            )
    except IntegrityError:
        return Wording.objects.select_related("theme").get(words=fold(words)).theme, False
    return theme, True


def _near(theme: Theme, words: str) -> tuple[Near, ...]:
    others = (near for near in themes_like(words) if near.theme != theme.pk and near.likeness >= ASK_AT)
    return tuple(others)[:ASKED]
