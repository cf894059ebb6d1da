"""Who is told before an answer is late, and what is kept once it is?"""

from collections.abc import Callable
from datetime import timedelta

import pytest

from warmline.conversations import handover, saying
from warmline.conversations.clock_models import ServiceClock
from warmline.conversations.models import Holder
from warmline.customers.models import Customer
from warmline.desk.tests.talk import Talk, open_talk
from warmline.jobs.models import Job
from warmline.service import alarming
from warmline.staff.models import Person
from warmline.staff.presence import note_presence
from warmline.tasks.models import Task

pytestmark = pytest.mark.django_db
Work = Callable[..., int]


@pytest.fixture
def talk(dana: Customer, work: Work) -> Talk:
    talk = open_talk(dana, "I need a person")
    Job.objects.all().delete()
    talk.queue(priority=2)
    Job.objects.exclude(name="target alarm").delete()
    return talk


def told() -> set[str]:
    jobs = Job.objects.filter(name="target near")
    people = [str(job.payload["person"]) for job in jobs]
    jobs.delete()
    assert len(people) == len(set(people)), "nobody is told twice"
    return set(people)


def sound(name: str) -> None:
    """The alarm of this name goes off, and by accident once more."""
    steps = {
        "target alarm": alarming.sound_alarm,
        "target nearer": alarming.tell_owners,
        "target passed": alarming.note_breach,
    }
    payload = Job.objects.filter(name=name).latest("id").payload
    Job.objects.filter(name=name).delete()
    steps[name](**payload)


def test_the_holder_then_the_owner_then_it_is_kept(talk: Talk, alice: Person, bob: Person) -> None:
    clock = ServiceClock.objects.get()
    handover.take(talk.pk, bob)
    assert Job.objects.get(name="target alarm").due_at == clock.alarm_at
    sound("target alarm")
    assert told() == {str(bob.pk)}
    assert Job.objects.get(name="target nearer").due_at == clock.due_at - timedelta(minutes=15) / 8
    sound("target nearer")
    assert told() == {str(alice.pk)}
    assert "waits for an answer of Bob Nolan" in Task.objects.get(kind=Task.Kind.ALARM).text
    sound("target passed")
    clock.refresh_from_db()
    assert (clock.breached_at, clock.breached_with) == (clock.due_at, bob)
    assert (talk.row.holder, talk.row.person) == (Holder.PERSON, bob), "a breach changes no holder"


def test_in_the_queue_all_who_are_here_are_told_or_else_the_owner(
    talk: Talk, alice: Person, bob: Person, carol: Person
) -> None:
    payload = Job.objects.get(name="target alarm").payload
    alarming.sound_alarm(**payload)
    assert told() == {str(alice.pk)}
    for each in (bob, carol):
        note_presence(each)
    alarming.sound_alarm(**payload)
    assert told() == {str(bob.pk), str(carol.pk)}


def test_an_answer_in_time_silences_every_alarm(talk: Talk, bob: Person, work: Work) -> None:
    handover.take(talk.pk, bob)
    saying.reply(talk.pk, bob, "Here.", seen_number=talk.row.last_number, client_id="r")
    Job.objects.exclude(name__startswith="target").delete()
    assert work(minutes=30) == 1
    assert not Task.objects.filter(kind=Task.Kind.ALARM).exists()
    assert ServiceClock.objects.get().breached_at is None


def test_an_alarm_of_a_clock_that_moved_or_is_gone_does_nothing(talk: Talk, alice: Person) -> None:
    clock = ServiceClock.objects.get()
    alarming.note_breach(clock.pk, "2025-01-01T00:00:00+00:00")
    alarming.note_breach(clock.pk + 1, clock.due_at.isoformat())
    clock.refresh_from_db()
    assert clock.breached_at is None
