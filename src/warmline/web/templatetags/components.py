"""How does a template show a component? By its name and values: one partial of templates/web/components/ each."""

from typing import Any

from django import template
from django.forms.utils import flatatt
from django.template import Context, Engine
from django.utils.safestring import SafeString

from warmline.web.preparing import PREPARES

register = template.Library()

#: Values that go to the element as they are, with "-" for "_": data_wl="take" becomes data-wl="take".
PASSED_ON = ("data_", "hx_", "aria_")


@register.simple_tag(takes_context=True)
def component(context: Context, part: str, **values: Any) -> SafeString:
    """`{% component "badge" text="Late" tone="bad" %}`. A partial sees its own values and nothing else of the page."""
    return _render(context, part, values)


@register.simple_block_tag(takes_context=True)
def wrap(context: Context, content: SafeString, part: str, **values: Any) -> SafeString:
    """`{% wrap "card" title="Orders" %}...{% endwrap %}`: what stands between is the partial's `content`."""
    return _render(context, part, {**values, "content": content})


def _render(context: Context, part: str, values: dict[str, Any]) -> SafeString:
    passed = {key.replace("_", "-"): value for key, value in values.items() if key.startswith(PASSED_ON)}
    shown = PREPARES[part](**values) if part in PREPARES else values
    engine = context.template.engine if context.template else Engine.get_default()
    partial = engine.get_template(f"web/components/{part}.html")
    # False and None leave an attribute out, True writes it without a value.
    kept = {key: value for key, value in passed.items() if value is not None}
    return partial.render(context.new({**shown, "attributes": flatatt(kept)}))
