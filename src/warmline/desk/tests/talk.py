"""A customer who talks, for the tests of the desk."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.test import Client

from warmline.conversations import opening, recording
from warmline.conversations.appending import Words
from warmline.conversations.handover import Handover, hand_over
from warmline.conversations.holding import Actor, current_episode, hold
from warmline.conversations.models import Conversation, Kind, Message
from warmline.customers.models import Customer
from warmline.staff.models import Person

BOT = Actor(Kind.BOT, "Crumb")


@dataclass(frozen=True)
class Talk:
    pk: UUID

    @property
    def row(self) -> Conversation:
        return Conversation.objects.select_related("customer", "person").get(pk=self.pk)

    @property
    def path(self) -> str:
        return f"/desk/conversations/{self.pk}/"

    def says(self, *texts: str) -> Message:
        for text in texts:
            message = recording.record(self.pk, uuid4().hex, text).message
        return message

    def queue(self, reason: str = "customer_request", priority: int = 1) -> None:
        with hold(self.pk) as row:
            handover = Handover(reason, "Asked for a person.", "Of course.", priority)
            hand_over(row, current_episode(row), BOT, BOT, handover)


def open_talk(customer: Customer, *texts: str) -> Talk:
    begun = opening.begin(customer, BOT, Words("I am Crumb, an automatic assistant."))
    talk = Talk(begun.conversation.pk)
    if texts:
        talk.says(*texts)
    return talk


def signed_in(person: Person) -> Client:
    client = Client(headers={"HX-Request": "true"})
    client.force_login(person)
    return client
