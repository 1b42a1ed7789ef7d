"""Many rows into one table: PostgreSQL's COPY, for what is read from files or computed, not typed."""

from collections.abc import Iterable, Sequence

from django.db import connection, models
from psycopg import sql


def copy_in(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[object]]) -> int:
    """Append `rows` to the table of `model` and return how many there were.

    `columns` are column names (`enterprise_id`, not `enterprise`). Triggers and constraints work as ever; model
    defaults do not, so name every column that has none in the database. JSON goes in as `psycopg.types.json.Jsonb`.

    Raises
    ------
    django.db.IntegrityError
        If a row breaks a constraint; nothing is written then.
    """
    command = sql.SQL("copy {table} ({columns}) from stdin").format(
        table=sql.Identifier(model._meta.db_table), columns=sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with connection.cursor() as cursor:
        with cursor.copy(command) as copy:
            for row in rows:
                copy.write_row(row)
        return int(cursor.rowcount)
