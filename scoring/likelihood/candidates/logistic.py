"""Regularised logistic regression that keeps to the directions of policy."""

from typing import Self

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.optimize import minimize
from sklearn.utils.validation import check_is_fitted

from scoring.likelihood.candidates.base import (
    Floats,
    LogOddsClassifier,
    ReasonsBy,
    log_odds,
    one_thread,
    sigmoid,
    weights_of,
)

Bounds = list[tuple[float | None, float | None]]


class RegularisedLogistic(LogOddsClassifier):
    """Logistic regression on ranks: each figure by its rank (0 to 1), a flag where it is missing, codes one by one.

    Where a direction is given (+1 or −1, in the order of the columns), the coefficient keeps to it: no firm is told
    that more of what policy asks for lowers its chance, only because two figures overlap.
    """

    reasons_by: ReasonsBy = "additive"

    def __init__(
        self,
        codes: tuple[str, ...] = (),
        directions: tuple[int, ...] | None = None,
        C: float = 0.3,
        n_knots: int = 101,
    ) -> None:
        self.codes = codes
        self.directions = directions
        self.C = C
        self.n_knots = n_knots

    def fit(self, X: pd.DataFrame, y: npt.ArrayLike, sample_weight: npt.ArrayLike | None = None) -> Self:
        """Learn the ranks (or codes) of each feature and the line through them."""
        self._learn_names(X, y)
        weights = weights_of(sample_weight, len(X))
        self.knots_ = [self._knots(str(name), X[name].dropna().to_numpy("float64")) for name in X.columns]
        blocks = self._blocks(X)
        self.widths_ = [block.shape[1] for block in blocks]
        Z = np.hstack(blocks)
        with one_thread():
            self.intercept_, self.coef_ = _line(Z, np.asarray(y, dtype="float64"), weights, self._bounds(), C=self.C)
        self.centre_ = np.average(Z, axis=0, weights=weights)
        return self

    def _bounds(self) -> Bounds:
        """Of each column of the design; only the rank of a feature (its first column) has a direction."""
        signs = self.directions or (0,) * self.n_features_in_
        of_sign: dict[int, tuple[float | None, float | None]] = {1: (0, None), -1: (None, 0), 0: (None, None)}
        ranked = [sign if width == 2 else 0 for sign, width in zip(signs, self.widths_, strict=True)]
        return [
            of_sign[sign if place == 0 else 0]
            for sign, width in zip(ranked, self.widths_, strict=True)
            for place in range(width)
        ]

    def _knots(self, name: str, seen: Floats) -> Floats:
        if len(seen) == 0 or name in self.codes:
            return np.unique(seen)
        return np.asarray(np.quantile(seen, np.linspace(0, 1, self.n_knots)))

    def _blocks(self, X: pd.DataFrame) -> list[Floats]:
        check_is_fitted(self, "knots_")
        columns = zip(X.columns, X.to_numpy("float64").T, self.knots_, strict=True)
        return [_block(values, knots, coded=name in self.codes) for name, values, knots in columns]

    @property
    def base_(self) -> float:
        """Log-odds of the average firm."""
        return float(self.intercept_ + self.centre_ @ self.coef_)

    def decision_function(self, X: pd.DataFrame) -> Floats:
        """Log-odds of every row."""
        return np.asarray(self.intercept_ + np.hstack(self._blocks(X)) @ self.coef_)

    def contributions(self, X: pd.DataFrame) -> Floats:
        """coef × (x − mean), summed over the columns that a feature became."""
        parts = (np.hstack(self._blocks(X)) - self.centre_) * self.coef_
        ends = np.cumsum(self.widths_)
        return np.column_stack(
            [parts[:, end - width : end].sum(axis=1) for width, end in zip(self.widths_, ends, strict=True)]
        )


def _line(Z: Floats, y: Floats, weights: Floats, bounds: Bounds, *, C: float) -> tuple[float, Floats]:
    """Intercept and coefficients of least weighted log loss + |coef|² ÷ 2C within `bounds`; the intercept is free."""
    total, hits = float(weights.sum()), weights * y

    def loss(line: Floats) -> tuple[float, Floats]:
        decision = line[0] + Z @ line[1:]
        off = weights * sigmoid(decision) - hits
        value = weights @ np.logaddexp(0, decision) - hits @ decision + line[1:] @ line[1:] / (2 * C)
        slope = np.concatenate([[off.sum()], Z.T @ off + line[1:] / C])
        return float(value / total), slope / total

    start = np.concatenate([[log_odds(hits.sum() / total)], np.zeros(Z.shape[1])])
    options = {"maxiter": 2_000, "maxfun": 20_000, "ftol": 1e-10, "gtol": 1e-6}
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[(None, None), *bounds], options=options)
    return float(found.x[0]), np.asarray(found.x[1:])


def _block(values: Floats, knots: Floats, *, coded: bool) -> Floats:
    """The columns that one feature becomes; none where training saw no value of it."""
    if len(knots) == 0:
        return np.empty((len(values), 0))
    missing = np.isnan(values)
    known = values[:, None] == knots if coded else np.where(missing, 0.5, _rank(values, knots))[:, None]
    return np.column_stack([known, missing]).astype("float64")


def _rank(values: Floats, knots: Floats) -> Floats:
    """Place among the knots from 0 to 1; where many firms share a value, the middle of their places."""
    places = np.linspace(0, 1, len(knots))
    from_below, from_above = np.interp(values, knots, places), 1 - np.interp(-values, -knots[::-1], places)
    return np.asarray((from_below + from_above) / 2)
