"""How does a made-up past become rows? Customers, orders and closed conversations, in bulk."""

import secrets
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

from warmline.commerce.models import Order, OrderLine, Product
from warmline.conversations.models import Conversation, Episode, Holder, HolderChange, Kind, Message
from warmline.conversations.opening import hash_token
from warmline.customers.models import Customer
from warmline.feedback.models import Rating
from warmline.lib.time import now
from warmline.playbooks.accounts import remember_accounts
from warmline.playbooks.feelings import remember_insights, remember_moods
from warmline.playbooks.history import History, PastConversation, PastLine
from warmline.playbooks.playbook import Playbook
from warmline.staff.models import Person

#: A conversation's rows are made in portions of this many.
PORTION = 50


def load_history(playbook: Playbook, history: History, on_progress: Callable[[int, int], None]) -> None:
    customers = _load_customers(history)
    _load_orders(playbook, history, customers)
    remember_accounts(playbook, customers, now())
    staff = {person.name: person for person in Person.objects.all()}
    loader = _Loader(customers, staff, playbook.business.bot_name)
    for start in range(0, len(history.conversations), PORTION):
        loader.load(history.conversations[start : start + PORTION])
        on_progress(min(start + PORTION, len(history.conversations)), len(history.conversations))


def _load_customers(history: History) -> list[Customer]:
    made = Customer.objects.bulk_create(
        Customer(
            name=past.name, email=past.email.lower(), phone=past.phone, prefers=past.prefers, note=past.note
        )
        for past in history.customers
    )
    for customer, past in zip(made, history.customers, strict=True):
        customer.joined_at = past.joined_at
    Customer.objects.bulk_update(made, ["joined_at"])
    return made


def _load_orders(playbook: Playbook, history: History, customers: list[Customer]) -> None:
    products = {product.sku: product for product in Product.objects.all()}
    orders = Order.objects.bulk_create(
        Order(
            number=past.number,
            customer=customers[past.customer],
            status=past.status,
            placed_at=past.placed_at,
            promised_for=past.promised_for,
            delivered_at=past.delivered_at,
            carrier=past.carrier,
            tracking=past.tracking,
            total_minor=past.total_minor,
        )
        for past in history.orders
    )
    OrderLine.objects.bulk_create(
        OrderLine(
            order=order,
            product=products[line.sku],
            quantity=line.quantity,
            price_minor=products[line.sku].price_minor,
        )
        for order, past in zip(orders, history.orders, strict=True)
        for line in past.lines
    )


class _Loader:
    def __init__(self, customers: list[Customer], staff: dict[str, Person], bot_name: str) -> None:
        self.customers, self.staff, self.bot_name = customers, staff, bot_name

    def load(self, portion: tuple[PastConversation, ...]) -> None:
        visitors = [past for past in portion if past.customer is None]
        nameless = iter(Customer.objects.bulk_create(Customer() for _ in visitors))
        conversations = [
            self._conversation(
                past, next(nameless) if past.customer is None else self.customers[past.customer]
            )
            for past in portion
        ]
        Conversation.objects.bulk_create(conversations)
        episodes = Episode.objects.bulk_create(map(_episode, conversations, portion))
        joined = list(zip(conversations, episodes, portion, strict=True))
        Message.objects.bulk_create(
            self._message(conversation, episode, number, line)
            for conversation, episode, past in joined
            for number, line in enumerate(past.lines, 1)
        )
        HolderChange.objects.bulk_create(change for row in joined for change in self._changes(*row))
        Rating.objects.bulk_create(_rating(*row) for row in joined if row[2].csat is not None)
        remember_moods(joined)
        remember_insights(joined)

    def _conversation(self, past: PastConversation, customer: Customer) -> Conversation:
        return Conversation(
            id=uuid4(),
            token_hash=hash_token(secrets.token_urlsafe(32)),
            customer=customer,
            identity="claimed" if customer.email else "anonymous",
            holder=Holder.CLOSED,
            person=self._last_person(past),
            version=len(self._steps(past)),
            last_number=len(past.lines),
            responded_through=len(past.lines),
            opened_at=past.started_at,
            last_message_at=past.lines[-1].at,
        )

    def _last_person(self, past: PastConversation) -> Person | None:
        names = [line.name for line in past.lines if line.kind == "person"]
        return self.staff.get(names[-1]) if names else None

    def _message(self, conversation: Conversation, episode: Episode, number: int, line: PastLine) -> Message:
        return Message(
            conversation=conversation,
            episode=episode,
            number=number,
            kind=line.kind,
            name="" if line.kind == Kind.CUSTOMER else line.name,
            person=self.staff.get(line.name) if line.kind == "person" else None,
            text=line.text,
            at=line.at,
        )

    def _steps(self, past: PastConversation) -> list[tuple[str, int]]:
        """The holders in order, each with the number of the last message before it."""
        first_person = next((n for n, line in enumerate(past.lines) if line.kind == "person"), None)
        steps: list[tuple[str, int]] = [(Holder.BOT, 0)]
        if first_person is not None:
            steps += [(Holder.QUEUE, max(first_person - 1, 0)), (Holder.PERSON, first_person)]
        return [*steps, (Holder.CLOSED, len(past.lines))]

    def _changes(
        self, conversation: Conversation, episode: Episode, past: PastConversation
    ) -> list[HolderChange]:
        because = {
            Holder.BOT: "The customer opened the chat.",
            Holder.QUEUE: "A person was needed.",
            Holder.PERSON: "A person took it over.",
            Holder.CLOSED: "It was closed.",
        }
        return [
            HolderChange(
                conversation=conversation,
                episode=episode,
                version=version,
                holder=holder,
                person=conversation.person if holder in (Holder.PERSON, Holder.CLOSED) else None,
                by_kind=Kind.SYSTEM,
                reason=past.reason if holder == Holder.QUEUE else "",
                because=because[Holder(holder)],
                after_number=after,
                at=past.started_at if after == 0 else past.lines[after - 1].at + timedelta(seconds=1),
            )
            for version, (holder, after) in enumerate(self._steps(past), 1)
        ]


def _episode(conversation: Conversation, past: PastConversation) -> Episode:
    return Episode(
        conversation=conversation,
        ordinal=1,
        opened_at=past.started_at,
        closed_at=past.lines[-1].at + timedelta(seconds=1),
        closed_because="by_person" if conversation.person else "solved",
    )


def _rating(conversation: Conversation, episode: Episode, past: PastConversation) -> Rating:
    assert past.csat is not None  # noqa: S101 (the caller asks)
    return Rating(
        conversation=conversation,
        episode=episode,
        survey="csat",
        score=past.csat,
        comment=past.csat_comment,
        at=past.lines[-1].at + timedelta(minutes=5),
    )
