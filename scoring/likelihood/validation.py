"""One validation for all candidates: foretell firms of other groups and later years, and choose the simplest good."""

from dataclasses import dataclass

import numpy as np

from scoring.likelihood.calibration import Calibration, calibrate
from scoring.likelihood.candidates import Candidate, Floats, candidates, sigmoid
from scoring.likelihood.dataset import Dataset, Places, Rows
from scoring.likelihood.foretold import RESAMPLES, Foretold
from scoring.likelihood.metrics import bootstrap_weights, row_log_loss
from scoring.likelihood.progress import Progress
from scoring.likelihood.splits import Plan

BASELINES = ("rulebook",)  # stand beside the others, but are never chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """The decision of every candidate on rows of other groups and later days; NaN on rows that none foretold."""

    rows: Rows
    decision: dict[str, Floats]


def try_candidates(dataset: Dataset, plan: Plan, weights: Floats | None, *, seed: int, progress: Progress) -> Tried:
    """Let every candidate foretell the judged rows of every split."""
    names = tuple(candidates(dataset.features, baseline=dataset.baseline, seed=seed))
    decision = {name: np.full(len(dataset.y), np.nan) for name in names}
    total = len(plan.splits) * len(names)
    for place, split in enumerate(plan.splits):
        unfitted = candidates(dataset.features, baseline=dataset.baseline, seed=seed)
        for number, (name, candidate) in enumerate(unfitted.items()):
            progress("choose", place * len(names) + number, total)
            fit(candidate, dataset, split.train, weights)
            decision[name][split.judge] = candidate.decision_function(dataset.X[split.judge])
    progress("choose", total, total)
    return Tried(rows=np.logical_or.reduce([split.judge for split in plan.splits]), decision=decision)


def fit(candidate: Candidate, dataset: Dataset, rows: Rows, weights: Floats | None) -> Candidate:
    """Fit a candidate on some rows of the table."""
    weight = None if weights is None else weights[rows]
    return candidate.fit(dataset.X[rows], dataset.y[rows], sample_weight=weight)


def seen_before(dataset: Dataset, tried: Tried, weights: Floats | None) -> Foretold:
    """What the candidates foretold, each brought to the rate of each day by a sigmoid of its own.

    The sigmoid has two numbers and all candidates get one: it decides nothing between them but takes away what
    calibration will take away.
    """
    rows = tried.rows
    said = {name: np.full(len(rows), np.nan) for name in tried.decision}
    for day in np.unique(dataset.as_of[rows]):
        on = rows & (dataset.as_of == day)
        for name, decision in tried.decision.items():
            said[name][on] = sigmoid(calibrated(dataset, decision, on, weights)(decision[on]))
    return Foretold(
        y=dataset.y[rows],
        group=dataset.group[rows],
        probability={name: values[rows] for name, values in said.items()},
        slices=dataset.slices[rows],
        weight=None if weights is None else weights[rows],
    )


def calibrated(dataset: Dataset, decision: Floats, rows: Rows | Places, weights: Floats | None) -> Calibration:
    """Calibrate by the decisions on some rows of the table, given by a mask or by their places."""
    return calibrate(decision[rows], dataset.y[rows], None if weights is None else weights[rows])


def choose(seen: Foretold, *, seed: int) -> str:
    """Choose the simplest candidate whose log loss is within one standard error of the best.

    Candidates come in the order of `candidates`, the simplest first. The standard error is that of the paired
    difference, over whole groups.
    """
    standing = [name for name in seen.probability if name not in BASELINES]
    weights = bootstrap_weights(seen.group, resamples=RESAMPLES, seed=seed, weight=seen.weight)
    losses = {name: row_log_loss(seen.y, seen.probability[name]) for name in standing}
    best = min(standing, key=lambda name: float(np.average(losses[name], weights=seen.weight)))
    total = weights.sum(axis=1)
    behind = {name: weights @ (losses[name] - losses[best]) / total for name in standing}
    return next(name for name in standing if behind[name][0] <= behind[name][1:].std())
