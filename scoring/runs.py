"""Passes over all firms: read → compute → write, a chunk a transaction.

A run that was cut off is found again by its kind and day and goes on after the last firm it finished; a chunk that was
begun and not finished left nothing behind. The results of a run are shown only when all of it is done.
"""

from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from crm.enterprises.models import Enterprise
from crm.enterprises.models.enterprise import EnterpriseQuerySet
from crm.intake.models import Import
from scoring.assessing import store_assessments
from scoring.completeness import forget_superseded, store_completeness
from scoring.facts import Facts, read_facts
from scoring.frame import cut
from scoring.likelihoods import promoted_models, store_likelihoods
from scoring.models import ModelVersion, RulebookVersion, ScoringRun
from scoring.worklist import store_priorities

CHUNK = 5_000
"""Firms a transaction: 20 MB of frame, and little lost when a run is cut off."""

Progress = Callable[[int, int], None]


def open_run(kind: ScoringRun.Kind, as_of: date) -> ScoringRun:
    """The unfinished run of this kind and day, or a new one over all firms that operate on the day.

    An unfinished run is given up when it is of another day, or when facts were imported after it began: its firms
    would be judged on different knowledge.
    """
    unfinished = ScoringRun.objects.filter(kind=kind, state=ScoringRun.State.RUNNING)
    newest_import = Import.objects.aggregate(newest=Max("committed_at"))["newest"]
    for run in unfinished:
        if run.as_of == as_of and (newest_import is None or newest_import < run.started_at):
            return run
    unfinished.delete()
    return _new_run(kind, as_of)


def prune_runs(keep: int = 30) -> int:
    """Delete finished runs but the newest `keep` of each kind; tells how many.

    Nothing is lost that could not be computed again: an assessment can be made as of any day.
    """
    superseded = [
        pk
        for kind in ScoringRun.Kind
        for pk in ScoringRun.objects.filter(kind=kind, state=ScoringRun.State.DONE)
        .order_by("-as_of", "-pk")
        .values_list("pk", flat=True)[keep:]
    ]
    ScoringRun.objects.filter(pk__in=superseded).delete()
    return len(superseded)


@transaction.atomic
def _new_run(kind: ScoringRun.Kind, as_of: date) -> ScoringRun:
    run = ScoringRun.objects.create(kind=kind, as_of=as_of, total=_firms(as_of).count())
    run.rulebooks.set(RulebookVersion.objects.in_force(as_of))
    if kind == ScoringRun.Kind.SCORE:
        run.model_versions.set(ModelVersion.objects.filter(is_promoted=True))
    return run


def carry_out(run: ScoringRun, progress: Progress | None = None) -> ScoringRun:
    """Do what is left of `run`, chunk by chunk; `progress` hears (firms done, firms in all) after each."""
    while run.state == ScoringRun.State.RUNNING:
        run = advance(run)
        if progress:
            progress(run.done, run.total)
    return run


@transaction.atomic
def advance(run: ScoringRun) -> ScoringRun:
    """Do the next chunk of `run`, or close the run when none is left. Two workers cannot do the same chunk."""
    run = ScoringRun.objects.select_for_update().get(pk=run.pk)
    if run.state == ScoringRun.State.DONE:
        return run
    ids = list(
        _firms(run.as_of).filter(pk__gt=run.last_enterprise_id).order_by("pk").values_list("pk", flat=True)[:CHUNK]
    )
    if not ids:
        return _close(run)
    _compute(run, read_facts(Enterprise.objects.filter(pk__in=ids), run.as_of))
    run.done += len(ids)
    run.last_enterprise_id = ids[-1]
    run.save(update_fields=["done", "last_enterprise_id"])
    return run


def _firms(as_of: date) -> EnterpriseQuerySet:
    return Enterprise.objects.filter(known_on__lte=as_of).operating(as_of)


def _compute(run: ScoringRun, facts: Facts) -> None:
    """What a run of each kind makes of a chunk."""
    rulebooks, measures = list(run.rulebooks.all()), cut(facts, run.as_of)
    if run.kind == ScoringRun.Kind.ASSESS:
        store_assessments(run, measures, rulebooks)
        store_completeness(run, facts, measures, rulebooks)
        return
    chances = store_likelihoods(run, measures, rulebooks, promoted_models(run))
    store_priorities(run, measures, rulebooks, chances)


def _close(run: ScoringRun) -> ScoringRun:
    run.state = ScoringRun.State.DONE
    run.finished_at = timezone.now()
    run.save(update_fields=["state", "finished_at"])
    if run.kind == ScoringRun.Kind.ASSESS:
        forget_superseded()
    return run
