"""The bar that a model has to clear: one figure of the rulebook, and nothing else."""

from typing import Self

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.isotonic import IsotonicRegression
from sklearn.utils.validation import check_is_fitted

from scoring.likelihood.candidates.base import Floats, LogOddsClassifier, log_odds, weights_of


class RulebookBaseline(LogOddsClassifier):
    """Likelihood from one figure of the rulebook alone.

    Isotonic in column `points`, `increasing` or not; None leaves the direction to the data. Firms without the figure
    share a rate of their own.
    """

    def __init__(self, points: str = "rulebook_points", increasing: bool | None = None) -> None:
        self.points = points
        self.increasing = increasing

    def fit(self, X: pd.DataFrame, y: npt.ArrayLike, sample_weight: npt.ArrayLike | None = None) -> Self:
        """Learn the step curve and the rate of firms without the figure."""
        self._learn_names(X, y)
        hits, known = np.asarray(y, dtype="float64"), X[self.points].notna().to_numpy()
        weights = weights_of(sample_weight, len(hits))
        prior = float(np.average(hits, weights=weights))
        self.rate_unknown_ = _rate(hits[~known], weights[~known], prior=prior)
        self.curve_ = self._curve(X.loc[known, self.points].to_numpy("float64"), hits[known], weights[known])
        self.rate_known_ = _rate(hits[known], weights[known], prior=prior)
        return self

    def _curve(self, points: Floats, hits: Floats, weights: Floats) -> IsotonicRegression | None:
        """None where the points do not tell firms apart."""
        if len(np.unique(points)) < 2:
            return None
        rises = self.increasing
        if rises is None:
            rises = bool(np.cov(pd.Series(points).rank(), hits, aweights=weights)[0, 1] >= 0)
        curve = IsotonicRegression(y_min=0, y_max=1, increasing=rises, out_of_bounds="clip")
        return curve.fit(points, hits, sample_weight=weights)

    def decision_function(self, X: pd.DataFrame) -> Floats:
        """Log-odds of every row."""
        check_is_fitted(self)
        points = X[self.points].to_numpy("float64")
        chance = np.full(len(points), self.rate_known_)
        known = ~np.isnan(points)
        if self.curve_ is not None and known.any():
            chance[known] = self.curve_.predict(points[known])
        return log_odds(np.where(known, chance, self.rate_unknown_))


def _rate(hits: Floats, weights: Floats, *, prior: float) -> float:
    """Share of hits, drawn towards `prior` as if one more firm had been seen."""
    return float((weights @ hits + prior) / (weights.sum() + 1))
