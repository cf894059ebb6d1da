"""Who saves which view of the inbox, and what does it show?"""

from datetime import timedelta

import pytest

from warmline.conversations.models import Conversation
from warmline.customers.models import Customer
from warmline.desk.inbox import read_page
from warmline.desk.lists import count_list, find_list, list_of
from warmline.desk.models import View
from warmline.desk.tests.talk import Talk, open_talk, signed_in
from warmline.lib.time import now
from warmline.staff.models import Person
from warmline.understanding.models import EpisodeMood

pytestmark = pytest.mark.django_db
PAGE = "/desk/views/"


def talk_of(name: str, **changes: object) -> Talk:
    talk = open_talk(Customer.objects.create(name=name), "Hello")
    talk.queue()
    if changes:
        Conversation.objects.filter(pk=talk.pk).update(**changes)
    return talk


def names(view: View, person: Person) -> list[str]:
    return sorted(row.name for row in read_page(list_of(view), person).rows)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ["German", "High", "Long", "Mine", "Upset"]),
        ({"holders": ["person"]}, ["Mine"]),
        ({"holders": ["closed"]}, []),
        ({"assignee": "me"}, ["Mine"]),
        ({"assignee": "nobody", "priority": 2}, ["High"]),
        ({"language": "de"}, ["German"]),
        ({"waiting_minutes": 30}, ["Long"]),
        ({"is_upset": True}, ["Upset"]),
        ({"channel": "fax"}, []),
    ],
)
def test_a_view_narrows_by_each_of_its_filters(
    bob: Person, filters: dict[str, object], expected: list[str]
) -> None:
    signed_in(bob).post(talk_of("Mine").path + "take")
    talk_of("High", priority=2)
    talk_of("German", language="de")
    talk_of("Long", waiting_since=now() - timedelta(hours=1))
    mood = {"peak_value": 0.9, "peak_number": 2, "end_value": 0.9, "end_number": 2}
    EpisodeMood.objects.create(episode=talk_of("Upset").row.episodes.get(), **mood)
    view = View.objects.create(owner=bob, name="V", **filters)
    assert names(view, bob) == expected
    assert count_list(list_of(view), bob) == len(expected)


def test_a_view_is_saved_shown_with_its_count_changed_and_deleted(bob: Person) -> None:
    talk_of("Dora", priority=2)
    client = signed_in(bob)
    response = client.post(PAGE, {"name": "Burning <b>", "priority": "2", "holders": ["queue"]})
    view = View.objects.get()
    assert response.headers["Location"] == f"/desk/?tab=view-{view.pk}"
    html = client.get(f"/desk/?tab=view-{view.pk}").content.decode()
    assert "Dora" in html
    assert "Burning &lt;b&gt;" in html
    assert '<span class="numbers">1</span>' in html
    client.post(f"{PAGE}{view.pk}/", {"name": "Calm", "waiting_minutes": "600"})
    view.refresh_from_db()
    assert (view.name, view.priority, view.holders, view.waiting_minutes) == ("Calm", 0, [], 600)
    client.post(f"{PAGE}{view.pk}/deletion")
    client.post(f"{PAGE}{view.pk}/deletion")
    assert not View.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"name": " "},
        {"name": "x" * 41},
        {"name": "V", "holders": ["nobody"]},
        {"name": "V", "waiting_minutes": "-1"},
        {"name": "V", "waiting_minutes": "9" * 30},
        {"name": "V", "priority": "7"},
        {"name": "V", "language": "tlh"},
        {"name": "V\0"},
    ],
)
def test_nonsense_is_refused_with_a_word(bob: Person, fields: dict[str, object]) -> None:
    response = signed_in(bob).post(PAGE, fields)
    assert response.status_code == 400
    assert not View.objects.exists()


def test_a_view_is_for_its_owner_unless_it_is_shared(bob: Person, carol: Person) -> None:
    private = View.objects.create(owner=bob, name="Private one")
    shared = View.objects.create(owner=bob, name="Shared one", is_shared=True)
    html = signed_in(carol).get(PAGE).content.decode()
    assert "Private one" not in html
    assert "Shared one" in html
    assert find_list(f"view-{private.pk}", carol) is None
    assert find_list(f"view-{shared.pk}", carol) is not None
    for view in (private, shared):
        assert signed_in(carol).get(f"{PAGE}{view.pk}/").status_code == 404
        assert signed_in(carol).post(f"{PAGE}{view.pk}/place", {"to": "up"}).status_code == 404
        signed_in(carol).post(f"{PAGE}{view.pk}/deletion")
    assert View.objects.count() == 2


def test_me_in_a_shared_view_is_whoever_looks(bob: Person, carol: Person) -> None:
    signed_in(carol).post(talk_of("Hers").path + "take")
    view = View.objects.create(owner=bob, name="V", is_shared=True, assignee="me")
    assert names(view, bob) == []
    assert names(view, carol) == ["Hers"]


def test_views_are_put_in_order(bob: Person) -> None:
    one, two, three = (View.objects.create(owner=bob, name=name, place=0) for name in "ABC")

    def order() -> str:
        return "".join(View.objects.filter(owner=bob).values_list("name", flat=True))

    signed_in(bob).post(f"{PAGE}{three.pk}/place", {"to": "up"})
    assert order() == "ACB"
    signed_in(bob).post(f"{PAGE}{one.pk}/place", {"to": "up"})
    signed_in(bob).post(f"{PAGE}{two.pk}/place", {"to": "down"})
    assert order() == "ACB"


def test_nobody_saves_views_without_end(bob: Person) -> None:
    View.objects.bulk_create(View(owner=bob, name=str(number)) for number in range(30))
    response = signed_in(bob).post(PAGE, {"name": "One more"})
    assert response.status_code == 400
    assert "You have 30 views" in response.content.decode()


def test_strangers_get_nothing(client: object, bob: Person) -> None:
    view = View.objects.create(owner=bob, name="V")
    for path in (PAGE, f"{PAGE}{view.pk}/"):
        assert client.get(path).status_code == 302  # type: ignore[attr-defined]
    for path in (f"{PAGE}{view.pk}/deletion", f"{PAGE}{view.pk}/place"):
        assert client.post(path).url.startswith("/staff/login/")  # type: ignore[attr-defined]
    assert View.objects.count() == 1
