"""What the owner sees of gaps, what nobody else sees, and what bad input does: nothing."""

from datetime import timedelta

import pytest
from django.test import Client

from warmline.conversations.models import Message
from warmline.gaps.models import Gap, GapQuestion, Settlement
from warmline.gaps.tests.asking import BICYCLES, WORKSHOP, Work, answered_by, ask, gathered, last
from warmline.knowledge.models import Answer, Article
from warmline.knowledge.saving import AnswerDraft, save_answer
from warmline.lib.time import now
from warmline.staff.models import Person

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert('x')</script> do you repair {{ bicycles }} & such?"
POSTS = ("publication", "merger", "dismissal", "reopening")


@pytest.fixture
def owner(alice: Person, client: Client) -> Client:
    client.force_login(alice)
    return client


@pytest.fixture
def gap(work: Work, bob: Person) -> Gap:
    answered_by(bob, ask(work, *BICYCLES[:2]), WORKSHOP)
    return gathered()[0]


def body(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def fields(page: str = "", **more: str) -> dict[str, str]:
    return {"title": "Bicycle repairs", "text": WORKSHOP, "phrases": "\n".join(BICYCLES), **more}


def test_an_empty_page_says_what_it_is_and_that_it_fills_by_itself(owner: Client) -> None:
    page = body(owner, "/gaps/")
    assert "No gaps in the last 30 days" in page
    assert "by itself" in page
    assert "Nothing done yet" in body(owner, "/gaps/?show=settled")


def test_the_list_gathers_by_itself_and_shows_size_examples_trend_and_cost(
    owner: Client, work: Work, bob: Person
) -> None:
    answered_by(bob, ask(work, *BICYCLES[:2]), WORKSHOP)
    page = body(owner, "/gaps/")
    assert "Asked 2 times" in page
    assert "New in these 30 days" in page
    assert "0 min of people" in page
    for text in BICYCLES[:2]:
        assert f"“{text}”" in page
    assert page.count("<article") == 1


def test_the_trend_compares_with_as_many_days_before(owner: Client, gap: Gap) -> None:
    first = gap.questions.last()
    assert first
    GapQuestion.objects.filter(pk=first.pk).update(at=now() - timedelta(days=40))
    assert "As often as before: 1" in body(owner, "/gaps/")
    assert "New in these 90 days" in body(owner, "/gaps/?days=90")
    GapQuestion.objects.update(at=now() - timedelta(days=40))
    assert "No gaps in the last 30 days" in body(owner, "/gaps/?days=30")


def test_a_gap_shows_the_draft_whose_words_it_is_and_the_conversations(owner: Client, gap: Gap) -> None:
    page = body(owner, f"/gaps/{gap.pk}/")
    assert WORKSHOP in page
    assert "From Bob’s replies" in page
    question = gap.questions.first()
    assert question
    assert f"/desk/conversations/{question.message.conversation_id}/" in page


def test_one_click_publishes_the_draft_as_it_stands(owner: Client, gap: Gap, work: Work) -> None:
    answer = owner.post(f"/gaps/{gap.pk}/publication/", fields())
    assert answer["Location"] == "/gaps/"
    assert last(ask(work, BICYCLES[0])).text == WORKSHOP
    assert "All gaps are closed" in body(owner, "/gaps/")
    done = body(owner, "/gaps/?show=settled")
    assert "Published" in done and "Alice Byrne" in done
    assert "It comes back on the list once" in body(owner, f"/gaps/{gap.pk}/")


def test_publishing_again_tells_who_was_first(owner: Client, gap: Gap) -> None:
    owner.post(f"/gaps/{gap.pk}/publication/", fields())
    second = owner.post(
        f"/gaps/{gap.pk}/publication/", fields(title="Other", phrases="something else"), follow=True
    )
    assert "Alice Byrne published an answer to this before" in second.content.decode()
    assert Article.objects.count() == Answer.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"text": " "},
        {"title": "x" * 161},
        {"text": "x" * 2001},
        {"phrases": "\n".join(f"way {number}" for number in range(201))},
        {"phrases": "x" * 501},
        {"title": "Opening hours"},
        {"phrases": "when are you open"},
        {"title": "Parking"},
        {"title": "\0"},
    ],
)
def test_what_cannot_be_published_comes_back_with_all_that_was_written(
    owner: Client, gap: Gap, wrong: dict[str, str]
) -> None:
    save_answer(AnswerDraft("Opening hours", "7 to 18.", ("when are you open",)))
    Article.objects.create(slug="parking", title="Parking", body="Three bays.")
    sent = fields(**wrong)
    answer = owner.post(f"/gaps/{gap.pk}/publication/", sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Not published yet" in page and "field-error" in page
    assert sent["text"].strip()[:100] in page
    assert Answer.objects.count() == 1 and not Settlement.objects.exists()


def test_an_empty_post_is_told_what_is_missing(owner: Client, gap: Gap) -> None:
    assert owner.post(f"/gaps/{gap.pk}/publication/").status_code == 422


def test_really_about_another_answer_offers_the_nearest_first(owner: Client, gap: Gap, work: Work) -> None:
    save_answer(AnswerDraft("Aprons", "We sell aprons.", ("do you sell aprons",)))
    save_answer(AnswerDraft("Workshop", WORKSHOP, ("who repairs a bike", "mending bikes")))
    page = body(owner, f"/gaps/{gap.pk}/")
    assert page.index('value="workshop"') < page.index('value="aprons"')
    owner.post(f"/gaps/{gap.pk}/merger/", {"answer": "workshop"})
    assert Settlement.objects.get().answer == Answer.objects.get(key="workshop")
    assert last(ask(work, BICYCLES[0])).text == WORKSHOP


@pytest.mark.parametrize("key", ["", "never", "x" * 5000, "\0", "<b>"])
def test_merging_into_nothing_is_refused_kindly(owner: Client, gap: Gap, key: str) -> None:
    page = owner.post(f"/gaps/{gap.pk}/merger/", {"answer": key}, follow=True)
    assert "This answer is not there any more" in page.content.decode()
    assert not Settlement.objects.exists()


def test_not_a_gap_takes_it_off_and_it_can_be_put_back(owner: Client, gap: Gap) -> None:
    owner.post(f"/gaps/{gap.pk}/dismissal/")
    assert "<article" not in body(owner, "/gaps/")
    assert "Not a gap" in body(owner, "/gaps/?show=settled")
    owner.post(f"/gaps/{gap.pk}/reopening/")
    assert "<article" in body(owner, "/gaps/")


def test_what_has_grown_by_half_is_back_and_says_so(owner: Client, gap: Gap, work: Work) -> None:
    owner.post(f"/gaps/{gap.pk}/dismissal/")
    ask(work, BICYCLES[2])
    page = body(owner, "/gaps/")
    assert "<article" in page
    assert "It was asked more often since" in page


def test_hostile_questions_and_replies_are_shown_as_text(owner: Client, work: Work, bob: Person) -> None:
    answered_by(
        bob, ask(work, HOSTILE, HOSTILE + " again"), "<img src=x onerror=alert(1)> in the shop we do it."
    )
    page = body(owner, "/gaps/")
    (gap,) = gathered()
    page += body(owner, f"/gaps/{gap.pk}/")
    assert "<script>alert" not in page and "<img src=x" not in page
    assert "&lt;script&gt;alert" in page


def test_a_stranger_and_an_agent_get_nothing(gap: Gap, bob: Person) -> None:
    stranger, agent = Client(), Client()
    agent.force_login(bob)
    for path in ("/gaps/", f"/gaps/{gap.pk}/"):
        assert stranger.get(path)["Location"].startswith("/staff/login/")
        assert agent.get(path).status_code == 403
    for verb in POSTS:
        assert stranger.post(f"/gaps/{gap.pk}/{verb}/", fields())["Location"].startswith("/staff/login/")
        assert agent.post(f"/gaps/{gap.pk}/{verb}/", fields()).status_code == 403
    assert not Answer.objects.exists() and not Settlement.objects.exists()
    assert 'href="/gaps/"' not in agent.get("/knowledge/").content.decode()


@pytest.mark.parametrize("pk", ["999999", "99999999999999999999999", "0"])
def test_a_gap_that_is_not_there_is_not_found(owner: Client, pk: str) -> None:
    assert owner.get(f"/gaps/{pk}/").status_code == 404
    for verb in POSTS:
        assert owner.post(f"/gaps/{pk}/{verb}/", fields()).status_code in (302, 404)


@pytest.mark.parametrize(
    "query", ["days=x", "days=-1", "page=x", "page=999", "show=%00", "days=30&days=%00&page=%00"]
)
def test_odd_addresses_show_the_page(owner: Client, gap: Gap, query: str) -> None:
    body(owner, f"/gaps/?{query}")


def test_acting_needs_a_post(owner: Client, gap: Gap) -> None:
    for verb in POSTS:
        assert owner.get(f"/gaps/{gap.pk}/{verb}/").status_code == 405


def test_many_gaps_stand_on_pages(owner: Client, work: Work) -> None:
    conversation = ask(work, BICYCLES[0])
    message = Message.objects.filter(conversation=conversation, kind="customer").get()
    (first,) = gathered()
    for number in range(30):
        copy = Message.objects.get(pk=message.pk)
        copy.pk, copy.number, copy.client_id = None, 100 + number, None
        copy.save(force_insert=True)
        gap = Gap.objects.create(centre=first.centre, weight=1.0, size=1, encoder=first.encoder)
        vector = bytes(first.centre)
        GapQuestion.objects.create(
            message=copy, gap=gap, why="unknown", vector=vector, encoder=first.encoder, at=copy.at
        )
    assert body(owner, "/gaps/").count("<article") == 12
    assert body(owner, "/gaps/?page=3").count("<article") == 7
