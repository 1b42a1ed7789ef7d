"""Whose turn it is: from state to state by compare-and-set, and one job at a time where jobs must not meet."""

from collections.abc import Iterable

from django.db import connection
from django.utils.translation import gettext as _

from crm.errors import DomainError
from crm.intake.models import Import

COMMIT_LOCK = 0x7469_6475
"""Commits and undoings wait for one another: the plan of the second has to see what the first wrote."""

PREVIEW_LOCK = 0x7469_6470
"""Whoever changes the rows of one preview does so alone."""

WORKING = (Import.State.RECEIVED, Import.State.READING, Import.State.COMMITTING, Import.State.UNDOING)
"""States in which a job has the import, or will have."""


def move(import_id: int, start: Iterable[str], to: str, **fields: object) -> bool:
    """Bring an import from one of the states `start` to `to`; whether it was in one of them.

    One UPDATE that waits for nobody: an import that a job holds is visibly in another state.
    """
    changed = Import.objects.filter(pk=import_id, state__in=list(start)).update(state=to, **fields)
    return changed == 1


def go_back(import_id: int, *, to: str, problem: DomainError | None) -> None:
    """Take an import that a job gave up out of the job's hands."""
    told = {"code": problem.code, "message": problem.message} if problem else None
    decided = {} if to == Import.State.COMMITTED else {"committed_by": None, "good_rows_only": False}
    move(import_id, WORKING, to, problem=told, **decided)


def wait_for_commits() -> None:
    """Until this transaction ends, nobody else commits or undoes."""
    _lock("pg_advisory_xact_lock(%s)", COMMIT_LOCK)


def wait_for_preview(import_id: int) -> None:
    """Until this transaction ends, nobody else changes the rows of this import's preview."""
    _lock("pg_advisory_xact_lock(%s, %s)", PREVIEW_LOCK, import_id % 2**31)


def _lock(function: str, *key: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}", list(key))


def in_state(import_: Import, wanted: str, error: type[DomainError]) -> Import:
    """The import, if it is in the state `wanted`.

    :raises DomainError: it is in another; of the class `error`.
    """
    if import_.state != wanted:
        raise error(
            _("This import is %(state)s, so that is not possible now.") % {"state": import_.get_state_display()}
        )
    return import_
