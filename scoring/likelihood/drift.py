"""What is watched of a model in use: whether firms still look as in training, and whether it came true.

The population stability index compares the shares of firms in fixed bins then and now: Σ (now − then) · ln(now ÷ then);
its usual marks are 0.1 (look) and 0.25 (act). Bins are the tenths of the training data and stay with the card, so that
the index of two days can be compared; firms without the figure are a bin of their own. Of a feature with few values,
such as a flag, each value is a bin, with one more on either side for values that training never saw: a share in a bin
that was empty counts as moved from FEWEST.

On few firms chance alone moves the index: it is then distributed as χ² with one degree of freedom less than there are
bins with a firm in them, times 1/firms then + 1/firms now (Yurdakul 2018, Statistical Properties of the Population
Stability Index).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import chi2

from scoring.likelihood.candidates import Floats

BINS = 10
FEWEST = 1e-4  # an empty bin counts as this share: the logarithm needs one
HAIR = 1e-9  # below the lowest of few values, relative to its size: the edge between it and lower ones


@dataclass(frozen=True, slots=True, kw_only=True)
class FeatureReference:
    """How a feature was spread over so many firms in training.

    `edges` are the inner edges, each part of the bin below it; `shares` are those of the bins from low to high, and of
    the firms where the feature is not known last (so two more than there are edges).

    With more than ten values, the bins are tenths. With up to ten, each value v has the bin that ends with it, and the
    first and the last bin, empty in training, are for lower and higher values than training saw; a new value between
    two seen ones counts with the higher.
    """

    feature: str
    firms: int
    edges: tuple[float, ...]
    shares: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """How far a feature, or the score, has moved: the index, what chance alone reaches, the shares then and now.

    `by_chance` is the index that one day in a hundred exceeds although nothing has moved.
    """

    feature: str
    psi: float
    by_chance: float
    edges: tuple[float, ...]
    expected: tuple[float, ...]
    found: tuple[float, ...]


def reference(X: pd.DataFrame) -> tuple[FeatureReference, ...]:
    """Learn the bins and shares of every column."""
    return tuple(_reference(str(name), X[name].to_numpy("float64")) for name in X.columns)


def score_reference(probability: npt.ArrayLike) -> FeatureReference:
    """Learn the bins and shares of the score; NaN where the model keeps silent."""
    return _reference("probability", np.asarray(probability, dtype="float64"))


def psi(references: tuple[FeatureReference, ...], X: pd.DataFrame) -> tuple[Drift, ...]:
    """How far each feature has moved since training, the furthest first."""
    moved = [_drift(one, X[one.feature].to_numpy("float64")) for one in references]
    return tuple(sorted(moved, key=lambda one: (-one.psi, one.feature)))


def score_psi(then: FeatureReference, probability: npt.ArrayLike) -> Drift:
    """How far the score has moved since training."""
    return _drift(then, np.asarray(probability, dtype="float64"))


def _reference(feature: str, values: Floats) -> FeatureReference:
    edges = _edges(np.unique(values[~np.isnan(values)]), values)
    return FeatureReference(feature=feature, firms=len(values), edges=edges, shares=_shares(values, edges))


def _edges(distinct: Floats, values: Floats) -> tuple[float, ...]:
    """Each of few values its own bin, and one below and above them; else the tenths, none of them empty."""
    if len(distinct) == 0:
        return ()
    if len(distinct) <= BINS:
        lowest = float(distinct[0])
        return (lowest - HAIR * max(1.0, abs(lowest)), *(float(value) for value in distinct))
    tenths = np.nanquantile(values, np.linspace(0, 1, BINS + 1)[1:-1])
    return tuple(float(edge) for edge in np.unique(np.where(tenths == distinct[-1], distinct[-2], tenths)))


def _shares(values: Floats, edges: tuple[float, ...]) -> tuple[float, ...]:
    places = np.where(np.isnan(values), len(edges) + 1, np.searchsorted(np.asarray(edges), values, side="left"))
    counted = np.bincount(places, minlength=len(edges) + 2)
    return tuple(float(share) for share in counted / max(len(values), 1))


def _drift(then: FeatureReference, values: Floats) -> Drift:
    """:raises ValueError: no firm to compare with."""
    if len(values) == 0 or then.firms == 0:
        raise ValueError(f"{then.feature}: {then.firms} firms then and {len(values)} now; drift asks for both.")
    found = _shares(values, then.edges)
    before, now = (np.maximum(np.asarray(shares), FEWEST) for shares in (then.shares, found))
    filled = int(((before > FEWEST) | (now > FEWEST)).sum())
    return Drift(
        feature=then.feature,
        psi=float(((now - before) * np.log(now / before)).sum()),
        by_chance=float(chi2.ppf(0.99, max(filled - 1, 1)) * (1 / then.firms + 1 / len(values))),
        edges=then.edges,
        expected=then.shares,
        found=found,
    )
