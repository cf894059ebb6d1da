"""How does a statement that runs for each message cost little? Django builds it once; after that only values change.

Building a statement anew takes the ORM three to ten times as long as the database takes for it. Here it is still
Django that writes the SQL and turns values into what the database keeps, so both databases are served alike.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import AutoField, Field, Model, QuerySet

Row = TypeVar("Row")
Instance = TypeVar("Instance", bound=Model)


@dataclass(frozen=True)
class _Built:
    sql: str
    #: By place in the row: what makes a Python value of what is stored.
    converters: dict[int, tuple[Sequence[Any], Any]]
    make: Callable[[list[Any]], Any]


class Select(Generic[Row]):
    """A query, called with the values (UUID, int, str) of its conditions; the order must be that of the conditions.

    Gives its rows: instances, or tuples if the query says values_list(...). The conditions of one filter() stand in
    the order of their names.
    """

    def __init__(self, build: Callable[..., "QuerySet[Any, Row]"]) -> None:
        self._build = build
        self._built: _Built | None = None

    def __call__(self, *values: UUID | int | str) -> list[Row]:
        stored = [_as_stored(value) for value in values]
        built = self._built = self._built or _built(self._build(*values), stored)
        with connection.cursor() as cursor:
            cursor.execute(built.sql, stored)
            rows = [list(row) for row in cursor.fetchall()]
        for place, (converters, expression) in built.converters.items():
            for row in rows:
                for convert in converters:
                    row[place] = convert(row[place], expression, connection)
        return [built.make(row) for row in rows]


def _built(query: "QuerySet[Any, Any]", stored: list[Any]) -> _Built:
    compiler = query.query.get_compiler(connection=connection)
    sql, parameters = compiler.as_sql()
    if list(parameters) != stored:
        raise ValueError("The values do not stand in the query in the order of the call.")
    columns = [column for column, _, _ in compiler.select]
    make = _instances_of(query.model, columns) if query.query.default_cols else tuple
    return _Built(sql, compiler.get_converters(columns), make)


def _instances_of(model: type[Model], columns: Sequence[Any]) -> Callable[[list[Any]], Model]:
    names = [column.target.attname for column in columns]
    return lambda row: model.from_db(connection.alias, names, row)


def _as_stored(value: UUID | int | str) -> Any:
    is_text = isinstance(value, UUID) and not connection.features.has_native_uuid_field
    return value.hex if is_text and isinstance(value, UUID) else value


def insert(instance: Instance) -> Instance:
    """Stores a new row, as save() does for a model without parents, files and signals."""
    sql, fields, key = _insert_statement(type(instance))
    values = [field.get_db_prep_save(field.pre_save(instance, True), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        if key:
            setattr(instance, key, cursor.fetchone()[0])
    instance._state.adding, instance._state.db = False, connection.alias
    return instance


@cache
def _insert_statement(model: type[Model]) -> tuple[str, tuple["Field[Any, Any]", ...], str]:
    """The SQL, the fields that it wants, and the name of the key that the database gives, "" when it is ours."""
    meta = model._meta
    fields = tuple(field for field in meta.concrete_fields if not isinstance(field, AutoField))
    key = meta.pk.attname if isinstance(meta.pk, AutoField) else ""
    columns = ", ".join(_column(field) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    returning = f" RETURNING {_column(meta.pk)}" if key else ""
    # Names of our own tables and columns only; every value is a parameter.
    table = connection.ops.quote_name(meta.db_table)
    return f"INSERT INTO {table} ({columns}) VALUES ({places}){returning}", fields, key  # noqa: S608


def update(instance: Model, *names: str) -> None:
    """Stores these fields of a row, as save(update_fields=names) does for a model without signals."""
    sql, fields = _update_statement(type(instance), names)
    values = [field.get_db_prep_save(getattr(instance, field.attname), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


@cache
def _update_statement(
    model: type[Model], names: tuple[str, ...]
) -> tuple[str, tuple["Field[Any, Any]", ...]]:
    meta = model._meta
    fields = [field for name in names for field in meta.concrete_fields if field.name == name]
    changes = ", ".join(f"{_column(field)} = %s" for field in fields)
    sql = f"UPDATE {connection.ops.quote_name(meta.db_table)} SET {changes} WHERE {_column(meta.pk)} = %s"  # noqa: S608
    return sql, (*fields, meta.pk)


def _column(field: "Field[Any, Any]") -> str:
    return connection.ops.quote_name(str(field.column))
