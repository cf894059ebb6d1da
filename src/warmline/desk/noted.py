"""How does a note look? Simple Markdown, colleagues who are called stand out, and what it said before."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final
from zoneinfo import ZoneInfo

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from warmline.conversations.models import Note
from warmline.desk.revised import Before, Revised

#: Notes whose page is kept; a long conversation is drawn anew with each message.
REMEMBERED: Final = 512
_TAGS: Final = {
    "a",
    "blockquote",
    "br",
    "code",
    "em",
    "li",
    "ol",
    "p",
    "pre",
    "s",
    "span",
    "strong",
    "ul",
}


@lru_cache(maxsize=REMEMBERED)
def to_html(text: str, called: tuple[str, ...] = ()) -> SafeString:
    """Bold, italic, lists, links and code as HTML that runs and loads nothing. called: names that stand after an @."""
    tokens = _parser().parse(text)
    for token in tokens:
        if token.type == "inline":
            token.children = list(_marked(token.children or [], called))
    html = _parser().renderer.render(tokens, _parser().options, {})
    cleaned = nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        allowed_classes={"span": {"note-call"}},
        set_tag_attribute_values={"a": {"target": "_blank"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer",
    )
    return mark_safe(cleaned)  # noqa: S308 (nh3 left only the tags above)


@cache
def _parser() -> MarkdownIt:
    """Without headings, pictures and tables: a note is some lines."""
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("strikethrough")
    return parser.disable(["heading", "lheading", "image", "hr", "reference"])


def _marked(children: Sequence[Token], called: tuple[str, ...]) -> Iterator[Token]:
    """The same with "@Name" of those who are called in a frame of its own."""
    for child in children:
        if child.type == "text":
            yield from _split(child.content, called)
        else:
            yield child


def _split(text: str, called: tuple[str, ...]) -> Iterator[Token]:
    names = (name for full in called for name in (full, full.split(" ")[0]))
    found = [(place, name) for name in names if (place := text.casefold().find(f"@{name}".casefold())) >= 0]
    if not found:
        yield Token("text", "", 0, content=text)
        return
    # The first, and there the longest: "@Alice Byrne" before "@Alice".
    place, name = min(found, key=lambda each: (each[0], -len(each[1])))
    end = place + len(name) + 1
    if place:
        yield Token("text", "", 0, content=text[:place])
    yield Token("html_inline", "", 0, content='<span class="note-call">')
    yield Token("text", "", 0, content=text[place:end])
    yield Token("html_inline", "", 0, content="</span>")
    if text[end:]:
        yield from _split(text[end:], called)


def called_in(note: Note) -> tuple[str, ...]:
    return tuple(each.person.name for each in note.mentions.all())


def look_at_renoted(note: Note, zone: ZoneInfo) -> Revised:
    """What it said before, if it was changed or deleted."""
    before: Iterable[Before] = [
        Before(each.text, f"{each.at.astimezone(zone):%H:%M}") for each in note.revisions.all()
    ]
    if not before:
        return Revised()
    return Revised("edited" if note.text else "deleted", tuple(before))


@dataclass(frozen=True)
class Looks:
    """may_change: for its writer, as long as there is something to change."""

    html: SafeString
    revised: Revised
    may_change: bool


def look_at_note(note: Note, person_id: int, zone: ZoneInfo) -> Looks:
    revised = look_at_renoted(note, zone)
    is_gone = revised.mark == "deleted" and not note.attachments.exists()
    return Looks(to_html(note.text, called_in(note)), revised, note.person_id == person_id and not is_gone)
