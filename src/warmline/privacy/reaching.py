"""Which rows tell of a customer? All that point at them, and all that point at those, found in the models."""

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.db import models
from django.db.models import Model

from warmline.customers.models import Customer

#: So many keys fit one question to any database.
PORTION: Final = 500
#: Entries of the search follow their message, note or customer by triggers (0007-search.md).
_FOLLOWS_BY_ITSELF: Final = ("search.",)

#: The keys of rows by their model, in the order in which they were found: from the customer outwards.
Reached = dict[type[Model], set[Any]]


def reach(customer: Customer) -> Reached:
    """With the customer's own row."""
    reached: Reached = {Customer: {customer.pk}}
    waiting: deque[tuple[type[Model], set[Any]]] = deque([(Customer, {customer.pk})])
    while waiting:
        model, keys = waiting.popleft()
        fresh: Mapping[type[Model], set[Any]] = _pointing_at(model, keys)
        for other, found in fresh.items():
            new = found - reached.get(other, set())
            if new:
                reached.setdefault(other, set()).update(new)
                waiting.append((other, new))
    return reached


def _pointing_at(model: type[Model], keys: set[Any]) -> dict[type[Model], set[Any]]:
    found: dict[type[Model], set[Any]] = defaultdict(set)
    for other, field in relations_of(model):
        for portion in portions(keys):
            rows = other._base_manager.filter(**{f"{field}__in": portion})
            found[other].update(rows.values_list("pk", flat=True))
    return found


def relations_of(model: type[Model]) -> Iterator[tuple[type[Model], str]]:
    """Models whose rows belong to one of this: those that only mention it, and go on without, are not meant."""
    for relation in model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel) or relation.on_delete is models.SET_NULL:
            continue
        other: Any = relation.related_model
        if not other._meta.label.startswith(_FOLLOWS_BY_ITSELF):
            yield other, relation.field.name


def portions(keys: set[Any]) -> Iterator[list[Any]]:
    ordered = sorted(keys, key=str)
    for start in range(0, len(ordered), PORTION):
        yield ordered[start : start + PORTION]
