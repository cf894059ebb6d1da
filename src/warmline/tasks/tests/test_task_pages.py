"""Do people see what was promised, and who did it?"""

from datetime import timedelta

import pytest
from django.test import Client

from warmline.customers.models import Customer
from warmline.lib.time import now
from warmline.staff.models import Person
from warmline.tasks.keeping import promise
from warmline.tasks.models import Task


def test_an_empty_list_says_what_comes_here(client: Client, bob: Person) -> None:
    client.force_login(bob)
    assert "Nothing is waiting" in client.get("/tasks/").content.decode()


def test_a_promise_stands_there_with_its_time_and_a_link(client: Client, bob: Person, dana: Customer) -> None:
    client.force_login(bob)
    promise(
        "Call Dana <b>back</b>",
        about="conversation:42:1",
        customer=dana,
        due_at=now() + timedelta(minutes=20),
    )
    page = client.get("/tasks/").content.decode()
    assert "Call Dana &lt;b&gt;back" in page
    assert 'href="/desk/conversations/42/"' in page
    assert "in 20 minutes" in page


def test_late_tasks_come_first_and_say_so(client: Client, bob: Person, dana: Customer) -> None:
    client.force_login(bob)
    promise("Later", about="a", customer=dana, due_at=now() + timedelta(days=1))
    promise("Overdue", about="b", customer=dana, due_at=now() - timedelta(hours=3))
    Task.objects.create(kind="review", text="Some day")
    page = client.get("/tasks/").content.decode()
    assert page.index("Overdue") < page.index("Later") < page.index("Some day")
    assert "due 3\xa0hours ago" in page or "due 3 hours ago" in page


def test_what_has_just_fallen_due_is_due_now(client: Client, bob: Person, dana: Customer) -> None:
    client.force_login(bob)
    promise("Dana waits", about="a", customer=dana, due_at=now() - timedelta(seconds=25), kind="alarm")
    page = client.get("/tasks/").content.decode()
    assert "due now" in page
    assert "seconds ago" not in page


def test_done_is_done_once_and_by_one_person(
    client: Client, bob: Person, carol: Person, dana: Customer
) -> None:
    task = promise("Call Dana", about="a", customer=dana, due_at=now())
    client.force_login(bob)
    assert "Thank you" in client.post(f"/tasks/{task.pk}/completion/", follow=True).content.decode()
    client.force_login(carol)
    assert (
        "Bob Nolan was quicker" in client.post(f"/tasks/{task.pk}/completion/", follow=True).content.decode()
    )
    task.refresh_from_db()
    assert task.done_by == bob


@pytest.mark.parametrize("pk", ["0", "999999", "99999999999999999999"])
def test_a_task_that_is_not_there_gives_not_found(client: Client, bob: Person, pk: str) -> None:
    client.force_login(bob)
    assert client.post(f"/tasks/{pk}/completion/").status_code == 404
