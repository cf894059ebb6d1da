"""The customer's mood over time: drawn from what was read, said in words, and never guessed."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from warmline.conversations.models import Conversation, Episode
from warmline.customers.models import Customer
from warmline.customers.mood import EDGE, HEIGHT, SHOWN, WIDTH, Felt, draw_moods, read_moods, say
from warmline.lib.time import now
from warmline.staff.models import Person
from warmline.understanding.models import EpisodeMood


def felt(*values: tuple[float, float]) -> list[Felt]:
    return [Felt(uuid4(), now(), peak, end) for peak, end in values]


def talk(customer: Customer, days: int, peak: float | None = None, end: float = 0.1) -> Conversation:
    at = now() - timedelta(days=days)
    row = Conversation.objects.create(
        token_hash=uuid4().hex, customer=customer, holder="closed", opened_at=at, last_message_at=at
    )
    episode = Episode.objects.create(conversation=row, ordinal=1, opened_at=at, closed_at=at)
    if peak is not None:
        EpisodeMood.objects.create(
            episode=episode, peak_value=peak, peak_number=1, end_value=end, end_number=1
        )
    return row


def test_calm_is_at_the_top_and_the_worst_at_the_bottom() -> None:
    (mark,) = draw_moods(felt((1.0, 0.0))).marks
    assert (mark.peak_y, mark.end_y) == (HEIGHT - EDGE, EDGE)
    assert (mark.worst, mark.end) == ("very upset", "calm")


@pytest.mark.parametrize("count", [1, 2, 16])
def test_all_stands_within_the_box_in_order_of_time(count: int) -> None:
    marks = draw_moods(felt(*[(0.5, 0.2)] * count)).marks
    places = [mark.x for mark in marks]
    assert places == sorted(set(places))
    assert places[0] >= EDGE and places[-1] <= WIDTH - EDGE


def test_values_out_of_range_stay_in_the_box() -> None:
    (mark,) = draw_moods(felt((7.0, -3.0))).marks
    assert (mark.peak_y, mark.end_y) == (HEIGHT - EDGE, EDGE)


def test_the_chart_is_said_in_one_sentence() -> None:
    assert draw_moods(felt((0.1, 0.1))).said == "Never upset in 1 conversation; the last one ended calm."
    said = draw_moods(felt((0.8, 0.7), (0.6, 0.6), (0.2, 0.1), (0.1, 0.1))).said
    assert said.startswith("Upset at some moment in 2 of 4 conversations; the last one ended calm.")
    assert said.endswith("Ends better than before.")
    assert draw_moods(felt((0.1, 0.1), (0.1, 0.1), (0.9, 0.8), (0.9, 0.9))).said.endswith(
        "worse than before."
    )
    assert draw_moods([]).said == ""


def test_words_follow_the_steps() -> None:
    assert [say(upset) for upset in (0, 0.25, 0.5, 0.75, 1)] == [
        "calm",
        "uneasy",
        "upset",
        "very upset",
        "very upset",
    ]


@pytest.mark.django_db
def test_an_episode_without_a_reading_is_left_out_not_taken_as_calm(dana: Customer) -> None:
    talk(dana, 1)
    assert read_moods(dana) == []
    read = talk(dana, 2, 0.9, 0.4)
    assert [(each.conversation, each.peak, each.end) for each in read_moods(dana)] == [(read.pk, 0.9, 0.4)]


@pytest.mark.django_db
def test_the_latest_are_read_the_earliest_of_them_first_and_only_theirs(dana: Customer) -> None:
    talk(Customer.objects.create(name="Somebody else"), 1, 0.99)
    for days in range(SHOWN + 5):
        talk(dana, days, days / 100)
    peaks = [each.peak for each in read_moods(dana)]
    assert peaks == sorted(peaks, reverse=True)
    assert len(peaks) == SHOWN and peaks[-1] == 0.0


@pytest.mark.django_db
def test_the_page_shows_the_chart_its_sentence_and_a_list_with_links(
    dana: Customer, bob: Person, client: Client
) -> None:
    client.force_login(bob)
    assert "No mood was read yet" in client.get(f"/customers/{dana.pk}/").content.decode()
    row = talk(dana, 1, 0.9, 0.1)
    page = client.get(f"/customers/{dana.pk}/").content.decode()
    assert 'role="img"' in page and "very upset at worst, calm at the end" in page
    assert "Upset at some moment in 1 of 1 conversation" in page
    assert page.count(f"/desk/conversations/{row.pk}/") >= 2
