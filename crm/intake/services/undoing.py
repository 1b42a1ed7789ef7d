"""Undoing: an import's facts go, what it changed gets its old values back, what was edited since is kept and told."""

import pghistory
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from crm.accounts.models import User
from crm.enterprises.asking import ask_for_duplicates
from crm.intake.errors import CannotBeUndone, NotCommitted
from crm.intake.jobs import queue, tell_facts_changed
from crm.intake.models import Import, ImportFile, Kind
from crm.intake.progress import Progress, no_progress
from crm.intake.services.turns import in_state, move, wait_for_commits
from crm.intake.writing import undo
from crm.intake.writing.undo_plan import UndoPlan


def what_undoing_does(import_: Import, *, by: User | None) -> UndoPlan:
    """What undoing this import would take away, give back and keep, if `by` does it.

    :raises NotCommitted: it wrote nothing, or was undone before.
    :raises CannotBeUndone: it was made before imports could be undone.
    """
    _check_written_for_undoing(import_.pk)
    return undo.plan_undo(in_state(import_, Import.State.COMMITTED, NotCommitted), by=by)


@transaction.atomic
def request_undo(*, import_id: int, by: User | None) -> None:
    """Decide that a committed import is to be undone, and queue the job that does it.

    :raises NotCommitted: it wrote nothing, was undone before, or somebody else asked first.
    :raises CannotBeUndone: it was made before imports could be undone.
    """
    _decide(import_id)
    queue("undo", Import.objects.get(pk=import_id), by=by.pk if by else None)


def undo_import(*, import_id: int, by: User | None, progress: Progress = no_progress) -> Import:
    """Decide and carry out in one go, for the command line.

    :raises NotCommitted: it wrote nothing, or was undone before.
    :raises CannotBeUndone: it was made before imports could be undone.
    """
    with transaction.atomic():
        _decide(import_id)
        carry_out_undo(import_id=import_id, by=by.pk if by else None, progress=progress)
    return Import.objects.get(pk=import_id)


@transaction.atomic
def carry_out_undo(*, import_id: int, by: int | None, progress: Progress = no_progress) -> None:
    """Undo what a committed import wrote, all or nothing. The job; harmless when run again.

    The rows are held from the plan on, so that nobody's change is lost in between; what `by` may not see now is kept.

    :raises Stopped: somebody asked to stop; nothing was undone then.
    """
    wait_for_commits()
    import_ = Import.objects.get(pk=import_id)
    if import_.state != Import.State.UNDOING:
        return
    progress("undoing", 0, 0)
    user = None if by is None else User.objects.get(pk=by)
    with pghistory.context(import_id=import_.pk, undo=True, user=by):
        kept = undo.carry_out_undo(undo.plan_undo(import_, by=user, lock=True))
    progress("undoing", 1, 1)
    undone = {"undone_at": timezone.now(), "undone_by_id": by, "kept": kept}
    move(import_id, [Import.State.UNDOING], Import.State.UNDONE, **undone)
    tell_facts_changed()
    if import_.kind == Kind.ENTERPRISES:
        ask_for_duplicates()


def _decide(import_id: int) -> None:
    _check_written_for_undoing(import_id)
    if not move(import_id, [Import.State.COMMITTED], Import.State.UNDOING):
        in_state(Import.objects.get(pk=import_id), Import.State.COMMITTED, NotCommitted)


def _check_written_for_undoing(import_id: int) -> None:
    """Imports of before kept no file, and did not write down which facts they made and which they only changed."""
    if not ImportFile.objects.filter(pk=import_id).exists():
        raise CannotBeUndone(
            _(
                "This import was made by an earlier version, which did not keep what undoing needs. Correct the facts"
                " themselves, or import a corrected table."
            )
        )
