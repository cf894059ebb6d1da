"""What do templates need to draw the frame of a page?"""

from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from warmline.lib import languages
from warmline.lib.retelling import retell
from warmline.web import scripted, tongue
from warmline.web.preparing import avatar as prepared_avatar

register = template.Library()


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """An icon of icons.svg, hidden from screen readers: words beside it say what it means."""
    return _icon(name, css, static("web/icons.svg"))


# A list of fifty rows shows the same few over and over.
@lru_cache(maxsize=256)
def _icon(name: str, css: str, sheet: str) -> SafeString:
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        css,
        sheet,
        name,
    )


@register.inclusion_tag("web/_nav_link.html", takes_context=True)
def nav_link(context: dict[str, Any], address: str, label: str, icon: str) -> dict[str, Any]:
    """A link of the sidebar, marked when the page shown lies under it."""
    request = context.get("request")
    is_current = request is not None and request.path.startswith(address)
    return {"address": address, "label": label, "icon": icon, "is_current": is_current}


@register.simple_tag
def script_words() -> str:
    """The words of our scripts in the language of the page, as JSON."""
    return scripted.words(tongue.language_now())


@register.filter
def retold(kept: object) -> str:
    """What is kept in English, in the language of the page."""
    return retell(str(kept or ""))


@register.filter
def in_sentence(words: object) -> str:
    return languages.in_sentence(str(words))


@register.simple_tag
def avatar(name: str, kind: str = "person") -> SafeString:
    """The initials of a person or customer, or the sign of the bot. kind: 'person', 'customer', 'bot'."""
    shown = prepared_avatar(name, kind)
    return _avatar(shown["initials"], shown["kind"])


# By the initials alone: no name stays in memory.
@lru_cache(maxsize=1024)
def _avatar(initials: str, kind: str) -> SafeString:
    return render_to_string("web/components/avatar.html", {"initials": initials, "kind": kind})
