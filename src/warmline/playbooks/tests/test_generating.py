"""Is the made-up past the same each time, and could it have happened?"""

import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest

from warmline.playbooks.generating import generate
from warmline.playbooks.history import History
from warmline.playbooks.opening import next_open
from warmline.playbooks.phrasing import phrase
from warmline.playbooks.playbook import Playbook
from warmline.playbooks.reading import playbook_names, read_playbook

NOW = datetime(2026, 11, 24, 10, 5, 7, tzinfo=UTC)
OPEN = {"received", "preparing", "ready", "out_for_delivery"}


@pytest.fixture(scope="module", params=playbook_names())
def playbook(request: pytest.FixtureRequest) -> Playbook:
    return read_playbook(request.param)


@pytest.fixture(scope="module")
def history(playbook: Playbook) -> History:
    return generate(playbook, now=NOW)


def test_the_same_seed_and_moment_give_the_same_past(playbook: Playbook, history: History) -> None:
    assert generate(playbook, now=NOW) == history
    assert generate(playbook, now=NOW, seed=2) != history


def test_a_moment_without_a_time_zone_is_refused(playbook: Playbook) -> None:
    with pytest.raises(ValueError, match="time zone"):
        generate(playbook, now=NOW.replace(tzinfo=None))


def test_there_are_200_customers_with_an_address_each(history: History) -> None:
    assert len(history.customers) == 200
    assert len({customer.email for customer in history.customers}) == 200
    for customer in history.customers:
        assert re.fullmatch(r"[a-z0-9.]+@[a-z]+\.example", customer.email), customer.email
        assert "#" not in customer.phone
        assert customer.joined_at < NOW


def test_demo_orders_are_there_with_number_status_and_promise(playbook: Playbook, history: History) -> None:
    orders = {order.number: order for order in history.orders}
    for demo in playbook.demo_orders:
        order = orders[demo.number]
        assert history.customers[order.customer].email == demo.email
        assert order.status == demo.status
        assert abs(order.promised_for - NOW - timedelta(hours=demo.promised_in_hours)) < timedelta(minutes=30)
        assert Counter({line.sku: line.quantity for line in order.lines}) == Counter(demo.skus)


def test_a_customer_of_the_demo_has_no_other_open_order(playbook: Playbook, history: History) -> None:
    numbers = {order.number for order in playbook.demo_orders}
    people = {order.email for order in playbook.demo_orders}
    others = [
        order.number
        for order in history.orders
        if history.customers[order.customer].email in people
        and order.number not in numbers
        and order.status in OPEN
    ]
    assert others == []


def test_somebody_from_the_demo_marked_high_value_spent_enough(playbook: Playbook, history: History) -> None:
    for demo in (order for order in playbook.demo_orders if order.high_value):
        spent = sum(
            order.total_minor
            for order in history.orders
            if order.status == "delivered" and history.customers[order.customer].email == demo.email
        )
        assert spent >= playbook.rules.high_value_minor


def test_each_order_adds_up_and_happened_in_order(playbook: Playbook, history: History) -> None:
    prices = {product.sku: product.price_minor for product in playbook.products}
    assert len({order.number for order in history.orders}) == len(history.orders)
    for order in history.orders:
        assert order.total_minor == sum(prices[line.sku] * line.quantity for line in order.lines) > 0
        assert history.customers[order.customer].joined_at <= order.placed_at <= NOW
        assert (order.delivered_at is not None) == (order.status == "delivered")
        assert order.delivered_at is None or order.placed_at <= order.delivered_at <= NOW
        assert order.carrier or not order.tracking


def test_some_orders_are_open_and_most_customers_have_bought_before(history: History) -> None:
    per_customer = Counter(order.customer for order in history.orders)
    statuses = Counter(order.status for order in history.orders)
    assert 400 <= len(history.orders) <= 2000
    assert 6 <= sum(statuses[status] for status in OPEN) <= 60
    assert any(order.status in OPEN and order.promised_for < NOW for order in history.orders)
    assert statuses["delivered"] > 0.9 * len(history.orders)
    assert len(per_customer) > 180
    assert max(per_customer.values()) >= 10


def test_loyal_customers_repeat_their_usual_order(history: History) -> None:
    baskets: dict[int, Counter[frozenset[str]]] = {}
    for order in history.orders:
        basket = frozenset(line.sku for line in order.lines)
        baskets.setdefault(order.customer, Counter())[basket] += 1
    loyal = [counter for counter in baskets.values() if counter.total() >= 10]
    assert loyal
    assert all(counter.most_common(1)[0][1] >= 0.4 * counter.total() for counter in loyal)


def test_there_are_300_conversations_and_hardly_two_alike(history: History) -> None:
    words = {tuple(line.text for line in conversation.lines) for conversation in history.conversations}
    assert len(history.conversations) == 300
    assert len(words) >= 295


def test_no_bracket_slot_or_gap_is_left_in_what_was_said(history: History) -> None:
    for conversation in history.conversations:
        for line in conversation.lines:
            assert line.text
            assert not re.search(r"[{}|]|\[\[|\]\]|  ", line.text), line.text


def test_lines_follow_each_other_and_lie_in_the_past(history: History) -> None:
    for conversation in history.conversations:
        assert conversation.lines[0].at == conversation.started_at
        assert conversation.lines[-1].at < NOW
        assert all(first.at < second.at for first, second in pairwise(conversation.lines))


def test_only_staff_and_the_bot_speak_for_the_business(playbook: Playbook, history: History) -> None:
    staff = {member.name for member in playbook.staff}
    for conversation in history.conversations:
        for line in conversation.lines:
            if line.kind == "bot":
                assert line.name == playbook.business.bot_name
            if line.kind == "person":
                assert line.name in staff


def test_a_person_writes_only_while_somebody_is_there(playbook: Playbook, history: History) -> None:
    for conversation in history.conversations:
        if conversation.handled_by != "bot":
            assert next_open(playbook, conversation.started_at) == conversation.started_at


def test_some_rate_and_some_of_them_comment(history: History) -> None:
    scores = [conversation.csat for conversation in history.conversations if conversation.csat]
    comments = [conversation for conversation in history.conversations if conversation.csat_comment]
    assert 100 <= len(scores) <= 200
    assert set(scores) == {1, 2, 3, 4, 5}
    assert all(conversation.csat for conversation in comments)
    assert len(comments) >= 20


@pytest.mark.parametrize("day", range(0, 400, 29))
def test_any_day_of_the_year_gets_a_past(day: int) -> None:
    history = generate(read_playbook("bakery"), now=NOW + timedelta(days=day, hours=day % 24))
    assert len(history.conversations) == 300


def test_an_empty_alternative_leaves_no_gap() -> None:
    assert {phrase("[[Hi|]] there [[|, {day}]].", {"day": "Monday"}, Random(n)) for n in range(20)} == {
        "Hi there.",
        "there.",
        "Hi there, Monday.",
        "there, Monday.",
    }
