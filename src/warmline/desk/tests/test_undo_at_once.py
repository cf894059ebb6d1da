"""Two workers and the writer at the same moment: the reply leaves once or comes back, never both."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from warmline.conversations import handover, sending
from warmline.conversations.errors import Overtaken
from warmline.conversations.models import DueReply
from warmline.customers.models import Customer
from warmline.desk.tests.talk import open_talk
from warmline.staff.models import Person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("round_", range(5))
def test_leaving_twice_and_taking_back_at_once_has_one_outcome(
    dana: Customer, bob: Person, round_: int
) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite writes one after another anyway.")
    talk = open_talk(dana, "Hello")
    handover.take(talk.pk, bob)
    due = sending.send_soon(talk.pk, bob, sending.Written("Once", "1", talk.row.last_number), seconds=5)
    assert isinstance(due, DueReply)
    together = Barrier(3)

    def leave() -> str:
        together.wait()
        sending.leave(str(talk.pk), due.pk)
        connection.close()
        return ""

    def undo() -> str:
        together.wait()
        try:
            return sending.take_back(talk.pk, bob, due.pk)
        except Overtaken:
            return ""
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        outcomes = [pool.submit(act) for act in (leave, undo, leave)]
        taken_back = "".join(outcome.result() for outcome in outcomes)
    sent = talk.row.messages.filter(person=bob).count()
    assert (sent, taken_back) in ((1, ""), (0, "Once"))
    assert not DueReply.objects.exists()
