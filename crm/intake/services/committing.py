"""Committing: all good rows of a preview become facts in one transaction, or none does."""

import pghistory
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from crm.accounts.models import User
from crm.bulk import among
from crm.collector import collector_paused
from crm.enterprises.asking import ask_for_duplicates
from crm.enterprises.models import Enterprise
from crm.intake.errors import HasBadRows, ImportOvertaken, NotPreviewed
from crm.intake.jobs import queue, tell_facts_changed
from crm.intake.models import Import, ImportRow, Kind
from crm.intake.planning.plan import plan_import
from crm.intake.planning.planned import ImportPlan
from crm.intake.progress import Progress, no_progress
from crm.intake.services.circumstances import circumstances_of, decisions_of
from crm.intake.services.planned_rows import KeptRow, bad_rows, bring_up_to_date, stored_rows
from crm.intake.services.turns import in_state, move, wait_for_commits
from crm.intake.writing.write import write_plan


@transaction.atomic
def request_commit(*, import_id: int, by: User | None, good_rows_only: bool) -> None:
    """Decide that a previewed import is to be carried out, and queue the job that does it.

    :raises NotPreviewed: it was committed or discarded before, or somebody else asked first.
    :raises HasBadRows: rows are refused or wait for a decision, and nobody said that they may stay out.
    """
    _decide(import_id, by, good_rows_only)
    queue("commit", Import.objects.get(pk=import_id))


def commit_import(
    *, import_id: int, by: User | None, good_rows_only: bool = False, progress: Progress = no_progress
) -> Import:
    """Decide and carry out in one go, for the command line. `by` is who decides it, whom the history names.

    :raises NotPreviewed: it was committed or discarded before.
    :raises HasBadRows: rows are refused or wait for a decision, and nobody said that they may stay out.
    :raises ImportOvertaken: somebody else entered one of the rows at the same moment.
    """
    with transaction.atomic():
        _decide(import_id, by, good_rows_only)
        carry_out_commit(import_id=import_id, progress=progress)
    return Import.objects.get(pk=import_id)


def carry_out_commit(*, import_id: int, progress: Progress = no_progress) -> None:
    """Write what a decided import says: all of its good rows or, if anything fails, none. The job; harmless when rerun.

    The rows are planned again, under lock and for what both the uploader and who decided may see now; outcomes and
    counts are brought up to date. A row that the preview refused stays refused.

    :raises HasBadRows: what was fine in the preview is so no longer.
    :raises ImportOvertaken: somebody else entered one of the rows at the same moment.
    :raises Stopped: somebody asked to stop; nothing was written then.
    """
    try:
        with transaction.atomic():
            wait_for_commits()
            import_ = Import.objects.select_related("uploaded_by", "committed_by").get(pk=import_id)
            if import_.state == Import.State.COMMITTING:
                with collector_paused():
                    _commit(import_, progress)
    except HasBadRows:
        _plan_again(import_id)
        raise
    except IntegrityError as error:
        raise ImportOvertaken(
            _("Somebody entered some of these rows at the same moment, so nothing was imported. Commit again.")
        ) from error


def commit_after_reading(*, import_id: int, good_rows_only: bool) -> None:
    """Have a batch committed that was to be committed as soon as it was read; if it may not be, it says why."""
    import_ = Import.objects.select_related("uploaded_by").get(pk=import_id)
    if import_.state != Import.State.PREVIEWED:
        return
    try:
        request_commit(import_id=import_id, by=import_.uploaded_by, good_rows_only=good_rows_only)
    except HasBadRows as bad:
        Import.objects.filter(pk=import_id).update(problem={"code": bad.code, "message": bad.message})


def _decide(import_id: int, by: User | None, good_rows_only: bool) -> None:
    decided = {"committed_by": by, "good_rows_only": good_rows_only, "problem": None}
    if not move(import_id, [Import.State.PREVIEWED], Import.State.COMMITTING, **decided):
        in_state(Import.objects.get(pk=import_id), Import.State.PREVIEWED, NotPreviewed)
    if not good_rows_only:
        _refuse_bad_rows(bad_rows(import_id))


def _refuse_bad_rows(number: int) -> None:
    if number:
        raise HasBadRows(
            _(
                "%(number)s rows are refused or wait for a decision. Correct them, or commit the good rows only:"
                " nothing was imported."
            )
            % {"number": number},
            rows=number,
        )


@transaction.atomic
def _plan_again(import_id: int) -> None:
    """Show in the preview what the commit found out."""
    import_ = Import.objects.select_related("uploaded_by", "committed_by").get(pk=import_id)
    stored = stored_rows(import_)
    counts = bring_up_to_date(import_, _plan(import_, stored), stored)
    Import.objects.filter(pk=import_id).update(counts=counts)


def _plan(import_: Import, stored: list[KeptRow]) -> ImportPlan:
    circumstances = circumstances_of(import_, by=import_.committed_by, decisions=decisions_of(import_))
    return plan_import(kind=import_.kind, rows=[row.read for row in stored], circumstances=circumstances)


def _commit(import_: Import, progress: Progress) -> None:
    progress("planning", 0, 0)
    stored = stored_rows(import_)
    _lock_firms(stored)
    plan = _plan(import_, stored)
    if not import_.good_rows_only:
        _refuse_bad_rows(_bad(plan, stored))
    progress("writing", 0, len(stored))
    import_.committed_at = timezone.now()
    by = import_.committed_by_id
    with pghistory.context(import_id=import_.pk, user=by):
        write_plan(plan, import_, {(row.read.sheet, row.read.number): row.pk for row in stored})
    counts = bring_up_to_date(import_, plan, stored)
    progress("writing", len(stored), len(stored))
    move(
        import_.pk,
        [Import.State.COMMITTING],
        Import.State.COMMITTED,
        committed_at=import_.committed_at,
        counts=counts,
    )
    tell_facts_changed()
    if import_.kind == Kind.ENTERPRISES:
        ask_for_duplicates()


def _bad(plan: ImportPlan, stored: list[KeptRow]) -> int:
    left_out = {(row.read.sheet, row.read.number) for row in stored if row.left_out}
    bad = (*plan.of(ImportRow.Outcome.REFUSE), *plan.of(ImportRow.Outcome.CONFLICT))
    return sum((row.row.sheet, row.row.number) not in left_out for row in bad)


def _lock_firms(rows: list[KeptRow]) -> None:
    """Hold the firms of these rows, in the order of their keys, until the transaction ends."""
    known = {row.enterprise for row in rows if row.enterprise is not None}
    usccs = {str(row.read.values["uscc"]) for row in rows if "uscc" in row.read.values}
    locked = Enterprise.objects.filter(among("pk", known) | among("uscc", usccs))
    list(locked.order_by("pk").select_for_update(of=("self",)).values_list("pk"))
