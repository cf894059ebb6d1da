"""Whoever knows number and address learns how an order stands; nobody else learns anything."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from warmline.commerce.models import Order, OrderLine, Product
from warmline.commerce.orders import MISSES, find_order, summary, value_minor
from warmline.commerce.wording import status_sentence
from warmline.customers.models import Customer

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
ZONE = "Europe/Berlin"


@pytest.fixture
def dana() -> Customer:
    return Customer.objects.create(name="Dana", email="dana@mail.example")


def order(customer: Customer, number: str = "BR-1042", status: str = "preparing", **more: Any) -> Order:
    values: dict[str, Any] = {"placed_at": NOW - timedelta(days=1), "total_minor": 2450, **more}
    return Order.objects.create(customer=customer, number=number, status=status, **values)


@pytest.mark.parametrize(
    "number",
    ["BR-1042", "br1042", " br 1042 ", "#BR-1042", "Br_1042.", "ＢＲ－１０４２", "1042", "no. 1042"[4:]],
)
def test_an_order_is_found_however_its_number_is_written(dana: Customer, number: str) -> None:
    wanted = order(dana)
    assert find_order(number, " Dana@Mail.example ") == wanted


@pytest.mark.parametrize(
    "number", ["", "-", "BR-104", "BR-10422", "XX-1042", "42", "BR", "\0", "1042" * 1000, "😀"]
)
def test_another_number_finds_nothing(dana: Customer, number: str) -> None:
    order(dana)
    assert find_order(number, "dana@mail.example") is None


@pytest.mark.parametrize("email", ["", "charlie@mail.example", "dana@mail", "dana", "%", "\0", "x" * 10_000])
def test_the_right_number_with_another_address_finds_nothing(dana: Customer, email: str) -> None:
    order(dana)
    assert find_order("BR-1042", email) is None


def test_a_customer_without_an_address_cannot_be_looked_up() -> None:
    order(Customer.objects.create(name="Visitor"))
    assert find_order("BR-1042", "") is None
    assert find_order("BR-1042", "None") is None


def test_digits_alone_do_not_choose_between_two_orders(dana: Customer) -> None:
    order(dana, "BR-1042")
    order(dana, "XR-1042")
    assert find_order("1042", "dana@mail.example") is None
    assert find_order("xr1042", "dana@mail.example") is not None


def test_guessing_numbers_for_one_address_soon_finds_nothing_at_all_and_hurts_nobody_else() -> None:
    eve, other = (Customer.objects.create(email=f"{name}@mail.example") for name in ("eve", "other"))
    order(eve, "BR-2001")
    order(other, "BR-2002")
    for number in range(int(MISSES["burst"])):
        assert find_order(f"BR-{3000 + number}", "eve@mail.example") is None
    assert find_order("BR-2001", "Eve@mail.example") is None
    assert find_order("BR-2002", "other@mail.example") is not None


@pytest.mark.parametrize(
    ("status", "more", "said"),
    [
        ("received", {}, "Thank you, your order BR-1042 has reached us and is next in line to be prepared."),
        (
            "preparing",
            {"promised_for": NOW + timedelta(hours=3)},
            "Your order BR-1042 is being prepared right now. It is promised for today at 16:00.",
        ),
        (
            "ready",
            {"promised_for": NOW - timedelta(hours=3)},
            "Good news: your order BR-1042 is ready for you to collect.",
        ),
        (
            "out_for_delivery",
            {"promised_for": NOW + timedelta(days=1), "carrier": "Swift", "tracking": "S1"},
            "Good news: your order BR-1042 is on its way with Swift. It is promised for tomorrow, "
            "Wednesday 11 March, at 13:00. The tracking number is S1.",
        ),
        (
            "out_for_delivery",
            {"promised_for": NOW - timedelta(days=1), "carrier": "Swift"},
            "I am sorry: your order BR-1042 is late. It was promised for yesterday, Monday 9 March, "
            "at 13:00. It is on its way with Swift and not recorded as delivered yet.",
        ),
        (
            "preparing",
            {"promised_for": NOW - timedelta(days=3)},
            "I am sorry: your order BR-1042 is late. It was promised for Saturday 7 March at 13:00. "
            "It is still being prepared.",
        ),
        (
            "received",
            {"promised_for": NOW - timedelta(hours=1)},
            "I am sorry: your order BR-1042 is late. It was promised for today at 12:00. "
            "We have it, but it is not being prepared yet.",
        ),
        (
            "delivered",
            {"delivered_at": NOW - timedelta(days=80), "carrier": "Swift"},
            "Your order BR-1042 was delivered by Swift: Saturday 20 December 2025 at 13:00.",
        ),
        (
            "delivered",
            {"promised_for": NOW - timedelta(hours=2), "delivered_at": NOW - timedelta(hours=1)},
            "Your order BR-1042 was handed over: today at 12:00.",
        ),
        ("delivered", {}, "Your order BR-1042 is recorded as delivered."),
        (
            "cancelled",
            {"promised_for": NOW - timedelta(days=3), "tracking": "S1"},
            "Your order BR-1042 was cancelled, so nothing more will come from it.",
        ),
    ],
)
def test_each_status_is_said_in_exact_words(
    dana: Customer, status: str, more: dict[str, Any], said: str
) -> None:
    assert status_sentence(order(dana, status=status, **more), NOW, ZONE) == said


def test_the_day_is_that_of_the_business_and_not_of_the_server(dana: Customer) -> None:
    late_evening = datetime(2026, 3, 10, 23, 30, tzinfo=UTC)
    promised = order(dana, promised_for=late_evening + timedelta(hours=1))
    assert "today at 01:30" in status_sentence(promised, late_evening, ZONE)
    assert "tomorrow, Wednesday 11 March, at 00:30" in status_sentence(promised, late_evening, "UTC")


@pytest.mark.parametrize("status", Order.Status.values)
def test_only_what_is_under_way_can_be_late(dana: Customer, status: str) -> None:
    overdue = order(dana, status=status, promised_for=NOW - timedelta(minutes=1))
    assert overdue.is_late(NOW) == (status in ("received", "preparing", "out_for_delivery"))


def test_the_value_of_a_customer_leaves_cancelled_orders_out(dana: Customer) -> None:
    assert value_minor(dana.pk) == 0
    order(dana, "A-1", total_minor=1000)
    order(dana, "A-2", "delivered", total_minor=2000)
    order(dana, "A-3", "cancelled", total_minor=9000)
    assert value_minor(dana.pk) == 3000


def test_the_summary_shows_the_latest_orders_first_in_four_queries(
    dana: Customer, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    loaf = Product.objects.create(sku="L", name="Rye loaf", price_minor=500)
    for number in range(7):
        placed = order(
            dana, f"A-{number}", placed_at=NOW - timedelta(days=9 - number), promised_for=NOW - timedelta(1)
        )
        OrderLine.objects.create(order=placed, product=loaf, quantity=2, price_minor=1000)
    with django_assert_num_queries(4):
        seen = summary(dana.pk, NOW)
    assert (seen.count, seen.value_minor) == (7, 7 * 2450)
    assert [glance.number for glance in seen.recent] == ["A-6", "A-5", "A-4", "A-3", "A-2"]
    assert seen.recent[0].items == "2 × Rye loaf"
    assert len(seen.late) == 5


def test_a_customer_without_orders_has_an_empty_summary(dana: Customer) -> None:
    seen = summary(dana.pk, NOW)
    assert (seen.count, seen.value_minor, seen.first_at, seen.recent) == (0, 0, None, ())
