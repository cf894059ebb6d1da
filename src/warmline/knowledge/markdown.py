"""How does an article's Markdown become a page, and plain text for the search?"""

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

#: Articles whose page and text are kept; reading one anew takes some milliseconds.
REMEMBERED = 256
_INLINE = {"a", "br", "code", "em", "s", "strong"}
_BLOCKS = {"blockquote", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "ul"}
_TABLES = {"table", "tbody", "td", "th", "thead", "tr"}
#: What ends a block of plain text: what follows is another thought.
_BLOCK_ENDS = {
    "paragraph_close",
    "heading_close",
    "bullet_list_close",
    "ordered_list_close",
    "table_close",
    "fence",
}


@lru_cache(maxsize=REMEMBERED)
def to_html(body: str) -> SafeString:
    """The body as HTML without anything that could run, load or restyle; `# Heading` becomes h2."""
    tokens = _parser().parse(body)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + 1)}"
    html = _parser().renderer.render(tokens, _parser().options, {})
    cleaned = nh3.clean(
        html,
        tags=_INLINE | _BLOCKS | _TABLES,
        attributes={"a": {"href", "title"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener",
    )
    return mark_safe(cleaned)  # noqa: S308 (nh3 left only the tags above)


@lru_cache(maxsize=REMEMBERED)
def to_plain(body: str) -> str:
    """The body as text without marks; blocks are parted by an empty line."""
    text = "".join(_plain(_parser().parse(body)))
    return "\n\n".join(block.strip() for block in text.split("\n\n") if block.strip())


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def _plain(tokens: Sequence[Token]) -> Iterator[str]:
    lists = 0
    for token in tokens:
        lists += (
            token.nesting if token.type.endswith("_list_open") or token.type.endswith("_list_close") else 0
        )
        if token.type == "inline":
            yield "".join(_plain_inline(token.children or []))
        elif token.type in ("fence", "code_block"):
            yield token.content
        if token.type in _BLOCK_ENDS:
            yield "\n" if lists else "\n\n"
        elif token.type in ("td_close", "th_close"):
            yield " "
        elif token.type == "tr_close":
            yield "\n"


def _plain_inline(children: Sequence[Token]) -> Iterator[str]:
    for child in children:
        if child.type in ("softbreak", "hardbreak"):
            yield " "
        else:
            yield child.content
