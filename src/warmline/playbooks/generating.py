"""What could have happened at this business until now? The same seed and moment give the same past."""

from datetime import datetime
from random import Random

from warmline.playbooks.generating_conversations import make_conversations
from warmline.playbooks.generating_customers import make_customers
from warmline.playbooks.generating_orders import make_orders
from warmline.playbooks.history import History
from warmline.playbooks.playbook import Playbook

CUSTOMERS = 200
CONVERSATIONS = 300


def generate(playbook: Playbook, *, now: datetime, seed: int = 20261) -> History:
    """A past of 200 customers, their orders and 300 closed conversations; `now` must be aware."""
    if now.tzinfo is None:
        raise ValueError("now must know its time zone")
    customers = make_customers(playbook, now, CUSTOMERS, _random(playbook, seed, "customers"))
    orders = make_orders(playbook, now, customers, _random(playbook, seed, "orders"))
    conversations = make_conversations(
        playbook, now, customers, orders, CONVERSATIONS, _random(playbook, seed, "conversations")
    )
    return History(customers=customers, orders=orders, conversations=conversations)


def _random(playbook: Playbook, seed: int, part: str) -> Random:
    # Each part has its own stream, so that one more customer leaves the words of conversations alone.
    return Random(f"{seed} {playbook.name} {part}")  # noqa: S311 - sample material, nothing secret
