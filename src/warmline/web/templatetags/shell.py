"""What do templates need to draw the frame of a page?"""

from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from warmline.web.preparing import avatar as prepared_avatar

register = template.Library()


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """An icon of icons.svg, hidden from screen readers: words beside it say what it means."""
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        css,
        static("web/icons.svg"),
        name,
    )


@register.inclusion_tag("web/_nav_link.html", takes_context=True)
def nav_link(context: dict[str, Any], address: str, label: str, icon: str) -> dict[str, Any]:
    """A link of the sidebar, marked when the page shown lies under it."""
    request = context.get("request")
    is_current = request is not None and request.path.startswith(address)
    return {"address": address, "label": label, "icon": icon, "is_current": is_current}


@register.inclusion_tag("web/components/avatar.html")
def avatar(name: str, kind: str = "person") -> dict[str, Any]:
    """The initials of a person or customer, or the sign of the bot. kind: 'person', 'customer', 'bot'."""
    return prepared_avatar(name, kind)
