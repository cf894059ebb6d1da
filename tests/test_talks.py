"""The talks of tests/talks, held through the real line: what is decided, who holds it, what is said."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import time, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from warmline.calendar.models import OpeningHours
from warmline.channels.line import Visitor
from warmline.conversations import handover, saying
from warmline.conversations.attaching import CUSTOMER, attach
from warmline.conversations.models import Conversation, Priority
from warmline.decisions.models import StoredDecision
from warmline.files.keeping import prepare
from warmline.files.kinds import GROUPS
from warmline.knowledge import index
from warmline.lib.time import now
from warmline.line import visitors
from warmline.line.carrying_out import bot_actor
from warmline.playbooks.loading import load_playbook
from warmline.staff.models import Person
from warmline.staff.presence import note_presence
from warmline.web.models import Business

TALKS: Final = sorted((Path(__file__).parent / "talks").glob("*.talk"))
PRIORITIES: Final = {priority.name.lower(): priority.value for priority in Priority}
Work = Callable[..., int]


@dataclass(frozen=True)
class Talk:
    name: str
    head: dict[str, str]
    lines: tuple[tuple[int, str, str], ...]

    @property
    def playbook(self) -> str:
        return self.head["playbook"]


def read_talk(path: Path) -> Talk:
    """The talk of a file; raises ValueError with the line that cannot be read."""
    rows = [(n, row.strip()) for n, row in enumerate(path.read_text().splitlines(), start=1)]
    rows = [(n, row) for n, row in rows if not row.startswith("#")]
    end = next(place for place, (_, row) in enumerate(rows) if not row)
    head = {key: value for _, key, value in map(_parse, rows[:end])}
    lines = tuple(_parse(row) for row in rows[end:] if row[1])
    unknown = [f"{path.name}:{n}: {key}" for n, key, _ in lines if key not in Stage.STEPS]
    if unknown or head.keys() - {"playbook", "now", "email"}:
        raise ValueError(f"unknown line: {unknown or head}")
    return Talk(path.stem, head, lines)


def _parse(row: tuple[int, str]) -> tuple[int, str, str]:
    key, _, value = row[1].partition(":")
    return row[0], key.strip(), value.strip()


@dataclass
class Stage:
    """One conversation being held. Each step is one line of a talk."""

    conversation_id: UUID
    work: Work
    folder: Path
    is_told: bool = True
    said: list[str] = field(default_factory=list)

    def customer(self, text: str) -> None:
        visitors.record(self.conversation_id, str(uuid4()), text)
        self.is_told = False

    def file(self, text: str) -> None:
        """The customer sends a picture, with words or without."""
        content = self.folder / uuid4().hex
        content.write_text(f"not a picture for once: {content}")
        waiting = attach(self.conversation_id, CUSTOMER, prepare(content, "photo.txt", GROUPS))
        visitors.record(self.conversation_id, str(uuid4()), text, [str(waiting.pk)])
        self.is_told = False

    def hear(self) -> None:
        """Lets the line answer what the customer wrote."""
        if not self.is_told:
            self.work()
            self.is_told = True

    def button(self, _: str) -> None:
        visitors.ask(self.conversation_id, "button")
        self.work()

    def person(self, text: str) -> None:
        self.hear()
        agent = Person.objects.filter(role="agent").earliest("pk")
        handover.take(self.conversation_id, agent)
        seen = self.conversation.last_number
        saying.reply(self.conversation_id, agent, text, seen_number=seen, client_id=str(uuid4()))

    def gives_back(self, instruction: str) -> None:
        agent = self.conversation.person
        assert agent is not None
        handover.give_back(self.conversation_id, agent, bot_actor(), instruction)
        self.work()

    def minutes_pass(self, minutes: str) -> None:
        self.hear()
        self.work(minutes=float(minutes))

    def expect(self, wanted: str) -> None:
        decided = StoredDecision.objects.filter(conversation=self.conversation_id).latest("at", "pk")
        action, *rest = wanted.split()
        assert decided.action == action, _shown(decided)
        if action == "hand_over":
            assert [decided.reason] == rest[:1], _shown(decided)
            assert all(decided.priority == PRIORITIES[name] for name in rest[1:]), _shown(decided)
        elif rest:
            keys = [proposal["key"].split(":")[1] for proposal in decided.proposals if proposal["is_chosen"]]
            assert rest[0] in keys, _shown(decided)

    def holder(self, wanted: str) -> None:
        assert self.conversation.holder == wanted

    def says(self, words: str) -> None:
        assert words.casefold() in self.last_text.casefold(), self.last_text

    def never_says(self, words: str) -> None:
        assert words.casefold() not in self.last_text.casefold(), self.last_text

    STEPS = {
        "customer": customer,
        "file": file,
        "button": button,
        "person": person,
        "gives back": gives_back,
        "minutes pass": minutes_pass,
        "expect": expect,
        "holder": holder,
        "says": says,
        "never says": never_says,
    }

    @property
    def conversation(self) -> Conversation:
        return Conversation.objects.get(pk=self.conversation_id)

    @property
    def last_text(self) -> str:
        """What the customer was told since their last message."""
        messages = self.conversation.messages
        last = messages.filter(kind="customer").latest("number").number
        return "\n".join(messages.filter(number__gt=last).order_by("number").values_list("text", flat=True))


def _shown(decided: StoredDecision) -> str:
    near = [(proposal["key"], round(proposal["confidence"], 2)) for proposal in decided.proposals[:3]]
    return f"{decided.action} {decided.reason} {decided.priority}: {decided.because} {near}"


@pytest.fixture(scope="class")
def shop(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """A business made from a playbook, once for all of its talks, taken away again at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        index._live = None
        load_playbook(request.cls.playbook, now())
        yield request.cls.playbook
        transaction.set_rollback(True)
    index._live = None


def set_hours(is_open: bool) -> None:
    """Makes this moment an hour of work with a person there, or neither of them."""
    weekday = now().astimezone(ZoneInfo(Business.objects.get(pk=1).timezone)).weekday()
    OpeningHours.objects.all().delete()
    days = range(7) if is_open else [(weekday + 3) % 7]
    OpeningHours.objects.bulk_create(
        OpeningHours(weekday=day, opens=time(0), closes=time(23, 59)) for day in days
    )
    Person.objects.update(seen_at=now() - timedelta(days=1))
    if is_open:
        note_presence(Person.objects.filter(role="agent").earliest("pk"))


READ: Final = [read_talk(path) for path in TALKS]


def talks_of(playbook: str) -> pytest.MarkDecorator:
    talks = [talk for talk in READ if talk.playbook == playbook]
    return pytest.mark.parametrize("talk", talks, ids=[talk.name for talk in talks])


def hold_talk(talk: Talk, work: Work, folder: Path) -> None:
    set_hours(talk.head["now"] == "open")
    begun = visitors.begin(Visitor(email=talk.head.get("email", "")))
    stage = Stage(UUID(begun["id"]), work, folder)
    for number, step, value in talk.lines:
        if step not in ("customer", "file"):
            stage.hear()
        try:
            Stage.STEPS[step](stage, value)
        except AssertionError as error:
            raise AssertionError(f"{talk.name}.talk:{number}: {step}: {value}\n{error}") from error


# A class for each business: it is loaded once and taken away before the next comes.
@pytest.mark.django_db
@pytest.mark.usefixtures("shop")
class TestBakery:
    playbook = "bakery"

    @talks_of(playbook)
    def test_goes_as_written(self, talk: Talk, work: Work, tmp_path: Path) -> None:
        hold_talk(talk, work, tmp_path)


@pytest.mark.django_db
@pytest.mark.usefixtures("shop")
class TestOnlineShop:
    playbook = "online_shop"

    @talks_of(playbook)
    def test_goes_as_written(self, talk: Talk, work: Work, tmp_path: Path) -> None:
        hold_talk(talk, work, tmp_path)


def test_there_are_talks_enough_for_every_playbook() -> None:
    assert len(READ) >= 45
    assert {talk.playbook for talk in READ} == {"bakery", "online_shop"}
