"""Carrying out trainings: one in a job that tells how far it is, or several side by side in processes."""

import logging
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, as_completed
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from scoring.likelihood.dataset import Dataset
from scoring.likelihood.errors import TooFewOutcomes
from scoring.likelihood.metrics import Capacity
from scoring.likelihood.model import TrainedModel
from scoring.likelihood.targets import TARGETS
from scoring.likelihood.training import train
from scoring.models import TrainingRun
from scoring.training.capacity import at_risk_by_county, capacity_by_county
from scoring.training.past import Past
from scoring.training.processes import process_pool
from scoring.training.tables import LabelsOfOnePerson, outcomes_by_year, table
from scoring.training.versions import champion_of, git_commit, register
from scoring.training_runs import (
    begin_training,
    fail_training,
    finish_training,
    note_outcomes,
    refuse_training,
    tell_progress,
    working_on,
)

LOG = logging.getLogger(__name__)
REFUSALS = (TooFewOutcomes, LabelsOfOnePerson)
"""What is no fault of the code: there is no model, and the screen says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Circumstances:
    """What is the same for all trainings of one go."""

    capacity: Capacity
    commit: str

    @classmethod
    def now(cls, past: Past) -> Self:
        return cls(capacity=capacity_by_county(past.facts.region_paths.values()), commit=git_commit())

    def of(self, run: TrainingRun, past: Past, dataset: Dataset) -> dict[str, Any]:
        """What `train` is told beside the data."""
        newest: date = dataset.as_of[dataset.labelled].max().astype(object)
        return {
            "trained_on": run.as_of,
            "trained_by": run.requested_by.username if run.requested_by else "",
            "git_commit": self.commit,
            "capacity": self.capacity,
            "at_risk": at_risk_by_county(TARGETS[run.target], past.day(newest)),
            "champion": champion_of(run.target),
        }


def carry_out_training(run_id: int) -> None:
    """Train what a run asks for. One that is worked on already, or that has ended, is left alone; one that was cut off
    begins anew, since nothing is stored before its end.
    """
    with working_on(run_id) as alone:
        if alone and begin_training(run_id):
            train_alone(TrainingRun.objects.select_related("requested_by").get(pk=run_id))


def train_alone(run: TrainingRun) -> TrainingRun:
    """Carry out one training in this process; how far it is, is written down at every step."""

    def tell(step: str, done: int, total: int) -> None:
        tell_progress(run.pk, step, done, total)

    try:
        tell("facts", 0, 1)
        past = Past.read(run.as_of)
        tell("snapshots", 0, 1)
        dataset = _prepared(run, past)
        model = train(dataset, **_Circumstances.now(past).of(run, past, dataset), progress=tell)
    except REFUSALS as why:
        return _refused(run, why)
    return _registered(run, model)


def train_side_by_side(runs: Sequence[TrainingRun], past: Past) -> Iterator[TrainingRun]:
    """Carry out trainings in as many processes as there are cores; yields each run as it ends.

    Frames are made once, here; a process gets a table and gives back a model. An error in one of them ends that run
    only, and is on record in the log.
    """
    circumstances = _Circumstances.now(past)
    under_way: dict[Future[TrainedModel], TrainingRun] = {}
    with process_pool(len(runs)) as pool:
        for run in runs:
            try:
                dataset = _prepared(run, past)
            except REFUSALS as why:
                yield _refused(run, why)
            else:
                under_way[pool.submit(train, dataset, **circumstances.of(run, past, dataset))] = run
        for future in as_completed(under_way):
            yield _ended(under_way[future], future)


def _prepared(run: TrainingRun, past: Past) -> Dataset:
    dataset = table(past, TARGETS[run.target])
    note_outcomes(run.pk, outcomes_by_year(dataset))
    return dataset


def _ended(run: TrainingRun, future: "Future[TrainedModel]") -> TrainingRun:
    try:
        return _registered(run, future.result())
    except REFUSALS as why:
        return _refused(run, why)
    except Exception:
        LOG.exception("training of %s broke off", run.target)
        return fail_training(run.pk)


def _registered(run: TrainingRun, model: TrainedModel) -> TrainingRun:
    return finish_training(run.pk, register(model, trained_by=run.requested_by))


def _refused(run: TrainingRun, why: TooFewOutcomes | LabelsOfOnePerson) -> TrainingRun:
    refusal = {"code": why.code, "zh": why.zh, "en": why.en, "found": why.found, "needed": why.needed}
    return refuse_training(run.pk, refusal)
