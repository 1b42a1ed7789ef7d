"""How far a probability moves when the firms are drawn anew: an interval of sampling error, and of nothing else.

The chosen candidate and its calibration are learnt again on other draws of the same firms. Which candidate is chosen,
the weights against selection, and whatever no candidate can express are the same in every draw, so the interval is no
bound on the model's own error: nine in ten holds for what other firms would have taught, and of the true probability
fewer are inside; far fewer where the model misses something that matters.
"""

import numpy as np
import pandas as pd

from scoring.likelihood.calibration import Calibration
from scoring.likelihood.candidates import Candidate, Explained, Floats, candidates, sigmoid
from scoring.likelihood.dataset import Dataset, Places, Rows
from scoring.likelihood.progress import Progress
from scoring.likelihood.validation import calibrated

WIDTH = 1.645  # standard deviations that hold nine of ten draws of a normal distribution
LEAST_REFITS = 2  # a spread asks for two
Refits = tuple[tuple[Explained, Calibration], ...]


def refuse_no_spread(times: int) -> None:
    """:raises ValueError: neither no refits at all nor enough of them for a spread."""
    if times and times < LEAST_REFITS:
        raise ValueError(f"Of the refits none or at least {LEAST_REFITS} are needed, not {times}.")


def refit(
    dataset: Dataset,
    chosen: str,
    *,
    train: Rows,
    calibrate_on: Rows,
    decision: Floats,
    weights: Floats | None,
    times: int,
    seed: int,
    progress: Progress,
) -> Refits:
    """Learn the chosen candidate and its calibration `times` over, each on whole groups drawn anew with replacement.

    `decision` is what the candidate foretold of the rows of `calibrate_on` without having seen their groups.
    """
    names, of_row = np.unique(dataset.group, return_inverse=True)
    draws = np.random.default_rng(seed).multinomial(len(names), np.full(len(names), 1 / len(names)), size=times)
    made: list[tuple[Explained, Calibration]] = []
    for number, drawn in enumerate(draws):
        progress("refit", number, times)
        candidate = candidates(dataset.features, baseline=dataset.baseline, seed=seed + number)[chosen]
        counts = drawn[of_row]
        rows, by = (np.repeat(np.flatnonzero(part), counts[part]) for part in (train, calibrate_on))
        made.append((_fitted(candidate, dataset, rows, weights), calibrated(dataset, decision, by, weights)))
    progress("refit", times, times)
    return tuple(made)


def _fitted(candidate: Candidate, dataset: Dataset, rows: Places, weights: Floats | None) -> Explained:
    """Fit on rows by place, one that was drawn twice being there twice."""
    weight = None if weights is None else weights[rows]
    return explained(candidate.fit(dataset.X.iloc[rows], dataset.y[rows], sample_weight=weight))


def explained(candidate: Candidate) -> Explained:
    """Whatever can be chosen tells its decision in parts."""
    assert isinstance(candidate, Explained)
    return candidate


def interval(X: pd.DataFrame, decided: Floats, refits: Refits) -> tuple[Floats, Floats]:
    """The 90 % range of every probability: log-odds ± 1.645 standard deviations of the refits', as probabilities.

    `decided` are the calibrated log-odds of the model itself. With fewer than two refits nothing is known of the
    spread, and the range is the probability.
    """
    if len(refits) < LEAST_REFITS:
        return sigmoid(decided), sigmoid(decided)
    said = np.stack([calibration(estimator.decision_function(X)) for estimator, calibration in refits])
    reach = WIDTH * said.std(axis=0, ddof=1)
    return sigmoid(decided - reach), sigmoid(decided + reach)
