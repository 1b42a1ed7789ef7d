"""Jobs of intake: each calls one service, can be run twice without harm, and goes on where it was cut off."""

from collections.abc import Callable
from types import TracebackType
from typing import Self

from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.utils import translation
from django.utils.translation import gettext as _
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from crm.errors import DomainError
from crm.intake.errors import BrokenOff
from crm.intake.jobs import QUEUE
from crm.intake.models import Import
from crm.intake.progress import Progress, Stopped, reported
from crm.intake.services import carry_out_commit, carry_out_undo, commit_after_reading, read_import
from crm.intake.services.turns import go_back

MOST_TRIES = 3
"""A job whose worker dies this often is what kills it: it is put aside, and the import told so."""

OUTAGE = (OperationalError, InterfaceError)
RETRY = RetryStrategy(max_attempts=MOST_TRIES, wait=5, retry_exceptions=OUTAGE)


class InHand:
    """An import while its job runs: whatever ends the job but an outage, it does not stay in the job's hands."""

    def __init__(self, import_id: int, *, before: str) -> None:
        self.import_id = import_id
        self.before = before

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> bool:
        """Give it back, with the reason; only what is a fault of ours goes on to the log of the queue."""
        match error:
            case None:
                return False
            case Stopped():
                go_back(self.import_id, to=self.before, problem=None)
            case DomainError():
                go_back(self.import_id, to=self.before, problem=error)
            case OperationalError() | InterfaceError():
                return False  # tried again
            case _:
                go_back(self.import_id, to=self.before, problem=broken_off())
                return False
        return True


def broken_off() -> BrokenOff:
    """What is told of a job that broke for no fault of the table's."""
    return BrokenOff(
        _("This broke off for a reason on our side, which is on record; nothing was changed. Try it once more.")
    )


def carry_out(
    context: JobContext, import_id: int, language: str | None, before: str, do: Callable[[Progress], None]
) -> None:
    """Run `do` for an import; after too many tries put the job aside."""
    _drop_stale_connection()
    try:
        with translation.override(language), InHand(import_id, before=before):
            assert context.job is not None
            if context.job.attempts >= MOST_TRIES:
                raise broken_off()
            with reported(import_id) as progress:
                do(progress)
    finally:
        _drop_stale_connection()


def _drop_stale_connection() -> None:
    """Let go of what this thread kept of a database that is gone; Django does so around requests only."""
    if not connection.in_atomic_block:  # a caller's transaction is the caller's
        close_old_connections()


@app.task(name="crm.intake.tasks.read", queue=QUEUE, pass_context=True, retry=RETRY)
def read(context: JobContext, import_id: int, language: str | None, before: str, then: str | None) -> None:
    """Read a received table; where that was asked for, have it committed."""

    def do(progress: Progress) -> None:
        progress("reading", 0, 0)
        read_import(import_id=import_id, progress=progress)
        if then is not None:
            commit_after_reading(import_id=import_id, good_rows_only=then == "good")

    carry_out(context, import_id, language, before, do)


@app.task(name="crm.intake.tasks.commit", queue=QUEUE, pass_context=True, retry=RETRY)
def commit(context: JobContext, import_id: int, language: str | None) -> None:
    """Carry out an import that somebody decided to commit."""

    def do(progress: Progress) -> None:
        carry_out_commit(import_id=import_id, progress=progress)

    carry_out(context, import_id, language, Import.State.PREVIEWED, do)


@app.task(name="crm.intake.tasks.undo", queue=QUEUE, pass_context=True, retry=RETRY)
def undo(context: JobContext, import_id: int, language: str | None, by: int | None) -> None:
    """Undo an import that somebody decided to undo."""

    def do(progress: Progress) -> None:
        carry_out_undo(import_id=import_id, by=by, progress=progress)

    carry_out(context, import_id, language, Import.State.COMMITTED, do)
