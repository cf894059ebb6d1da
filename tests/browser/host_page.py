"""A page of a business with the chat on it, in any language, without a server of its own."""

from html import escape

from playwright.sync_api import Page

from tests.browser.widget import Widget

HTML = """<!doctype html><html lang="{lang}" dir="{direction}"><head><meta charset="utf-8"><title>A shop</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"></head>
<body><h1>A shop</h1><p>{text}</p><script async src="{url}/static/widget/loader.js"{data}></script></body></html>"""


def visit_page(
    page: Page, url: str, lang: str, *, direction: str = "ltr", text: str = "", **data: str
) -> Widget:
    """data: the script tag's data- attributes, such as position="left"."""
    attributes = "".join(f' data-{name}="{escape(value)}"' for name, value in data.items())
    body = HTML.format(lang=lang, direction=direction, text=text, url=url, data=attributes)
    address = f"{url}/a-page-of-the-business/"
    page.route(address, lambda route: route.fulfill(body=body, content_type="text/html"))
    page.goto(address)
    return Widget(page, url)
