"""Renaming, joining and dealing with themes; what they show of customers, and the file one takes along."""

from datetime import timedelta

import pytest

from warmline.conversations.holding import current_episode
from warmline.customers.models import Customer
from warmline.desk.tests.talk import Talk, open_talk
from warmline.insights.capturing import Said, capture
from warmline.insights.errors import InsightRefused, NameTaken
from warmline.insights.exporting import COLUMNS, csv_lines
from warmline.insights.listing import Card, cards_of, themes
from warmline.insights.models import Deed, Insight, Theme
from warmline.insights.tending import receive, rename, reopen, settle, unite
from warmline.insights.wording import say_changes, say_mood
from warmline.lib.csv_cells import harmless
from warmline.lib.time import now
from warmline.staff.models import Person
from warmline.understanding.models import EpisodeMood

pytestmark = pytest.mark.django_db


def noted(customer: Customer, person: Person, words: str, *texts: str, weeks: float = 0) -> Insight:
    talk: Talk = open_talk(customer, *(texts or ("My parcel is late",)))
    insight = capture(current_episode(talk.row), Said(words), person).insight
    Insight.objects.filter(pk=insight.pk).update(at=now() - timedelta(weeks=weeks))
    return insight


def card(theme: Theme, *, is_settled: bool = False) -> Card:
    return cards_of(list(themes(now(), is_settled=is_settled).filter(pk=theme.pk)))[0]


def test_weeks_trend_and_total_count_when_it_was_noted(dana: Customer, bob: Person) -> None:
    theme = noted(dana, bob, "late delivery").theme
    for weeks in (0.5, 1.5, 3.5, 5, 20):
        noted(dana, bob, "late delivery", weeks=weeks)
    shown = card(theme)
    assert (shown.weeks, shown.before, shown.total, shown.trend) == ((1, 0, 1, 2), 1, 6, "more")
    assert shown.weeks_said.endswith("1, 0, 1, 2")
    assert say_changes(list(themes(now()))) == ["Noted more often: “late delivery”."]


def test_new_fewer_and_quiet_themes_say_so(dana: Customer, bob: Person) -> None:
    assert card(noted(dana, bob, "no parking").theme).trend == "new"
    assert card(noted(dana, bob, "stale bread", weeks=5).theme).trend == "quiet"
    back = noted(dana, bob, "gift card fails", weeks=20).theme
    noted(dana, bob, "gift card fails")
    assert card(back).trend == "back"
    fewer = noted(dana, bob, "rude staff").theme
    for _ in range(2):
        noted(dana, bob, "rude staff", weeks=6)
    assert card(fewer).trend == "fewer"


def test_mood_and_matter_come_from_the_episodes(dana: Customer, bob: Person) -> None:
    insight = noted(dana, bob, "late delivery")
    assert card(insight.theme).upset is None
    EpisodeMood.objects.create(
        episode=insight.episode, peak_value=0.8, peak_number=2, end_value=0.2, end_number=3
    )
    change = insight.episode.holder_changes.get()
    change.reason = "emotion"
    change.save()
    shown = card(insight.theme)
    assert shown.upset == pytest.approx(0.8)
    assert shown.matter == "Upset"
    assert say_mood(shown.upset) == (1, "Mostly very upset")
    assert say_mood(None) is None


def test_quotes_stand_without_names_numbers_and_addresses(dana: Customer, bob: Person) -> None:
    said = "I am Dana Whelan, order BR-1042 to 12 Mill Street is late. Write to dana@mail.example please."
    theme = noted(dana, bob, "late delivery", said).theme
    (quote,) = card(theme).quotes
    for personal in ("Dana", "Whelan", "1042", "Mill", "dana@"):
        assert personal not in quote.text
    assert "is late" in quote.text


def test_a_new_name_leads_to_the_theme_and_so_does_the_old_one(dana: Customer, bob: Person) -> None:
    theme = noted(dana, bob, "late delivery").theme
    rename(theme.pk, "Delivery too late", bob)
    assert noted(dana, bob, "Late delivery").theme == theme
    assert theme.deeds.get().text == "late delivery → Delivery too late"


def test_a_name_that_is_taken_is_refused_with_the_theme_that_has_it(dana: Customer, bob: Person) -> None:
    one, other = noted(dana, bob, "late delivery").theme, noted(dana, bob, "no parking").theme
    with pytest.raises(NameTaken) as refused:
        rename(one.pk, "No Parking", bob)
    assert refused.value.theme == other.pk


def test_joined_themes_are_one_with_both_names_and_each_episode_once(dana: Customer, bob: Person) -> None:
    first = noted(dana, bob, "late delivery")
    both = capture(first.episode, Said("parcel delayed"), bob).insight
    noted(dana, bob, "parcel delayed")
    unite(both.theme_id, first.theme_id, bob)
    theme = Theme.objects.get()
    assert theme.insights.count() == 2
    assert noted(dana, bob, "Parcel delayed").theme == theme
    with pytest.raises(InsightRefused):
        unite(theme.pk, theme.pk, bob)
    with pytest.raises(InsightRefused):
        unite(theme.pk, 999, bob)


def test_dealt_with_it_leaves_the_list_and_comes_back_after_three_more(dana: Customer, bob: Person) -> None:
    theme = noted(dana, bob, "late delivery", weeks=1).theme
    settle(theme.pk, "We changed the carrier.", bob)
    assert not themes(now()).exists()
    for _ in range(2):
        noted(dana, bob, "late delivery")
    assert card(theme, is_settled=True).since == 2
    noted(dana, bob, "late delivery")
    assert card(theme).since == 3
    assert card(theme).settlement


def test_it_can_be_put_back_and_an_empty_deed_is_refused(dana: Customer, bob: Person) -> None:
    theme = noted(dana, bob, "late delivery").theme
    for what in ("", "  …", "x" * 301):
        with pytest.raises(InsightRefused):
            settle(theme.pk, what, bob)
    settle(theme.pk, "Changed the carrier.", bob)
    reopen(theme.pk, bob)
    reopen(theme.pk, bob)
    assert [deed.kind for deed in Deed.objects.all()] == ["reopened", "done"]
    assert card(theme).settlement is None


def test_for_whom_takes_only_what_there_is(dana: Customer, bob: Person) -> None:
    theme = noted(dana, bob, "late delivery").theme
    receive(theme.pk, "service")
    assert list(themes(now(), for_whom="service")) == [theme]
    assert not themes(now(), for_whom="product").exists()
    with pytest.raises(InsightRefused):
        receive(theme.pk, "everybody")


def test_the_file_has_a_row_for_each_insight_and_computes_nothing(dana: Customer, bob: Person) -> None:
    noted(dana, bob, "late delivery", '=HYPERLINK("http://evil.example","late") my parcel')
    header, line = csv_lines()
    assert header.strip() == ",".join(COLUMNS)
    assert "late delivery" in line and "Bob Nolan" in line and "evil" not in line
    for formula in ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "＝1"):
        assert harmless(formula) == f"'{formula}"
    assert harmless("late delivery") == "late delivery"


def test_the_number_of_queries_does_not_grow_with_what_was_noted(
    dana: Customer, bob: Person, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    theme = noted(dana, bob, "late delivery").theme
    for _ in range(8):
        noted(dana, bob, "late delivery")
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        card(theme)
