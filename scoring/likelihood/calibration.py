"""Calibration by a sigmoid (Platt 1999): affine in log-odds, so reasons keep adding up after it."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scoring.likelihood.candidates import Floats, log_odds, sigmoid
from scoring.likelihood.metrics import calibration_error

DRAWS = 200
STEPS = 30
CLOSE_ENOUGH = 1e-9
RIDGE = 1e-3  # on the slope of the standardised decision: where it tells all apart, the slope would grow for ever


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """log-odds = intercept + slope × decision."""

    slope: float
    intercept: float

    def __call__(self, decision: npt.ArrayLike) -> Floats:
        """Calibrated log-odds."""
        return np.asarray(self.intercept + self.slope * np.asarray(decision, dtype="float64"))


def calibrate(decision: Floats, y: npt.ArrayLike, weight: Floats | None = None) -> Calibration:
    """Learn the sigmoid from decisions on firms that the candidate was not trained on.

    A slope that is not positive would turn the ranking round: the decision carries nothing, and what remains is the
    rate of these firms. `weight` stands for firms that are more or less likely to have a label.
    """
    hits = np.asarray(y, dtype="float64")
    flat = Calibration(slope=0.0, intercept=float(log_odds(np.average(hits, weights=weight))))
    if len(np.unique(hits)) < 2 or np.ptp(decision) == 0:
        return flat
    middle, spread = float(decision.mean()), float(decision.std())
    slope, offset = _likeliest_line((decision - middle) / spread, hits, weight)
    return Calibration(slope=slope / spread, intercept=offset - slope * middle / spread) if slope > 0 else flat


def _likeliest_line(decision: Floats, hits: Floats, weight: Floats | None) -> tuple[float, float]:
    """Slope and offset of least log loss, by Newton's method: two numbers need no solver, and it is asked often."""
    counts = np.ones(len(hits)) if weight is None else weight
    line = np.array([0.0, float(log_odds(np.average(hits, weights=weight)))])
    loss = _loss(line, decision, hits, counts)
    for _ in range(STEPS):
        chance = sigmoid(line[0] * decision + line[1])
        off, sure = counts * (chance - hits), counts * chance * (1 - chance)
        cross = float(sure @ decision)
        bend = np.array([[sure @ decision**2 + RIDGE, cross], [cross, sure.sum()]])
        step = np.linalg.solve(bend, [off @ decision + RIDGE * line[0], off.sum()])
        while (further := _loss(line - step, decision, hits, counts)) > loss and np.abs(step).max() > CLOSE_ENOUGH:
            step = step / 2
        if np.abs(step).max() <= CLOSE_ENOUGH:
            break
        line, loss = line - step, further
    return float(line[0]), float(line[1])


def _loss(line: Floats, decision: Floats, hits: Floats, counts: Floats) -> float:
    said = line[0] * decision + line[1]
    return float(counts @ (np.logaddexp(0, said) - hits * said) + RIDGE * line[0] ** 2 / 2)


def error_by_chance(
    made: Calibration,
    learnt_on: Floats,
    judged_on: Floats,
    *,
    seed: int,
    weights: tuple[Floats | None, Floats | None] = (None, None),
) -> float:
    """The calibration error that is not exceeded 95 times of 100 where `made` is the truth.

    Both years are drawn anew from it: the one on which the sigmoid is learnt and the one on which it is judged, because
    chance works in both. `learnt_on` and `judged_on` are the decisions of the firms of these years, `weights` theirs.
    """
    rng = np.random.default_rng(seed)
    chance_then, chance_now = sigmoid(made(learnt_on)), sigmoid(made(judged_on))
    then, now = weights
    once = (np.ones(len(judged_on)) if now is None else now)[None, :]
    errors = []
    for _ in range(DRAWS):
        again = calibrate(learnt_on, rng.random(len(learnt_on)) < chance_then, then)
        happened = (rng.random(len(judged_on)) < chance_now).astype("float64")
        errors.append(float(calibration_error(happened, sigmoid(again(judged_on)), once)[0]))
    return float(np.quantile(errors, 0.95))
