"""Does the card of a real conversation say what happened, and lead to the messages?"""

from collections.abc import Callable
from datetime import timedelta

import pytest

from warmline.commerce.models import Order
from warmline.conversations import handover, saying
from warmline.conversations.appending import Words, append
from warmline.conversations.closing import close_as_person
from warmline.conversations.holding import Actor, current_episode, hold
from warmline.conversations.models import Conversation, Holder, HolderChange, Kind
from warmline.customers.models import Customer
from warmline.decisions.case import HAND_OVER, Decision, Verdict
from warmline.desk.card import compose_card, current_card
from warmline.desk.tests.talk import BOT, Talk, open_talk
from warmline.lib.time import now
from warmline.staff.models import Person
from warmline.tasks.keeping import promise

pytestmark = pytest.mark.django_db

Card = dict[str, list[tuple[str, int]]]


def read(lines: list[dict[str, object]]) -> Card:
    card: Card = {}
    for line in lines:
        card.setdefault(str(line["line"]), []).append((str(line["text"]), int(str(line["number"]))))
    return card


def card_of(talk: Talk) -> Card:
    row = talk.row
    return read(current_card(row, current_episode(row)))


def test_a_customer_who_asks_for_a_person_is_quoted_with_the_message(
    dana: Customer, work: Callable[..., int]
) -> None:
    talk = open_talk(dana, "What is your policy on wedding cakes for 300 guests?")
    work()
    talk.says("This is no use. I want to talk to a human, please.")
    work()
    row = talk.row
    assert row.holder == Holder.QUEUE
    stored = HolderChange.objects.get(conversation=row, holder=Holder.QUEUE)
    card = read(stored.card)
    text, number = card["reason"][0]
    assert "“I want to talk to a human, please.”" in text
    assert Conversation.objects.get(pk=row.pk).messages.get(number=number).text.startswith("This is no use")
    assert "wedding cakes" in card["wish"][0][0]
    assert card["identity"] == [("not checked: says dana@mail.example", 0)]
    assert sum(len(f"{line['label']} {line['text']}".split()) for line in stored.card) < 120


def test_the_reason_stays_as_it_was_and_the_rest_is_fresh(dana: Customer, work: Callable[..., int]) -> None:
    talk = open_talk(dana, "I want to talk to a human, please.")
    work()
    before = card_of(talk)
    talk.says("Where is my order BR-1042? It should have been here hours ago.")
    after = card_of(talk)
    assert after["reason"] == before["reason"]
    assert "BR-1042" in after["wish"][0][0]


def test_orders_are_told_with_a_caution_until_the_customer_is_checked(dana: Customer) -> None:
    at = now()
    Order.objects.create(
        number="BR-1042",
        customer=dana,
        status=Order.Status.PREPARING,
        placed_at=at - timedelta(days=2),
        promised_for=at - timedelta(hours=3),
        total_minor=2550,
    )
    talk = open_talk(dana, "Where is it?")
    assert card_of(talk)["value"][0][0].endswith("BR-1042 late (if it is them)")
    assert "Check who it is" in card_of(talk)["next"][0][0]
    Conversation.objects.filter(pk=talk.pk).update(identity=Conversation.Identity.ORDER)
    card = card_of(talk)
    assert card["value"][0][0].startswith("1 order, €25.50; since ")
    assert "if it is them" not in card["value"][0][0]
    assert card["next"] == [("Order BR-1042 is late: give a new time. Answer what is still open.", 0)]


def test_what_the_bot_tried_is_told_with_its_source_and_that_it_did_not_help(dana: Customer) -> None:
    talk = open_talk(dana, "How do I keep sourdough fresh?")
    with hold(talk.pk) as row:
        episode = current_episode(row)
        source = {"title": "Storing bread", "url": "/help/storing-bread/"}
        answer = Words("In a cloth.", sources=(source,), answers_number=2, answer_key="curated:storing")
        append(row, episode, BOT, answer)
        append(row, episode, BOT, Words("I am sorry.", answers_number=3, answer_key="admit"))
    card = card_of(talk)
    assert card["tried"] == [
        ("“How do I keep sourdough fresh?”: answered from Storing bread; did not help", 3)
    ]


def test_promises_and_earlier_contacts_are_told(dana: Customer, bob: Person) -> None:
    first = open_talk(dana, "Hello there, is the rye gone?")
    handover.take(first.pk, bob)
    saying.reply(first.pk, bob, "Yes.", seen_number=first.row.last_number, client_id="a")
    close_as_person(first.pk, bob, seen_number=first.row.last_number)
    promise("Call Dana about the cake", about="cake", customer=dana, due_at=now() - timedelta(days=40))
    card = card_of(open_talk(dana, "Any news?"))
    assert card["promise"][0][0].startswith("Call Dana about the cake (due ")
    assert card["contacts"][0][0].endswith("closed by a person")


def test_what_a_person_answered_is_not_open_any_more(dana: Customer, bob: Person) -> None:
    talk = open_talk(dana, "Do you bake on Sundays?")
    handover.take(talk.pk, bob)
    talk.says("And is there parking?")
    assert "parking" in str(card_of(talk)["open"])
    assert card_of(talk)["next"] == [("Answer what is still open.", 0)]
    saying.reply(talk.pk, bob, "Yes and yes.", seen_number=talk.row.last_number, client_id="a")
    assert "open" not in card_of(talk)
    assert "next" not in card_of(talk)


def test_without_a_word_there_is_no_quotation(dana: Customer) -> None:
    talk = open_talk(dana)
    decision = Decision(HAND_OVER, "The customer pressed “Talk to a person”.", reason="customer_request")
    row = talk.row
    card = read(compose_card(row, current_episode(row), decision))
    assert card["reason"] == [("The customer pressed “Talk to a person”.", 0)]
    assert "waiting" in card


def test_the_quotation_is_the_sentence_with_the_words_of_the_rule(dana: Customer) -> None:
    talk = open_talk(dana, "Good morning. My father died on Monday. Can you cancel his order?", "Thanks")
    verdict = Verdict("sensitive", HAND_OVER, 90, "Bereavement.", words=("father died",))
    decision = Decision(HAND_OVER, "Bereavement.", reason="sensitive", verdicts=(verdict,))
    row = talk.row
    card = read(compose_card(row, current_episode(row), decision))
    assert card["reason"] == [("Bereavement. “My father died on Monday.”", 2)]


def test_a_card_is_made_in_few_queries(dana: Customer, django_assert_max_num_queries: object) -> None:
    talk = open_talk(dana, *[f"Question number {n} about bread?" for n in range(30)])
    row = talk.row
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        current_card(row, current_episode(row))


def test_a_notice_to_the_customer_is_no_answer(dana: Customer) -> None:
    talk = open_talk(dana, "Can you bake a cake like a boat?")
    with hold(talk.pk) as row:
        append(row, current_episode(row), Actor(Kind.SYSTEM), Words("A notice."))
    talk.queue("missing_knowledge")
    assert "boat" in card_of(talk)["reason"][0][0]
