"""From the training table to a model that has earned its place, or has not."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import numpy as np
import numpy.typing as npt
import sklearn

from scoring.likelihood.calibration import error_by_chance
from scoring.likelihood.candidates import AdditiveCandidate
from scoring.likelihood.dataset import Dataset
from scoring.likelihood.metrics import bootstrap_weights, figures, reliability_curve, row_log_loss, summary
from scoring.likelihood.model import CandidateResult, Card, Influence, TrainedModel, YearUse
from scoring.likelihood.promotion import findings
from scoring.likelihood.splits import Split, forward_splits
from scoring.likelihood.support import answerable, learn_support
from scoring.likelihood.validation import (
    RESAMPLES,
    Fitted,
    Foretold,
    calibrated,
    choose,
    earlier_years,
    fit,
    foretell,
    refuse_too_few,
)

INFLUENCE_ROWS = 4_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Trial:
    """All that the card tells of one training: the choice, and what the hold-out said to it."""

    dataset: Dataset
    split: Split
    seen: Foretold | None
    chosen: str
    influence: dict[str, float]
    coverage: float
    judged: Foretold
    by_chance: float


def train(dataset: Dataset, *, trained_on: date, seed: int = 0, capacity: int = 100) -> TrainedModel:
    """Choose a candidate on earlier years, judge it once on the newest, and say whether it is promoted.

    1. forward splits; refuse a cold start
    2. choose on the years before the hold-out
    3. fit on years up to T−2
    4. learn where the chosen one may speak; from here on only those firms count
    5. calibrate all candidates on T−1 and judge them on T

    The model returned is the very one that was judged. `capacity` is the number of firms that the staff can visit.

    :raises TooFewOutcomes: too few years or outcomes to learn from.
    """
    splits = forward_splits(dataset)
    refuse_too_few(dataset, splits[-1])
    seen = earlier_years(dataset, splits, seed=seed)
    chosen = choose(seen, seed=seed)
    first = fit(dataset, splits[-1], seed=seed)
    support = learn_support(dataset.X[splits[-1].train], _influence(dataset, splits[-1], first[chosen]))
    split = _narrowed(splits[-1], answerable(dataset.X, support))
    refuse_too_few(dataset, split)
    fitted = {name: calibrated(one.estimator, dataset, split) for name, one in first.items()}
    trial = _Trial(
        dataset=dataset,
        split=split,
        seen=seen,
        chosen=chosen,
        influence=_influence(dataset, split, fitted[chosen]),
        coverage=float(split.judge.sum() / splits[-1].judge.sum()),
        judged=foretell(dataset, split, fitted, split.judge),
        by_chance=_error_by_chance(dataset, split, fitted[chosen], seed=seed),
    )
    return TrainedModel(
        estimator=_additive(fitted[chosen]),
        calibration=fitted[chosen].calibration,
        support=support,
        card=_card(trial, trained_on=trained_on, seed=seed, capacity=capacity),
    )


def _narrowed(split: Split, speaks: npt.NDArray[np.bool_]) -> Split:
    return replace(split, calibrate=split.calibrate & speaks, judge=split.judge & speaks)


def _error_by_chance(dataset: Dataset, split: Split, fitted: Fitted, *, seed: int) -> float:
    learnt_on, judged_on = (
        fitted.estimator.decision_function(dataset.X[rows]) for rows in (split.calibrate, split.judge)
    )
    return error_by_chance(fitted.calibration, learnt_on, judged_on, seed=seed)


def _card(trial: _Trial, *, trained_on: date, seed: int, capacity: int) -> Card:
    dataset, judged = trial.dataset, trial.judged
    found = findings(judged, trial.chosen, by_chance=trial.by_chance, seed=seed)
    return Card(
        target=dataset.target,
        version=f"{trained_on:%Y%m%d}-{dataset.sha256[:8]}",
        trained_on=trained_on,
        horizon_months=dataset.horizon_months,
        seed=seed,
        data_sha256=dataset.sha256,
        sklearn_version=sklearn.__version__,
        baseline=dataset.baseline,
        years=_years(dataset, trial.split),
        held_out_groups=trial.split.by_group,
        judged_rows=len(judged.y),
        judged_positives=int(judged.y.sum()),
        coverage=trial.coverage,
        capacity=capacity,
        candidates=_results(trial, seed=seed, capacity=capacity),
        chosen=trial.chosen,
        promoted=all(finding.held for finding in found),
        findings=found,
        curve=reliability_curve(judged.y, judged.probability[trial.chosen]),
        features=dataset.features,
        influence=tuple(Influence(feature=name, mean_abs=value) for name, value in trial.influence.items()),
    )


def _additive(fitted: Fitted) -> AdditiveCandidate:
    """Only candidates with exact reasons stand for choice (`validation.PROMOTABLE`)."""
    assert isinstance(fitted.estimator, AdditiveCandidate)
    return fitted.estimator


def _influence(dataset: Dataset, split: Split, fitted: Fitted) -> dict[str, float]:
    """How far each feature moves the calibrated log-odds on average, the strongest first."""
    X = dataset.X[split.train]
    some = X.iloc[np.linspace(0, len(X) - 1, min(len(X), INFLUENCE_ROWS)).astype(int)]
    moved = fitted.calibration.slope * np.abs(_additive(fitted).contributions(some)).mean(axis=0)
    by_name = {str(name): float(value) for name, value in zip(X.columns, moved, strict=True)}
    return {name: by_name[name] for name in sorted(by_name, key=lambda name: (-by_name[name], name))}


def _results(trial: _Trial, *, seed: int, capacity: int) -> tuple[CandidateResult, ...]:
    judged = trial.judged
    weights = bootstrap_weights(judged.group, resamples=RESAMPLES, seed=seed)
    return tuple(
        CandidateResult(
            name=name,
            chosen=name == trial.chosen,
            earlier_log_loss=_mean_loss(trial.seen, name),
            metrics=summary(figures(judged.y, said, weights, capacity=capacity)),
        )
        for name, said in judged.probability.items()
    )


def _mean_loss(seen: Foretold | None, name: str) -> float | None:
    if seen is None or name not in seen.probability:
        return None
    return float(row_log_loss(seen.y, seen.probability[name]).mean())


def _years(dataset: Dataset, split: Split) -> tuple[YearUse, ...]:
    return (
        *_used(dataset, split.train, "train"),
        *_used(dataset, split.calibrate, "calibrate"),
        *_used(dataset, split.judge, "hold_out"),
    )


def _used(
    dataset: Dataset, part: npt.NDArray[np.bool_], use: Literal["train", "calibrate", "hold_out"]
) -> tuple[YearUse, ...]:
    on = {day: part & (dataset.as_of == day) for day in np.unique(dataset.as_of[part])}
    return tuple(
        YearUse(as_of=day.astype(object), use=use, rows=int(rows.sum()), positives=int(dataset.y[rows].sum()))
        for day, rows in on.items()
    )
