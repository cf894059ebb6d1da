"""What points at a customer? Every row of every table, found in the models themselves, so that nothing is forgotten."""

from collections.abc import Iterator
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.db.models import Model

from warmline.customers.models import Customer, Different, ProfileMerge

#: These tell of the profile itself and stay with it: the traces, and the search's own entry of it.
_OF_THE_PROFILE: Final = (f"{ProfileMerge._meta.label}.", f"{Different._meta.label}.", "search.Entry.")

#: By "app.Model.field": the keys of rows.
Moved = dict[str, list[Any]]


def relations() -> Iterator[tuple[str, type[Model], str]]:
    """ "app.Model.field", the model and its field, of all that points at a customer."""
    for relation in Customer._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete or not relation.is_relation:
            continue
        model: Any = relation.related_model
        name = f"{model._meta.label}.{relation.field.name}"  # type: ignore[union-attr]
        if not name.startswith(_OF_THE_PROFILE):
            yield name, model, relation.field.name  # type: ignore[union-attr]


def move_all(gone: Customer, kept: Customer) -> Moved:
    """Within a transaction; returns what moved. What both may have only once stays: the kept one's counts."""
    moved: Moved = {}
    for name, model, field in relations():
        keys = list(model._base_manager.filter(**{field: gone}).values_list("pk", flat=True))
        if keys:
            moved[name] = [str(key) for key in _move(model, field, keys, kept)]
    return moved


def _move(model: type[Model], field: str, keys: list[Any], kept: Customer) -> list[Any]:
    rows = model._base_manager
    try:
        with transaction.atomic():
            rows.filter(pk__in=keys).update(**{field: kept})
            return keys
    except IntegrityError:
        return [key for key in keys if _move_one(model, field, key, kept)]


def _move_one(model: type[Model], field: str, key: Any, kept: Customer) -> bool:
    try:
        with transaction.atomic():
            model._base_manager.filter(pk=key).update(**{field: kept})
    except IntegrityError:
        return False
    return True


def move_back(moved: Moved, kept: Customer, gone: Customer) -> None:
    """Those that are still the kept one's."""
    for name, model, field in relations():
        for start in range(0, len(moved.get(name, [])), 500):
            keys = moved[name][start : start + 500]
            model._base_manager.filter(pk__in=keys, **{field: kept}).update(**{field: gone})
