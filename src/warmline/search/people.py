"""Which customers are meant by a name, an address, a telephone number or an order?"""

from warmline.commerce.models import Order
from warmline.customers.models import Customer
from warmline.search.asking import Term
from warmline.search.engines import find
from warmline.search.models import Entry
from warmline.search.sought import Sought
from warmline.search.words import words_of

#: Below the key of any customer.
_FIRST = -(1 << 62)


def find_customers(text: str, limit: int) -> list[Customer]:
    """At most `limit`: those whose profile holds all words (the last may be begun), and whose order is named."""
    found = {customer.pk: customer for customer in _by_profile(text, limit)}
    for customer in _by_order(text, limit):
        found.setdefault(customer.pk, customer)
    return list(found.values())[:limit]


def _by_profile(text: str, limit: int) -> list[Customer]:
    terms = tuple(Term(tuple(words_of(part))) for part in text.split()[:12] if words_of(part))
    if not terms:
        return []
    terms = (*terms[:-1], Term(terms[-1].words, is_begun=True))
    keys = find(Sought(terms, above=_FIRST, below=0), limit)
    entries = Entry.objects.select_related("customer").in_bulk(keys)
    return [customer for key in keys if (customer := entries[key].customer)]


def _by_order(text: str, limit: int) -> list[Customer]:
    """By its whole number or the digits at its end."""
    number = text.strip().lstrip("#")
    if len(number) < 3 or not any(mark.isdigit() for mark in number):
        return []
    orders = Order.objects.filter(number__icontains=number).select_related("customer")
    return [order.customer for order in orders.order_by("-placed_at")[:limit] if order.customer]
