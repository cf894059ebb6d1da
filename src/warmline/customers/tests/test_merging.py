"""Two profiles of one person become one, with all that points at them, once, and can be parted again."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from warmline.commerce.models import Order
from warmline.customers.consenting import has_consent, record_consent
from warmline.customers.finding import find_by_email, find_or_create
from warmline.customers.likeness import doubles_of, mailbox, reasons_for
from warmline.customers.merging import MergeRefused, merge, sweep, tell_apart, undo_merge
from warmline.customers.models import Consent, Customer, OtherEmail, ProfileMerge
from warmline.customers.moving import relations
from warmline.desk.tests.talk import Talk, open_talk
from warmline.lib.time import now
from warmline.search.people import find_customers
from warmline.staff.models import Person
from warmline.tasks.making import Wanted, make

pytestmark = pytest.mark.django_db


@pytest.fixture
def double(business: object) -> Customer:
    """Dana as she wrote from another address."""
    return Customer.objects.create(
        name="Dana Whelan", email="d.ana@gmail.com", phone="+353 87 123 4567", note="Has a dog"
    )


@pytest.fixture
def dana(business: object) -> Customer:
    return Customer.objects.create(
        name="Dana Whelan", email="dana@googlemail.com", address="Quay 1", note="Nuts!"
    )


def fill(customer: Customer, bob: Person) -> Talk:
    """One row of each kind that points at a customer here and now."""
    talk = open_talk(customer, "Where is my cake?")
    number = f"A-{customer.pk}"
    Order.objects.create(number=number, customer=customer, status="ready", placed_at=now(), total_minor=900)
    make(Wanted("Call", bob, now() + timedelta(days=1), customer, talk.pk), bob)
    record_consent(customer, "surveys", "chat", bob, is_given=True)
    return talk


def left_with(customer: Customer) -> list[str]:
    return [
        name for name, model, field in relations() if model._base_manager.filter(**{field: customer}).exists()
    ]


def test_all_that_points_at_the_one_points_at_the_other(
    dana: Customer, double: Customer, bob: Person
) -> None:
    talk = fill(double, bob)
    names = {name.split(".", 1)[1] for name, _, _ in relations()}
    assert {"Conversation.customer", "Order.customer", "Task.customer", "Consent.customer"} <= names
    merge(double.pk, dana.pk, bob)
    dana.refresh_from_db()
    double.refresh_from_db()
    assert left_with(double) == []
    assert double.merged_into == dana and (double.name, double.email, double.note) == ("", None, "")
    assert talk.row.customer == dana and dana.orders.count() == 1 and dana.tasks.count() == 1
    assert (dana.phone, dana.address) == ("+353 87 123 4567", "Quay 1")
    assert dana.note == "Nuts!\n\nHas a dog"
    assert find_by_email("D.ANA@gmail.com") == dana == find_or_create("d.ana@gmail.com")
    assert find_customers("dog", 9) == [dana] and find_customers("whelan", 9) == [dana]


def test_whoever_said_no_in_one_of_them_has_said_no(dana: Customer, double: Customer, bob: Person) -> None:
    record_consent(dana, "news", "mail", bob, is_given=True)
    record_consent(dana, "news", "mail", bob, is_given=False)
    record_consent(double, "news", "shop", bob, is_given=True)
    record_consent(double, "surveys", "shop", bob, is_given=True)
    merged = merge(double.pk, dana.pk, bob)
    assert not has_consent(dana, "news")
    assert has_consent(dana, "surveys")
    undo_merge(merged.pk, bob)
    assert has_consent(double, "news") and not has_consent(dana, "news")
    assert Consent.objects.count() == 4


def test_it_can_be_parted_again_and_what_came_since_stays(
    dana: Customer, double: Customer, bob: Person
) -> None:
    talk, own = fill(double, bob), fill(dana, bob)
    was = Customer.objects.filter(pk__in=(dana.pk, double.pk)).order_by("pk").values()
    before = list(was)
    merged = merge(double.pk, dana.pk, bob)
    later = open_talk(dana, "Me again")
    Customer.objects.filter(pk=dana.pk).update(address="Quay 2")
    undo_merge(merged.pk, bob)
    after = list(was.all())
    assert {**before[0], "address": ""} == {**after[0], "address": ""} or before[1] == after[1]
    assert talk.row.customer == double and own.row.customer == later.row.customer == dana
    dana.refresh_from_db()
    double.refresh_from_db()
    assert (dana.phone, dana.address, dana.note) == ("", "Quay 2", "Nuts!")
    assert (double.email, double.merged_into, double.note) == ("d.ana@gmail.com", None, "Has a dog")
    assert not OtherEmail.objects.exists()
    with pytest.raises(MergeRefused):
        undo_merge(merged.pk, bob)
    ProfileMerge.objects.create(kept=dana, gone=double, person=bob, at=now() - timedelta(days=8))
    with pytest.raises(MergeRefused):
        undo_merge(ProfileMerge.objects.latest("pk").pk, bob)


def test_what_was_on_its_way_follows(
    dana: Customer, double: Customer, bob: Person, work: Callable[..., int]
) -> None:
    merged = merge(double.pk, dana.pk, bob)
    late = open_talk(double, "I was writing")
    assert work(minutes=2) >= 1
    assert late.row.customer == dana
    sweep(str(merged.pk))
    undo_merge(merged.pk, bob)
    assert late.row.customer == double
    sweep(str(merged.pk))
    assert late.row.customer == double


def test_why_two_profiles_may_be_one(dana: Customer, double: Customer, bob: Person) -> None:
    found = doubles_of(dana)
    assert [each.customer for each in found] == [double]
    assert found[0].reasons[0] == "Both e-mail addresses lead to the same mailbox."
    tell_apart(double.pk, dana.pk, bob)
    assert doubles_of(dana) == doubles_of(double) == []
    assert mailbox("Dana+News@Mail.example") == "dana@mail.example" != mailbox("d.ana@mail.example")

    def alike(one: dict[str, str], other: dict[str, str]) -> bool:
        return bool(reasons_for(Customer(**one), Customer(**other)))

    assert alike({"email": "dana@mail.example"}, {"email": "dnaa@mail.example"})
    assert alike({"phone": "+353 87 123 4567"}, {"phone": "087/1234567"})
    assert alike({"name": "Dana Whelan", "email": "d@x.example"}, {"name": "dana  whelan"})
    assert not alike({"name": "Dana"}, {"name": "Dana"})
    assert not alike(
        {"name": "Dana Whelan", "email": "a@x.example"}, {"name": "Dana Whelan", "email": "b@y.example"}
    )
    assert not alike({}, {}) and not alike({"phone": "1"}, {"phone": "1"})


def test_on_the_pages(client: Client, dana: Customer, double: Customer, bob: Person) -> None:
    client.force_login(bob)
    page = client.get(f"/customers/{dana.pk}/").content.decode()
    assert "Perhaps the same person" in page and f"/customers/{dana.pk}/doubles/{double.pk}/" in page
    beside = client.get(f"/customers/{dana.pk}/doubles/{double.pk}/").content.decode()
    assert "dana@googlemail.com, d.ana@gmail.com" in beside
    found = client.get(f"/customers/{dana.pk}/doubles/", {"q": "d.ana"}).content.decode()
    assert "d.ana@gmail.com" in found
    merged = client.post(f"/customers/{dana.pk}/doubles/{double.pk}/", follow=True).content.decode()
    assert "are one now" in merged and "Part them again" in merged and "from a merged profile" in merged
    assert client.get(f"/customers/{double.pk}/")["Location"] == f"/customers/{dana.pk}/"
    twice = client.post(f"/customers/{dana.pk}/doubles/{double.pk}/")
    assert twice.status_code == 404
    undone = client.post(f"/customers/mergers/{ProfileMerge.objects.get().pk}/undoing", follow=True)
    assert "two profiles again" in undone.content.decode()
    for path in ("doubles/", f"doubles/{double.pk}/", f"doubles/{dana.pk}/", "doubles/99999999999999999999/"):
        assert client.get(f"/customers/{dana.pk}/{path}").status_code in (200, 302, 404)
    assert client.post(f"/customers/{dana.pk}/doubles/{dana.pk}/difference").status_code == 302


def test_strangers_get_nothing(client: Client, dana: Customer, double: Customer) -> None:
    for path in ("doubles/", f"doubles/{double.pk}/", f"doubles/{double.pk}/difference"):
        assert client.post(f"/customers/{dana.pk}/{path}").status_code in (302, 405)
    assert ProfileMerge.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_people_merge_the_same_two_crosswise(dana: Customer, double: Customer, bob: Person) -> None:
    fill(dana, bob)
    fill(double, bob)

    def try_to(pair: tuple[int, int]) -> bool:
        try:
            merge(*pair, bob)
        except MergeRefused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(4) as pool:
        pairs = [(dana.pk, double.pk), (double.pk, dana.pk)] * 2
        done = list(pool.map(try_to, pairs))
    assert sorted(done) == [False, False, False, True]
    left = Customer.objects.get(merged_into=None)
    assert left.conversations.count() == left.orders.count() == left.tasks.count() == 2
    assert Customer.objects.exclude(pk=left.pk).get().conversations.count() == 0
