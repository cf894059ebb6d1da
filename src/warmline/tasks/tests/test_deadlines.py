"""Is a deadline understood as people mean it, in the business's time, and is the doubt said?"""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warmline.calendar.hours import Stretch
from warmline.tasks.deadlines import Calendar
from warmline.tasks.understanding import understand

#: A Wednesday, 15:30 in Berlin; open Monday to Friday from 8 to 18.
HOURS = tuple(Stretch(day, time(8), time(18)) for day in range(5))
WEDNESDAY = Calendar(datetime(2026, 11, 25, 14, 30, tzinfo=UTC), "Europe/Berlin", HOURS, {date(2026, 12, 25)})


def read(text: str, calendar: Calendar = WEDNESDAY) -> str:
    return understand(text, calendar).words


MEANT = {
    "Thursday 26 November, 15:00": (
        "tomorrow 3 pm",
        "tomorrow at 3pm",
        "3",
        "morgen 15 Uhr",
        "demain à 15h",
        "mañana a las 15",
    ),
    "Friday 27 November, 18:00": ("Friday", "by friday", "vendredi", "day after tomorrow", "in 2 days"),
    "Friday 27 November, 10:00": ("Freitag früh", "friday morning", "Freitag morgen", "vendredi matin"),
    "Wednesday 25 November, 17:30": ("in 2 hours", "dans 2 heures", "en dos horas", "2 hours", "5:30 pm"),
    "Monday 30 November, 10:00": ("next Monday morning", "lunes por la mañana", "nächsten Montag vormittag"),
    "Thursday 24 December, 18:00": (
        "24 Dec",
        "Dec 24th",
        "24.12.",
        "24. Dezember",
        "le 24 décembre",
        "24/12",
    ),
    "Thursday 24 December, 10:00": ("2026-12-24T10:00", "24 dec 10:00", "10:00 on the 24th of December"),
    "Wednesday 25 November, 18:00": ("today", "end of day", "heute"),
    "Wednesday 25 November, 20:00": ("tonight", "heute Abend"),
    "Tuesday 1 December, 18:00": ("next week Tuesday", "1 Dec"),
    "Tuesday 29 February 2028, 18:00": ("29 Feb",),
}


def test_a_moment_is_read_as_it_is_said_in_four_languages() -> None:
    wrong = {text: read(text) for meant, texts in MEANT.items() for text in texts if read(text) != meant}
    assert wrong == {}


def test_what_was_assumed_is_said() -> None:
    assert "Taken as 15:00; write 03:00" in understand("at 3", WEDNESDAY).note
    assert "next week" in understand("next Friday", WEDNESDAY).note
    assert "write “today”" in understand("Wednesday", WEDNESDAY).note
    assert understand("25 Dec", WEDNESDAY).note == "You are closed on that day."
    assert read("25 Dec") == "Friday 25 December, 17:00"
    assert understand("tomorrow 3 pm", WEDNESDAY).note == ""


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("today 9:00", "That is over: it would be Wednesday 25 November, 09:00."),
        ("yesterday", "That is over"),
        ("1 Jan 1999", "That is over"),
        ("in 0 minutes", "That is over"),
        ("5/6", "can be two days"),
        ("31 Feb", "no such day"),
        ("25:00", "no such time"),
        ("13 pm", "no such time"),
        ("tomorrow Friday", "two days"),
        ("tomorrow 3pm 4pm", "two times"),
        ("1 Jan 9998", "three years"),
        ("in 99999 years", "not clear"),
        ("in 10000 weeks", "three years"),
        ("soon", "“soon” is not clear"),
        ("by", "not clear"),
        ("<script>", "not clear"),
        ("x" * 81, "too long"),
    ],
)
def test_what_names_no_single_moment_to_come_says_why(text: str, why: str) -> None:
    understood = understand(text, WEDNESDAY)
    assert understood.at is None and why in understood.trouble


def test_nothing_said_is_no_deadline() -> None:
    assert understand("  \0 ", WEDNESDAY) == understand("", WEDNESDAY)
    assert understand("", WEDNESDAY).trouble == ""


def test_the_clock_of_the_business_counts_when_it_changes() -> None:
    """In the night of 29 March 2026 the clock in Berlin goes from 2 to 3."""
    before = Calendar(datetime(2026, 3, 28, 14, 0, tzinfo=UTC), "Europe/Berlin", HOURS)
    assert understand("tomorrow 10:00", before).at == datetime(2026, 3, 29, 8, 0, tzinfo=UTC)
    assert understand("tomorrow 2:30", before).words == "Sunday 29 March, 03:30"
    assert understand("in 24 hours", before).at == before.now + timedelta(hours=24)


@given(st.text(max_size=90))
def test_any_text_gives_a_moment_to_come_or_a_sentence(text: str) -> None:
    understood = understand(text, WEDNESDAY)
    assert understood.at is None or understood.at > WEDNESDAY.now
    assert not (understood.at and understood.trouble)


@given(st.datetimes(datetime(2026, 11, 26), datetime(2029, 1, 1)))  # noqa: DTZ001 (its zone is the business's)
def test_what_the_form_writes_is_read_back(at: datetime) -> None:
    local = at.replace(second=0, microsecond=0)
    understood = understand(f"{local:%Y-%m-%d %H:%M}", WEDNESDAY)
    assert understood.at is not None
    assert abs(understood.at.astimezone(WEDNESDAY.local.tzinfo).replace(tzinfo=None) - local) <= timedelta(
        hours=1
    )
