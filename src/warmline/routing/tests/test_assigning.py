"""How do those who wait come to people? Reason, record and notice together; back to all when it is not opened."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection

from warmline.conversations import closing, handover, saying
from warmline.conversations.models import Conversation, Holder, HolderChange
from warmline.customers.models import Customer
from warmline.desk.tests.talk import Talk, open_talk, signed_in
from warmline.jobs.models import Job
from warmline.lib.time import now
from warmline.routing.assigning import route_waiting
from warmline.routing.models import Assignment, SkillRule
from warmline.routing.people import candidates
from warmline.routing.wording import Worded, in_words
from warmline.staff.models import Person
from warmline.staff.presence import note_presence, set_away
from warmline.understanding.models import EpisodeMood, StoredReading
from warmline.web.models import Business
from warmline.web.options import change

pytestmark = pytest.mark.django_db
Work = Callable[..., int]


@pytest.fixture
def best(business: Business) -> None:
    change("routing.is_automatic", True)


def queued(name: str, priority: int = 1) -> Talk:
    talk = open_talk(Customer.objects.create(name=name), "Hello")
    talk.queue(priority=priority)
    return talk


def here(*people: Person) -> None:
    for each in people:
        note_presence(each)


def latest_reason() -> str:
    return in_words([Worded.from_json(each) for each in Assignment.objects.latest("id").reasons])


def reads(talk: Talk, **signals: str) -> None:
    message = talk.row.messages.filter(kind="customer").latest("number")
    told = {name: {"value": value, "confidence": 1.0, "words": []} for name, value in signals.items()}
    StoredReading.objects.create(message=message, signals=told, at=now())


def test_it_goes_to_the_free_person_with_the_reason_and_the_customer_is_told(
    best: None, dana: Customer, bob: Person, carol: Person, work: Work
) -> None:
    here(bob, carol)
    before = open_talk(dana, "Hello")
    before.queue()
    handover.take(before.pk, bob)
    saying.reply(before.pk, bob, "All done.", seen_number=before.row.last_number, client_id="1")
    closing.close_as_person(before.pk, bob, seen_number=before.row.last_number)
    talk = open_talk(dana, "Guten Tag")
    reads(talk, language="de")
    talk.queue()
    work()
    assert (talk.row.holder, talk.row.person) == (Holder.PERSON, bob)
    because = HolderChange.objects.filter(conversation=talk.pk).latest("version").because
    assert because == "Given to Bob Nolan: they spoke with Dana today."
    last = talk.row.messages.latest("number")
    assert (last.kind, last.text) == (
        "system",
        "Bob Nolan from our team has your conversation and will write to you here.",
    )
    page = signed_in(bob).get(talk.path).content.decode()
    assert "Came to you because you spoke with Dana today." in page
    assert "<strong>Carol Quinn</strong> does not speak German" in page
    assert (
        "Went to Bob Nolan, who reads: “you spoke with Dana today”."
        in signed_in(carol).get(talk.path).content.decode()
    )
    assert talk.row.due_at, "the clock goes on: it is the customer's, not the queue's"


def test_offered_to_all_is_the_default(bob: Person, work: Work) -> None:
    here(bob)
    talk = queued("Eve")
    work()
    assert talk.row.holder == Holder.QUEUE and not Assignment.objects.exists()


def test_what_fits_nobody_stays_with_all_and_says_why_until_somebody_fits(
    best: None, bob: Person, carol: Person, work: Work
) -> None:
    SkillRule.objects.create(kind="sensitive", value="money", skill="billing")
    SkillRule.objects.create(kind="answer", value="answer:cake", skill="cakes")
    here(bob)
    talk = open_talk(Customer.objects.create(name="Eve"), "my money")
    reads(talk, sensitivity="money", language="en")
    talk.queue()
    work()
    assert talk.row.holder == Holder.QUEUE
    page = signed_in(bob).get(talk.path).content.decode()
    assert "Everybody is offered it because nobody who is here knows about billing." in page
    route_waiting()
    assert Assignment.objects.count() == 1, "looking again writes nothing new"
    assert Job.objects.filter(name="queue to route").count() == 1, "and one look ahead is enough"
    Person.objects.filter(pk=carol.pk).update(skills=["billing"])
    here(carol)
    work()
    assert talk.row.person == carol
    assert "you know about billing" in latest_reason()


def test_the_most_urgent_first_up_to_capacity_and_on_when_there_is_room(
    best: None, bob: Person, work: Work
) -> None:
    Person.objects.filter(pk=bob.pk).update(capacity=2)
    talks = [queued("Low", 0), queued("Urgent", 3), queued("Soon", 1)]
    assert [talk.row.holder for talk in talks] == [Holder.QUEUE] * 3
    here(bob)
    work()
    assert [talk.row.holder for talk in talks] == [Holder.QUEUE, Holder.PERSON, Holder.PERSON]
    closing.close_as_person(talks[1].pk, bob, seen_number=talks[1].row.last_number)
    work()
    assert talks[0].row.person == bob


def test_a_silent_conversation_takes_no_room(best: None, bob: Person, work: Work) -> None:
    here(bob)
    talk = queued("Eve")
    work()
    saying.reply(talk.pk, bob, "Here.", seen_number=talk.row.last_number, client_id="1")
    assert candidates(now())[0].holding == 1
    Conversation.objects.update(last_message_at=now() - timedelta(minutes=11))
    assert candidates(now())[0].holding == 0


def test_not_opened_in_time_it_is_everybodys_again_and_not_given_to_the_same(
    best: None, bob: Person, carol: Person, work: Work
) -> None:
    here(bob)
    talk = queued("Eve")
    work()
    assert talk.row.person == bob
    Job.objects.exclude(name="given to open").delete()
    work(minutes=4)
    assert talk.row.holder == Holder.QUEUE
    change_to = HolderChange.objects.filter(conversation=talk.pk).latest("version")
    assert change_to.because == "Bob Nolan did not open it in time."
    assert "a colleague will go on" in talk.row.messages.latest("number").text
    work()
    assert talk.row.holder == Holder.QUEUE, "the same person is not asked again"
    here(carol)
    work()
    assert talk.row.person == carol


def test_opened_or_answered_it_stays(best: None, bob: Person, work: Work) -> None:
    here(bob)
    opened, answered = queued("Eve"), queued("Max")
    work()
    signed_in(bob).get(opened.path)
    saying.reply(answered.pk, bob, "Hi", seen_number=answered.row.last_number, client_id="1")
    work(minutes=4)
    assert [talk.row.person for talk in (opened, answered)] == [bob, bob]
    assert not Assignment.objects.filter(returned_at__isnull=False).exists()


def test_who_is_away_gets_none_and_the_dedicated_person_comes_first(
    best: None, bob: Person, carol: Person, work: Work
) -> None:
    here(bob, carol)
    set_away(carol, True)
    one = queued("Eve")
    work()
    assert one.row.person == bob
    set_away(carol, False)
    two = open_talk(Customer.objects.create(name="Max Old", dedicated=bob), "Hello")
    two.queue()
    work()
    assert two.row.person == bob
    assert latest_reason() == "you always look after Max"


def test_upset_customers_are_spread_and_each_sees_their_own_count(
    best: None, bob: Person, carol: Person, work: Work
) -> None:
    here(bob, carol)
    hard = queued("Eve")
    EpisodeMood.objects.create(
        episode=hard.row.episodes.get(), peak_value=0.9, peak_number=2, end_value=0.9, end_number=2
    )
    handover.take(hard.pk, bob)
    closing.close_as_person(hard.pk, bob, seen_number=hard.row.last_number)
    handover.take(queued("Calm").pk, carol)
    again = open_talk(Customer.objects.create(name="Tess"), "Hello")
    again.queue(reason="emotion")
    # "Hello" is not read anew: the mood is the one set here.
    Job.objects.filter(name="message recorded").delete()
    work()
    assert again.row.person == carol
    assert "fewest upset customers" in latest_reason()
    assert "with one customer who was very upset" in signed_in(bob).get("/routing/mine/").content.decode()
    assert "very upset" not in signed_in(carol).get("/routing/mine/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_routers_at_once_exceed_no_capacity(best: None, bob: Person, carol: Person) -> None:
    Person.objects.update(capacity=2)
    here(bob, carol)
    talks = [queued(f"C{number}") for number in range(8)]
    troubles: list[BaseException] = []
    start = threading.Barrier(3)

    def run() -> None:
        try:
            start.wait()
            route_waiting()
        except BaseException as error:
            troubles.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []
    held = [talk.row.person for talk in talks if talk.row.holder == Holder.PERSON]
    assert sorted(map(str, held)) == ["Bob Nolan", "Bob Nolan", "Carol Quinn", "Carol Quinn"]
    assert Assignment.objects.filter(person__isnull=False).count() == 4
