"""Can people write a task down, put it off, hand it on, do it and undo it, and does everybody see who did what?"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from warmline.conversations import handover, saying
from warmline.customers.models import Customer
from warmline.desk.tests.talk import open_talk, signed_in
from warmline.lib.time import now
from warmline.staff.models import Person
from warmline.tasks.changing import change, finish, reopen
from warmline.tasks.due import find_due
from warmline.tasks.errors import TaskRefused
from warmline.tasks.making import Wanted, make
from warmline.tasks.models import Task, TaskChange

pytestmark = pytest.mark.django_db


def page(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_from_a_conversation_with_its_deadline_said_before_it_is_saved(bob: Person, dana: Customer) -> None:
    talk, client = open_talk(dana, "Call me about the cake"), signed_in(bob)
    window = page(client, f"/tasks/new/?customer={dana.pk}&conversation={talk.pk}")
    assert f'value="{talk.pk}"' in window and "I do" in window and "<html" not in window
    said = client.get("/tasks/deadline", {"due": "in 2 hours"}).content.decode()
    assert "deadline-words" in said
    assert "can be two days" in client.get("/tasks/deadline", {"due": "5/6"}).content.decode()
    fields = {
        "text": "Call <b>Dana</b>",
        "due": "in 2 hours",
        "assignee": bob.pk,
        "customer": dana.pk,
        "conversation": str(talk.pk),
    }
    for _ in range(2):  # the second is the retry of a lost answer
        made = client.post("/tasks/made", fields)
        assert made.status_code == 200 and made["HX-Trigger"] == "desk:conversation"
    task = Task.objects.get()
    assert (task.conversation_id, task.customer, task.assignee) == (talk.pk, dana, bob)
    assert task.due_at is not None and timedelta(minutes=119) < task.due_at - now() <= timedelta(hours=2)
    shown = page(client, talk.path)
    assert "Call &lt;b&gt;Dana" in shown and "task-beside" in shown and "in 1 h 59 min" in shown
    assert "task-beside" in page(client, f"/tasks/customers/{dana.pk}/")


def test_a_refused_form_keeps_what_was_typed(bob: Person, dana: Customer) -> None:
    client = signed_in(bob)
    for fields, why in (
        ({"text": " ", "due": "", "assignee": "anybody"}, "required"),
        ({"text": "Call", "due": ""}, "required"),
        ({"text": "Call", "due": "yesterday", "assignee": "anybody"}, "That is over"),
        ({"text": "Call", "due": "", "assignee": "999999"}, "valid choice"),
        ({"text": "Call", "due": "", "assignee": "abc"}, "valid choice"),
        ({"text": "x" * 301, "due": ""}, "at most 300"),
    ):
        answer = client.post("/tasks/made", {**fields, "customer": dana.pk})
        assert answer.status_code == 422 and why in answer.content.decode(), why
    assert Task.objects.count() == 0
    for customer in ("0", "abc", "9" * 30):
        assert (
            client.post(
                "/tasks/made", {"text": "Call", "customer": customer, "assignee": "anybody"}
            ).status_code
            == 404
        )


def test_a_conversation_of_somebody_else_is_not_taken(bob: Person, dana: Customer) -> None:
    other = open_talk(Customer.objects.create(name="Eve"), "Hello")
    fields = {"text": "Call", "assignee": "anybody", "customer": dana.pk, "conversation": str(other.pk)}
    signed_in(bob).post("/tasks/made", fields)
    assert Task.objects.get().conversation_id is None


def test_the_page_tells_what_is_overdue_for_today_and_later_for_me_and_all(
    client: Client, bob: Person, carol: Person
) -> None:
    for text, who, hours in (("Bob's late", bob, -1), ("Carol's later", carol, 72), ("Anybody's", None, 200)):
        Task.objects.create(kind="todo", text=text, assignee=who, due_at=now() + timedelta(hours=hours))
    client.force_login(bob)
    everybody = page(client, "/tasks/")
    assert everybody.index("Overdue") < everybody.index("Bob&#x27;s late") < everybody.index("Carol&#x27;s")
    mine = page(client, "/tasks/?whose=mine")
    assert "Bob&#x27;s late" in mine and "Anybody&#x27;s" in mine and "Carol&#x27;s" not in mine


def test_each_act_is_kept_with_who(client: Client, bob: Person, carol: Person, dana: Customer) -> None:
    task = make(Wanted("Call Dana", bob, now() + timedelta(hours=1), dana), bob)
    client.force_login(carol)
    path = f"/tasks/{task.pk}/"
    answer = client.post(
        path, {"text": "Call Dana back", "due": "in 3 days", "assignee": carol.pk}, follow=True
    )
    shown = answer.content.decode()
    for words in (
        "Reworded by Carol Quinn",
        "Deadline changed by",
        "Handed on by",
        "“Bob Nolan” → “Carol Quinn”",
    ):
        assert words in shown, words
    assert "Done. Thank you." in client.post(path + "completion/", follow=True).content.decode()
    assert client.post(path, {"text": "Other", "due": "", "assignee": "anybody"}).status_code == 409
    assert "is open again" in client.post(path + "reopening/", {"back": path}, follow=True).content.decode()
    acts = list(TaskChange.objects.values_list("act", "person__name"))
    assert acts[0] == ("reopened", "Carol Quinn") and acts[-1] == ("made", "Bob Nolan")
    Task.objects.filter(pk=task.pk).update(due_at=now() - timedelta(hours=5))
    form = client.get(path).context["form"]
    same = {"text": "Call, it is late", "due": form.initial["due"], "assignee": "anybody"}
    assert client.post(path, same).status_code == 302, "a deadline that is over may stay"
    assert Task.objects.get().text == "Call, it is late"
    away = client.post(path + "completion/", {"back": "https://elsewhere.example/"})
    assert away["Location"] == "/tasks/"


def test_what_fell_due_is_told_once_it_is_due_and_not_when_it_was_put_off(
    work: Callable[..., int], bob: Person, carol: Person, dana: Customer
) -> None:
    talk = open_talk(dana)
    soon = now() + timedelta(minutes=5)
    task = make(Wanted("Call", bob, soon, dana, talk.pk), bob)
    change(task.pk, bob, "Call", soon + timedelta(minutes=30), bob)
    Task.objects.filter(pk=task.pk).update(due_at=now() + timedelta(minutes=1))
    assert find_due(str(task.pk), str(bob.pk)) is None
    Task.objects.filter(pk=task.pk).update(due_at=now() - timedelta(seconds=1))
    assert find_due(str(task.pk), str(bob.pk)) == task
    assert find_due(str(task.pk), str(carol.pk)) is None
    assert work(minutes=60) >= 2
    finish(task.pk, carol)
    assert find_due(str(task.pk), str(bob.pk)) is None


def test_a_conversation_with_an_overdue_task_stands_before_those_in_which_nobody_waits(
    bob: Person, dana: Customer
) -> None:
    talks = [open_talk(Customer.objects.create(name=name), f"I am {name}") for name in ("Ann", "Ben", "Cem")]
    waiting = open_talk(dana, "I need somebody")
    waiting.queue(priority=0)
    client = signed_in(bob)
    for number, talk in enumerate(talks):
        handover.take(talk.pk, bob)
        saying.reply(talk.pk, bob, "Hello", seen_number=talk.row.last_number, client_id=str(number))
    make(Wanted("Call Ben", bob, now() - timedelta(minutes=5), conversation_id=talks[1].pk), bob)
    make(Wanted("Call Cem", bob, now() + timedelta(minutes=5), conversation_id=talks[2].pk), bob)
    listed = page(client, "/desk/?tab=mine")
    assert listed.count("Task overdue") == 1
    assert listed.index("Ben") < min(listed.index("Ann"), listed.index("Cem"))


def test_a_promise_made_again_meanwhile_stays_the_one(bob: Person, dana: Customer) -> None:
    first = Task.objects.create(kind="alarm", text="Waits", about="conversation:1", done_at=now())
    Task.objects.create(kind="alarm", text="Waits again", about="conversation:1")
    with pytest.raises(TaskRefused, match="newer"):
        reopen(first.pk, bob)
    with pytest.raises(TaskRefused, match="not there"):
        reopen(10**9, bob)


@pytest.mark.parametrize("path", ["", "new/", "deadline", "made", "1/", "1/completion/", "customers/1/"])
def test_strangers_get_nothing(client: Client, business: Any, path: str) -> None:
    for answer in (client.get(f"/tasks/{path}"), client.post(f"/tasks/{path}", {"text": str(uuid4())})):
        assert answer.status_code in (302, 405)
    assert Task.objects.count() == 0
