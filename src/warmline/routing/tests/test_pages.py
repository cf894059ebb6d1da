"""Who may set what about routing, and what happens to nonsense?"""

import pytest
from django.test import Client

from warmline.audit.models import Entry
from warmline.conversations.models import Holder
from warmline.customers.models import Customer, ProfileChange
from warmline.desk.tests.talk import open_talk, signed_in
from warmline.jobs.models import Job
from warmline.knowledge.models import Answer
from warmline.labels.keeping import make
from warmline.routing.models import SkillRule
from warmline.staff.models import Person
from warmline.web.options import value_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(alice: Person) -> Client:
    return signed_in(alice)


def test_the_owner_chooses_the_mode_and_the_time_to_open(owner: Client, work: object) -> None:
    assert "Offered to all" in owner.get("/routing/").content.decode()
    assert owner.post("/routing/", {"mode": "best", "minutes": "7"}).status_code == 302
    assert (value_of("routing.is_automatic"), value_of("routing.open_minutes")) == (True, 7)
    assert Job.objects.filter(name="queue to route").exists(), "whoever waits is looked at now"
    for wrong in ("", "0", "61", "x", "\0"):
        answer = owner.post("/routing/", {"mode": "all", "minutes": wrong})
        assert answer.status_code == 422 and "please enter a number" in answer.content.decode()
    assert (value_of("routing.is_automatic"), value_of("routing.open_minutes")) == (True, 7)


def test_what_needs_which_skill_is_said_in_words(owner: Client, bob: Person) -> None:
    Answer.objects.create(key="cakes", title="Wedding <b>cakes</b>", text="Yes.")
    label = make("Invoice", bob, 1)
    add = {"about": "answer answer:cakes", "skill": "  Wedding   CAKES "}
    for _ in range(2):
        assert owner.post("/routing/rules/", add).status_code == 302
    assert SkillRule.objects.get().skill == "wedding cakes"
    assert "Nobody knows about it yet" in owner.get("/routing/").content.decode()
    Person.objects.filter(pk=bob.pk).update(skills=["wedding cakes"])
    page = owner.get("/routing/").content.decode()
    assert (
        "Questions about <strong>Wedding &lt;b&gt;cakes&lt;/b&gt;</strong> go to people who know about"
        in page
    )
    assert "Nobody knows about it yet" not in page
    owner.post("/routing/rules/", {"about": f"label {label.pk}", "skill": "billing"})
    owner.post(f"/routing/rules/{SkillRule.objects.get(kind='label').pk}/removal")
    assert SkillRule.objects.count() == 1
    written = list(Entry.objects.filter(act="rule changed").order_by("number").values_list("on", flat=True))
    assert written == ["skill for answer answer:cakes", *[f"skill for label {label.pk}"] * 2]


@pytest.mark.parametrize(
    ("about", "skill"),
    [("", "x"), ("nonsense", "x"), ("label 99", "x"), ("sensitive money", ""), ("sensitive money", "\0 "),
     ("sensitive money", "x" * 41), ("sensitive money", "a,b")],
)  # fmt: skip
def test_nonsense_makes_no_rule_and_stays_on_the_page(owner: Client, about: str, skill: str) -> None:
    answer = owner.post("/routing/rules/", {"about": about, "skill": skill})
    assert answer.status_code == 422 and "routing-wrong" in answer.content.decode()
    assert not SkillRule.objects.exists()


def test_only_the_owner_sets_routing_and_skills(client: Client, bob: Person, carol: Person) -> None:
    rule = SkillRule.objects.create(kind="sensitive", value="money", skill="billing")
    paths = [
        "/routing/",
        "/routing/rules/",
        f"/routing/rules/{rule.pk}/removal",
        f"/people/{carol.pk}/abilities/",
    ]
    for path in paths:
        assert client.post(path).status_code == 302, "a stranger is led to the login"
    assert client.get("/routing/mine/").headers["Location"].startswith("/staff/login/")
    agent = signed_in(bob)
    for path in paths:
        assert agent.post(path, {"capacity": "9", "mode": "best", "minutes": "3"}).status_code == 403
    carol.refresh_from_db()
    assert (carol.capacity, value_of("routing.is_automatic"), SkillRule.objects.count()) == (4, False, 1)


def test_what_somebody_can_do_is_set_by_the_owner_and_languages_by_themselves(
    owner: Client, bob: Person
) -> None:
    path = f"/people/{bob.pk}/abilities/"
    good = {"speaks": ["de", "en"], "skills": "Billing,  wedding  cakes, billing,", "capacity": "6"}
    assert owner.post(path, good).status_code == 302
    bob.refresh_from_db()
    assert (bob.speaks, bob.skills, bob.capacity) == (["de", "en"], ["billing", "wedding cakes"], 6)
    assert Entry.objects.filter(act="abilities changed", on=f"person {bob.pk}").count() == 1
    people = owner.get("/people/").content.decode()
    assert "English, Deutsch · billing, wedding cakes · 6 at once" in people
    many = ",".join(f"skill {number}" for number in range(21))
    for wrong in (
        {"capacity": "0"},
        {"capacity": "51"},
        {"speaks": ["xx"]},
        {"skills": "x" * 41},
        {"skills": many},
    ):
        assert owner.post(path, {**good, **wrong}).status_code == 422
    agent = signed_in(bob)
    agent.post("/staff/me/languages/", {"speaks": ["fr"], "capacity": "50", "skills": "law"})
    bob.refresh_from_db()
    assert (bob.speaks, bob.skills, bob.capacity) == (["fr"], ["billing", "wedding cakes"], 6)
    agent.post("/staff/me/languages/", {"speaks": ["xx"]})
    bob.refresh_from_db()
    assert bob.speaks == ["fr"]
    me = agent.get("/staff/me/").content.decode()
    assert "You get at most 6 conversations at a time." in me and "billing, wedding cakes" in me


def test_a_customer_gets_a_dedicated_person_and_it_is_written_down(
    bob: Person, carol: Person, dana: Customer
) -> None:
    agent, path = signed_in(bob), f"/customers/{dana.pk}/"
    profile = {"name": dana.name, "dedicated": str(carol.pk)}
    assert agent.post(path, profile).status_code == 302
    dana.refresh_from_db()
    assert dana.dedicated == carol
    change = ProfileChange.objects.get(field="dedicated")
    assert (change.old, change.new, change.person) == ("", "Carol Quinn", bob)
    Person.objects.filter(pk=carol.pk).update(is_active=False)
    assert "Carol Quinn" in agent.get(path).content.decode(), "who left stays named until another is chosen"
    for wrong in ("999", "x", "-1"):
        assert agent.post(path, {**profile, "dedicated": wrong}).status_code == 422
    assert agent.post(path, {**profile, "dedicated": ""}).status_code == 302
    dana.refresh_from_db()
    assert dana.dedicated is None


def test_a_conversation_that_somebody_took_says_nothing_of_routing(bob: Person, dana: Customer) -> None:
    talk = open_talk(dana, "Hello")
    talk.queue()
    agent = signed_in(bob)
    agent.post(f"{talk.path}take")
    assert talk.row.holder == Holder.PERSON
    assert "why-here" not in agent.get(talk.path).content.decode()
