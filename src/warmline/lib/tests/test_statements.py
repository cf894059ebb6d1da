"""Statements that are built once say the same as those of the ORM."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from warmline.conversations.models import Conversation
from warmline.customers.models import Customer
from warmline.jobs.models import Job
from warmline.lib.statements import Select, insert, update

AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def conversation() -> Conversation:
    customer = Customer.objects.create()
    return insert(Conversation(token_hash="x", customer=customer, opened_at=AT, last_message_at=AT))


def test_what_is_inserted_is_what_the_orm_reads() -> None:
    stored = conversation()
    read = Conversation.objects.get(pk=stored.pk)
    for field in Conversation._meta.concrete_fields:
        assert getattr(read, field.attname) == getattr(stored, field.attname)


def test_a_key_of_the_database_is_filled_in_and_json_kept() -> None:
    job = insert(Job(name="tea", payload={"cups": [1, "é"]}))
    read = Job.objects.get(pk=job.pk)
    assert (read.payload, read.created_at) == ({"cups": [1, "é"]}, job.created_at)


def test_what_is_there_is_not_inserted_again() -> None:
    stored = conversation()
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(stored)


def test_an_update_changes_its_fields_of_its_row_only() -> None:
    one, other = conversation(), conversation()
    one.last_number, one.waiting_since, one.page = 7, AT, "not stored"
    update(one, "last_number", "waiting_since")
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.last_number, one.waiting_since, one.page) == (7, AT, "")
    assert (other.last_number, other.waiting_since) == (0, None)


def test_a_query_is_asked_again_with_other_values() -> None:
    find = Select(lambda pk: Conversation.objects.filter(pk=pk))
    for one in (conversation(), conversation()):
        assert find(one.pk) == [one]
        assert find(one.pk)[0].last_message_at == AT
    assert find(uuid4()) == []


def test_a_query_for_values_gives_tuples_of_python_values() -> None:
    one = conversation()
    find = Select(
        lambda pk: Conversation.objects.filter(pk=pk).values_list("id", "opened_at", "customer__name")
    )
    assert find(one.pk) == [(one.pk, AT, "")]


def test_values_in_another_order_than_the_conditions_are_refused() -> None:
    find = Select(lambda pk, number: Conversation.objects.filter(last_number=number).filter(pk=pk))
    with pytest.raises(ValueError, match="order"):
        find(conversation().pk, 3)
