"""What counts as a gap, which questions stand together, and that nothing is counted twice or kept too long."""

import threading
from datetime import timedelta

import numpy as np
import pytest
from django.db import connections

from warmline.conversations.models import Conversation, Message
from warmline.feedback.models import Rating
from warmline.gaps.gathering import gather, gather_on
from warmline.gaps.models import Gap, GapQuestion, Gathering
from warmline.gaps.tests.asking import BICYCLES, Work, ask, gathered, last, questions_in
from warmline.gaps.unanswered import find_signs
from warmline.jobs.models import Job
from warmline.knowledge.saving import AnswerDraft, save_answer
from warmline.lib import encoder
from warmline.lib.time import now
from warmline.line import visitors
from warmline.web.models import Business

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def hours(business: Business) -> None:
    phrases = ("when are you open", "opening times", "are you open on sunday", "when do you close")
    save_answer(AnswerDraft("Opening hours", "We are open from 7 to 18.", phrases))


def test_questions_that_mean_the_same_stand_together_and_others_apart(work: Work) -> None:
    for text in (*BICYCLES, "do you sell gift vouchers?"):
        ask(work, text)
    first, second = gathered()
    assert questions_in(first) == sorted(BICYCLES)
    assert questions_in(second) == ["do you sell gift vouchers?"]


def test_what_the_bot_answered_is_no_gap(work: Work) -> None:
    ask(work, "When are you open?")
    ask(work, "Hello")
    ask(work, "😀😀")
    ask(work, "I want to talk to a person")
    assert gathered() == []


def test_an_answer_that_did_not_help_is_a_gap_about_the_question(work: Work) -> None:
    chat = ask(work, "When are you open?")
    visitors.rate_answer(chat, {"survey": "helpful", "score": 0, "message": last(chat).number})
    assert Rating.objects.filter(score=0).exists()
    (gap,) = gathered()
    assert questions_in(gap) == ["When are you open?"]
    assert gap.questions.get().why == GapQuestion.Why.UNHELPFUL


def test_after_a_plain_no_the_question_before_it_is_meant(work: Work) -> None:
    ask(work, "When are you open?", "no")
    (gap,) = gathered()
    assert questions_in(gap) == ["When are you open?"]


def test_a_question_handed_over_counts_once_although_three_rows_tell_of_it(work: Work) -> None:
    ask(work, *BICYCLES[:2])
    (gap,) = gathered()
    assert questions_in(gap) == sorted(BICYCLES[:2])
    gathered()
    assert GapQuestion.objects.count() == 2


def test_gathering_again_keeps_the_numbers_of_gaps_and_adds_what_is_new(work: Work) -> None:
    ask(work, BICYCLES[0])
    (gap,) = gathered()
    ask(work, BICYCLES[1])
    assert [same.pk for same in gathered()] == [gap.pk]
    gap.refresh_from_db()
    assert gap.size == gap.questions.count() == 2


def test_portions_reach_the_end_and_each_announces_the_next(work: Work) -> None:
    for number in range(7):
        ask(work, f"do you repair bicycles of type {number}?")
    assert gather(portion=2)
    assert Gathering.objects.get().through_at < now() - timedelta(microseconds=1)
    rounds = 1
    while gather(portion=2):
        rounds += 1
        assert rounds < 20
    assert GapQuestion.objects.count() == 7


def test_the_job_goes_on_by_itself_until_everything_is_read(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    from warmline.gaps import gathering

    for text in BICYCLES:
        ask(work, text)
    monkeypatch.setattr(gathering, "PORTION", 1)
    monkeypatch.setattr(gathering.gather, "__defaults__", (1,))
    gather_on()
    assert GapQuestion.objects.count() < 3
    work()
    assert GapQuestion.objects.count() == 3
    assert not Job.objects.filter(name="gaps to gather").exists()


def test_many_in_one_moment_do_not_stop_the_reading(work: Work) -> None:
    from warmline.decisions.models import StoredDecision

    for text in BICYCLES:
        ask(work, text)
    at = now()
    StoredDecision.objects.update(at=at)
    found = find_signs(at, most=1)
    assert not found.is_all
    assert found.through_at > at


def test_an_erased_conversation_leaves_neither_question_nor_gap(work: Work) -> None:
    ask(work, "do you sell gift vouchers?")
    kept, erased = ask(work, BICYCLES[0]), ask(work, BICYCLES[1])
    assert len(gathered()) == 2
    Conversation.objects.filter(pk=erased).delete()
    Conversation.objects.exclude(pk=kept).delete()
    (gap,) = gathered()
    assert questions_in(gap) == [BICYCLES[0]]
    assert gap.size == 1
    centre, vector = (np.frombuffer(bytes(each), "<f4") for each in (gap.centre, gap.questions.get().vector))
    assert np.allclose(centre, vector, atol=1e-6)


def test_vectors_of_an_older_encoder_are_made_anew_in_their_gap(work: Work) -> None:
    for text in BICYCLES[:2]:
        ask(work, text)
    (gap,) = gathered()
    centre = bytes(gap.centre)
    GapQuestion.objects.update(encoder="older", vector=b"\0" * 4 * encoder.DIMENSIONS)
    Gap.objects.update(encoder="older", centre=b"\0" * 4 * encoder.DIMENSIONS)
    while gather(portion=1):
        pass
    gap.refresh_from_db()
    assert gap.encoder == encoder.version()
    assert gap.size == 2
    assert len(bytes(gap.centre)) == len(centre)
    assert any(bytes(gap.centre))


def test_huge_hostile_and_meaningless_questions_are_kept_without_harm(work: Work) -> None:
    for text in ("<script>alert(1)</script> do you repair it?", "bicycle " * 490, "¿¿¿ %s {{ x }} '; --"):
        ask(work, text)
    gather()
    assert GapQuestion.objects.count() <= Message.objects.filter(kind="customer").count()


def test_only_what_is_half_a_year_old_at_most_is_read_first(work: Work) -> None:
    ask(work, BICYCLES[0])
    from warmline.decisions.models import StoredDecision

    StoredDecision.objects.update(at=now() - timedelta(days=200))
    assert gathered() == []


@pytest.mark.django_db(transaction=True)
def test_two_who_gather_at_the_same_moment_store_each_question_once(work: Work) -> None:
    for text in BICYCLES:
        ask(work, text)
    start, troubles = threading.Barrier(2), list[Exception]()

    def run() -> None:
        start.wait(10)
        try:
            gather()
        except Exception as error:
            troubles.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert troubles == []
    assert GapQuestion.objects.count() == 3
    assert Gap.objects.get().size == 3
