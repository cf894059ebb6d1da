"""A playbook is read without the database, so it repeats some closed sets: they are the product's own."""

from warmline.commerce.models import Order
from warmline.conversations.models import Kind, Reason
from warmline.customers.models import Customer
from warmline.playbooks import playbook
from warmline.staff.models import Person


def test_the_closed_sets_of_a_playbook_are_those_of_the_product() -> None:
    assert tuple(Reason.values) == playbook.HANDOFF_REASONS
    assert tuple(Order.Status.values) == playbook.ORDER_STATUSES
    assert set(Kind.values) == set(playbook.LINE_KINDS)
    assert set(Person.Role.values) == set(playbook.STAFF_ROLES)
    assert set(Customer.Prefers.values) == set(playbook.PREFERENCES)
