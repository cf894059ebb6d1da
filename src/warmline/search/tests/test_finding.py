"""What is found, in which order, by whom it was said and with which part of the text?"""

from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from warmline.commerce.models import Order
from warmline.conversations import attaching, recording
from warmline.conversations.models import Message
from warmline.conversations.noting import note
from warmline.customers.models import Customer
from warmline.desk.tests.talk import open_talk, signed_in
from warmline.files.keeping import prepare
from warmline.files.kinds import GROUPS
from warmline.lib.time import now
from warmline.search import finding
from warmline.search.asking import understand
from warmline.search.attaching import attach
from warmline.search.finding import Asker, Found, find_all
from warmline.search.models import Entry
from warmline.search.words import words_of
from warmline.staff.models import Person

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Europe/Dublin")


def search(text: str, person: Person, below: int = 0) -> Found:
    at = now()
    return find_all(understand(text, at.astimezone(ZONE).date()), Asker(person, ZONE, at), below)


def found(text: str, person: Person) -> list[str]:
    return ["".join(piece.text for piece in hit.pieces) for hit in search(text, person).hits]


def customer(name: str) -> Customer:
    return Customer.objects.create(name=name, email=f"{name.split()[0].lower()}@mail.example")


def test_messages_and_notes_are_found_with_what_was_looked_for_marked(bob: Person, dana: Customer) -> None:
    talk = open_talk(dana, "Where is my Crème-brûlée?")
    note(talk.pk, bob, "Her creme brulee left at nine")
    hits = search("creme brul", bob).hits
    assert [(hit.who, hit.kind, hit.anchor, hit.more) for hit in hits] in (
        [("Dana Whelan", "customer", "m2", 1)],
        [("Bob Nolan", "note", f"n{talk.row.notes.get().pk}", 1)],
    )
    message = search("from:customer creme brul", bob).hits[0]
    assert [piece.text for piece in message.pieces if piece.is_found] == ["Crème", "brûlée"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("walnut", 2),
        ("walnut from:customer", 1),
        ("walnut from:bob", 1),
        ("walnut from:me", 1),
        ("walnut from:note", 1),
        ("walnut from:zorro", 0),
        ("walnut with:dana", 1),
        ('walnut with:"erin cole"', 1),
        ("walnut with:BR-1042", 1),
        ("walnut with:nobody", 0),
        ("walnut is:open", 2),
        ("walnut is:waiting", 1),
        ("walnut is:closed", 0),
        ("walnut is:mine", 0),
        ("walnut is:bot", 1),
        ("walnut is:urgent", 1),
        ("walnut has:note", 1),
        ("walnut before:today", 0),
        ("walnut after:today", 2),
        ("is:waiting", 1),
        ("from:note", 1),
    ],
)
def test_filters_narrow(bob: Person, dana: Customer, text: str, count: int) -> None:
    Order.objects.create(number="BR-1042", customer=dana, status="received", placed_at=now(), total_minor=1)
    open_talk(dana, "A walnut loaf, please").queue(priority=3)
    noted = open_talk(customer("Erin Cole"), "Hello")
    note(noted.pk, bob, "Wants the walnut one")
    assert len(search(text, bob).hits) == count


def test_days_begin_in_the_time_of_the_business(bob: Person, dana: Customer) -> None:
    talk = open_talk(dana, "parcel")
    at = now().astimezone(ZONE).replace(hour=0, minute=0, second=1, microsecond=0)
    Message.objects.filter(text="parcel").update(at=at)
    Entry.objects.exclude(message=None).delete()
    attach()
    assert len(search("parcel after:today", bob).hits) == 1
    assert search("parcel before:today", bob).hits == ()
    assert talk.row.last_number == 2


def test_what_fits_better_comes_first_and_of_equals_the_latest(bob: Person) -> None:
    for name, text in (
        ("A", "the loaf was late and the walnut missing"),
        ("B", "walnut loaf"),
        ("C", "walnuts and loafs"),
    ):
        open_talk(customer(name), text)
    assert found("walnut loaf", bob) == ["walnut loaf", "the loaf was late and the walnut missing"]
    open_talk(customer("D"), "walnut loaf again")
    assert found("walnut loaf", bob)[:2] == ["walnut loaf again", "walnut loaf"]


def test_people_are_found_by_any_part_of_what_is_known(bob: Person, dana: Customer) -> None:
    customer("Erin Cole")
    for text in ("whel", "DANA@mail", "dana mail.example"):
        assert [str(each) for each in search(text, bob).customers] == ["Dana Whelan"], text
    assert search("dana is:open", bob).customers == ()


def test_what_is_older_follows_without_loss(
    bob: Person, dana: Customer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "LOOKED_AT", 3)
    names = [f"C{number}" for number in range(8)]
    for name in names:
        open_talk(customer(name), "parcel")
    seen, below = [], 0
    for _ in range(4):
        page = search("parcel", bob, below)
        seen += [str(hit.conversation.customer) for hit in page.hits]
        below = page.next_key
        if not below:
            break
    assert sorted(seen) == names


def test_a_filter_on_many_conversations_looks_through_the_matches(
    bob: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    from warmline.search import narrowing

    monkeypatch.setattr(narrowing, "MOST_NAMED", 1)
    for name in "ABC":
        open_talk(customer(name), "parcel").queue()
    open_talk(customer("D"), "parcel")
    assert len(search("parcel is:waiting", bob).hits) == 3


HOSTILE = [
    '" OR 1=1 --',
    "NEAR(a b)",
    "a* AND (b",
    "words : x",
    "'; DROP TABLE search_entry; --",
    "x:* & !y <-> |",
    "\\",
    "🍞🥐",
    "مرحبا بالعالم",
    "a" * 10_000,
    '"' * 500,
    "%00%s{}",
    "ﬁ ½ ²³ ÅÅ",
    "नमस्ते दुनिया",
    "\ud800",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_breaks_the_search_and_each_finds_itself_if_it_has_words(
    bob: Person, dana: Customer, text: str
) -> None:
    stored = text[:3000].encode("utf-8", "ignore").decode()
    if stored.strip():
        open_talk(dana, stored)
    search(text, bob)
    response = signed_in(bob).get("/desk/search/", {"q": stored})
    assert response.status_code == 200
    if text in ("a* AND (b", "مرحبا بالعالم", "words : x"):
        assert len(search(text, bob).hits) == 1


def test_what_was_said_is_escaped(bob: Person, dana: Customer) -> None:
    open_talk(dana, "<script>alert(1)</script> & parcel")
    html = signed_in(bob).get("/desk/search/", {"q": "parcel script"}).content.decode()
    assert "<script>alert" not in html
    assert "&lt;<mark>script</mark>&gt;alert(1)" in html
    assert "<mark>parcel</mark>" in html


def test_strangers_find_nothing_and_learn_nothing(client: object, dana: Customer) -> None:
    open_talk(dana, "parcel")
    response = client.get("/desk/search/?q=parcel")  # type: ignore[attr-defined]
    assert response.status_code == 302
    assert response.url.startswith("/staff/login/")


def test_the_page_says_what_it_does_not_understand(bob: Person) -> None:
    html = signed_in(bob).get("/desk/search/", {"q": "is:purple"}).content.decode()
    assert "“is:purple” is not known" in html
    html = signed_in(bob).get("/desk/search/", {"q": "zzz", "below": "x"}).content.decode()
    assert "Nothing found" in html


def test_the_search_asks_the_database_the_same_however_much_is_found(
    bob: Person, django_assert_max_num_queries: object
) -> None:
    for number in range(30):
        open_talk(customer(f"C{number}"), "parcel please")
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        assert len(search("parcel", bob).hits) == 30


def test_an_old_message_leads_to_the_whole_conversation(bob: Person, dana: Customer) -> None:
    talk = open_talk(dana, "the very first parcel", *(f"line {number}" for number in range(210)))
    html = signed_in(bob).get("/desk/search/", {"q": "first parcel"}).content.decode()
    assert f"{talk.path}?whole=1#m2" in html
    assert timedelta(0) <= now() - search("first parcel", bob).hits[0].at


def test_a_message_is_found_by_the_name_of_its_file(
    bob: Person, dana: Customer, tmp_path: Path, settings: Any
) -> None:
    settings.DATA = tmp_path
    talk, other = open_talk(dana), open_talk(customer("Erin Cole"), "No file here")
    for name in ("Rechnung-BR_1042 Crème.pdf", "waiting.txt"):
        source = tmp_path / "source"
        source.write_bytes(name.encode())
        waiting = attaching.attach(talk.pk, attaching.CUSTOMER, prepare(source, name, GROUPS))
        assert waiting.words.split() == words_of(waiting.name)
        if name != "waiting.txt":
            recording.record(talk.pk, name, "", [str(waiting.pk)])
    for text in ("rechnung", "creme", "br 1042", "rech", "rechnung from:customer has:file", "has:file"):
        assert [hit.conversation.pk for hit in search(text, bob).hits] == [talk.pk], text
    for text in ("rechnung from:bob", "echnung", "waiting", "rechnung with:erin"):
        assert not search(text, bob).hits, text
    assert "Rechnung-BR_1042 Crème" in found("rechnung", bob)[0]
    assert other.pk not in {hit.conversation.pk for hit in search("has:file", bob).hits}
