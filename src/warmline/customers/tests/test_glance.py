"""What stands beside a conversation of the customer's history: short, and only what is known."""

from datetime import timedelta

import pytest

from warmline.customers.consenting import record_consent
from warmline.customers.glance import glance_at
from warmline.customers.models import Customer
from warmline.customers.tests.test_mood import talk
from warmline.desk.tests.talk import open_talk, signed_in
from warmline.lib.time import now
from warmline.staff.models import Person
from warmline.tasks.models import Task

pytestmark = pytest.mark.django_db


def test_of_a_visitor_nothing_is_said() -> None:
    glance = glance_at(Customer.objects.create(), now())
    assert (glance.matters, glance.ease, glance.kept, glance.allowed) == ("", (), "", ())


def test_mood_promises_and_consent_stand_beside_the_conversation(dana: Customer, bob: Person) -> None:
    for days, peak in ((3, 0.9), (2, 0.6), (1, 0.1)):
        talk(dana, days, peak)
    Task.objects.create(kind="promise", text="Call back", customer=dana, done_at=now() - timedelta(hours=1))
    record_consent(dana, "history", "phone", bob, is_given=True)
    assert glance_at(dana, now()).ease == (0.1, 0.4, 0.9)
    page = signed_in(bob).get(open_talk(dana, "Hello").path).content.decode()
    for said in (
        "Dana has been upset more than once",
        "Upset at some moment in 2 of 3 conversations; the last one ended calm.",
        "1 of 1 kept in time.",
        "Allows: speak of earlier orders and talks",
    ):
        assert said in page
