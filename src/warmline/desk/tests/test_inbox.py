"""Which lists has the inbox, in which order, and how are they read page by page?"""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from warmline.conversations.clock_models import ServiceClock
from warmline.conversations.models import Conversation
from warmline.conversations.noting import note
from warmline.customers.models import Customer
from warmline.desk import inbox
from warmline.desk.inbox import Row, Wanted, read_page
from warmline.desk.lists import ALL, BOT, CLOSED, FIXED, MENTIONS, MINE, QUEUE, SNOOZED, count_list
from warmline.desk.tests.talk import Talk, open_talk, signed_in
from warmline.desk.urgency import NEVER, Key, Need, explain, read_key, urgency, write_key
from warmline.lib.time import now
from warmline.staff.models import Person
from warmline.understanding.models import StoredReading

pytestmark = pytest.mark.django_db


def customer(name: str) -> Customer:
    return Customer.objects.create(name=name, email=f"{name.lower()}@mail.example")


def queued(name: str, priority: int = 1, minutes: int = 0) -> Talk:
    talk = open_talk(customer(name), "Hello")
    talk.queue(priority=priority)
    earlier = timedelta(minutes=minutes)
    for clock in ServiceClock.objects.filter(conversation=talk.pk):
        clock.due_at, clock.alarm_at = clock.due_at - earlier, clock.alarm_at - earlier
        clock.save()
        waiting_since = now() - earlier
        Conversation.objects.filter(pk=talk.pk).update(waiting_since=waiting_since, due_at=clock.due_at)
    return talk


def rows(name: str, person: Person) -> tuple[Row, ...]:
    return read_page(FIXED[name], person).rows


def names(name: str, person: Person) -> list[str]:
    return [row.name for row in rows(name, person)]


def test_the_queue_puts_need_first_and_then_waiting(bob: Person) -> None:
    queued("Early", 1, 9)
    queued("Late", 1, 2)
    queued("Urgent", 3, 1)
    assert names(QUEUE, bob) == ["Urgent", "Early", "Late"]
    html = signed_in(bob).get("/desk/").content.decode()
    assert html.index("Urgent") < html.index("Early") < html.index("Late")
    assert 'title="At once: waiting 1 min, reply due in 8 min"' in html


def test_a_row_says_until_when_an_answer_is_owed_in_words_and_colour(bob: Person) -> None:
    queued("Calm", 2, 1)
    queued("Near", 2, 12)
    queued("Late", 2, 20)
    clocks = {row.name: row.clock for row in rows(QUEUE, bob)}
    told = [(name, clock.words, clock.tone) for name, clock in clocks.items() if clock]
    assert told == [("Late", "5 min late", "bad"), ("Near", "in 2 min", "warn"), ("Calm", "in 13 min", "")]
    html = signed_in(bob).get("/desk/").content.decode()
    assert html.count('<span class="visually-hidden">Reply due </span>') == 3
    assert "reply 5 min late" in html and 'data-due="3">in 2 min</time>' in html


def test_the_pure_order_is_that_of_the_database(bob: Person) -> None:
    for number in range(12):
        queued(f"C{number}", priority=number % 4, minutes=number * 7 % 5)
    Conversation.objects.filter(pk=rows(QUEUE, bob)[3].id).update(due_at=None)
    found = Conversation.objects.in_bulk([row.id for row in rows(QUEUE, bob)])
    needs = {pk: Need(row.priority, row.waiting_since, row.due_at) for pk, row in found.items()}
    shown = [urgency(needs[row.id]) for row in rows(QUEUE, bob)]
    assert shown == sorted(urgency(need) for need in needs.values())
    assert [row.key for row in rows(QUEUE, bob)] == sorted(row.key for row in rows(QUEUE, bob))


def test_the_clock_that_runs_out_first_comes_first_of_one_priority() -> None:
    at, early = now(), now() - timedelta(hours=1)
    assert urgency(Need(1, at, at + timedelta(minutes=2))) < urgency(
        Need(1, early, at + timedelta(minutes=3))
    )
    assert urgency(Need(2, None)) < urgency(Need(1, at - timedelta(days=9), at))
    assert urgency(Need(1, at)) < urgency(Need(1, None))


@pytest.mark.parametrize("is_latest_first", [False, True])
def test_a_key_is_read_as_it_was_written_and_sorts_as_text(is_latest_first: bool) -> None:
    at = now()
    keys = [Key(p, moment, uuid4()) for p in (3, 0) for moment in (at, at + timedelta(days=1), NEVER)]
    written = [write_key(key, is_latest_first=is_latest_first) for key in keys]
    assert [read_key(each, is_latest_first=is_latest_first) for each in written] == keys
    if not is_latest_first:
        assert written == sorted(written)


@pytest.mark.parametrize(
    "text", ["", "x", "1-2", "1-2-3", "--", "9" * 80, "0-" + "9" * 60 + f"-{UUID(int=1).hex}"]
)
def test_what_is_no_key_begins_at_the_top(bob: Person, text: str) -> None:
    queued("Only")
    assert [row.name for row in read_page(FIXED[QUEUE], bob, Wanted(after=text)).rows] == ["Only"]
    assert signed_in(bob).get("/desk/", {"after": text, "until": text}).status_code == 200


def test_the_place_is_explained_in_words() -> None:
    assert explain(2, "upset", "12 min") == "High: upset, waiting 12 min"
    assert explain(1, "", "", "due in 5 min") == "Soon: due in 5 min"
    assert explain(0, "", "") == "Routine"


def test_each_conversation_stands_in_its_lists(bob: Person, carol: Person) -> None:
    talks = {name: open_talk(customer(name), "Hello") for name in ("Own", "Asleep", "Bots", "Done", "Hers")}
    for name in ("Own", "Asleep", "Done"):
        signed_in(bob).post(talks[name].path + "take")
    signed_in(carol).post(talks["Hers"].path + "take")
    signed_in(bob).post(talks["Asleep"].path + "snooze", {"for": "1h"})
    signed_in(bob).post(talks["Done"].path + "closure", {"seen_number": talks["Done"].row.last_number})
    open_talk(customer("Silent"))
    assert names(QUEUE, bob) == []
    assert names(MINE, bob) == ["Own"]
    assert names(SNOOZED, bob) == ["Asleep"]
    assert names(BOT, bob) == ["Bots"]
    assert names(CLOSED, bob) == ["Done"]
    assert sorted(names(ALL, bob)) == ["Asleep", "Bots", "Done", "Hers", "Own"]
    assert "Snoozed until" in signed_in(bob).get("/desk/?tab=snoozed").content.decode()


def test_who_is_called_in_a_note_finds_it_under_mentions_until_it_is_read(
    bob: Person, carol: Person, dana: Customer
) -> None:
    talk = open_talk(dana, "Hello")
    note(talk.pk, bob, "@Carol, what do you think?")
    assert count_list(FIXED[MENTIONS], carol) == 1
    assert [(row.speaker, row.snippet, row.is_unread) for row in rows(MENTIONS, carol)] == [
        ("Note", "@Carol, what do you think?", True)
    ]
    assert rows(MENTIONS, bob) == ()
    signed_in(carol).post(talk.path + "viewing")
    assert count_list(FIXED[MENTIONS], carol) == 0
    assert [row.is_unread for row in rows(MENTIONS, carol)] == [False]


@pytest.mark.parametrize(
    ("tab", "words"),
    [
        ("queue", "Nobody is waiting"),
        ("mine", "Nothing on your desk"),
        ("mentions", "Nobody has called you"),
        ("snoozed", "Nothing rests"),
        ("bot", "The assistant is free"),
        ("closed", "Nothing closed yet"),
        ("all", "No conversations yet"),
        ("nonsense", "Nobody is waiting"),
        ("view-99999999999999999999", "Nobody is waiting"),
    ],
)
def test_empty_lists_are_kind(bob: Person, tab: str, words: str) -> None:
    assert words in signed_in(bob).get(f"/desk/?tab={tab}").content.decode()


@pytest.mark.parametrize("tab", [QUEUE, ALL])
def test_a_list_is_read_page_by_page_without_loss(
    bob: Person, monkeypatch: pytest.MonkeyPatch, tab: str
) -> None:
    monkeypatch.setattr(inbox, "ON_A_PAGE", 2)
    at = now()
    for number in range(7):
        talk = queued(f"C{number}", priority=number % 2)
        # Several at the very same moment: the id decides.
        moment = at - timedelta(hours=number // 3)
        Conversation.objects.filter(pk=talk.pk).update(last_message_at=moment, waiting_since=moment)
    seen, after = [], ""
    for _ in range(4):
        shown = read_page(FIXED[tab], bob, Wanted(after=after))
        seen += [row.name for row in shown.rows]
        keys = [row.key for row in shown.rows]
        assert keys == sorted(keys)
        assert all(key > after for key in keys)
        after = shown.after
    assert sorted(seen) == [f"C{number}" for number in range(7)]
    assert len(seen) == len(set(seen))
    assert after == ""


def test_what_was_loaded_is_drawn_anew_up_to_its_last_row(
    bob: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "ON_A_PAGE", 2)
    for number in range(6):
        queued(f"C{number}", minutes=30 - number)
    first = read_page(FIXED[QUEUE], bob)
    second = read_page(FIXED[QUEUE], bob, Wanted(after=first.after))
    queued("Urgent", priority=3)
    again = read_page(FIXED[QUEUE], bob, Wanted(until=second.rows[-1].key))
    assert [row.name for row in again.rows] == ["Urgent", "C0", "C1", "C2", "C3"]
    assert again.after == again.rows[-1].key
    assert read_page(FIXED[QUEUE], bob, Wanted(until=rows_all(bob)[-1].key)).after == ""


def rows_all(bob: Person) -> list[Row]:
    found: list[Row] = []
    after = ""
    while True:
        shown = read_page(FIXED[QUEUE], bob, Wanted(after=after))
        found += shown.rows
        after = shown.after
        if not after:
            return found


def test_the_rows_that_changed_are_read_alone_and_only_where_they_belong(bob: Person) -> None:
    waiting, other = queued("Waits"), open_talk(customer("Bots"), "Hello")
    client = signed_in(bob)
    html = client.get(
        "/desk/", {"tab": "queue", "ids": f"{waiting.pk},{other.pk},nonsense,{uuid4()}"}
    ).content.decode()
    assert f'id="row-{waiting.pk}"' in html
    assert str(other.pk) not in html
    assert 'id="inbox-tabs"' in html
    assert 'data-row="' not in client.get("/desk/", {"tab": "queue", "ids": ""}).content.decode()


def test_a_chat_opened_without_a_word_is_not_listed(bob: Person, dana: Customer) -> None:
    open_talk(dana)
    assert rows(ALL, bob) == ()


def test_a_row_says_who_spoke_last_and_whether_anybody_answered(bob: Person, dana: Customer) -> None:
    talk = open_talk(dana, "Where is it?")
    talk.queue()
    talk.says("Hello?")
    assert rows(QUEUE, bob)[0].is_unread
    signed_in(bob).post(talk.path + "take")
    fields = {"text": "On its way", "client_id": "1", "seen_number": str(talk.row.last_number)}
    signed_in(bob).post(talk.path + "replies", fields)
    (row,) = rows(MINE, bob)
    assert (row.speaker, row.snippet, row.is_unread) == ("Bob", "On its way", False)


def test_mood_is_shown_in_shape_and_words(bob: Person, dana: Customer) -> None:
    talk = open_talk(dana, "This is a disgrace")
    talk.queue(priority=2)
    message = talk.row.messages.get(kind="customer")
    StoredReading.objects.create(message=message, signals={"frustration": {"value": 0.9}}, at=now())
    (row,) = rows(QUEUE, bob)
    assert row.mood is not None
    assert row.mood["level"] == 1
    assert row.why.startswith("High: ")
    assert 'class="mood mood-1"' in signed_in(bob).get("/desk/").content.decode()


@pytest.mark.parametrize("tab", list(FIXED))
def test_a_list_asks_the_database_the_same_however_long_it_is(
    bob: Person, django_assert_max_num_queries: object, tab: str
) -> None:
    for number in range(12):
        queued(f"C{number}")
    client = signed_in(bob)
    # The first page of a session keeps where somebody signed in.
    client.get("/staff/me/")
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        client.get(f"/desk/?tab={tab}")


def test_the_old_search_of_the_inbox_leads_to_the_new_one(bob: Person) -> None:
    response = signed_in(bob).get("/desk/?q=%3Cdana%3E%00")
    assert response.status_code == 302
    assert response.headers["Location"] == "/desk/search/?q=%3Cdana%3E"
