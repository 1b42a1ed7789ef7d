"""How far chance alone moves what happened away from what a right model foretold.

Outcomes are drawn anew from the foretold probabilities; the p-value is the share of draws at least as far off as what
happened. Firms of one group (one controller) may share their luck: the draws are widened by how much the residuals of
a group go together. Several tests at once are corrected by Holm (1979, Scandinavian Journal of Statistics 6:65–70).
"""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from scoring.likelihood.calibration import calibrate
from scoring.likelihood.candidates import Floats, log_odds, sigmoid

LEVEL = 0.05
LEAST_ROWS = 30
LEAST_OF_EACH_CLASS = 5
DRAWS = 4_000
AT_ONCE = 4_000_000
"""Numbers drawn at once: memory stays flat in the number of rows."""

Rows = npt.NDArray[np.bool_]


def levelled(y: npt.ArrayLike, probability: Floats) -> Floats:
    """The probabilities after the line (intercept and slope in log-odds) that fits these outcomes as a whole.

    What is off everywhere, by chance in the calibration or because the whole year was different, is taken out: what is
    left of a part of the firms is its own.
    """
    decision = log_odds(probability)
    return sigmoid(calibrate(decision, y)(decision))


def drawn_outcomes(probability: Floats, *, draws: int, seed: int) -> Iterator[npt.NDArray[np.float32]]:
    """Outcomes drawn from the probabilities, in blocks of shape (some draws, rows)."""
    rng = np.random.default_rng(seed)
    block = max(1, min(draws, AT_ONCE // max(len(probability), 1)))
    chance = probability.astype("float32")
    for start in range(0, draws, block):
        shape = (min(block, draws - start), len(chance))
        yield (rng.random(shape, dtype="float32") < chance).astype("float32")


def draws_for(tests: int) -> int:
    """Enough draws for the smallest p-value to lie well below what Holm asks of the strictest of `tests`."""
    return max(DRAWS, int(np.ceil(5 * tests / LEVEL)))


def widening(y: npt.ArrayLike, probability: Floats, group: npt.ArrayLike) -> float:
    """By which factor the luck shared within groups widens the spread of a mean; 1 where groups are single firms."""
    off = np.asarray(y, dtype="float64") - probability
    _, of_row = np.unique(np.asarray(group), return_inverse=True)
    shared = np.bincount(of_row, weights=off) ** 2 - np.bincount(of_row, weights=off**2)
    return float(np.sqrt(max(1.0, 1.0 + shared.sum() / (probability * (1 - probability)).sum())))


def auc_of(rank_sums: Floats, hits: Floats, rows: float) -> Floats:
    """AUC from the number of hits and the sum of their ranks (ties in the middle); NaN where all are of one class."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray((rank_sums - hits * (hits + 1) / 2) / (hits * (rows - hits)))


def share_as_far(drawn: Floats, found: float, *, wide: float, below: bool = False) -> float:
    """p-value: how often a draw is at least as far from the draws' mean as `found` is, itself counted as one draw.

    `below` asks only in that direction. Draws without a value (one class only) are left out.
    """
    held = drawn[np.isfinite(drawn)]
    centre = float(held.mean())
    off, spread = (found - centre) / wide, held - centre
    as_far = spread <= off + 1e-9 if below else np.abs(spread) >= abs(off) - 1e-9
    return float((1 + as_far.sum()) / (1 + len(held)))


def holm(p_values: Sequence[float | None]) -> list[float | None]:
    """Adjusted p-values, in the order given; None (no test was made) stays None."""
    asked = [place for place, value in enumerate(p_values) if value is not None]
    order = sorted(asked, key=lambda place: p_values[place] or 0.0)
    adjusted: list[float | None] = [None] * len(p_values)
    largest = 0.0
    for rank, place in enumerate(order):
        largest = max(largest, min(1.0, (len(order) - rank) * (p_values[place] or 0.0)))
        adjusted[place] = largest
    return adjusted
