"""How good foretold probabilities are, with bootstrap intervals over whole groups of firms.

Every figure is computed for all resamples at once: a resample is a row of weights, and row 0 of ones is the sample.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scoring.likelihood.candidates import Floats

BINS = 10
HIGHER_IS_BETTER = ("auc", "average_precision", "precision_at_capacity")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """A figure on the sample and its 95 % bootstrap interval."""

    name: str
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CurvePoint:
    """One bin of the reliability curve: what was foretold, what happened, for how many firms."""

    predicted: float
    observed: float
    firms: int


def bootstrap_weights(group: npt.ArrayLike, *, resamples: int, seed: int) -> Floats:
    """Weights of shape (resamples + 1, rows): row 0 the sample, the others whole groups drawn anew."""
    names, of_row = np.unique(np.asarray(group), return_inverse=True)
    drawn = np.random.default_rng(seed).multinomial(len(names), np.full(len(names), 1 / len(names)), size=resamples)
    return np.vstack([np.ones(len(of_row)), drawn[:, of_row]])


def row_log_loss(y: npt.ArrayLike, probability: Floats) -> Floats:
    """Log loss of every row, finite at 0 and 1."""
    p = np.clip(probability, 1e-15, 1 - 1e-15)
    return np.asarray(-np.where(np.asarray(y) == 1, np.log(p), np.log1p(-p)))


def figures(y: npt.ArrayLike, probability: Floats, weights: Floats, *, capacity: int) -> dict[str, Floats]:
    """Each metric for each row of `weights`.

    auc, average_precision, precision_at_capacity (share of hits among the `capacity` likeliest), brier, log_loss, ece
    (mean |foretold − happened| over ten bins of equal size). NaN where a resample holds only one class.
    """
    hits = np.asarray(y, dtype="float64")
    total = weights.sum(axis=1)
    return {
        **_ranking(hits, probability, weights, capacity),
        "brier": weights @ (probability - hits) ** 2 / total,
        "log_loss": weights @ row_log_loss(hits, probability) / total,
        "ece": calibration_error(hits, probability, weights),
    }


def _ranking(hits: Floats, score: Floats, weights: Floats, capacity: int) -> dict[str, Floats]:
    """Sort once, likeliest first; rows with equal scores form one step."""
    order = np.argsort(-score, kind="stable")
    steps = np.flatnonzero(np.diff(score[order], prepend=np.inf))
    weighted, sorted_hits = weights[:, order], hits[order]
    good = np.add.reduceat(weighted * sorted_hits, steps, axis=1)
    bad = np.add.reduceat(weighted * (1 - sorted_hits), steps, axis=1)
    goods, bads = good.cumsum(axis=1), bad.cumsum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        below = bads[:, -1:] - bads + bad / 2
        auc = (good * below).sum(axis=1) / (goods[:, -1] * bads[:, -1])
        precision = np.where(goods + bads > 0, goods / (goods + bads), 0.0)
        average = (good * precision).sum(axis=1) / goods[:, -1]
    return {"auc": auc, "average_precision": average, "precision_at_capacity": _precision_at(good, bad, capacity)}


def _precision_at(good: Floats, bad: Floats, capacity: int) -> Floats:
    """Hits among the first `capacity`; a step that only partly fits counts by the part that fits."""
    size = good + bad
    fits = np.clip((capacity - (size.cumsum(axis=1) - size)) / np.where(size > 0, size, 1.0), 0.0, 1.0)
    return np.asarray((good * fits).sum(axis=1) / np.maximum((size * fits).sum(axis=1), 1.0))


def _bins(probability: Floats) -> npt.NDArray[np.int64]:
    """Bin of every row: ten of equal size by rank."""
    rank = np.argsort(np.argsort(probability, kind="stable"), kind="stable")
    return np.asarray(rank * BINS // max(len(probability), 1))


def calibration_error(hits: Floats, probability: Floats, weights: Floats) -> Floats:
    """Mean |foretold − happened| over ten bins of equal size, for each row of `weights`."""
    bins = _bins(probability)
    gaps = [np.abs(weights[:, bins == one] @ (hits - probability)[bins == one]) for one in range(BINS)]
    return np.asarray(np.sum(gaps, axis=0) / weights.sum(axis=1))


def summary(made: dict[str, Floats]) -> tuple[Metric, ...]:
    """Value and interval of each figure."""
    return tuple(
        Metric(name=name, value=float(values[0]), low=_quantile(values, 0.025), high=_quantile(values, 0.975))
        for name, values in made.items()
    )


def _quantile(values: Floats, share: float) -> float:
    drawn = values[1:]
    return float(np.nanquantile(drawn, share)) if np.isfinite(drawn).any() else float("nan")


def reliability_curve(y: npt.ArrayLike, probability: Floats) -> tuple[CurvePoint, ...]:
    """Ten bins of equal size, least likely first."""
    hits, bins = np.asarray(y, dtype="float64"), _bins(probability)
    inside = [bins == one for one in range(BINS) if (bins == one).any()]
    return tuple(
        CurvePoint(predicted=float(probability[rows].mean()), observed=float(hits[rows].mean()), firms=int(rows.sum()))
        for rows in inside
    )
