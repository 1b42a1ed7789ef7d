"""How far a job is, told beside its transaction; and the wish to stop it, heard there."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

Progress = Callable[[str, int, int], None]
"""Called with the stage, the rows done and the rows in all."""

EVERY_SECONDS = 0.5


class Stopped(Exception):
    """Somebody asked to stop: what was done so far is to be rolled back."""


def no_progress(stage: str, done: int, total: int) -> None:
    """For callers who do not watch."""


class Reporter:
    """Writes how far the job of an import is, at most twice a second, where everybody sees it at once.

    It has a connection of its own, since nobody sees what a transaction has not committed; and it only ever updates a
    row that nothing else locks for longer than a statement, so it never waits for the job that it reports on.
    """

    def __init__(self, import_id: int, connection: BaseDatabaseWrapper) -> None:
        self.import_id = import_id
        self.connection = connection
        self.stage = ""
        self.told_at = float("-inf")

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Tell it.

        :raises Stopped: somebody wants the job to stop.
        """
        now = monotonic()
        if stage == self.stage and now - self.told_at < EVERY_SECONDS:
            return
        self.stage, self.told_at = stage, now
        with self.connection.cursor() as cursor:
            cursor.execute(
                "UPDATE intake_importprogress SET stage = %s, done = %s, total = %s WHERE table_id = %s"
                " RETURNING stop_asked",
                [stage, done, total, self.import_id],
            )
            told = cursor.fetchone()
        if told is not None and told[0]:
            raise Stopped


@contextmanager
def reported(import_id: int) -> Iterator[Progress]:
    """A reporter for the job of this import, and its connection as long as the job takes."""
    connection = connections.create_connection("default")
    try:
        yield Reporter(import_id, connection)
    finally:
        connection.close()
