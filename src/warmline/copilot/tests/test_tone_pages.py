"""The tone is checked where a reply is written; each person and the owner can switch it off; nothing is stored."""

import pytest
from django.test import Client

from warmline.copilot.models import Preference
from warmline.copilot.tests.scene import Work, reply, taken
from warmline.copilot.toning import reader_of
from warmline.customers.models import Customer
from warmline.desk.tests.talk import Talk, open_talk, signed_in
from warmline.staff.models import Person
from warmline.web.options import change

pytestmark = pytest.mark.django_db
BLAME = "You forgot to send us the photo."


@pytest.fixture
def talk(business: object, dana: Customer, bob: Person) -> Talk:
    return taken(dana, bob, "my cake came broken")


def tone(person: Person, talk: Talk, text: str = BLAME) -> str:
    response = signed_in(person).post(f"/copilot/conversations/{talk.pk}/tone", {"text": text})
    assert response.status_code == 200
    return response.content.decode()


def test_a_reply_is_answered_with_what_may_hurt_and_other_words(talk: Talk, bob: Person) -> None:
    page = tone(bob, talk)
    assert "It sounds like blame" in page
    assert 'data-accepts="I am still missing the photo."' in page
    assert tone(bob, talk, "Your cake is ready.").strip() == ""
    assert tone(bob, talk, "").strip() == ""
    assert "<b>" not in tone(bob, talk, "You must <b>pay</b>.")


def test_each_person_switches_it_off_for_themselves(talk: Talk, bob: Person, carol: Person) -> None:
    assert signed_in(bob).post("/copilot/you/", {"sign_off": "Bob"}).status_code == 302
    assert tone(bob, talk).strip() == ""
    assert "blame" in tone(carol, talk)
    signed_in(bob).post("/copilot/you/", {"sign_off": "Bob", "checks_tone": "on"})
    assert "blame" in tone(bob, talk)
    assert Preference.objects.get().sign_off == "Bob"


def test_the_owner_switches_it_off_for_all(talk: Talk, bob: Person) -> None:
    change("copilot.checks_tone", False)
    assert tone(bob, talk).strip() == ""


def test_what_was_read_and_said_tells_whom_it_is_written_to(
    business: object, dana: Customer, bob: Person, work: Work
) -> None:
    talk = open_talk(dana, "You ruined my daughter's birthday, I am furious, this is unacceptable!")
    work()
    assert reader_of(talk.row).is_upset
    talk.queue()
    signed_in(bob).post(talk.path + "take")
    assert not reader_of(talk.row).was_comforted
    reply(talk, bob, "I am so sorry about her birthday.")
    assert reader_of(talk.row).was_comforted


@pytest.mark.parametrize("sign_off", ["x" * 201, "\0"])
def test_a_sign_off_has_a_bound(business: object, bob: Person, sign_off: str) -> None:
    response = signed_in(bob).post("/copilot/you/", {"sign_off": sign_off})
    assert response.status_code == 200
    assert not Preference.objects.exists()


def test_the_page_counts_what_became_of_suggestions(talk: Talk, bob: Person) -> None:
    reply(talk, bob, "It is on its way.")
    page = signed_in(bob).get("/copilot/you/").content.decode()
    assert "Replies sent" in page
    assert "Language model" not in page


def test_strangers_have_no_copilot(talk: Talk) -> None:
    assert Client().get("/copilot/you/").status_code == 302
    assert Client().post("/copilot/you/", {"sign_off": "x"}).status_code == 302
    assert Client().post(f"/copilot/conversations/{talk.pk}/tone", {"text": "x"}).status_code == 302
    assert not Preference.objects.exists()
