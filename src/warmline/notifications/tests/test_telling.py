"""Who is told of what, once; and when is it seen?"""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from warmline.conversations import handover, noting
from warmline.conversations.models import Conversation
from warmline.customers.models import Customer
from warmline.desk.looking import note_viewing
from warmline.desk.tests.talk import Talk, open_talk, signed_in
from warmline.lib.time import now
from warmline.notifications import happenings
from warmline.notifications.listing import unseen_lines
from warmline.notifications.models import Kind, Notice, Wishes
from warmline.notifications.seeing import count_unseen, see_all
from warmline.notifications.wishes import hearing_of, quiet_until
from warmline.staff.models import Person
from warmline.staff.presence import note_presence
from warmline.tasks.keeping import promise
from warmline.tasks.making import Wanted, make, whose
from warmline.tasks.models import Task

pytestmark = pytest.mark.django_db
Work = Callable[..., int]
NOTHING = {"count": 0, "latest": 0, "conversation": "", "words": "", "sounds": False}


@pytest.fixture
def talk(dana: Customer) -> Talk:
    return open_talk(dana, "Hello")


def kinds(person: Person) -> list[str]:
    return sorted(Notice.objects.filter(person=person).values_list("kind", flat=True))


def test_who_waits_is_told_to_those_on_duty_until_somebody_takes_it(
    talk: Talk, alice: Person, bob: Person, carol: Person, work: Work
) -> None:
    note_presence(bob)
    note_presence(carol)
    Person.objects.filter(pk=carol.pk).update(is_away=True)
    talk.queue()
    work()
    assert (kinds(bob), kinds(carol), kinds(alice)) == ([Kind.WAITS], [], [])
    assert count_unseen(bob) == 1
    handover.take(talk.pk, carol)
    work()
    assert count_unseen(bob) == 0, "it waits no more"
    assert kinds(carol) == [], "nobody is told of what they took themselves"


def test_what_is_given_and_what_the_customer_answers_reaches_its_person_once(
    talk: Talk, bob: Person, carol: Person, work: Work
) -> None:
    handover.take(talk.pk, carol)
    handover.reassign(talk.pk, carol, bob)
    work()
    talk.says("And on Sundays?")
    talk.says("Please")
    work()
    held = talk.row
    for _ in range(2):
        happenings.tell_of_holder(str(talk.pk), held.version)
        happenings.tell_of_answer(str(talk.pk), held.last_number)
    assert kinds(bob) == [Kind.ANSWERED, Kind.ANSWERED, Kind.GIVEN]
    (line,) = unseen_lines(bob)
    assert line.reasons == ["Wrote again (2)", "Given to you"] and line.title == "Dana Whelan"
    assert count_unseen(bob) == 1 and kinds(carol) == []


def test_whoever_has_it_on_screen_is_not_told_and_opening_it_marks_it_seen(
    talk: Talk, bob: Person, carol: Person, work: Work
) -> None:
    handover.take(talk.pk, carol)
    handover.reassign(talk.pk, carol, bob)
    work()
    note_viewing(bob, talk.row, "")
    talk.says("I am still here")
    work()
    assert kinds(bob) == [Kind.GIVEN]
    client = signed_in(bob)
    assert client.get("/notifications/count").json()["count"] == 1
    assert client.post("/notifications/seen", {"conversation": str(talk.pk)}).json() == {"count": 0}
    assert client.get("/notifications/count").json() == NOTHING
    assert "Nothing new" in client.get("/notifications/").text
    assert "Seen lately" in client.get("/notifications/", headers={"HX-Request": ""}).text


def test_a_call_a_snooze_a_task_and_a_target_are_told(
    talk: Talk, bob: Person, carol: Person, work: Work
) -> None:
    note_presence(carol)
    noting.note(talk.pk, carol, "@Bob please look, and @Carol too")
    work()
    assert (kinds(bob), kinds(carol)) == ([Kind.CALLED], [])
    handover.take(talk.pk, carol)
    handover.snooze(talk.pk, carol, now() + timedelta(hours=1))
    work(minutes=61)
    assert Kind.WOKEN in kinds(carol)
    promise("Answer Dana", about=f"conversation:{talk.pk}", customer=None, due_at=now())
    make(Wanted("Call the baker", assignee=bob, due_at=now()), carol)
    for task in Task.objects.all():
        for _ in range(2):
            happenings.tell_of_task(task=str(task.pk), person=str(whose(task) or ""))
    assert kinds(bob).count(Kind.DUE) == 1 and kinds(carol).count(Kind.DUE) == 1
    assert unseen_lines(bob)[0].title == "Call the baker"
    signed_in(bob).post("/notifications/seen", {"tasks": "1"})
    assert [line.path for line in unseen_lines(bob)] == [talk.path]
    talk.says("Hello?")
    for _ in range(2):
        happenings.tell_of_target(conversation=str(talk.pk), person=str(carol.pk), target="first")
    assert kinds(carol).count(Kind.NEAR) == 1
    Task.objects.update(done_at=now())
    assert not any(line.path == "/tasks/" for line in unseen_lines(bob))


def test_nothing_is_told_of_what_is_not_there_or_no_longer_so(talk: Talk, bob: Person, work: Work) -> None:
    note_presence(bob)
    happenings.tell_of_holder(str(uuid4()), 1)
    happenings.tell_of_answer(str(uuid4()), 1)
    happenings.tell_of_call(99)
    happenings.tell_of_task("99", "99")
    happenings.tell_of_target(str(uuid4()), "99")
    talk.queue()
    handover.take(talk.pk, bob)
    work()
    Person.objects.filter(pk=bob.pk).update(is_active=False)
    happenings.tell_of_answer(str(talk.pk), talk.row.last_number)
    assert not Notice.objects.exists()


def test_wishes_decide_and_all_seen_leaves_what_came_a_moment_ago(
    talk: Talk, bob: Person, carol: Person, work: Work
) -> None:
    Wishes.objects.create(person=bob, ways={Kind.GIVEN: [], Kind.ANSWERED: ["push"]})
    handover.take(talk.pk, carol)
    handover.reassign(talk.pk, carol, bob)
    talk.says("Hello?")
    work()
    assert kinds(bob) == [Kind.ANSWERED]
    assert count_unseen(bob) == 0, "not in the page, as they wished"
    Wishes.objects.update(ways={})
    first = Notice.objects.get(person=bob)
    talk.says("Hello??")
    work()
    assert see_all(bob, first.pk) == 1 and count_unseen(bob) == 1
    Notice.objects.filter(pk=first.pk).update(seen_at=now() - timedelta(days=31))
    see_all(bob, 0)
    assert Notice.objects.filter(person=bob).count() == 1, "what was seen long ago is forgotten"


def test_quiet_hours_go_over_midnight_in_the_time_of_the_business(bob: Person) -> None:
    Wishes.objects.create(person=bob, quiet_from="22:00", quiet_until="06:00")
    hearing = hearing_of(bob)
    night = now().replace(month=7, day=14, hour=21, minute=30)  # 22:30 in Dublin
    until = quiet_until(hearing, night)
    assert until is not None and until.hour == 6 and until.date() > night.date()
    assert quiet_until(hearing, night.replace(hour=20)) is None
    assert quiet_until(hearing, night.replace(hour=4)) is not None
    Wishes.objects.update(quiet_until=None)
    assert quiet_until(hearing_of(bob), night) is None


def test_bad_input_is_answered_clearly_and_a_stranger_gets_nothing(talk: Talk, bob: Person) -> None:
    client = signed_in(bob)
    for fields in ({}, {"conversation": "x"}, {"through": "-1"}, {"through": "9" * 30}, {"through": "²"}):
        assert client.post("/notifications/seen", fields).status_code == 422
    for path in ("/notifications/", "/notifications/count", "/notifications/settings/"):
        assert Client().get(path).status_code == 302
    for path in ("seen", "devices", "devices/1/trial", "devices/1/removal"):
        assert Client().post(f"/notifications/{path}", {"through": "5"}).status_code == 302
    assert Conversation.objects.count() == 1 and not Notice.objects.exists()


def test_the_page_of_wishes_keeps_what_is_chosen(bob: Person, carol: Person) -> None:
    client = signed_in(bob)
    assert client.get("/notifications/settings/").status_code == 200
    wrong = client.post("/notifications/settings/", {"mail": "daily", "quiet_from": "22:00"})
    assert wrong.status_code == 422 and "a beginning and an end" in wrong.text
    assert client.post("/notifications/settings/", {"mail": "x", "quiet_from": "25:99"}).status_code == 422
    chosen = {
        "mail": "daily",
        "quiet_from": "22:00",
        "quiet_until": "06:30",
        "called-page": "on",
        "waits-sound": "on",
    }
    assert client.post("/notifications/settings/", chosen).status_code == 302
    hearing = hearing_of(bob)
    assert (hearing.mail, hearing.shows_words) == ("daily", False)
    assert hearing.ways[Kind.CALLED] == {"page"} and hearing.ways[Kind.WAITS] == {"sound"}
    assert hearing.ways[Kind.GIVEN] == frozenset()
    assert hearing_of(carol).wants(Kind.GIVEN, "mail"), "it holds for nobody else"
