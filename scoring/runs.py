"""Passes over all firms: read → compute → write, a chunk a transaction.

A run that was cut off is found again by its kind and day and goes on after the last firm it finished; a chunk that was
begun and not finished left nothing behind. The results of a run are shown only when all of it is done.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from crm.enterprises.models import Enterprise
from crm.enterprises.models.enterprise import EnterpriseQuerySet
from crm.intake.models import Import
from scoring.assessing import store_assessments
from scoring.completeness import forget_superseded, store_completeness
from scoring.facts import Facts, read_facts
from scoring.frame import cut
from scoring.gaps import store_gaps
from scoring.likelihood_records import forget_records
from scoring.likelihoods import promoted_models, store_likelihoods
from scoring.models import Lever, ModelVersion, RulebookVersion, ScoringRun
from scoring.verdict_changes import forget_changes, store_changes
from scoring.worklist import store_priorities

CHUNK = 5_000
"""Firms a transaction: 20 MB of frame, and little lost when a run is cut off."""
PLANNED = 25
"""Firms a transaction of a run of gap plans, which are made firm by firm: some seconds, so that progress is seen."""
KEPT: Mapping[str, int] = {ScoringRun.Kind.ASSESS: 3, ScoringRun.Kind.SCORE: 5, ScoringRun.Kind.GAPS: 2}
"""Finished runs of each kind that stay: few, since the history of verdicts and likelihoods is that of their changes."""

Progress = Callable[[int, int], None]


def open_run(kind: ScoringRun.Kind, as_of: date) -> ScoringRun:
    """The unfinished run of this kind and day, or a new one over all firms that operate on the day.

    An unfinished run is given up when it is of another day, or when facts were imported or rulebooks published or
    withdrawn after it began (of gap plans, levers weighed otherwise, too; of likelihoods, models put in or out of use):
    its firms would be judged on different knowledge, by different rules, or by different models.
    """
    unfinished = list(ScoringRun.objects.filter(kind=kind, state=ScoringRun.State.RUNNING))
    changed_at = _inputs_changed_at(kind)
    in_force = set(RulebookVersion.objects.in_force(as_of))
    for run in unfinished:
        on_the_same = all(changed < run.started_at for changed in changed_at)
        by_the_same = set(run.rulebooks.all()) == in_force and set(run.model_versions.all()) == set(_models(kind))
        if run.as_of == as_of and on_the_same and by_the_same:
            return run
    with transaction.atomic():
        for run in unfinished:
            _give_up(run.pk)
        return _new_run(kind, as_of)


def _give_up(run_id: int) -> None:
    """Delete an unfinished run with all that it wrote; one that somebody finished meanwhile stays."""
    unfinished = ScoringRun.objects.select_for_update().filter(pk=run_id, state=ScoringRun.State.RUNNING)
    for run in unfinished:
        forget_changes(run)
        forget_records(run)
        run.delete()


def _inputs_changed_at(kind: ScoringRun.Kind) -> list[datetime]:
    """The instants at which what a run of this kind rests on changed last, besides the rulebooks."""
    newest = [Import.objects.aggregate(newest=Max("committed_at"))["newest"]]
    if kind == ScoringRun.Kind.GAPS:
        newest.append(Lever.objects.aggregate(newest=Max("updated_at"))["newest"])
    return [instant for instant in newest if instant]


def prune_runs(keep: Mapping[str, int] = KEPT) -> int:
    """Delete finished runs but the newest of each kind, as many as `keep` says; tells how many.

    Nothing is lost: verdicts that changed are kept as changes, likelihoods that moved as records, and an assessment can
    be made as of any day.
    """
    superseded = [
        pk
        for kind in ScoringRun.Kind
        for pk in ScoringRun.objects.filter(kind=kind, state=ScoringRun.State.DONE)
        .order_by("-as_of", "-pk")
        .values_list("pk", flat=True)[keep[kind] :]
    ]
    ScoringRun.objects.filter(pk__in=superseded).delete()
    return len(superseded)


@transaction.atomic
def _new_run(kind: ScoringRun.Kind, as_of: date) -> ScoringRun:
    run = ScoringRun.objects.create(kind=kind, as_of=as_of, total=_firms(as_of).count())
    run.rulebooks.set(RulebookVersion.objects.in_force(as_of))
    run.model_versions.set(_models(kind))
    return run


def _models(kind: ScoringRun.Kind) -> "QuerySet[ModelVersion]":
    """The models that a run of this kind lets speak."""
    in_use = ModelVersion.objects.filter(is_promoted=True)
    return in_use if kind == ScoringRun.Kind.SCORE else in_use.none()


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
    size = PLANNED if run.kind == ScoringRun.Kind.GAPS else CHUNK
    ids = list(
        _firms(run.as_of).filter(pk__gt=run.last_enterprise_id).order_by("pk").values_list("pk", flat=True)[:size]
    )
    if not ids:
        return _close(run)
    run.left_out += _compute(run, read_facts(Enterprise.objects.filter(pk__in=ids), run.as_of))
    run.done += len(ids)
    run.last_enterprise_id = ids[-1]
    run.save(update_fields=["done", "left_out", "last_enterprise_id"])
    return run


def _firms(as_of: date) -> EnterpriseQuerySet:
    return Enterprise.objects.filter(known_on__lte=as_of).operating(as_of)


def _compute(run: ScoringRun, facts: Facts) -> int:
    """What a run of each kind makes of a chunk; how much of it had to be left out."""
    if run.kind == ScoringRun.Kind.GAPS:
        return store_gaps(run, facts)
    rulebooks, measures = list(run.rulebooks.all()), cut(facts, run.as_of)
    if run.kind == ScoringRun.Kind.ASSESS:
        judged = store_assessments(run, measures, rulebooks)
        store_completeness(run, facts, measures, rulebooks)
        store_changes(run, measures, judged)
        return 0
    chances = store_likelihoods(run, measures, rulebooks, promoted_models(run))
    store_priorities(run, measures, rulebooks, chances)
    return 0


def _close(run: ScoringRun) -> ScoringRun:
    run.state = ScoringRun.State.DONE
    run.finished_at = timezone.now()
    run.save(update_fields=["state", "finished_at"])
    if run.kind == ScoringRun.Kind.ASSESS:
        forget_superseded()
    return run
