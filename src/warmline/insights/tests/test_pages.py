"""What staff see of insights, what strangers and customers never see, and what bad input does: nothing."""

from uuid import uuid4

import pytest
from django.test import Client

from warmline.conversations.holding import current_episode
from warmline.customers.models import Customer
from warmline.desk.tests.talk import Talk, open_talk, signed_in
from warmline.insights.capturing import Said, capture
from warmline.insights.models import Insight, Theme
from warmline.line import visitors
from warmline.staff.models import Person

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert('x')</script>"
ON_A_TALK = ("", "themes", "notes", "withdrawal", "move")
ON_A_THEME = ("", "name", "receiver", "union", "settlement", "reopening")
POSTS = {"notes", "withdrawal", "move", "name", "receiver", "union", "settlement", "reopening"}


@pytest.fixture
def talk(dana: Customer) -> Talk:
    return open_talk(dana, "My parcel is three days late", f"{HOSTILE} still nothing")


def path(talk: Talk, noun: str = "") -> str:
    return f"/insights/conversations/{talk.pk}/{noun}"


def theme_of(talk: Talk, person: Person, words: str = "late delivery") -> Theme:
    return capture(current_episode(talk.row), Said(words), person).insight.theme


def test_the_window_asks_why_and_offers_the_messages(talk: Talk, bob: Person) -> None:
    page = signed_in(bob).get(path(talk)).content.decode()
    assert "<html" not in page
    assert "My parcel is three days late" in page
    assert HOSTILE not in page
    assert "The one that says it best" in page
    plain = Client()
    plain.force_login(bob)
    assert "<h1>Why did they really write?</h1>" in plain.get(path(talk)).content.decode()


def test_kept_words_are_told_and_stand_there_and_on_the_page_of_insights(talk: Talk, bob: Person) -> None:
    client = signed_in(bob)
    page = client.post(path(talk, "notes"), {"words": "late delivery"}).content.decode()
    assert "Kept under “late delivery”." in page
    assert "Noted here" in page
    listed = client.get("/insights/").content.decode()
    for said in ("1 in 4 weeks", "New: “late delivery”."):
        assert said in listed
    one = client.get(f"/insights/{Theme.objects.get().pk}/").content.decode()
    assert "three days late" in one


def test_without_scripts_it_comes_back_to_its_own_page(talk: Talk, bob: Person) -> None:
    client = Client()
    client.force_login(bob)
    assert client.post(path(talk, "notes"), {"words": "late"})["Location"] == path(talk)


def test_refused_words_stay_in_the_box_with_the_reason(talk: Talk, bob: Person) -> None:
    answer = signed_in(bob).post(path(talk, "notes"), {"words": 'Dana "angry"'})
    assert answer.status_code == 422
    assert "leave out names" in answer.content.decode()
    assert 'value="Dana &quot;angry&quot;"' in answer.content.decode()


def test_themes_are_proposed_while_typing(talk: Talk, bob: Person) -> None:
    theme = theme_of(talk, bob)
    page = signed_in(bob).get(path(talk, "themes"), {"words": "parcel delayed"}).content.decode()
    assert f'value="{theme.pk}"' in page and 'role="option"' in page
    assert signed_in(bob).get(path(talk, "themes"), {"words": "\0" * 9 + "x" * 9000}).status_code == 200


def test_the_same_question_is_answered_with_one_press(talk: Talk, dana: Customer, bob: Person) -> None:
    theme = theme_of(talk, bob)
    other = open_talk(dana, "Where is it?")
    page = signed_in(bob).post(path(other, "notes"), {"words": "order arrived late"}).content.decode()
    assert "Is it the same as “late delivery”?" in page
    insight = other.row.insights.get()
    page = (
        signed_in(bob).post(path(other, "move"), {"insight": insight.pk, "theme": theme.pk}).content.decode()
    )
    assert "Kept under “late delivery”." in page


def test_an_insight_of_another_conversation_cannot_be_moved_or_taken_back_from_here(
    talk: Talk, dana: Customer, bob: Person
) -> None:
    theme_of(talk, bob)
    insight = talk.row.insights.get()
    other = open_talk(dana, "Hello")
    signed_in(bob).post(path(other, "withdrawal"), {"insight": insight.pk})
    signed_in(bob).post(path(other, "move"), {"insight": insight.pk, "theme": insight.theme_id})
    assert Insight.objects.get().theme_id == insight.theme_id


def test_the_customer_never_sees_why_they_wrote(talk: Talk, bob: Person) -> None:
    theme_of(talk, bob, "secretly unhappy")
    messages, state = visitors.read(talk.pk, 0)
    assert "secretly" not in str(messages) + str(state)


@pytest.mark.parametrize("noun", ON_A_TALK)
def test_a_stranger_gets_nothing_of_a_conversation(talk: Talk, noun: str) -> None:
    ask = Client().post if noun in POSTS else Client().get
    answer = ask(path(talk, noun), {"words": "late delivery"})
    assert answer.status_code == 302 and answer["Location"].startswith("/staff/login/")
    assert not Insight.objects.exists()


@pytest.mark.parametrize("noun", ON_A_THEME)
def test_a_stranger_gets_nothing_of_a_theme(talk: Talk, bob: Person, noun: str) -> None:
    theme = theme_of(talk, bob)
    ask = Client().post if noun in POSTS else Client().get
    fields = {"name": "mine", "for_whom": "product", "what": "done", "theme": str(theme.pk)}
    assert ask(f"/insights/{theme.pk}/{noun}", fields).status_code == 302
    assert Client().get("/insights/export.csv").status_code == 302
    theme.refresh_from_db()
    assert (theme.name, theme.for_whom, theme.deeds.count()) == ("late delivery", "", 0)


def test_what_is_not_there_is_not_found(bob: Person) -> None:
    client = signed_in(bob)
    assert client.get(f"/insights/conversations/{uuid4()}/").status_code == 404
    for noun in ON_A_THEME:
        ask = client.post if noun in POSTS else client.get
        assert ask(f"/insights/999/{noun}", {"theme": "1", "what": "x"}).status_code == 404


@pytest.mark.parametrize("noun", sorted(POSTS - {"notes", "withdrawal", "move"}))
@pytest.mark.parametrize("value", ["", "\0", "-1", "9" * 40, "٣", HOSTILE, "x" * 5000])
def test_nonsense_changes_no_theme_and_is_answered_in_words(
    talk: Talk, bob: Person, noun: str, value: str
) -> None:
    theme = theme_of(talk, bob)
    fields = dict.fromkeys(("name", "for_whom", "theme", "what"), value)
    answer = signed_in(bob).post(f"/insights/{theme.pk}/{noun}", fields, follow=True)
    assert answer.status_code in (200, 422)
    assert HOSTILE not in answer.content.decode()


@pytest.mark.parametrize("noun", ["notes", "withdrawal", "move"])
@pytest.mark.parametrize("value", ["\0", "-1", "9" * 40, "٣", "x" * 5000])
def test_nonsense_notes_nothing(talk: Talk, bob: Person, noun: str, value: str) -> None:
    fields = dict.fromkeys(("words", "theme", "quote", "insight"), value)
    answer = signed_in(bob).post(path(talk, noun), fields)
    assert answer.status_code in (200, 422)


def test_the_export_is_a_file(talk: Talk, bob: Person) -> None:
    theme_of(talk, bob)
    answer = signed_in(bob).get("/insights/export.csv")
    assert "attachment" in answer["Content-Disposition"]
    assert b"late delivery" in b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def test_an_empty_page_says_how_to_begin_and_lists_say_what_is_missing(talk: Talk, bob: Person) -> None:
    client = signed_in(bob)
    assert "press the key i" in client.get("/insights/").content.decode()
    theme = theme_of(talk, bob)
    assert "Nothing dealt with yet" in client.get("/insights/?show=done").content.decode()
    assert "No theme for them here" in client.get("/insights/?for=website").content.decode()
    client.post(f"/insights/{theme.pk}/settlement", {"what": "We changed the carrier."})
    assert "Everything is dealt with" in client.get("/insights/").content.decode()
    assert "We changed the carrier." in client.get("/insights/?show=done").content.decode()


def test_a_taken_name_offers_to_join(talk: Talk, bob: Person) -> None:
    one, other = theme_of(talk, bob), theme_of(talk, bob, "no parking")
    page = signed_in(bob).post(f"/insights/{one.pk}/name", {"name": "No parking"})
    assert page.status_code == 422
    assert f'value="{other.pk}"' in page.content.decode()
    answer = signed_in(bob).post(f"/insights/{one.pk}/union", {"theme": other.pk})
    assert answer["Location"] == f"/insights/{other.pk}/"
