"""What becomes of a visitor's row when they say who they are?"""

import pytest

from warmline.bot.identifying import identify
from warmline.conversations.appending import Words
from warmline.conversations.holding import Actor
from warmline.conversations.models import Conversation, Kind
from warmline.conversations.opening import begin
from warmline.customers.models import Customer
from warmline.lib.time import now
from warmline.tasks.keeping import promise
from warmline.web.models import Business


@pytest.fixture
def conversation(business: Business) -> Conversation:
    return begin(Customer.objects.create(), Actor(Kind.BOT, "Crumb"), Words("Hello")).conversation


def test_what_was_promised_to_the_visitor_is_kept_when_they_turn_out_to_be_dana(
    conversation: Conversation, dana: Customer
) -> None:
    task = promise("Write back", about="x", customer=conversation.customer, due_at=now())
    identify(conversation, dana.pk)
    task.refresh_from_db()
    assert task.customer == dana
    assert Customer.objects.count() == 1


def test_a_customer_with_another_conversation_is_not_forgotten(
    conversation: Conversation, dana: Customer
) -> None:
    visitor = conversation.customer
    begin(visitor, Actor(Kind.BOT, "Crumb"), Words("Hello"))
    identify(conversation, dana.pk)
    assert Customer.objects.filter(pk=visitor.pk).exists()
