"""Who is the customer, when they have proved it?"""

from warmline.conversations.models import Conversation
from warmline.customers.models import Customer


def identify(conversation: Conversation, customer_id: int) -> None:
    """Joins a locked conversation to the customer whose order number and e-mail address were given."""
    if conversation.identity == Conversation.Identity.SIGNED:
        # Their own site said who they are; an order of somebody else does not make them somebody else.
        return
    was = conversation.customer
    conversation.customer = Customer.objects.get(pk=customer_id)
    conversation.identity = Conversation.Identity.ORDER
    conversation.save(update_fields=["customer", "identity"])
    forget_nameless(was, heir=conversation.customer)


def forget_nameless(customer: Customer, heir: Customer) -> None:
    """A visitor's row without anything known, and without a conversation, is of no use to anybody.

    What people promised to the visitor is now promised to `heir`.
    """
    if customer.email or customer.orders.exists() or customer.conversations.exists():
        return
    customer.tasks.update(customer=heir)
    customer.delete()
