"""Who keeps which macro, what is offered after the slash, and what follows?"""

from uuid import uuid4

import pytest
from django.test import Client

from warmline.conversations.models import Conversation, DueReply, Message
from warmline.customers.models import Customer
from warmline.desk.tests.talk import Talk, open_talk, signed_in
from warmline.labels.keeping import make
from warmline.labels.models import Labelled
from warmline.macros.models import Macro
from warmline.macros.variables import EXAMPLES, values_for
from warmline.staff.models import Person
from warmline.web.models import Business

pytestmark = pytest.mark.django_db
PAGE = "/macros/"


def keep(owner: Person, name: str, text: str = "Hello", **more: object) -> Macro:
    return Macro.objects.create(owner=owner, name=name, text=text, **more)


def address(talk: Talk, noun: str) -> str:
    return f"/macros/conversations/{talk.pk}/{noun}"


def held(person: Person, customer: Customer) -> Talk:
    talk = open_talk(customer, "Hello")
    talk.queue()
    signed_in(person).post(talk.path + "take")
    return talk


def test_what_is_offered_is_filled_for_this_conversation_and_escaped(bob: Person, business: Business) -> None:
    talk = open_talk(Customer.objects.create(name='Eve "<script>" {{agent.name}}'), "Hello")
    keep(bob, "Sorry", "Dear {{customer.name}}, about {{order.number}}: {{nonsense}}. {{agent.first_name}}")
    html = signed_in(bob).get(address(talk, "choices"), {"words": "sor"}).content.decode()
    assert "<script>" not in html
    assert "Dear Eve &quot;&lt;script&gt;&quot; {agent.name}" in html
    assert '<mark class="unfilled">{{order.number}}</mark>' in html
    assert '<mark class="unfilled">{{nonsense}}</mark>' in html
    assert "Bob" in html


def test_only_who_proved_to_be_the_customer_is_told_of_orders(
    bob: Person, business: Business, dana: Customer
) -> None:
    from warmline.commerce.models import Order
    from warmline.lib.time import now

    Order.objects.create(customer=dana, number="BR-7", placed_at=now(), total_minor=100)
    talk = open_talk(dana, "Hello")
    for identity, number in (("anonymous", None), ("claimed", None), ("order", "BR-7")):
        Conversation.objects.filter(pk=talk.pk).update(identity=identity)
        assert values_for(talk.row, bob, business).get("order.number") == number


def test_every_place_that_is_named_can_be_filled(bob: Person, business: Business, dana: Customer) -> None:
    known = values_for(open_talk(dana).row, bob, business)
    assert set(known) | {"order.number", "order.status", "order.items"} == set(EXAMPLES)


def test_names_that_begin_with_the_words_come_first_then_what_is_used_most(
    bob: Person, dana: Customer
) -> None:
    for name, text, count in (
        ("Late", "x", 1),
        ("Later", "x", 5),
        ("Too late", "x", 9),
        ("Other", "too LATE", 9),
    ):
        keep(bob, name, text, used_count=count)
    html = signed_in(bob).get(address(open_talk(dana), "choices"), {"words": " LATE "}).content.decode()
    places = [html.index(f"<strong>{name}</strong>") for name in ("Later", "Late", "Too late", "Other")]
    assert places == sorted(places)
    nothing = signed_in(bob).get(address(open_talk(dana), "choices"), {"words": "\0%' OR 1=1" * 50})
    assert nothing.content.decode().strip() == ""


def test_private_ones_are_for_their_owner_alone(
    bob: Person, carol: Person, alice: Person, dana: Customer
) -> None:
    private, shared = keep(bob, "Private one"), keep(bob, "Shared one", is_shared=True)
    talk = open_talk(dana)
    html = signed_in(carol).get(address(talk, "choices")).content.decode()
    assert "Private one" not in html and "Shared one" in html
    for macro in (private, shared):
        assert signed_in(carol).get(f"{PAGE}{macro.pk}/").status_code == 404
        signed_in(carol).post(f"{PAGE}{macro.pk}/deletion")
    assert Macro.objects.count() == 2
    assert signed_in(carol).post(address(talk, "uses"), {"macro": private.pk}).status_code == 422
    assert signed_in(alice).get(f"{PAGE}{private.pk}/").status_code == 404
    assert signed_in(alice).get(f"{PAGE}{shared.pk}/").status_code == 200


def test_uses_are_counted(bob: Person, dana: Customer) -> None:
    macro, talk = keep(bob, "Hi"), open_talk(dana)
    for _ in range(3):
        assert signed_in(bob).post(address(talk, "uses"), {"macro": macro.pk}).status_code == 204
    macro.refresh_from_db()
    assert macro.used_count == 3 and macro.used_at


@pytest.mark.parametrize(
    ("then", "holder"),
    [("close", "closed"), ("1h", "snoozed"), ("3h", "snoozed"), ("tomorrow", "snoozed"), ("", "person")],
)
def test_what_follows_is_done(bob: Person, dana: Customer, then: str, holder: str) -> None:
    talk = held(bob, dana)
    macro = keep(bob, "Go", then=then, label=make("Refund", bob))
    fields = {"macro": macro.pk, "seen_number": talk.row.last_number}
    assert signed_in(bob).post(address(talk, "acts"), fields).status_code == 200
    assert talk.row.holder == holder
    assert Labelled.objects.count() == 1


def test_it_is_handed_to_the_colleague_who_works_here(bob: Person, carol: Person, dana: Customer) -> None:
    talk = held(bob, dana)
    macro = keep(bob, "Go", then="assign", colleague=carol)
    Person.objects.filter(pk=carol.pk).update(is_active=False)
    fields = {"macro": macro.pk, "seen_number": talk.row.last_number}
    assert signed_in(bob).post(address(talk, "acts"), fields).status_code == 422
    Person.objects.filter(pk=carol.pk).update(is_active=True)
    signed_in(bob).post(address(talk, "acts"), fields)
    assert talk.row.person == carol


def test_when_one_act_cannot_be_done_none_is(bob: Person, dana: Customer) -> None:
    talk = open_talk(dana, "Hello")
    macro = keep(bob, "Go", then="close", label=make("Refund", bob))
    assert (
        signed_in(bob).post(address(talk, "acts"), {"macro": macro.pk, "seen_number": 9}).status_code == 409
    )
    assert not Labelled.objects.exists()
    assert signed_in(bob).post(address(talk, "acts"), {"macro": "x"}).status_code == 422
    assert signed_in(bob).post(address(talk, "acts"), {"macro": 999, "seen_number": 1}).status_code == 422


@pytest.mark.parametrize("text", ["About {{order.number}}", "{{ nonsense }}", "a {{b}} c"])
def test_a_place_that_is_open_is_never_sent(bob: Person, dana: Customer, text: str) -> None:
    talk = held(bob, dana)
    count = Message.objects.count()
    for undoable in ("", "1"):
        fields = {"text": text, "client_id": "x", "seen_number": talk.row.last_number, "undoable": undoable}
        answer = signed_in(bob).post(talk.path + "replies", fields)
        assert answer.status_code == 422
        assert "Please fill in {{" in answer.content.decode()
    assert Message.objects.count() == count
    assert not DueReply.objects.exists()


def test_the_page_keeps_changes_and_deletes(bob: Person) -> None:
    client = signed_in(bob)
    client.post(PAGE, {"name": "Late <b>", "text": "Sorry {{customer.name}}", "is_shared": "on"})
    macro = Macro.objects.get()
    assert (macro.owner, macro.is_shared) == (bob, True)
    html = client.get(PAGE).content.decode()
    assert "Late &lt;b&gt;" in html and "used 0 times" in html
    client.post(f"{PAGE}{macro.pk}/", {"name": "Late", "then": "close"})
    macro.refresh_from_db()
    assert (macro.name, macro.text, macro.then) == ("Late", "", "close")
    client.post(f"{PAGE}{macro.pk}/deletion")
    client.post(f"{PAGE}{macro.pk}/deletion")
    assert not Macro.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"name": "x"},
        {"name": " ", "text": "x"},
        {"name": "x" * 51, "text": "x"},
        {"name": "x", "text": "x" * 2001},
        {"name": "x", "text": "x", "then": "explode"},
        {"name": "x", "text": "x", "then": "assign"},
        {"name": "x", "text": "x", "label": "9" * 30},
        {"name": "x\0", "text": "x"},
    ],
)
def test_nonsense_is_refused_with_a_word(bob: Person, fields: dict[str, str]) -> None:
    response = signed_in(bob).post(PAGE, fields)
    assert response.status_code == 400
    assert not Macro.objects.exists()


def test_nobody_keeps_macros_without_end(bob: Person) -> None:
    Macro.objects.bulk_create(Macro(owner=bob, name=str(number)) for number in range(100))
    assert "You have 100 macros" in signed_in(bob).post(PAGE, {"name": "x", "text": "x"}).content.decode()


def test_the_preview_marks_what_is_open_and_escapes(bob: Person) -> None:
    html = (
        signed_in(bob).post(PAGE + "preview", {"text": "<i> {{customer.first_name}} {{x}}"}).content.decode()
    )
    assert "&lt;i&gt;" in html
    assert '<span class="filled">Dana</span>' in html
    assert '<mark class="unfilled">{{x}}</mark>' in html


def test_charlie_gets_nothing(bob: Person, dana: Customer) -> None:
    macro, talk, stranger = keep(bob, "x", is_shared=True), open_talk(dana), Client()
    for path in (PAGE, f"{PAGE}{macro.pk}/", address(talk, "choices")):
        assert stranger.get(path).url.startswith("/staff/login/")  # type: ignore[attr-defined]
    for path in (
        PAGE,
        f"{PAGE}{macro.pk}/deletion",
        PAGE + "preview",
        address(talk, "uses"),
        address(talk, "acts"),
    ):
        assert stranger.post(path, {"macro": macro.pk}).url.startswith("/staff/login/")  # type: ignore[attr-defined]
    macro.refresh_from_db()
    assert macro.used_count == 0
    for noun in ("uses", "acts"):
        path = f"/macros/conversations/{uuid4()}/{noun}"
        assert signed_in(bob).post(path, {"macro": macro.pk}).status_code == 404
