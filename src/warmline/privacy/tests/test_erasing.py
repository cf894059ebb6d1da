"""Is nothing left that tells who an erased customer was? Every table of the database is read for the planted words."""

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from warmline.commerce.models import Order
from warmline.conversations import handover, noting, sending
from warmline.conversations.holding import current_episode
from warmline.conversations.models import Conversation, Holder, Message, Note
from warmline.copilot.models import ModelDraft
from warmline.copilot.tests.scene import gather_all
from warmline.customers.consenting import record_consent
from warmline.customers.merging import merge
from warmline.customers.models import Customer
from warmline.desk.models import Draft
from warmline.desk.tests.talk import Talk, signed_in
from warmline.feedback.models import Rating
from warmline.gaps.gathering import gather_on
from warmline.gaps.tests.asking import ask
from warmline.insights.capturing import Said, capture
from warmline.knowledge.models import Phrase
from warmline.knowledge.saving import AnswerDraft, save_answer
from warmline.labels.putting import put_on_named
from warmline.learning.tests.test_desk_lessons import look, question_in, seen_in
from warmline.lib.time import now
from warmline.privacy.erasing import ErasureRefused, erase
from warmline.privacy.keeping import KEPT
from warmline.privacy.models import Erasure
from warmline.privacy.reaching import reach
from warmline.search.people import find_customers
from warmline.staff.models import Person
from warmline.tasks.changing import change
from warmline.tasks.making import Wanted, make

pytestmark = pytest.mark.django_db

Work = Callable[..., int]
PLANTED = "zorkmid"


@pytest.fixture
def told(alice: Person, bob: Person, work: Work) -> Talk:
    """A customer of whom each part of the product knows something; each of it holds the planted word."""
    for key, title in (("parking", "Parking"), ("repairs", "Repairs"), ("vegan", "Vegan bread")):
        draft = AnswerDraft(title=title, text=f"All about {title.lower()}.", phrases=(f"{title}?",), key=key)
        save_answer(draft, by=alice.name)
    talk = Talk(ask(work, f"do you mend old {PLANTED} toasters?"))
    Customer.objects.filter(pk=talk.row.customer_id).update(
        name=f"Dana {PLANTED}",
        email=f"dana@{PLANTED}.example",
        phone="+353 87 987 6543",
        address=f"{PLANTED} Quay 1",
        note=f"Likes {PLANTED}",
    )
    customer = talk.row.customer
    other = Customer.objects.create(name=f"D {PLANTED}", email=f"d@{PLANTED}.example", note=f"{PLANTED} too")
    merge(other.pk, customer.pk, bob)
    say_and_do(talk, alice, bob, work)
    remember(talk, customer, bob)
    return talk


def say_and_do(talk: Talk, alice: Person, bob: Person, work: Work) -> None:
    question = question_in(talk.pk)
    teach = {"seen": seen_in(look(bob, question)), "answer": "repairs"}
    signed_in(bob).post(f"/learning/messages/{question.pk}/correction", teach)
    work()
    talk.says(f"I want a person for my {PLANTED}")
    work()
    handover.take(talk.pk, bob)
    client, path = signed_in(bob), talk.path
    number = talk.row.last_number
    sent = client.post(
        f"{path}replies", {"text": f"Hello Dana {PLANTED}", "client_id": "1", "seen_number": number}
    )
    assert sent.status_code == 201
    client.post(f"{path}revision", {"number": number + 1, "text": f"Hi {PLANTED}", "act": "edit"})
    sending.send_soon(
        talk.pk, bob, sending.Written(f"PS {PLANTED}", f"staff:{bob.pk}:2", talk.row.last_number), seconds=60
    )
    noting.note(talk.pk, bob, f"@Alice Byrne knows {PLANTED}")
    put_on_named(talk.pk, "Repairs", bob)
    capture(current_episode(talk.row), Said("Nobody mends things any more"), bob)
    gather_on()
    gather_all()


def remember(talk: Talk, customer: Customer, bob: Person) -> None:
    episode = current_episode(talk.row)
    said = Message.objects.filter(conversation=talk.pk, kind="customer").latest("number")
    Draft.objects.create(conversation=talk.row, person=bob, kind="note", text=f"{PLANTED}!", updated_at=now())
    Rating.objects.create(
        conversation=talk.row, episode=episode, survey="csat", score=2, comment=PLANTED, at=now()
    )
    ModelDraft.objects.create(question=said, text=f"Dear {PLANTED}", confidence=0.9, dropped=0, made_at=now())
    Order.objects.create(
        number="A-1", customer=customer, status="ready", placed_at=now(), total_minor=900, tracking=PLANTED
    )
    task = make(Wanted(f"Call {PLANTED}", bob, None, customer, talk.pk), bob)
    change(task.pk, bob, f"Call Dana {PLANTED}", None, None)
    record_consent(customer, "news", "chat", bob, is_given=True)


def tables() -> list[str]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        else:
            cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        return [name for (name,) in cursor.fetchall()]


def where_it_stands(word: str) -> set[str]:
    """In which tables any value holds the word."""
    found = set()
    with connection.cursor() as cursor:
        for table in tables():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 (names of our own tables)
            for row in cursor.fetchall():
                values = [bytes(each) if isinstance(each, memoryview | bytes) else each for each in row]
                if word in str(values).casefold():
                    found.add(table)
    return found


def test_no_table_holds_a_word_of_theirs_any_more(told: Talk, alice: Person, work: Work) -> None:
    customer = told.row.customer
    known_in = where_it_stands(PLANTED)
    assert {
        "customers_customer",
        "conversations_message",
        "conversations_note",
        "learning_example",
    } <= known_in
    assert {"tasks_task", "customers_profilemerge", "desk_draft"} <= known_in
    assert Phrase.objects.filter(text__icontains=PLANTED).exists()
    counted = (Conversation.objects.count(), Message.objects.count(), Order.objects.count())
    assert len(reach(customer)) > 15, known_in
    erasure = erase(customer.pk, alice)
    work(minutes=5)
    assert where_it_stands(PLANTED) == where_it_stands("987 6543") == set()
    assert counted == (Conversation.objects.count(), Message.objects.count(), Order.objects.count())
    assert told.row.holder == Holder.CLOSED and told.row.labels.count() == 1
    assert Rating.objects.get().score == 2 and not Note.objects.exists()
    assert find_customers("dana", 9) == [] and erasure.counts["removed"]["conversations.Note"] == 1
    with pytest.raises(ErasureRefused):
        erase(customer.pk, alice)


def test_what_belongs_to_others_stays(
    told: Talk, alice: Person, dana: Customer, bob: Person, work: Work
) -> None:
    other = Talk(ask(work, "Is there parking for my bike?"))
    noting.note(other.pk, bob, "Asks about bikes")
    erase(told.row.customer_id, alice)
    work(minutes=5)
    assert list(other.row.messages.values_list("text", flat=True)[1:2]) == ["Is there parking for my bike?"]
    assert Note.objects.get().text == "Asks about bikes"
    assert signed_in(bob).get(other.path).status_code == 200
    page = signed_in(bob).get(told.path)
    assert page.status_code == 200 and "Erased customer" in page.content.decode()


def test_the_owner_exports_and_erases_with_the_name_typed(told: Talk, alice: Person, client: Client) -> None:
    customer = told.row.customer
    client.force_login(alice)
    path = f"/privacy/customers/{customer.pk}/"
    assert path in client.get(f"/customers/{customer.pk}/").content.decode()
    assert "Type “Dana zorkmid” to confirm" in client.get(path).content.decode()
    packed = zipfile.ZipFile(io.BytesIO(client.post(f"{path}archive").content))
    data: dict[str, list[dict[str, Any]]] = json.loads(packed.read("customer.json"))
    assert data["customers.Customer"][0]["name"] == f"Dana {PLANTED}"
    assert any(PLANTED in each["text"] for each in data["conversations.Message"])
    assert "token_hash" not in data["conversations.Conversation"][0]
    talk = next(name for name in packed.namelist() if name.startswith("conversations/"))
    assert f"old {PLANTED} toasters" in packed.read(talk).decode()
    wrong = client.post(f"{path}erasure", {"name": "Dana"})
    assert wrong.status_code == 422 and not Erasure.objects.exists()
    done = client.post(f"{path}erasure", {"name": f" dana  {PLANTED}"}, follow=True).content.decode()
    assert "Erased. Nothing here tells any more" in done and Erasure.objects.get().person == alice
    assert client.post(f"{path}archive").status_code == 404


def test_nobody_but_the_owner(client: Client, bob: Person, dana: Customer) -> None:
    for path in ("", "archive", "erasure"):
        address = f"/privacy/customers/{dana.pk}/{path}"
        client.logout()
        assert client.post(address, {"name": str(dana)}).status_code in (302, 405)
        client.force_login(bob)
        assert client.post(address, {"name": str(dana)}).status_code in (403, 405)
    assert client.get(f"/privacy/customers/{dana.pk}/").status_code == 403
    assert Customer.objects.get(pk=dana.pk).name == "Dana Whelan"


def test_whatever_stays_is_named_with_fields_that_there_are() -> None:
    from django.apps import apps

    known = {model._meta.label: model for model in apps.get_models()}
    wrong = [
        f"{label}.{name}"
        for label, fields in KEPT.items()
        if label in known
        for name in fields
        if name
        not in {each for field in known[label]._meta.concrete_fields for each in (field.name, field.attname)}
    ]
    assert wrong == []
