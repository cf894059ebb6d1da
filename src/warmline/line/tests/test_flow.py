"""A message's way along the line, on real storage, with the work done here and now."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from warmline.channels.line import Refused, Visitor
from warmline.conversations import closing, handover, recording, saying
from warmline.conversations.models import Conversation, Holder, Message
from warmline.decisions.models import StoredDecision
from warmline.knowledge.saving import AnswerDraft, save_answer
from warmline.lib.time import now
from warmline.line import visitors
from warmline.line.carrying_out import bot_actor
from warmline.staff.models import Person
from warmline.staff.presence import note_presence
from warmline.tasks.models import Task
from warmline.web.models import Business
from warmline.web.options import change

Work = Callable[..., int]
pytestmark = pytest.mark.django_db


@pytest.fixture
def hours(business: Business) -> None:
    phrases = ("when are you open", "opening times", "are you open on sunday", "when do you close")
    save_answer(AnswerDraft("Opening hours", "We are open from 7 to 18.", phrases))


def begin(**visitor: str) -> UUID:
    return UUID(visitors.begin(Visitor(**visitor))["id"])


def said(conversation: UUID, text: str, client_id: str = "") -> int:
    answer, _ = visitors.record(conversation, client_id or text, text)
    number: int = answer["number"]
    return number


def last(conversation: UUID) -> Message:
    return Message.objects.filter(conversation=conversation).order_by("-number")[0]


def held(conversation: UUID) -> Conversation:
    return Conversation.objects.get(pk=conversation)


def test_a_known_question_is_answered_with_source_decision_and_reading(hours: None, work: Work) -> None:
    chat = begin()
    number = said(chat, "When are you open?")
    work()
    answer = last(chat)
    assert (answer.kind, answer.text, answer.answers_number) == ("bot", "We are open from 7 to 18.", number)
    assert answer.sources and answer.asks == "helpful"
    stored = StoredDecision.objects.get(conversation=chat)
    assert stored.action == "answer" and stored.message.number == number
    assert stored.message.reading.signals["language"]


def test_a_job_that_runs_twice_answers_once(hours: None, work: Work) -> None:
    from warmline.flow import respond

    chat = begin()
    number = said(chat, "When are you open?")
    respond(str(chat), number)
    respond(str(chat), number)
    work()
    assert last(chat).number == number + 1


def test_messages_sent_in_one_go_get_one_answer_and_the_need_for_a_person_is_not_lost(
    hours: None, work: Work
) -> None:
    chat = begin()
    said(chat, "my mother passed away last week")
    said(chat, "and when are you open?")
    work()
    assert held(chat).holder == Holder.QUEUE
    assert Message.objects.filter(conversation=chat).count() == 4


def test_an_unknown_question_is_admitted_and_the_second_brings_a_person(hours: None, work: Work) -> None:
    chat = begin()
    said(chat, "do you repair bicycles?")
    work()
    assert last(chat).answer_key == "admit" and held(chat).holder == Holder.BOT
    said(chat, "what about motor scooters then?")
    work()
    assert held(chat).holder == Holder.QUEUE
    assert held(chat).reason in ("missing_knowledge", "clarification_failed")


def test_the_card_stands_with_the_change_of_holder(hours: None, work: Work) -> None:
    chat = begin(name="Dana", email="dana@mail.example")
    said(chat, "My mother's insulin has not come and I am in tears")
    work()
    change_ = held(chat).holder_changes.get(holder=Holder.QUEUE)
    text = " ".join(line["text"] for line in change_.card)
    assert "insulin" in text
    assert len(text.split()) <= 120
    assert held(chat).priority == 3
    assert change_.reason == "sensitive"


def test_nobody_here_means_a_promise_that_staff_can_see_and_a_place_for_the_address(
    hours: None, work: Work
) -> None:
    chat = begin()
    visitors.ask(chat, "")
    notice = last(chat)
    assert notice.asks == "email"
    assert Task.objects.filter(kind="promise", about=f"conversation:{chat}", done_at=None).count() == 1
    visitors.leave_email(chat, "dana@mail.example")
    assert held(chat).customer.email == "dana@mail.example"
    assert held(chat).identity == "claimed"


def test_a_reply_keeps_the_promise(hours: None, bob: Person) -> None:
    chat = begin()
    visitors.ask(chat, "")
    handover.take(chat, bob)
    saying.reply(chat, bob, "I am here.", seen_number=held(chat).last_number, client_id="r1")
    assert not Task.objects.filter(done_at=None).exists()


def test_a_claimed_address_shows_nothing_of_the_known_customer(hours: None, dana: Person, work: Work) -> None:
    chat = begin(email="dana@mail.example", name="Charlie")
    said(chat, "who am I?")
    work()
    shown = visitors.read(chat, 0)[0]
    assert "Dana" not in str(shown) and "Whelan" not in str(shown)


def test_the_bot_is_silent_while_a_person_holds_it_and_staff_still_get_the_reading(
    hours: None, bob: Person, work: Work
) -> None:
    chat = begin()
    handover.take(chat, bob)
    number = said(chat, "When are you open?")
    work()
    assert last(chat).number == number
    assert Message.objects.get(conversation=chat, number=number).reading


def test_an_urgent_message_moves_a_waiting_customer_up(hours: None, work: Work) -> None:
    chat = begin()
    visitors.ask(chat, "")
    before = held(chat).priority
    said(chat, "please hurry, my son has had an allergic reaction and cannot breathe")
    work()
    assert held(chat).priority > before


def test_giving_back_lets_the_bot_answer_what_was_left_open(hours: None, bob: Person, work: Work) -> None:
    chat = begin()
    handover.take(chat, bob)
    said(chat, "When are you open?")
    work()
    handover.give_back(chat, bob, bot_actor(), "Tell them the hours.")
    work()
    assert "7 to 18" in last(chat).text


def test_silence_brings_one_check_in_then_closes_without_a_survey(hours: None, work: Work) -> None:
    chat = begin()
    said(chat, "When are you open?")
    work()
    work(minutes=16)
    assert last(chat).answer_key == "check_in"
    work(minutes=600)
    assert held(chat).holder == Holder.CLOSED
    assert not Message.objects.filter(conversation=chat, asks="csat").exists()


def test_a_word_of_the_customer_stops_the_check_in(hours: None, work: Work) -> None:
    chat = begin()
    said(chat, "When are you open?")
    work()
    said(chat, "do you open on sunday?")
    work()
    work(minutes=16)
    texts = [message.answer_key for message in Message.objects.filter(conversation=chat)]
    assert texts.count("check_in") == 1


def test_a_yes_after_the_check_in_closes_and_asks_how_it_was(hours: None, work: Work) -> None:
    chat = begin()
    said(chat, "When are you open?")
    work()
    work(minutes=16)
    said(chat, "Yes, that solved it")
    work()
    assert held(chat).holder == Holder.CLOSED
    assert last(chat).asks == "csat"


def test_a_limit_passed_alarms_staff_tells_the_customer_and_never_goes_back_to_the_bot(
    hours: None, work: Work, bob: Person
) -> None:
    note_presence(bob)
    chat = begin()
    visitors.ask(chat, "")
    number = last(chat).number
    work(minutes=11)
    assert held(chat).holder == Holder.QUEUE
    assert "longer" in last(chat).text and last(chat).number == number + 1
    assert Task.objects.filter(kind="alarm").count() == 1


def test_a_customer_who_comes_back_meets_the_same_person_if_here(
    hours: None, bob: Person, work: Work
) -> None:
    chat = begin()
    handover.take(chat, bob)
    saying.reply(chat, bob, "Done.", seen_number=held(chat).last_number, client_id="r1")
    closing.close_as_person(chat, bob, seen_number=held(chat).last_number)
    note_presence(bob)
    said(chat, "one more thing")
    assert (held(chat).holder, held(chat).person) == (Holder.PERSON, bob)
    assert held(chat).episodes.count() == 2


def test_or_the_queue_if_not_and_is_told(hours: None, bob: Person) -> None:
    chat = begin()
    handover.take(chat, bob)
    closing.close_as_person(chat, bob, seen_number=held(chat).last_number)
    said(chat, "one more thing")
    assert held(chat).holder == Holder.QUEUE
    assert last(chat).kind == "system"


def test_a_matter_the_bot_solved_comes_back_to_the_bot_with_a_new_memory(hours: None, work: Work) -> None:
    chat = begin()
    said(chat, "do you repair bicycles?")
    work()
    work(minutes=16)
    work(minutes=600)
    said(chat, "do you repair scooters?")
    work()
    assert held(chat).holder == Holder.BOT, "the failure of the last episode does not count"


def test_snoozed_wakes_by_the_customer_or_by_time(hours: None, bob: Person, work: Work) -> None:
    from datetime import timedelta

    from warmline.lib.time import now

    chat = begin()
    handover.take(chat, bob)
    handover.snooze(chat, bob, now() + timedelta(minutes=30))
    work(minutes=31)
    assert held(chat).holder == Holder.QUEUE
    assert held(chat).waiting_since is not None
    handover.take(chat, bob)
    handover.snooze(chat, bob, now() + timedelta(minutes=30))
    note_presence(bob)
    said(chat, "hello?")
    assert (held(chat).holder, held(chat).person) == (Holder.PERSON, bob)


def test_a_person_who_is_gone_leaves_nobody_waiting(hours: None, bob: Person, work: Work) -> None:
    chat = begin()
    handover.take(chat, bob)
    said(chat, "are you still there?")
    work(minutes=11)
    assert held(chat).holder == Holder.QUEUE
    assert "Bob is not here" in last(chat).text


def test_a_person_who_is_here_but_does_not_answer_is_reminded(hours: None, bob: Person, work: Work) -> None:
    note_presence(bob)
    chat = begin()
    handover.take(chat, bob)
    said(chat, "are you still there?")
    work(minutes=11)
    assert held(chat).holder == Holder.PERSON
    assert Task.objects.filter(kind="alarm", about=f"conversation:{chat}").exists()


def test_what_a_colleague_held_who_left_the_business_goes_to_the_others(
    hours: None, alice: Person, bob: Person, work: Work
) -> None:
    from warmline.staff.membership import deactivate

    chat = begin()
    handover.take(chat, bob)
    deactivate(bob)
    work()
    assert held(chat).holder == Holder.QUEUE


def test_csat_is_kept_once_and_a_low_score_becomes_a_task(hours: None, bob: Person) -> None:
    chat = begin()
    handover.take(chat, bob)
    saying.reply(chat, bob, "Done.", seen_number=held(chat).last_number, client_id="r1")
    closing.close_as_person(chat, bob, seen_number=held(chat).last_number)
    first, is_new = visitors.rate_answer(chat, {"survey": "csat", "score": 1, "comment": "<b>slow</b>"})
    again, is_new_again = visitors.rate_answer(chat, {"survey": "csat", "score": 5})
    assert (first["score"], is_new, again["score"], is_new_again) == (1, True, 1, False)
    task = Task.objects.get(kind="low_score")
    assert "1 of 5" in task.text
    assert task.due_at
    assert task.due_at > now() + timedelta(minutes=50)


def test_no_that_did_not_help_counts_and_twice_brings_a_person(hours: None, work: Work) -> None:
    chat = begin()
    for text in ("When are you open?", "opening times"):
        said(chat, text)
        work()
        visitors.rate_answer(chat, {"survey": "helpful", "score": 0, "message": last(chat).number})
    assert held(chat).holder == Holder.QUEUE
    assert held(chat).reason == "clarification_failed"


def test_a_changed_answer_is_live_in_the_next_answer(hours: None, work: Work) -> None:
    from warmline.knowledge.models import Answer

    chat = begin()
    answer = Answer.objects.get()
    save_answer(AnswerDraft("Opening hours", "We open at 6 now.", ("when are you open",)), answer=answer)
    said(chat, "When are you open?")
    work()
    assert last(chat).text == "We open at 6 now."


def test_a_stricter_threshold_is_live_in_the_next_answer(hours: None, work: Work) -> None:
    change("decisions.answer_at", 0.999)
    change("decisions.ask_back_at", 0.998)
    chat = begin()
    said(chat, "around what time could one come by?")
    work()
    assert last(chat).answer_key == "admit"


def test_before_the_first_run_the_chat_says_that_it_is_not_set_up(db: None) -> None:
    with pytest.raises(Refused) as refused:
        visitors.begin(Visitor())
    assert refused.value.status == 503


@pytest.mark.django_db(transaction=True)
def test_an_error_on_the_line_ends_with_a_person(
    hours: None, monkeypatch: pytest.MonkeyPatch, work: Work
) -> None:
    """The search breaks for every attempt; a real worker runs the last resort."""
    from warmline.flow import LISTENERS
    from warmline.jobs.attempting import Parked, attempt
    from warmline.jobs.models import Job
    from warmline.knowledge import ranking

    def broken(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(ranking, "search_near", broken)
    chat = begin()
    said(chat, "When are you open?")
    job = Job.objects.get(name="message recorded")
    outcomes = [attempt(LISTENERS, job.name, job.payload, number) for number in (1, 2, 3)]
    assert isinstance(outcomes[-1], Parked)
    assert held(chat).holder == Holder.QUEUE
    assert held(chat).reason == "error"
    assert "went wrong" in last(chat).text


def test_the_first_words_survive_a_business_whose_greeting_says_nothing_of_a_bot(business: Business) -> None:
    Business.objects.update(greeting="I am a real person, ask me anything!", bot_name="Sam")
    with pytest.raises(Exception, match="person"):
        visitors.begin(Visitor())


def test_recording_is_refused_for_what_is_no_message(business: Business) -> None:
    chat = begin()
    for text, status in (("", 422), ("x" * 4001, 413), (None, 422), (b"x", 422)):
        with pytest.raises(Refused) as refused:
            visitors.record(chat, "id", text)
        assert refused.value.status == status
    assert recording.record(chat, "id", "fine").is_new
