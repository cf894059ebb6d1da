"""Until when it rests: by the business's hours and clock, never in the past, never for ever."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from warmline.calendar.models import Holiday, OpeningHours
from warmline.conversations.errors import BadText
from warmline.conversations.models import Holder
from warmline.conversations.returning import wake
from warmline.customers.models import Customer
from warmline.desk.resting import moment_in, moments
from warmline.desk.tests.talk import Talk, open_talk, signed_in
from warmline.lib.time import now
from warmline.staff.models import Person
from warmline.web.models import Business

pytestmark = pytest.mark.django_db
DUBLIN = ZoneInfo("Europe/Dublin")
#: A Friday noon.
FRIDAY = datetime(2026, 11, 27, 12, tzinfo=UTC)


@pytest.fixture
def weekdays(business: Business) -> None:
    for day in range(5):
        OpeningHours.objects.create(weekday=day, opens=time(8, 30), closes=time(17))


def offered(at: datetime) -> dict[str, str]:
    return {moment.label: moment.key for moment in moments(at)}


def test_without_hours_mornings_are_at_nine(business: Business) -> None:
    found = offered(FRIDAY)
    assert (found["Tomorrow"], found["Next week"]) == ("2026-11-28T09:00", "2026-11-30T09:00")


@pytest.mark.usefixtures("weekdays")
def test_over_the_weekend_it_rests_until_the_business_opens_and_that_is_offered_once() -> None:
    found = offered(FRIDAY)
    assert list(found) == ["In 1 hour", "In 3 hours", "Next week"]
    assert found["Next week"] == "2026-11-30T08:30"
    Holiday.objects.create(date=datetime(2026, 11, 30, tzinfo=UTC).date())
    assert offered(FRIDAY)["Next week"] == "2026-12-01T08:30"


def test_a_moment_is_read_in_the_clock_of_the_business_through_a_change_of_the_clock(
    business: Business,
) -> None:
    summer = moment_in("2026-06-01T10:15", datetime(2026, 1, 1, tzinfo=UTC))
    assert summer == datetime(2026, 6, 1, 9, 15, tzinfo=UTC)
    # 01:30 does not exist on that day.
    skipped = moment_in("2026-03-29T01:30", datetime(2026, 1, 1, tzinfo=UTC))
    assert skipped.tzinfo is UTC and skipped.date() == datetime(2026, 3, 29, tzinfo=UTC).date()


@pytest.mark.parametrize(
    "choice",
    [
        "",
        "ever",
        "1",
        "2026-11-27T11:59",
        "2020-01-01T00:00",
        "2027-12-01T00:00",
        "9999-12-31T23:59",
        "2026-11-28T09:00Z",
        "2026-02-30T09:00",
        "0001-01-01T00:00",
        "x" * 100000,
        "２０２６-11-28T09:00\x00",
    ],
)
def test_what_is_no_moment_or_over_or_too_far_is_refused(business: Business, choice: str) -> None:
    with pytest.raises(BadText):
        moment_in(choice, FRIDAY)


@pytest.fixture
def resting(dana: Customer, bob: Person) -> Talk:
    talk = open_talk(dana, "Hello")
    client = signed_in(bob)
    client.post(talk.path + "take")
    at = (now() + timedelta(days=3)).astimezone(DUBLIN)
    assert client.post(talk.path + "snooze", {"for": f"{at:%Y-%m-%dT%H:%M}"}).status_code == 200
    row = talk.row
    assert row.holder == Holder.SNOOZED and row.snoozed_until is not None
    assert row.snoozed_until == at.replace(second=0, microsecond=0)
    return talk


def test_it_wakes_with_its_person_when_here(resting: Talk, bob: Person) -> None:
    Person.objects.filter(pk=bob.pk).update(seen_at=now())
    wake(resting.pk, resting.row.version)
    assert (resting.row.holder, resting.row.person) == (Holder.PERSON, bob)


def test_it_wakes_in_the_queue_when_its_person_is_away(resting: Talk, bob: Person) -> None:
    Person.objects.filter(pk=bob.pk).update(seen_at=None)
    wake(resting.pk, resting.row.version)
    assert resting.row.holder == Holder.QUEUE


def test_the_customers_next_word_wakes_it_at_once_and_the_old_time_wakes_nothing(
    resting: Talk, bob: Person
) -> None:
    before = resting.row.version
    Person.objects.filter(pk=bob.pk).update(seen_at=now())
    resting.says("Hello again")
    assert (resting.row.holder, resting.row.person, resting.row.snoozed_until) == (Holder.PERSON, bob, None)
    version = resting.row.version
    wake(resting.pk, before)
    assert resting.row.version == version


def test_the_page_offers_moments_and_any_other(resting: Talk, bob: Person) -> None:
    html = signed_in(bob).get(resting.path, headers={"HX-Request": ""}).content.decode()
    assert 'type="datetime-local"' in html and 'data-wl="moment"' in html
