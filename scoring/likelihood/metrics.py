"""How good foretold probabilities are, with bootstrap intervals over whole groups of firms.

Every figure is computed for all resamples at once: a resample is a row of weights, and row 0 is the sample itself.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Self

import numpy as np
import numpy.typing as npt

from scoring.likelihood.candidates import Floats
from scoring.likelihood.foretold import RESAMPLES, Foretold

BINS = 10
Counties = npt.NDArray[np.str_]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """How many firms the staff of each county can visit within the horizon.

    `default` holds for a county that is not named, and for a table without counties. `at_risk` tells how many firms
    there are to visit; in a county that is not named, all of them are judged. `names` gives the Chinese and English
    name of a county code.
    """

    by_county: Mapping[str, int] = field(default_factory=dict)
    default: int = 100
    at_risk: Mapping[str, int] = field(default_factory=dict)
    names: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def of(self, county: str) -> int:
        """Firms that this county's staff can visit."""
        return self.by_county.get(county, self.default)

    def firms(self, county: str, judged: int) -> int:
        """Firms at risk in this county, of which so many are judged."""
        return self.at_risk.get(county, judged)

    def total(self, county: Counties | None) -> int:
        """Firms that the staff of all counties that occur can visit."""
        return self.default if county is None else sum(self.of(str(one)) for one in np.unique(county))

    def total_at_risk(self, county: Counties | None, judged: int) -> int:
        """Firms at risk in all counties that occur, of which so many are judged."""
        if county is None:
            return sum(self.at_risk.values()) or judged
        names, counts = np.unique(county, return_counts=True)
        return sum(self.firms(str(one), int(count)) for one, count in zip(names, counts, strict=True))

    def alone(self, county: str) -> Self:
        """The capacity for a table of this county's firms only."""
        there = {county: self.at_risk[county]} if county in self.at_risk else {}
        return replace(self, by_county={}, default=self.of(county), at_risk=there)


def bootstrap_weights(
    group: npt.ArrayLike, *, resamples: int, seed: int, weight: npt.ArrayLike | None = None
) -> Floats:
    """Weights of shape (resamples + 1, rows): row 0 the sample, the others whole groups drawn anew.

    `weight` is what a row counts for in the sample; 1 where it is not given.
    """
    names, of_row = np.unique(np.asarray(group), return_inverse=True)
    drawn = np.random.default_rng(seed).multinomial(len(names), np.full(len(names), 1 / len(names)), size=resamples)
    made = np.vstack([np.ones(len(of_row)), drawn[:, of_row]])
    return made if weight is None else made * np.asarray(weight, dtype="float64")


def row_log_loss(y: npt.ArrayLike, probability: Floats) -> Floats:
    """Log loss of every row, finite at 0 and 1."""
    p = np.clip(probability, 1e-15, 1 - 1e-15)
    return np.asarray(-np.where(np.asarray(y) == 1, np.log(p), np.log1p(-p)))


def figures(y: npt.ArrayLike, probability: Floats, weights: Floats) -> dict[str, Floats]:
    """Each metric for each row of `weights`: auc, average_precision, brier, log_loss, ece.

    ece is the mean |foretold − happened| over ten bins of equal size. NaN where a resample holds only one class.
    """
    hits = np.asarray(y, dtype="float64")
    total = weights.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return {
            **_ranking(hits, probability, weights),
            "brier": weights @ (probability - hits) ** 2 / total,
            "log_loss": weights @ row_log_loss(hits, probability) / total,
            "ece": calibration_error(hits, probability, weights),
        }


def _steps(hits: Floats, score: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Weight of hits and of misses at each step, likeliest first; rows with equal scores form one step."""
    order = np.argsort(-score, kind="stable")
    steps = np.flatnonzero(np.diff(score[order], prepend=np.inf))
    weighted, sorted_hits = weights[:, order], hits[order]
    good = np.add.reduceat(weighted * sorted_hits, steps, axis=1)
    bad = np.add.reduceat(weighted * (1 - sorted_hits), steps, axis=1)
    return good, bad


def _ranking(hits: Floats, score: Floats, weights: Floats) -> dict[str, Floats]:
    good, bad = _steps(hits, score, weights)
    goods, bads = good.cumsum(axis=1), bad.cumsum(axis=1)
    below = bads[:, -1:] - bads + bad / 2
    precision = np.where(goods + bads > 0, goods / (goods + bads), 0.0)
    return {
        "auc": (good * below).sum(axis=1) / (goods[:, -1] * bads[:, -1]),
        "average_precision": (good * precision).sum(axis=1) / goods[:, -1],
    }


def at_capacity(
    y: npt.ArrayLike, probability: Floats, weights: Floats, capacity: Capacity, county: Counties | None = None
) -> dict[str, Floats]:
    """Precision and lift where every county visits as many of its likeliest firms as its staff can.

    precision_at_capacity is the share of hits among all firms so chosen; lift_at_capacity how many times the share of
    hits among all firms that is. Without counties there is one pool with the default capacity. The judged rows are a
    part of the firms at risk: a county has as large a share of its places (at least one) as of its firms. NaN where
    every county can visit all of its firms, since that says nothing of the order.
    """
    hits = np.asarray(y, dtype="float64")
    pools = [
        (rows, _places(float(weights[0, rows].sum()), staff, firms))
        for rows, staff, firms in _pools(len(hits), capacity, county)
    ]
    if all(places >= weights[0, rows].sum() for rows, places in pools):
        nothing = np.full(len(weights), np.nan)
        return {"precision_at_capacity": nothing, "lift_at_capacity": nothing}
    picked = [_picked(hits[rows], probability[rows], weights[:, rows], places) for rows, places in pools]
    good, size = np.sum([one for one, _ in picked], axis=0), np.sum([one for _, one in picked], axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        precision = good / size
        return {
            "precision_at_capacity": precision,
            "lift_at_capacity": precision * weights.sum(axis=1) / (weights @ hits),
        }


def _pools(rows: int, capacity: Capacity, county: Counties | None) -> Iterator[tuple[npt.NDArray[np.bool_], int, int]]:
    """The judged rows of each county, how many firms its staff can visit, and how many there are to visit."""
    if county is None:
        yield np.ones(rows, dtype=bool), capacity.default, capacity.total_at_risk(None, rows)
        return
    for one in np.unique(county):
        there = county == one
        yield there, capacity.of(str(one)), capacity.firms(str(one), int(there.sum()))


def _places(judged: float, staff: int, firms: int) -> float:
    """The part of a county's places that falls to its judged firms, which count for `judged` in the sample."""
    return max(1.0, judged * staff / firms) if staff else 0.0


def _picked(hits: Floats, score: Floats, weights: Floats, places: float) -> tuple[Floats, Floats]:
    """Hits and firms among the first `places`; a step that only partly fits counts by the part that fits."""
    good, bad = _steps(hits, score, weights)
    size = good + bad
    fits = np.clip((places - (size.cumsum(axis=1) - size)) / np.where(size > 0, size, 1.0), 0.0, 1.0)
    return (good * fits).sum(axis=1), (size * fits).sum(axis=1)


def _bins(probability: Floats) -> npt.NDArray[np.int64]:
    """Bin of every row: ten of equal size by rank."""
    rank = np.argsort(np.argsort(probability, kind="stable"), kind="stable")
    return np.asarray(rank * BINS // max(len(probability), 1))


def calibration_error(hits: Floats, probability: Floats, weights: Floats) -> Floats:
    """Mean |foretold − happened| over ten bins of equal size, for each row of `weights`."""
    bins = _bins(probability)
    gaps = [np.abs(weights[:, bins == one] @ (hits - probability)[bins == one]) for one in range(BINS)]
    return np.asarray(np.sum(gaps, axis=0) / weights.sum(axis=1))


def summary(made: Mapping[str, Floats]) -> tuple[Metric, ...]:
    """Value and interval of each figure; what cannot be computed on these firms is left out."""
    return tuple(_metric(name, values) for name, values in made.items() if np.isfinite(values[0]))


def _metric(name: str, values: Floats) -> Metric:
    drawn = values[1:][np.isfinite(values[1:])]
    low, high = np.quantile(drawn, [0.025, 0.975]) if len(drawn) else (values[0], values[0])
    return Metric(name=name, value=float(values[0]), low=float(low), high=float(high))


def judged_metrics(judged: Foretold, name: str, capacity: Capacity, *, seed: int) -> tuple[Metric, ...]:
    """Every metric of one candidate on the judged rows, with intervals."""
    said = judged.probability[name]
    weights = bootstrap_weights(judged.group, resamples=RESAMPLES, seed=seed, weight=judged.weight)
    ranked = at_capacity(judged.y, said, weights, capacity, judged.county)
    return summary({**figures(judged.y, said, weights), **ranked})


def reliability_curve(y: npt.ArrayLike, probability: Floats, weight: Floats | None = None) -> tuple[CurvePoint, ...]:
    """Ten bins of equal size, least likely first: those, and with the weights, of the calibration error."""
    hits, bins = np.asarray(y, dtype="float64"), _bins(probability)
    counts = np.ones(len(hits)) if weight is None else weight
    inside = [bins == one for one in range(BINS) if counts[bins == one].sum() > 0]
    return tuple(
        CurvePoint(
            predicted=float(np.average(probability[rows], weights=counts[rows])),
            observed=float(np.average(hits[rows], weights=counts[rows])),
            firms=int(rows.sum()),
        )
        for rows in inside
    )
