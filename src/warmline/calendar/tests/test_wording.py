"""How is a moment told?"""

from datetime import UTC, datetime

import pytest

from warmline.calendar.wording import say_moment

NOW = datetime(2026, 1, 12, 16, 30, tzinfo=UTC)  # Monday, 17:30 in Berlin


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2026, 1, 12, 16, 0, tzinfo=UTC), "now"),
        (datetime(2026, 1, 12, 16, 30, 20, tzinfo=UTC), "in 1 minute"),
        (datetime(2026, 1, 12, 16, 50, tzinfo=UTC), "in 20 minutes"),
        (datetime(2026, 1, 12, 17, 30, tzinfo=UTC), "today at 18:30"),
        (datetime(2026, 1, 12, 23, 30, tzinfo=UTC), "tomorrow at 00:30"),
        (datetime(2026, 1, 13, 7, 0, tzinfo=UTC), "tomorrow at 08:00"),
        (datetime(2026, 1, 18, 7, 0, tzinfo=UTC), "Sunday at 08:00"),
        (datetime(2026, 1, 19, 7, 0, tzinfo=UTC), "19 January at 08:00"),
        (datetime(2027, 1, 4, 7, 0, tzinfo=UTC), "4 January 2027 at 08:00"),
    ],
)
def test_a_moment_is_told_in_the_business_s_time(at: datetime, words: str) -> None:
    assert say_moment(at, NOW, "Europe/Berlin") == words
