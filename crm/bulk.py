"""Many rows at once: PostgreSQL's COPY in, and one UPDATE from what was copied."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

import orjson
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

from crm.copy_text import copy_text

BLOCK = 1000
"""Rows that are written together."""

if TYPE_CHECKING:
    BooleanLookup = models.Lookup[bool]
else:
    BooleanLookup = models.Lookup


class _Among(BooleanLookup):
    """`column = ANY(array)`: one parameter, where `__in` has one for each value."""

    prepare_rhs = False
    lookup_name = "among"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, column_params = self.process_lhs(compiler, connection)
        array, array_params = self.process_rhs(compiler, connection)
        return f"{column} = ANY({array})", (*column_params, *array_params)


def among(column: str, values: Iterable[str] | Iterable[int]) -> models.Q:
    """The rows whose `column` is one of `values`, however many these are."""
    listed = sorted(values)
    if not listed:
        return models.Q(pk__in=[])
    element = models.BigIntegerField() if isinstance(listed[0], int) else models.TextField()
    return models.Q(_Among(models.F(column), models.Value(listed, output_field=ArrayField(element))))


def next_ids(model: type[models.Model], number: int) -> list[int]:
    """Take `number` keys of `model` from its sequence, for rows whose keys have to be known before they are written."""
    table, key = model._meta.db_table, model._meta.pk
    assert key is not None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)", [table, key.column, number]
        )
        return [taken for (taken,) in cursor.fetchall()]


def copy_in(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Write new rows of `model` by COPY; every column without a default in the database has to be among `columns`.

    Values of JSON columns are given as Python objects.

    :raises IntegrityError: a constraint of the table refuses a row; nothing was written then.
    """
    return _copy(connection.ops.quote_name(model._meta.db_table), model, columns, rows)


def copy_in_new(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Write those of the new rows that a unique constraint of the table does not know already; how many these were.

    Two who write the same row at the same time both go on: the second waits, and finds it there.
    """
    quote = connection.ops.quote_name
    table, staging = quote(model._meta.db_table), quote(f"new_{model._meta.db_table}")
    listed = ", ".join(map(quote, columns))
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE {staging} ON COMMIT DROP AS TABLE {table} WITH NO DATA")
        _copy(staging, model, columns, rows)
        insert = f"INSERT INTO {table} ({listed}) SELECT {listed} FROM {staging} ON CONFLICT DO NOTHING"  # noqa: S608 (quoted names)
        cursor.execute(insert)
        written = int(cursor.rowcount)
        cursor.execute(f"DROP TABLE {staging}")
    return written


def update_from(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Set `columns` of existing rows of `model`, each given as (key, value, …), by one UPDATE; how many it changed.

    None leaves a column as it is. Triggers fire as with any other UPDATE, so the history of each row is kept.
    """
    quote = connection.ops.quote_name
    table, staging = quote(model._meta.db_table), quote(f"new_{model._meta.db_table}")
    assigned = ", ".join(
        f"{quote(column)} = coalesce(staged.{quote(column)}, {table}.{quote(column)})" for column in columns
    )
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE {staging} ON COMMIT DROP AS TABLE {table} WITH NO DATA")
        _copy(staging, model, ("id", *columns), rows)
        update = f"UPDATE {table} SET {assigned} FROM {staging} AS staged WHERE {table}.id = staged.id"  # noqa: S608 (quoted names)
        cursor.execute(update)
        changed = int(cursor.rowcount)
        cursor.execute(f"DROP TABLE {staging}")
    return changed


def _copy(table: str, model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[object]]) -> int:
    as_json = {field.column for field in model._meta.concrete_fields if isinstance(field, models.JSONField)}
    places = [index for index, column in enumerate(columns) if column in as_json]
    listed = ", ".join(connection.ops.quote_name(column) for column in columns)
    with connection.cursor() as cursor, connection.wrap_database_errors:
        with cursor.copy(f"COPY {table} ({listed}) FROM STDIN") as copy:
            for block in _blocks(rows):
                text = copy_text(block, places)
                if text is not None:
                    copy.write(text)
                    continue
                for row in _written_out(block, places):
                    copy.write_row(row)
        return int(cursor.rowcount)  # a closed cursor has forgotten it


def _blocks(rows: Iterable[Sequence[object]]) -> Iterator[list[Sequence[object]]]:
    following = iter(rows)
    while block := list(islice(following, BLOCK)):
        yield block


def _written_out(rows: Iterable[Sequence[object]], places: Sequence[int]) -> Iterator[Sequence[object]]:
    """The rows with the values of JSON columns written out."""
    for row in rows:
        written = list(row)
        for place in places:
            if written[place] is not None:
                written[place] = orjson.dumps(written[place]).decode()
        yield written
