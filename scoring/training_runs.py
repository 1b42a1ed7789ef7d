"""Trainings on record: asked for, under way, done, refused for want of outcomes, or broken off.

One of a target is under way at a time. Whoever works on one, a job or a command, holds a lock of its own for it, so
that one whose worker is gone is known from one that takes long.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date

from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django.models import ProcrastinateJob

from crm.accounts.models import User
from crm.deferring import in_this_transaction
from crm.errors import DomainError
from crm.intake.models import Import
from scoring.likelihood.targets import TARGETS, Target
from scoring.models import ModelVersion, TrainingRun

TASK = "scoring.tasks.train_model"
WORKED_ON = 0x7469_6474
"""First half of the advisory lock that whoever works on a training holds; the second is the run's number."""
BROKEN_OFF = {
    "code": "failed",
    "zh": "训练因系统自身原因中断，原因已记录；请再试一次。",
    "en": "The training broke off for a reason on our side, which is on record. Try once more.",
    "found": None,
    "needed": None,
}
CUT_OFF = {
    "code": "failed",
    "zh": "训练多次中途被切断（例如内存不足），不再自动重试；请联系系统管理员。",
    "en": "The training was cut off several times, for want of memory for one, and is not tried again by itself. Tell "
    "the administrator.",
    "found": None,
    "needed": None,
}


class UnknownTarget(DomainError):
    """Nothing of that name is foretold."""

    code = "training.unknown_target"
    status = 404


@transaction.atomic
def request_training(target: str, *, by: User | None) -> TrainingRun:
    """Have a job train a model of `target`; a training that is under way already is told instead.

    One whose job and worker are gone is given up and begun anew.

    :raises UnknownTarget: there is no such target.
    """
    if target not in TARGETS:
        raise UnknownTarget(_("Nothing is foretold under the name %(target)s.") % {"target": target})
    run, is_new = _begun(target, by=by, as_of=timezone.localdate())
    if is_new:
        in_this_transaction(TASK, lock="training").defer(run_id=run.pk)
    return run


def open_training(target: Target, *, by: User | None, as_of: date) -> TrainingRun | None:
    """A training that the caller carries out itself; None while another of the target is under way."""
    run, is_new = _begun(target.key, by=by, as_of=as_of)
    return run if is_new else None


def _begun(target: str, *, by: User | None, as_of: date) -> tuple[TrainingRun, bool]:
    """The training under way, or a new one; tells whether it is new."""
    under_way = TrainingRun.objects.filter(target=target, state__in=TrainingRun.OPEN)
    for run in under_way:
        if not has_stalled(run):
            return run, False
        fail_training(run.pk)
    try:
        with transaction.atomic():
            return TrainingRun.objects.create(target=target, as_of=as_of, requested_by=by), True
    except IntegrityError:  # somebody else was quicker
        return under_way.get(), False


def has_stalled(run: TrainingRun) -> bool:
    """Whether `run` is under way on paper only: no job waits for it, and nobody works on it."""
    if run.state not in TrainingRun.OPEN:
        return False
    waiting = ProcrastinateJob.objects.filter(task_name=TASK, status__in=["todo", "doing"])
    return not waiting.filter(args__run_id=run.pk).exists() and not _is_worked_on(run.pk)


def begin_training(run_id: int) -> bool:
    """Say that somebody works on it now; whether it had not ended."""
    begun = {"state": TrainingRun.State.RUNNING, "started_at": timezone.now(), "step": "", "done": 0, "total": 0}
    return _open(run_id).update(**begun) == 1


def tell_progress(run_id: int, step: str, done: int, total: int) -> None:
    """Write down how far it is."""
    _open(run_id).update(step=step, done=done, total=total)


def note_outcomes(run_id: int, outcomes: Sequence[Mapping[str, object]]) -> None:
    """Write down what there is to learn from, year by year."""
    _open(run_id).update(outcomes=list(outcomes))


def finish_training(run_id: int, version: ModelVersion) -> TrainingRun:
    """It led to a model."""
    return _end(run_id, TrainingRun.State.DONE, model_version=version)


def refuse_training(run_id: int, refusal: Mapping[str, object]) -> TrainingRun:
    """There is no model, for the reason that `refusal` gives: code, zh, en, found, needed."""
    return _end(run_id, TrainingRun.State.REFUSED, refusal=dict(refusal))


def fail_training(run_id: int, why: Mapping[str, object] = BROKEN_OFF) -> TrainingRun:
    """It broke off; `why` has the words for it, as a refusal has."""
    return _end(run_id, TrainingRun.State.FAILED, refusal=dict(why))


def targets_without_need(targets: Sequence[Target]) -> list[Target]:
    """Of targets that have no model, those that were refused one since facts were imported last: nothing is new."""
    newest = Import.objects.exclude(committed_at=None).order_by("-committed_at").first()
    refused = TrainingRun.objects.filter(state=TrainingRun.State.REFUSED)
    if newest:
        refused = refused.filter(started_at__gt=newest.committed_at)
    keys = set(refused.values_list("target", flat=True))
    return [target for target in targets if target.key in keys]


@contextmanager
def working_on(run_id: int) -> Iterator[bool]:
    """Hold the lock of a training; whether nobody else holds it."""
    key = [WORKED_ON, run_id % 2**31]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", key)
        (alone,) = cursor.fetchone()
    try:
        yield alone
    finally:
        if alone and connection.is_usable():  # the lock of a connection that is lost is gone with it
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", key)


def _is_worked_on(run_id: int) -> bool:
    held = """
        SELECT EXISTS (
            SELECT FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
            WHERE locktype = 'advisory' AND granted AND classid = %s AND objid = %s AND datname = current_database()
        )
    """
    with connection.cursor() as cursor:
        cursor.execute(held, [WORKED_ON, run_id % 2**31])
        (found,) = cursor.fetchone()
    return bool(found)


def _open(run_id: int) -> QuerySet[TrainingRun]:
    return TrainingRun.objects.filter(pk=run_id, state__in=TrainingRun.OPEN)


def _end(run_id: int, state: TrainingRun.State, **fields: object) -> TrainingRun:
    """End a training; one that was given up meanwhile stays so."""
    _open(run_id).update(state=state, finished_at=timezone.now(), step="", **fields)
    return TrainingRun.objects.select_related("model_version").get(pk=run_id)
