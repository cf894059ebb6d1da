"""Does everybody read all of each page of staff in their language, and does no word of it reach a customer?

What people wrote is Greek here: what stands in Latin letters on a German page must be a word of the German catalogue.
"""

import re
from collections.abc import Callable, Iterator
from html import unescape
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.dates import MONTHS, MONTHS_3, MONTHS_ALT, WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import override
from scripts.messages import po_path, read_po

from warmline.commerce.models import Order
from warmline.conversations import opening
from warmline.conversations.appending import Words
from warmline.conversations.handover import Handover, hand_over
from warmline.conversations.holding import current_episode, hold
from warmline.conversations.models import Conversation, Message
from warmline.customers.models import Customer
from warmline.desk.inbox import SNIPPET
from warmline.desk.tests.talk import BOT, Talk, open_talk
from warmline.gaps.models import Gap
from warmline.insights.models import Insight, Theme
from warmline.knowledge.models import Answer, Article
from warmline.labels.models import Label
from warmline.lib.retelling import retell
from warmline.lib.time import now
from warmline.macros.models import Macro
from warmline.staff.models import Person
from warmline.staff.setup_views import SAMPLES
from warmline.staff.tests.test_strangers import addresses
from warmline.tasks.models import Task
from warmline.web.models import Business
from warmline.web.scripted import sentences, words
from warmline.web.voice import say_in

pytestmark = pytest.mark.django_db

WORD = re.compile(r"[A-Za-zÀ-ÿ]{2,}")
SHOWN = {"aria-label", "title", "placeholder", "alt", "data-tip", "data-empty"}
SILENT = {"script", "style", "code", "kbd", "svg"}
#: Names of makers and formats, and what is written alike everywhere.
ALIKE = set(
    WORD.findall(
        "Warmline Crumb min kB MB PDF CSV JSON PNG JPEG SMTP URL html csv http https www web Griechisch en de fr es el "
        "AUD BRL CAD CHF CZK DKK EUR GBP HUF INR JPY MXN NOK NZD PLN RON SEK TRY USD ZAR"
    )
)
#: Languages by their own names, time zones, addresses, what is typed into a search.
OWN_NAMES = re.compile(
    r"\w+/[\w/+ -]+|English|Deutsch|Français|Español|Italiano|Nederlands|Polski|Português|Türkçe|Svenska|Dansk"
    r"|[\w.+-]+@[\w.-]+|\b\d+[a-z]\b|\w+[._]\w+(?:[._]\w+)*"
)
#: Pages for developers of our own, for customers, and files.
ELSEWHERE = (
    "styleguide",
    "shop/",
    "help/",
    "static/",
    "brand.css",
    "logo/",
    "robots.txt",
    "sitemap.xml",
    "worker.js",
)


class Reading(HTMLParser):
    """The words of a page that somebody sees or hears."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in SILENT
        self.said += [value for name, value in attrs if name in SHOWN and value]

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in SILENT

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.said.append(data)


@pytest.fixture(scope="module")
def german() -> set[str]:
    said = [said for entry in read_po(po_path("de")).values() for said in entry.said]
    said += [say_in(tone, "de", sample, bot="") for tone in Business.Tone.values for sample in SAMPLES]
    with override("de"):
        for names in (MONTHS, MONTHS_3, MONTHS_ALT, WEEKDAYS, WEEKDAYS_ABBR):
            said += [str(name) for name in names.values()]
    return {word.casefold() for text in said for word in WORD.findall(unescape(text))}


def english_on(page: str, german: set[str]) -> set[str]:
    reading = Reading()
    reading.feed(page)
    # Of a snippet the last word may be cut.
    said = (text if len(text) < SNIPPET else " ".join(text.split()[:-1]) for text in reading.said)
    found = WORD.findall(OWN_NAMES.sub(" ", " ".join(said)))
    return {word for word in found if word.casefold() not in german and word not in ALIKE}


def reads(person: Person, language: str, **headers: str) -> Client:
    Person.objects.filter(pk=person.pk).update(language=language)
    client = Client(headers=headers)
    client.force_login(Person.objects.get(pk=person.pk))
    return client


@pytest.fixture
def busy(alice: Person, bob: Person, business: Business, work: Callable[..., int]) -> Talk:
    """A business with something on every page; its people and their words are Greek."""
    Person.objects.filter(pk=alice.pk).update(name="Άννα Βλάχου")
    Person.objects.filter(pk=bob.pk).update(name="Νίκος Δήμου")
    Business.objects.update(
        name="Φούρνος", bot_name="Ψίχα", greeting="Ρωτήστε", language="de", timezone="UTC"
    )
    elena = Customer.objects.create(name="Ελένη Παππά", email="elena@mail.example", note="Φίλη")
    article = Article.objects.create(slug="psomi", title="Ψωμί", body="Καλό ψωμί", is_published=True)
    Answer.objects.create(key="psomi", title="Ψωμί", text="Έχουμε ψωμί", article=article)
    Order.objects.create(number="ΑΒ1", customer=elena, status="ready", placed_at=now(), total_minor=500)
    Macro.objects.create(owner=alice, name="Ευχαριστώ", text="Ευχαριστώ πολύ", then="close")
    Label.objects.create(name="Γάμος", key="γάμος", made_at=now())
    theme = Theme.objects.create(name="Καθυστέρηση", created_at=now())
    Task.objects.create(kind=Task.Kind.PROMISE, text="Να γράψουμε", due_at=now(), customer=elena)
    talk = greek_talk(elena)
    work()
    capture(theme, talk, alice)
    hand_to_people(talk)
    desk = reads(alice, "de")
    desk.post(f"{talk.path}take")
    desk.post(f"{talk.path}notes", {"text": "Σημείωση"})
    hand_to_people(greek_talk(elena))
    return talk


def greek_talk(customer: Customer) -> Talk:
    begun = opening.begin(customer, BOT, Words("Γεια σας"))
    Conversation.objects.filter(pk=begun.conversation.pk).update(language="de")
    talk = Talk(begun.conversation.pk)
    talk.says("Πού είναι το ψωμί;")
    return talk


def hand_to_people(talk: Talk) -> None:
    with hold(talk.pk) as row:
        handover = Handover("emotion", "The customer is upset: “ψωμί”.", "Αμέσως.", 3)
        hand_over(row, current_episode(row), BOT, BOT, handover)


def capture(theme: Theme, talk: Talk, person: Person) -> None:
    where = {"conversation": talk.row, "episode": talk.row.episodes.get()}
    Insight.objects.create(theme=theme, words="αργεί", person=person, at=now(), **where)


def pages_of(talk: Talk) -> Iterator[str]:
    yield from (f"/{path}" for path in addresses() if not path.startswith(ELSEWHERE))
    yield from (
        f"/desk/?tab={tab}" for tab in ("queue", "mine", "mentions", "snoozed", "bot", "closed", "all")
    )
    yield from (talk.path, f"/customers/{talk.row.customer_id}/", f"{talk.path}transcript/")
    yield from ("/knowledge/?kind=articles", "/knowledge/answers/psomi/", "/knowledge/articles/psomi/")
    yield from (f"/macros/{Macro.objects.get().pk}/", f"/desk/labels/{Label.objects.get().pk}/")
    yield from (f"/insights/themes/{Theme.objects.get().pk}/", "/desk/search/?q=ψωμί", "/insights/?show=done")
    yield from (f"/gaps/{gap.pk}/" for gap in Gap.objects.all())


def test_no_english_word_stands_on_a_german_page(busy: Talk, alice: Person, german: set[str]) -> None:
    desk = reads(alice, "de")
    seen, left = 0, {}
    for path in dict.fromkeys(pages_of(busy)):
        answer = desk.get(path)
        if answer.status_code == 200 and answer.headers.get("Content-Type", "").startswith("text/html"):
            seen += 1
            english = english_on(answer.content.decode(), german)
            if english:
                left[path] = sorted(english)
    assert left == {}
    assert seen > 40


@pytest.mark.parametrize("language", ["de", "fr", "es"])
def test_every_language_is_shown_whole(language: str, busy: Talk, alice: Person) -> None:
    page = reads(alice, language).get(busy.path).content.decode()
    assert f'<html lang="{language}">' in page
    with override(language):
        assert retell("Promise to a customer") in reads(alice, language).get("/tasks/").content.decode()
    assert page.count("data-catalogue=") == 1


def test_a_chosen_language_counts_then_the_browser_then_the_business(alice: Person, client: Client) -> None:
    assert (
        'lang="fr"'
        in reads(alice, "", **{"Accept-Language": "fr-CA, en;q=0.5"}).get("/tasks/").content.decode()
    )
    assert 'lang="es"' in reads(alice, "es", **{"Accept-Language": "fr"}).get("/tasks/").content.decode()
    Business.objects.update(language="de")
    assert 'lang="de"' in reads(alice, "", **{"Accept-Language": "nl"}).get("/tasks/").content.decode()
    assert 'lang="de"' in client.get("/staff/login/").content.decode()


def test_somebody_chooses_their_language_and_nobody_another_one(alice: Person, client: Client) -> None:
    desk = reads(alice, "")
    assert (
        desk.post(reverse("staff:language"), {"language": "de"}, follow=True)
        .content.decode()
        .count("Abmelden")
    )
    for bad in ("nl", "deu", "x" * 500, "\x00"):
        assert desk.post(reverse("staff:language"), {"language": bad}).status_code == 400
    assert Person.objects.get(pk=alice.pk).language == "de"
    assert client.post(reverse("staff:language"), {"language": "de"}).status_code == 302


def test_what_a_german_does_is_told_to_an_english_customer_in_english(alice: Person, dana: Customer) -> None:
    """And what is kept for colleagues stays in English, whoever reads it."""
    talk = open_talk(dana, "Hello, is anybody there?")
    talk.queue()
    desk = reads(alice, "de")
    desk.post(f"{talk.path}take")
    desk.post(f"{talk.path}return", {"instruction": ""})
    desk.post(f"{talk.path}take")
    desk.post(f"{talk.path}closure", {"seen_number": str(talk.row.last_number)})
    german = re.compile(r"\b(ein|eine|ist|wir|Sie|und|der|die|das|nicht|Ihre?)\b")
    told = Message.objects.filter(conversation=talk.pk).values_list("text", flat=True)
    kept = talk.row.holder_changes.values_list("because", flat=True)
    assert [
        text for text in (*told, *kept, *Task.objects.values_list("text", flat=True)) if german.search(text)
    ] == []
    assert "hat es geschlossen" in desk.get(talk.path).content.decode()


def test_what_was_kept_in_english_is_told_again_but_never_what_somebody_wrote() -> None:
    with override("de"):
        assert retell("Alice closed it.") == "Alice hat es geschlossen."
        assert retell("85% sure that “Delivery” answers it.").endswith("„Delivery“ die Antwort ist.")
        assert retell("“Closed, angry”: bot asked back").startswith("“Closed, angry”")
        assert retell("The customer is upset. “Late.”") == "Der Kunde ist verärgert. “Late.”"
        assert retell("“Late, angry?”: answered from Delivery, 85% sure; did not help") == (
            "“Late, angry?”: hat aus Delivery geantwortet, 85\N{NO-BREAK SPACE}% sicher; half nicht"
        )
        assert retell("calm → very upset; sounds angry") == "ruhig → sehr verärgert; klingt wütend"
        assert retell("Λόγια {x} 100%") == "Λόγια {x} 100\N{NO-BREAK SPACE}%"
        assert retell("") == ""
    assert retell("Alice closed it.") == "Alice closed it."


def test_scripts_find_their_words() -> None:
    assert len(sentences()) > 20
    assert words("en") == ""
    assert '"Undo": "Rückgängig"' in words("de")


def test_numbers_of_a_drawing_are_never_written_as_a_language_does(busy: Talk, alice: Person) -> None:
    desk = reads(alice, "de")
    for path in (busy.path, f"/customers/{busy.row.customer_id}/", "/learning/", "/insights/"):
        drawn = "".join(re.findall(r"<svg.*?</svg>", desk.get(path).content.decode(), re.DOTALL))
        assert not re.search(r'\s(?:x|y|r|cx|cy|x1|x2|y1|y2|width|height)="\d+,\d', drawn)
