"""Calibration by a sigmoid (Platt 1999): affine in log-odds, so reasons keep adding up after it."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from scoring.likelihood.candidates import Floats, log_odds, one_thread, sigmoid
from scoring.likelihood.metrics import calibration_error

DRAWS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """log-odds = intercept + slope × decision."""

    slope: float
    intercept: float

    def __call__(self, decision: npt.ArrayLike) -> Floats:
        """Calibrated log-odds."""
        return np.asarray(self.intercept + self.slope * np.asarray(decision, dtype="float64"))


def calibrate(decision: Floats, y: npt.ArrayLike) -> Calibration:
    """Learn the sigmoid on a year that the candidate was not trained on.

    A slope that is not positive would turn the ranking round: the decision carries nothing, and what remains is the
    rate of that year.
    """
    hits = np.asarray(y, dtype="float64")
    flat = Calibration(slope=0.0, intercept=float(log_odds(hits.mean())))
    if len(np.unique(hits)) < 2 or np.ptp(decision) == 0:
        return flat
    with one_thread():
        line = LogisticRegression(C=np.inf, max_iter=1_000).fit(decision[:, None], hits)
    slope = float(line.coef_[0, 0])
    return Calibration(slope=slope, intercept=float(line.intercept_[0])) if slope > 0 else flat


def error_by_chance(made: Calibration, learnt_on: Floats, judged_on: Floats, *, seed: int) -> float:
    """The calibration error that is not exceeded 95 times of 100 where `made` is the truth.

    Both years are drawn anew from it: the one on which the sigmoid is learnt and the one on which it is judged, because
    chance works in both. `learnt_on` and `judged_on` are the decisions of the firms of these years.
    """
    rng = np.random.default_rng(seed)
    chance_then, chance_now = sigmoid(made(learnt_on)), sigmoid(made(judged_on))
    once = np.ones((1, len(judged_on)))
    errors = []
    for _ in range(DRAWS):
        again = calibrate(learnt_on, rng.random(len(learnt_on)) < chance_then)
        happened = (rng.random(len(judged_on)) < chance_now).astype("float64")
        errors.append(float(calibration_error(happened, sigmoid(again(judged_on)), once)[0]))
    return float(np.quantile(errors, 0.95))
