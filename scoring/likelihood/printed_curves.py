"""Curves that can be printed and defended: what a feature alone does to the log-odds, at some of its values."""

import numpy as np
import pandas as pd

from scoring.likelihood.calibration import Calibration
from scoring.likelihood.candidates import Explained, Floats
from scoring.likelihood.features import Feature
from scoring.likelihood.model import PrintedCurve

POINTS = 40
FEWEST = 5
"""So many firms stand behind every point at least: who reads a card may not see the figures of any one firm."""
DIGITS = 2
"""Significant digits of a printed value, so that it is nobody's own."""


def printed_curves(
    estimator: Explained, calibration: Calibration, X: pd.DataFrame, features: tuple[Feature, ...]
) -> tuple[PrintedCurve, ...]:
    """The curve of every feature at up to 40 rounded values; none where reasons are not additive.

    Points lie between the 5 % and the 95 % quantile of the training table (for a code: at its values), calibrated like
    the score. A value that fewer than five firms stand behind is not printed: it could tell what one firm has.
    """
    if estimator.reasons_by != "additive":
        return ()
    return tuple(_curve(estimator, calibration, X, feature) for feature in features)


def _curve(estimator: Explained, calibration: Calibration, X: pd.DataFrame, feature: Feature) -> PrintedCurve:
    at = _points(X[feature.name].dropna().to_numpy("float64"), feature)
    rows = pd.DataFrame(np.nan, index=range(len(at) + 1), columns=X.columns)
    rows[feature.name] = [*at, np.nan]
    place = list(X.columns).index(feature.name)
    moved = calibration.slope * estimator.contributions(rows)[:, place]
    return PrintedCurve(
        feature=feature.name,
        at=tuple(float(value) for value in at),
        log_odds=tuple(float(value) for value in moved[:-1]),
        missing=float(moved[-1]),
    )


def _points(seen: Floats, feature: Feature) -> Floats:
    if feature.categories:
        codes, firms = np.unique(seen, return_counts=True)
        return codes[firms >= FEWEST]
    if len(seen) < FEWEST:
        return np.empty(0)
    wanted = np.quantile(seen, np.linspace(0.05, 0.95, POINTS))
    return _apart(np.unique([_rounded(value) for value in wanted]), np.sort(seen))


def _rounded(value: float) -> float:
    return float(f"{value:.{DIGITS - 1}e}")


def _apart(points: Floats, seen: Floats) -> Floats:
    """Those of the ascending `points` that have at least five firms between them, as below the first and from the last.

    A firm at a point counts to it and to the side below it.
    """
    kept, below = [], 0
    for point in points:
        so_far = int(np.searchsorted(seen, point, side="right"))
        above = len(seen) - int(np.searchsorted(seen, point, side="left"))
        if so_far - below >= FEWEST and above >= FEWEST:
            kept.append(point)
            below = so_far
    return np.array(kept, dtype="float64")
