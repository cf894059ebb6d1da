"""Can the owner set all rules of handoff on one page?"""

from datetime import date, time
from typing import Any

import pytest
from django.test import Client

from warmline.calendar.models import Holiday, OpeningHours
from warmline.decisions.models import Topic
from warmline.decisions.owner_options import OptionsForm, show, store
from warmline.jobs.engines import engine
from warmline.staff.models import Person
from warmline.web.models import Setting
from warmline.web.options import Option, all_options, value_of

MONEY = Option(key="x.money", label="Value", default=0, kind="money", help="", high=10**9)
SHARE = Option(key="x.share", label="Sure", default=0.7, kind="share", help="", high=1)
CHECK_IN = "option-bot.check_in_minutes"


def typed(**changes: Any) -> dict[str, Any]:
    """What the page sends when nothing was changed."""
    form: dict[str, Any] = {}
    for key, option in all_options().items():
        value = OptionsForm(None, "EUR").initial[key]
        if option.kind != "bool" or value:
            form[f"option-{key}"] = value
    return {**form, **changes}


@pytest.fixture
def owner(client: Client, alice: Person) -> Client:
    client.force_login(alice)
    return client


def test_saving_the_page_as_it_is_changes_nothing(owner: Client) -> None:
    assert owner.get("/rules/").status_code == 200
    assert owner.post("/rules/", typed()).status_code == 302
    assert not Setting.objects.exists()


def test_a_changed_option_is_stored_with_who_changed_it_and_can_go_back(owner: Client) -> None:
    owner.post("/rules/", typed(**{CHECK_IN: "20"}))
    assert value_of("bot.check_in_minutes") == 20
    assert Setting.objects.get().changed_by == "Alice Byrne"
    assert "Changed" in owner.get("/rules/").content.decode()
    owner.post("/rules/", typed(**{CHECK_IN: "15"}))
    assert not Setting.objects.exists()


def test_a_new_promise_or_limit_is_measured_at_once_and_nothing_else_is(owner: Client) -> None:
    def measurements() -> int:
        return sum(job.name == "learning to measure" for job in engine().waiting())

    owner.post("/rules/", typed(**{CHECK_IN: "20"}))
    assert measurements() == 0
    owner.post("/rules/", typed(**{"option-decisions.most_wrong_percent": "5"}))
    assert measurements() == 1
    owner.post("/rules/", typed(**{"option-decisions.most_wrong_percent": "5"}))
    assert measurements() == 1


@pytest.mark.parametrize("bad", ["", "abc", "0", "99999999", "1.5", "1e1", "-3", "NaN", "🙂"])
def test_a_wrong_number_saves_nothing_and_stays_in_its_field(owner: Client, bad: str) -> None:
    answer = owner.post("/rules/", typed(**{CHECK_IN: bad, "opens-0": "08:00", "closes-0": "12:00"}))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="id_option-bot.check_in_minutes_error"' in page
    assert f'value="{bad}"' in page or bad == ""
    assert 'name="opens-0" value="08:00"' in page
    assert not OpeningHours.objects.exists()


def test_hours_with_a_break_are_saved_and_shown_again(owner: Client) -> None:
    owner.post("/rules/", typed(**{"opens-0": ["08:00", "13:15", ""], "closes-0": ["12:30", "18:00", ""]}))
    saved = list(OpeningHours.objects.values_list("weekday", "opens", "closes"))
    assert saved == [(0, time(8), time(12, 30)), (0, time(13, 15), time(18))]
    page = owner.get("/rules/").content.decode()
    assert 'value="13:15"' in page
    assert "By these hours" in page
    owner.post("/rules/", typed())
    assert not OpeningHours.objects.exists()


@pytest.mark.parametrize(
    ("opens", "closes", "says"),
    [
        (["08:00"], [""], "Please enter both times"),
        (["18:00"], ["08:00"], "Closing comes after opening"),
        (["08:00"], ["08:00"], "Closing comes after opening"),
        (["08:00", "12:00"], ["14:00", "18:00"], "This overlaps 08:00 to 14:00"),
        (["25:00"], ["26:00"], "Please enter both times"),
        (["<script>"], ["x"], "Please enter both times"),
    ],
)
def test_hours_that_cannot_be_are_named(
    owner: Client, opens: list[str], closes: list[str], says: str
) -> None:
    answer = owner.post("/rules/", typed(**{"opens-2": opens, "closes-2": closes}))
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert '<script>"' not in answer.content.decode()
    assert not OpeningHours.objects.exists()


def test_holidays_are_saved_once_each(owner: Client) -> None:
    days = {"holiday-date": ["2026-12-25", ""], "holiday-name": ["Christmas Day", ""]}
    assert owner.post("/rules/", typed(**days)).status_code == 302
    assert list(Holiday.objects.values_list("date", "name")) == [(date(2026, 12, 25), "Christmas Day")]
    twice = {"holiday-date": ["2026-12-25"] * 2, "holiday-name": ["Christmas", "Again"]}
    assert "already in the list" in owner.post("/rules/", typed(**twice)).content.decode()
    nameless = {"holiday-date": ["2026-12-26"], "holiday-name": [""]}
    assert "What is the day called?" in owner.post("/rules/", typed(**nameless)).content.decode()


def test_topics_are_saved_with_their_words_in_lower_case(owner: Client) -> None:
    topic = {
        "topic-topic": ["Weddings"],
        "topic-words": ["Wedding, bride\nGroom, wedding,"],
        "topic-reason": ["In person."],
    }
    owner.post("/rules/", typed(**topic))
    saved = Topic.objects.get()
    assert (saved.topic, saved.words, saved.reason) == (
        "Weddings",
        ["wedding", "bride", "groom"],
        "In person.",
    )
    wordless = {"topic-topic": ["Weddings"], "topic-words": [" , "], "topic-reason": [""]}
    assert "at least one word" in owner.post("/rules/", typed(**wordless)).content.decode()
    assert Topic.objects.count() == 1


def test_thousands_of_rows_and_a_million_characters_are_survived(owner: Client) -> None:
    many = {"holiday-date": ["2026-12-25"] * 900, "holiday-name": ["x"] * 900}
    assert owner.post("/rules/", typed(**many)).status_code in (400, 422)
    assert owner.post("/rules/", typed(**{CHECK_IN: "9" * 900_000})).status_code in (400, 422)


def test_an_agent_cannot_change_the_rules(client: Client, bob: Person) -> None:
    client.force_login(bob)
    assert client.post("/rules/", {CHECK_IN: "20"}).status_code == 403
    assert not Setting.objects.exists()


@pytest.mark.parametrize(
    ("option", "value", "currency", "shown"),
    [
        (SHARE, 0.7, "EUR", "70"),
        (SHARE, 0.125, "EUR", "12.5"),
        (SHARE, 0.29, "EUR", "29"),
        (SHARE, 1.0, "EUR", "100"),
        (MONEY, 50_000, "EUR", "500"),
        (MONEY, 1_999, "EUR", "19.99"),
        (MONEY, 500, "JPY", "500"),
    ],
)
def test_what_is_shown_is_what_is_stored(option: Option, value: float, currency: str, shown: str) -> None:
    from decimal import Decimal

    assert show(option, value, currency) == shown
    assert store(option, Decimal(shown), currency) == value
