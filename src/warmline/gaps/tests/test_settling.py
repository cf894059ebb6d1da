"""The owner settles a gap once: publishing teaches the bot at once, dismissing lasts until the gap has grown."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, connections

from warmline.gaps.drafting import draft_of
from warmline.gaps.errors import NoSuchAnswer, SettledMeanwhile
from warmline.gaps.models import Gap, Settlement
from warmline.gaps.settling import dismiss, has_grown, merge, publish, reopen, settlement_of
from warmline.gaps.tests.asking import BICYCLES, WORKSHOP, Work, ask, gathered, last
from warmline.knowledge.models import Answer, Article, Phrase
from warmline.knowledge.saving import AnswerDraft, save_answer
from warmline.staff.models import Person

pytestmark = pytest.mark.django_db
DRAFT = AnswerDraft("Bicycle repairs", WORKSHOP, BICYCLES)


@pytest.fixture
def gap(work: Work, business: object) -> Gap:
    for text in BICYCLES[:2]:
        ask(work, text)
    return gathered()[0]


def test_what_is_published_is_the_bots_next_answer_with_its_article(
    gap: Gap, alice: Person, work: Work
) -> None:
    settlement = publish(gap.pk, DRAFT, alice)
    assert (settlement.person, settlement.size, settlement.kind) == (alice, 2, "published")
    answer = Answer.objects.get()
    assert answer.article == Article.objects.get(title="Bicycle repairs", is_published=True)
    chat = ask(work, "do you repair bicycles?")
    assert last(chat).text == WORKSHOP
    assert last(chat).sources[0]["title"] == "Bicycle repairs"
    assert answer.updated_by == alice.name


def test_whoever_publishes_second_is_told_and_nothing_is_made_twice(
    gap: Gap, alice: Person, bob: Person
) -> None:
    publish(gap.pk, DRAFT, alice)
    with pytest.raises(SettledMeanwhile) as first:
        publish(gap.pk, DRAFT, bob)
    assert first.value.settlement.person == alice
    assert Article.objects.count() == Answer.objects.count() == 1


def test_merging_adds_the_ways_of_asking_to_the_answer_that_was_there(
    gap: Gap, alice: Person, work: Work
) -> None:
    save_answer(AnswerDraft("Workshop", WORKSHOP, ("where is the workshop",), key="workshop"))
    merge(gap.pk, "workshop", draft_of(gap.pk).phrases, alice)
    answer = Answer.objects.get()
    assert set(answer.phrases.values_list("text", flat=True)) == {"where is the workshop", *BICYCLES[:2]}
    assert (answer.title, answer.text, answer.is_active) == ("Workshop", WORKSHOP, True)
    assert last(ask(work, BICYCLES[0])).text == WORKSHOP


def test_merging_leaves_to_other_answers_what_is_theirs(gap: Gap, alice: Person) -> None:
    save_answer(AnswerDraft("Wheels", "We do wheels.", (BICYCLES[0],), key="wheels"))
    save_answer(AnswerDraft("Workshop", WORKSHOP, (), key="workshop"))
    merge(gap.pk, "workshop", BICYCLES, alice)
    assert Phrase.objects.get(text=BICYCLES[0]).answer.key == "wheels"
    assert Phrase.objects.filter(answer__key="workshop").count() == 2


def test_merging_into_what_is_gone_or_switched_off_changes_nothing(gap: Gap, alice: Person) -> None:
    save_answer(AnswerDraft("Off", "Text", (), key="off", is_active=False))
    for key in ("off", "never", ""):
        with pytest.raises(NoSuchAnswer):
            merge(gap.pk, key, BICYCLES, alice)
    assert settlement_of(gap) is None
    assert Phrase.objects.count() == 0


def test_an_answer_never_gets_more_phrases_than_one_may_have(gap: Gap, alice: Person) -> None:
    many = tuple(f"way number {number}" for number in range(199))
    save_answer(AnswerDraft("Many", "Text", many, key="many"))
    merge(gap.pk, "many", BICYCLES, alice)
    assert Phrase.objects.count() == 200
    assert set(many) < set(Phrase.objects.values_list("text", flat=True))


def test_what_is_dismissed_comes_back_only_when_it_has_grown_by_half(
    gap: Gap, alice: Person, work: Work
) -> None:
    ask(work, BICYCLES[2])
    gathered()
    settlement = dismiss(gap.pk, alice)
    assert (settlement.person, settlement.size) == (alice, 3)
    ask(work, "could you repair a bicycle for me")
    gathered()
    assert settlement_of(gap) == settlement
    ask(work, "do you repair my bicycle too")
    gathered()
    assert settlement_of(gap) is None
    assert dismiss(gap.pk, alice).size == 5


@pytest.mark.parametrize(
    ("size", "before", "grown"),
    [(1, 1, False), (2, 1, True), (2, 2, False), (3, 2, True), (0, 0, False), (1, 2, False)],
)
def test_grown_by_half_means_by_half(size: int, before: int, grown: bool) -> None:
    assert has_grown(size, before) is grown


def test_what_was_put_back_is_open_and_can_be_settled_again(gap: Gap, alice: Person) -> None:
    reopen(gap.pk, alice)
    assert not Settlement.objects.exists()
    dismiss(gap.pk, alice)
    reopen(gap.pk, alice)
    assert settlement_of(gap) is None
    publish(gap.pk, DRAFT, alice)
    assert [row.kind for row in Settlement.objects.all()] == ["published", "reopened", "dismissed"]


def test_a_deleted_answer_leaves_the_settlement(gap: Gap, alice: Person) -> None:
    publish(gap.pk, DRAFT, alice)
    Answer.objects.all().delete()
    assert Settlement.objects.get().answer is None


def test_a_gap_that_was_erased_meanwhile_cannot_be_published(gap: Gap, alice: Person) -> None:
    Gap.objects.all().delete()
    with pytest.raises(Gap.DoesNotExist):
        publish(gap.pk, DRAFT, alice)
    assert Article.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_who_publish_at_the_same_moment_make_one_article(gap: Gap, alice: Person, bob: Person) -> None:
    outcomes: list[str] = []
    start = threading.Barrier(2)

    def one(person: Person) -> Callable[[], None]:
        def run() -> None:
            start.wait(10)
            try:
                publish(gap.pk, DRAFT, person)
                outcomes.append("published")
            except SettledMeanwhile:
                outcomes.append("second")
            finally:
                connections.close_all()

        return run

    threads = [threading.Thread(target=one(person)) for person in (alice, bob)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes) == ["published", "second"]
    assert Article.objects.count() == Answer.objects.count() == Settlement.objects.count() == 1
    assert connection.vendor in ("sqlite", "postgresql")
