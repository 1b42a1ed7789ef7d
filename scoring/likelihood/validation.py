"""One validation for all candidates: foretell a year from the years before it, and choose the simplest that is good."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scoring.likelihood.calibration import Calibration, calibrate
from scoring.likelihood.candidates import Candidate, Floats, candidates, sigmoid
from scoring.likelihood.dataset import Dataset
from scoring.likelihood.metrics import bootstrap_weights, row_log_loss
from scoring.likelihood.splits import Split, TooFewOutcomes

PROMOTABLE = ("logistic", "additive_boosting")  # simplest first; those whose reasons are exact
EARLIER_YEARS = 2  # the newest of the earlier years, on which the candidate is chosen
LEAST_POSITIVES = {"train": 30, "calibrate": 10, "judge": 10}
RESAMPLES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """A candidate trained on the past and calibrated on the year after."""

    estimator: Candidate
    calibration: Calibration


@dataclass(frozen=True, slots=True, kw_only=True)
class Foretold:
    """What the candidates foretold for the judged rows of one or more years, beside what happened."""

    y: npt.NDArray[np.int64]
    group: npt.NDArray[np.str_]
    probability: dict[str, Floats]


def refuse_too_few(dataset: Dataset, split: Split) -> None:
    """Raise `TooFewOutcomes` where a part of the split holds fewer positives than a model needs."""
    for part, least in LEAST_POSITIVES.items():
        y = dataset.y[getattr(split, part)]
        if (found := int(y.sum())) < least or found == len(y):
            raise TooFewOutcomes(
                f"{dataset.target}: {found} of {len(y)} firms reached the target in the years used to {part} "
                f"for {split.year}; at least {least} that did, and one that did not, are needed. "
                "Until then only eligibility and gap are shown."
            )


def fit(dataset: Dataset, split: Split, *, seed: int, only: tuple[str, ...] | None = None) -> dict[str, Fitted]:
    """Fit and calibrate every candidate, or `only` those named, on the past of one split."""
    made = candidates(dataset.features, baseline=dataset.baseline, seed=seed)
    return {name: _fit(made[name], dataset, split) for name in made if only is None or name in only}


def _fit(candidate: Candidate, dataset: Dataset, split: Split) -> Fitted:
    return calibrated(candidate.fit(dataset.X[split.train], dataset.y[split.train]), dataset, split)


def calibrated(estimator: Candidate, dataset: Dataset, split: Split) -> Fitted:
    """Calibrate a fitted candidate on the calibration rows of a split."""
    decision = estimator.decision_function(dataset.X[split.calibrate])
    return Fitted(estimator=estimator, calibration=calibrate(decision, dataset.y[split.calibrate]))


def foretell(dataset: Dataset, split: Split, fitted: dict[str, Fitted], rows: npt.NDArray[np.bool_]) -> Foretold:
    """Let every candidate, and the plain rate of the calibration year, foretell `rows`."""
    X = dataset.X[rows]
    rate = np.full(len(X), dataset.y[split.calibrate].mean())
    said = {name: sigmoid(one.calibration(one.estimator.decision_function(X))) for name, one in fitted.items()}
    return Foretold(y=dataset.y[rows], group=dataset.group[rows], probability={"base_rate": rate, **said})


def earlier_years(dataset: Dataset, splits: tuple[Split, ...], *, seed: int) -> Foretold | None:
    """Foretell the newest years before the hold-out that have outcomes enough; None where there is no such year."""
    usable = [split for split in splits[:-1][-EARLIER_YEARS:] if _has_enough(dataset, split)]
    seen = [_foretell_year(dataset, split, seed=seed) for split in usable]
    if not seen:
        return None
    return Foretold(
        y=np.concatenate([one.y for one in seen]),
        group=np.concatenate([one.group for one in seen]),
        probability={name: np.concatenate([one.probability[name] for one in seen]) for name in seen[0].probability},
    )


def _foretell_year(dataset: Dataset, split: Split, *, seed: int) -> Foretold:
    return foretell(dataset, split, fit(dataset, split, seed=seed, only=PROMOTABLE), split.judge)


def _has_enough(dataset: Dataset, split: Split) -> bool:
    try:
        refuse_too_few(dataset, split)
    except TooFewOutcomes:
        return False
    return True


def choose(seen: Foretold | None, *, seed: int) -> str:
    """Choose the simplest promotable candidate whose log loss is within one standard error of the best.

    The standard error is that of the paired difference, over whole groups. With no earlier year to look at, the
    simplest is taken.
    """
    if seen is None:
        return PROMOTABLE[0]
    weights = bootstrap_weights(seen.group, resamples=RESAMPLES, seed=seed)
    losses = {name: row_log_loss(seen.y, seen.probability[name]) for name in PROMOTABLE}
    best = min(PROMOTABLE, key=lambda name: float(losses[name].mean()))
    behind = {name: weights @ (losses[name] - losses[best]) / weights.sum(axis=1) for name in PROMOTABLE}
    return next(name for name in PROMOTABLE if behind[name][0] <= behind[name][1:].std())
