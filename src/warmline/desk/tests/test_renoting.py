"""One's own note, changed or deleted: the team sees what it said; whom it calls is told once; Markdown is safe."""

from collections.abc import Callable
from typing import Any

import pytest

from warmline.conversations import noting
from warmline.conversations.models import Mention, Note, NoteRevision
from warmline.customers.models import Customer
from warmline.desk.noted import to_html
from warmline.desk.tests.talk import Talk, open_talk, signed_in
from warmline.search.models import Entry
from warmline.staff.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(dana: Customer) -> Talk:
    return open_talk(dana, "Hello")


@pytest.fixture
def note(talk: Talk, bob: Person, carol: Person) -> Note:
    return noting.note(talk.pk, bob, "Ask @Carol Quinn about **rye**")


def revise(talk: Talk, person: Person, note: object, act: str = "edit", text: str = "") -> Any:
    return signed_in(person).post(talk.path + "note-revision", {"note": note, "act": act, "text": text})


def page(talk: Talk, person: Person) -> str:
    return signed_in(person).get(talk.path).content.decode()


def test_its_writer_changes_it_and_the_team_sees_what_it_said(
    talk: Talk, note: Note, bob: Person, carol: Person, alice: Person
) -> None:
    assert f'data-renotes="{note.pk}"' in page(talk, bob) and "data-renotes" not in page(talk, carol)
    assert revise(talk, bob, note.pk, text="Ask @Alice Byrne\n* about *spelt*").status_code == 200
    seen = page(talk, carol)
    assert "Edited" in seen and "Ask @Carol Quinn about **rye**" in seen and "<em>spelt</em>" in seen
    assert '<span class="note-call">@Alice Byrne</span>' in seen
    assert [each.person for each in Mention.objects.all()] == [alice]
    assert revise(talk, bob, note.pk, text="Ask @Alice Byrne\n* about *spelt*").status_code == 200
    assert NoteRevision.objects.count() == 1


def test_whom_it_calls_anew_is_told_and_nobody_twice(
    talk: Talk, note: Note, bob: Person, carol: Person, alice: Person, work: Callable[..., int]
) -> None:
    mention = Mention.objects.get(person=carol)
    page(talk, carol)  # she has looked
    revise(talk, bob, note.pk, text="@Carol Quinn and @Alice Byrne, and @Bob Nolan")
    work()
    assert Mention.objects.get(person=carol) == mention
    assert Mention.objects.filter(person=alice, read_at=None).count() == 1
    assert Mention.objects.count() == 2
    revise(talk, bob, note.pk, text="@Carol Quinn only")
    assert not Mention.objects.filter(person=alice).exists()


def test_a_deleted_note_says_nothing_and_calls_nobody(
    talk: Talk, note: Note, bob: Person, carol: Person
) -> None:
    assert revise(talk, bob, note.pk, act="delete").status_code == 200
    seen = page(talk, carol)
    assert "Deleted by Bob Nolan" in seen and "What it said" in seen
    assert not Mention.objects.exists() and Entry.objects.filter(note=note).count() <= 1
    gone = revise(talk, bob, note.pk, text="Back")
    assert gone.status_code == 409 and "has been deleted" in gone.content.decode()


def test_others_and_nonsense_are_refused(
    talk: Talk, note: Note, bob: Person, carol: Person, dana: Customer
) -> None:
    for person, pk, text, status in (
        (carol, note.pk, "Mine now", 409),
        (bob, 999999, "x", 409),
        (bob, "x", "x", 422),
        (bob, note.pk, " \0 ", 422),
        (bob, note.pk, "x" * 4001, 413),
    ):
        assert revise(talk, person, pk, text=text).status_code == status
    assert revise(open_talk(dana), bob, note.pk, text="From elsewhere").status_code == 409
    assert Note.objects.get().text == "Ask @Carol Quinn about **rye**" and not NoteRevision.objects.exists()


def test_markdown_runs_and_loads_nothing() -> None:
    html = to_html(
        "<script>alert(1)</script> ![x](http://e.example/p.png) [a](javascript:alert(1)) "
        '[b](https://e.example/"onclick=x) <span class="x">`c`</span>\nline\n\n# No heading\n\n1. one\n\n```\n<b>\n```',
    )
    for bad in ("<script", "<img", 'href="javascript', "<h1", "<h2", '<span class="x"', "<b>"):
        assert bad not in html, bad
    for good in ("&lt;script&gt;", "<br", "<code>c</code>", "<ol>", "noopener", 'target="_blank"'):
        assert good in html, good
    called = to_html(
        "@Al <b>, @Alice Byrne! mail@alice.example [@Alice](http://x.example/@Alice)", ("Alice Byrne",)
    )
    assert called.count('<span class="note-call">@Alice') >= 2 and 'href="http://x.example/@Alice"' in called
    assert to_html("@İ@İ ß @ẞ", ("İ", "ß"))
