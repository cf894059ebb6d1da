"""What has happened that somebody should hear of? Each function listens to one announcement and may run twice."""

from uuid import UUID

from warmline.conversations.models import Conversation, Holder, HolderChange, Kind, Mention
from warmline.lib.statements import Select
from warmline.notifications import models
from warmline.notifications.duty import people_on_duty
from warmline.notifications.telling import Happening, tell
from warmline.staff.models import Person
from warmline.tasks.due import find_due
from warmline.tasks.models import Task

#: Asked for each message of a customer; most are the bot's.
_holder = Select(lambda pk: Conversation.objects.filter(pk=pk).values_list("holder"))


def tell_of_holder(conversation: str, version: int) -> None:
    """It was given to somebody, or waits for anybody. What is no longer so is not told."""
    found = HolderChange.objects.filter(conversation=UUID(conversation), version=version)
    change = found.select_related("person", "conversation").first()
    if change is None or change.conversation.version != version:
        return
    held = change.conversation
    if change.holder == Holder.QUEUE:
        tell(people_on_duty(), _about(models.Kind.WAITS, held, version))
    elif change.holder == Holder.PERSON and change.person and change.person_id != change.by_person_id:
        kind = models.Kind.WOKEN if _slept(held, version) else models.Kind.GIVEN
        tell([change.person], _about(kind, held, version))


def _slept(held: Conversation, version: int) -> bool:
    before = held.holder_changes.filter(version=version - 1).first()
    return before is not None and before.holder == Holder.SNOOZED and before.person_id == held.person_id


def tell_of_answer(conversation: str, number: int) -> None:
    """A customer wrote to the person who holds it."""
    found = _holder(UUID(conversation))
    if not found or found[0][0] != Holder.PERSON:
        return
    held = Conversation.objects.select_related("person").get(pk=conversation)
    if held.person is None or held.holder != Holder.PERSON:
        return
    given = held.holder_changes.filter(version=held.version).first()
    if given is not None and number <= given.after_number:
        # It was there when they got it.
        return
    if held.messages.filter(number__gt=number, kind=Kind.PERSON).exclude(text="").exists():
        return
    tell([held.person], _about(models.Kind.ANSWERED, held, number))


def tell_of_call(note: int) -> None:
    """A note calls colleagues; who has read it by now is not told."""
    called = Mention.objects.filter(note=note, read_at=None).select_related("person", "note")
    for mention in called:
        what = Happening(
            models.Kind.CALLED, f"called:{mention.pk}", conversation=mention.note.conversation_id
        )
        tell([mention.person], what)


def tell_of_task(task: str, person: str = "") -> None:
    """Its time has come. person: whom it is for, "" for nobody in particular."""
    due = find_due(task, person)
    if due is None:
        return
    conversation = _conversation_of(due)
    what = Happening(
        models.Kind.DUE,
        f"due:{due.pk}:{due.due_at:%Y%m%d%H%M}" if due.due_at else f"due:{due.pk}",
        conversation=conversation.pk if conversation else None,
        task=due.pk,
    )
    tell(_whose(person, conversation), what)


def _conversation_of(task: Task) -> Conversation | None:
    kind, _, rest = task.about.partition(":")
    try:
        pk = UUID(rest.partition(":")[0]) if kind == "conversation" else task.conversation_id
    except ValueError:
        return None
    return Conversation.objects.select_related("person").filter(pk=pk).first() if pk else None


def _whose(person: str, conversation: Conversation | None) -> list[Person]:
    named = Person.objects.filter(pk=int(person), is_active=True).first() if person else None
    if named:
        return [named]
    if conversation and conversation.holder == Holder.PERSON and conversation.person:
        return [conversation.person]
    return people_on_duty()


def tell_of_target(conversation: str, person: str = "", target: str = "") -> None:
    """Soon the customer will have waited too long. target: which promise, so that each is told once."""
    held = Conversation.objects.select_related("person").filter(pk=UUID(conversation)).first()
    if held is None or held.holder == Holder.CLOSED:
        return
    since = held.waiting_since or held.opened_at
    what = Happening(
        models.Kind.NEAR,
        f"near:{held.pk}:{since:%Y%m%d%H%M%S}:{target}"[:120],
        conversation=held.pk,
    )
    tell(_whose(person, held), what)


def _about(kind: str, held: Conversation, number: int) -> Happening:
    return Happening(kind, f"{kind}:{held.pk}:{number}", conversation=held.pk)
