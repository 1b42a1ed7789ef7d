"""Reading many tables as they stood at one moment, whatever others write meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from psycopg import IsolationLevel


@contextmanager
def one_state() -> Iterator[None]:
    """A transaction in which every query sees the same state of the database (REPEATABLE READ). For reading only.

    The level is set on the connection, so that `BEGIN` itself names it: a `SET TRANSACTION` would have to come before
    any other statement, and whatever wraps statements puts some before it. Inside a transaction that was begun already
    nothing can be changed any more: there it is that transaction, with its level.
    """
    if connection.in_atomic_block:
        yield
        return
    connection.ensure_connection()
    usual = connection.connection.isolation_level
    connection.connection.isolation_level = IsolationLevel.REPEATABLE_READ
    try:
        with transaction.atomic():
            yield
    finally:
        if connection.connection and not connection.connection.closed:
            connection.connection.isolation_level = usual
