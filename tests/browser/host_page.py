"""A page of a business with the chat on it, in any language, without a server of its own."""

from html import escape

from playwright.sync_api import Page

from tests.browser.widget import Widget

HTML = """<!doctype html><html lang="{lang}" dir="{direction}"><head><meta charset="utf-8"><title>A shop</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"></head>
<body><h1>A shop</h1><p>{text}</p>{tag}</body></html>"""
TAG = '<script async src="{url}/static/widget/loader.js"{data}></script>'


def visit_page(
    page: Page,
    url: str,
    lang: str,
    *,
    direction: str = "ltr",
    text: str = "",
    has_chat: bool = True,
    **data: str,
) -> Widget:
    """data: the script tag's data- attributes, such as position="left"."""
    attributes = "".join(f' data-{name}="{escape(value)}"' for name, value in data.items())
    tag = TAG.format(url=url, data=attributes) if has_chat else ""
    body = HTML.format(lang=escape(lang), direction=direction, text=text, tag=tag)
    address = f"{url}/a-page-of-the-business/"
    page.route(address, lambda route: route.fulfill(body=body, content_type="text/html"))
    page.goto(address)
    return Widget(page, url)
