"""The candidates: scikit-learn classifiers that pass through one and the same validation.

Each has `decision_function` in log-odds. Those that may be promoted are additive: their `contributions` are exact, one
column a feature, centred on the average firm of the training data, so that `base_` + row sum = decision.
"""

from contextlib import AbstractContextManager
from functools import cache
from typing import Protocol, Self, runtime_checkable

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.optimize import minimize
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.isotonic import IsotonicRegression
from sklearn.utils.validation import check_is_fitted
from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]  # ships no types

from scoring.likelihood.features import Feature

Floats = npt.NDArray[np.float64]
CENTRE_ROWS = 2_000  # enough for the average firm; the sums are exact whatever the centre
FURTHEST = 1e-6


def log_odds(probability: npt.ArrayLike) -> Floats:
    """Turn probabilities into log-odds, kept finite at 0 and 1."""
    inside = np.clip(np.asarray(probability, dtype="float64"), FURTHEST, 1 - FURTHEST)
    return np.asarray(np.log(inside / (1 - inside)), dtype="float64")


def sigmoid(decision: npt.ArrayLike) -> Floats:
    """Turn log-odds into probabilities."""
    return np.asarray(1 / (1 + np.exp(-np.asarray(decision, dtype="float64"))), dtype="float64")


@cache
def _controller() -> ThreadpoolController:
    return ThreadpoolController()


def one_thread() -> AbstractContextManager[object]:
    """Keep numeric libraries to one thread.

    Measured on two cores that others use too: two threads waiting for each other took 10 to 15 times as long as one.
    """
    return _controller().limit(limits=1)  # type: ignore[no-any-return]  # threadpoolctl ships no types


class Candidate(Protocol):
    """What validation asks of a classifier."""

    def fit(self, X: pd.DataFrame, y: npt.ArrayLike) -> Self: ...
    def decision_function(self, X: pd.DataFrame) -> Floats: ...


@runtime_checkable
class AdditiveCandidate(Protocol):
    """What a promoted model must be able to do besides: give its decision in exact parts."""

    feature_names_in_: npt.NDArray[np.object_]

    @property
    def base_(self) -> float: ...
    def decision_function(self, X: pd.DataFrame) -> Floats: ...
    def contributions(self, X: pd.DataFrame) -> Floats: ...


class _LogOddsClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]  # scikit-learn ships no types
    """What all candidates share: names and classes learnt in `fit`, probabilities from log-odds."""

    feature_names_in_: npt.NDArray[np.object_]

    def _learn_names(self, X: pd.DataFrame, y: npt.ArrayLike) -> None:
        self.feature_names_in_ = np.asarray(X.columns, dtype=object)
        self.n_features_in_ = X.shape[1]
        self.classes_ = np.unique(np.asarray(y))

    def decision_function(self, X: pd.DataFrame) -> Floats:
        raise NotImplementedError

    def predict_proba(self, X: pd.DataFrame) -> Floats:
        """Probabilities of the two classes, in the order of `classes_`."""
        positive = sigmoid(self.decision_function(X))
        return np.column_stack([1 - positive, positive])

    def predict(self, X: pd.DataFrame) -> npt.NDArray[np.int64]:
        """The likelier class."""
        return np.asarray(self.classes_[(self.decision_function(X) > 0).astype(int)])


class RulebookBaseline(_LogOddsClassifier):
    """Likelihood from one figure of the rulebook alone: the bar that a model has to clear.

    Isotonic in column `points`, `increasing` or not; None leaves the direction to the data. Firms without the figure
    share a rate of their own.
    """

    def __init__(self, points: str = "rulebook_points", increasing: bool | None = None) -> None:
        self.points = points
        self.increasing = increasing

    def fit(self, X: pd.DataFrame, y: npt.ArrayLike) -> Self:
        """Learn the step curve and the rate of firms without the figure."""
        self._learn_names(X, y)
        hits, known = np.asarray(y, dtype="float64"), X[self.points].notna().to_numpy()
        self.rate_unknown_ = _rate(hits[~known], prior=float(hits.mean()))
        self.curve_ = self._curve(X.loc[known, self.points].to_numpy("float64"), hits[known])
        self.rate_known_ = _rate(hits[known], prior=float(hits.mean()))
        return self

    def _curve(self, points: Floats, hits: Floats) -> IsotonicRegression | None:
        """None where the points do not tell firms apart."""
        if len(np.unique(points)) < 2:
            return None
        rises = bool(np.cov(pd.Series(points).rank(), hits)[0, 1] >= 0) if self.increasing is None else self.increasing
        return IsotonicRegression(y_min=0, y_max=1, increasing=rises, out_of_bounds="clip").fit(points, hits)

    def decision_function(self, X: pd.DataFrame) -> Floats:
        """Log-odds of every row."""
        check_is_fitted(self)
        points = X[self.points].to_numpy("float64")
        chance = np.full(len(points), self.rate_known_)
        known = ~np.isnan(points)
        if self.curve_ is not None and known.any():
            chance[known] = self.curve_.predict(points[known])
        return log_odds(np.where(known, chance, self.rate_unknown_))


class RegularisedLogistic(_LogOddsClassifier):
    """Logistic regression on ranks: each figure by its rank (0 to 1), a flag where it is missing, codes one by one.

    Where a direction is given (+1 or −1, in the order of the columns), the coefficient keeps to it: no firm is told
    that more of what policy asks for lowers its chance, only because two figures overlap.
    """

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

    def fit(self, X: pd.DataFrame, y: npt.ArrayLike) -> Self:
        """Learn the ranks (or codes) of each feature and the line through them."""
        self._learn_names(X, y)
        self.knots_ = [self._knots(str(name), X[name].dropna().to_numpy("float64")) for name in X.columns]
        blocks = self._blocks(X)
        self.widths_ = [block.shape[1] for block in blocks]
        Z = np.hstack(blocks)
        with one_thread():
            self.intercept_, self.coef_ = _line(Z, np.asarray(y, dtype="float64"), self._bounds(), C=self.C)
        self.centre_ = Z.mean(axis=0)
        return self

    def _bounds(self) -> list[tuple[float | None, float | None]]:
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


def _line(Z: Floats, y: Floats, bounds: list[tuple[float | None, float | None]], *, C: float) -> tuple[float, Floats]:
    """Intercept and coefficients of least log loss + |coef|² ÷ 2C within `bounds`; the intercept is free."""

    def loss(line: Floats) -> tuple[float, Floats]:
        decision = line[0] + Z @ line[1:]
        off = sigmoid(decision) - y
        total = np.logaddexp(0, decision).sum() - y @ decision + line[1:] @ line[1:] / (2 * C)
        slope = np.concatenate([[off.sum()], Z.T @ off + line[1:] / C])
        return float(total / len(y)), slope / len(y)

    start = np.concatenate([[log_odds(y.mean())], np.zeros(Z.shape[1])])
    options = {"maxiter": 2_000, "maxfun": 20_000, "ftol": 1e-12, "gtol": 1e-7}
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


class MonotoneBoosting(_LogOddsClassifier):
    """Gradient-boosted trees that may only move the way policy says, features free to act together."""

    interactions: str | None = None

    def __init__(
        self,
        directions: tuple[int, ...] | None = None,
        max_iter: int = 300,
        learning_rate: float = 0.1,
        max_leaf_nodes: int = 31,
        min_samples_leaf: int = 20,
        random_state: int = 0,
    ) -> None:
        self.directions = directions
        self.max_iter = max_iter
        self.learning_rate = learning_rate
        self.max_leaf_nodes = max_leaf_nodes
        self.min_samples_leaf = min_samples_leaf
        self.random_state = random_state

    def fit(self, X: pd.DataFrame, y: npt.ArrayLike) -> Self:
        """Grow the trees; `directions` follows the order of the columns."""
        self._learn_names(X, y)
        self.seen_ = X.notna().any().to_numpy()
        self.trees_ = self._unfitted()
        with one_thread():
            self.trees_.fit(self._rows(X), np.asarray(y))
        return self

    def _unfitted(self) -> HistGradientBoostingClassifier:
        return HistGradientBoostingClassifier(
            max_iter=self.max_iter,
            learning_rate=self.learning_rate,
            max_leaf_nodes=self.max_leaf_nodes,
            min_samples_leaf=self.min_samples_leaf,
            monotonic_cst=None if self.directions is None else np.asarray(self.directions),
            interaction_cst=self.interactions,
            early_stopping=False,
            random_state=self.random_state,
        )

    def _decide(self, rows: Floats) -> Floats:
        with one_thread():
            return np.asarray(self.trees_.decision_function(rows))

    def _rows(self, X: pd.DataFrame) -> Floats:
        """Numbers in order; a feature of which training saw no value stays without effect."""
        return np.where(self.seen_, X.to_numpy("float64"), 0.0)

    def decision_function(self, X: pd.DataFrame) -> Floats:
        """Log-odds of every row."""
        check_is_fitted(self)
        return self._decide(self._rows(X))


class AdditiveBoosting(MonotoneBoosting):
    """The same with no interactions: one curve a feature, so the reasons are exact.

    Because no tree uses two features, moving one feature away from a reference row moves the decision by exactly that
    feature's part, whatever the reference; so the parts come from `decision_function` alone.
    """

    interactions = "no_interactions"

    def __init__(
        self,
        directions: tuple[int, ...] | None = None,
        max_iter: int = 300,
        learning_rate: float = 0.03,
        max_leaf_nodes: int = 4,
        min_samples_leaf: int = 40,
        random_state: int = 0,
    ) -> None:
        super().__init__(directions, max_iter, learning_rate, max_leaf_nodes, min_samples_leaf, random_state)

    def fit(self, X: pd.DataFrame, y: npt.ArrayLike) -> Self:
        """Grow the trees and find the average firm."""
        super().fit(X, y)
        self.origin_ = float(self._decide(np.zeros((1, X.shape[1])))[0])
        some = np.linspace(0, len(X) - 1, min(len(X), CENTRE_ROWS)).astype(int)
        self.centre_ = self._parts(self._rows(X)[some]).mean(axis=0)
        return self

    @property
    def base_(self) -> float:
        """Log-odds of the average firm."""
        return float(self.origin_ + self.centre_.sum())

    def contributions(self, X: pd.DataFrame) -> Floats:
        """Each feature's part of the decision, against the average firm."""
        check_is_fitted(self)
        return np.asarray(self._parts(self._rows(X)) - self.centre_)

    def _parts(self, rows: Floats) -> Floats:
        """Every distinct value of a feature is tried once, on a row that is zero elsewhere; all features in one go."""
        tried = [np.unique(rows[:, place], return_inverse=True) for place in range(rows.shape[1])]
        sizes = [len(distinct) for distinct, _ in tried]
        stacked = np.zeros((sum(sizes), len(tried)))
        of_feature = np.repeat(np.arange(len(tried)), sizes)
        stacked[np.arange(len(stacked)), of_feature] = np.concatenate([distinct for distinct, _ in tried])
        moved = np.split(self._decide(stacked) - self.origin_, np.cumsum(sizes)[:-1])
        return np.column_stack([part[where] for part, (_, where) in zip(moved, tried, strict=True)])


def _rate(hits: Floats, *, prior: float) -> float:
    """Share of hits, drawn towards `prior` as if one more firm had been seen."""
    return float((hits.sum() + prior) / (len(hits) + 1))


def candidates(features: tuple[Feature, ...], *, baseline: str | None, seed: int) -> dict[str, Candidate]:
    """Unfitted candidates for a table with these features, the simplest first."""
    codes = tuple(feature.name for feature in features if feature.categories)
    directions = tuple(int(feature.direction) for feature in features)
    learners: dict[str, Candidate] = {
        "logistic": RegularisedLogistic(codes=codes, directions=directions),
        "additive_boosting": AdditiveBoosting(directions=directions, random_state=seed),
        "full_boosting": MonotoneBoosting(directions=directions, random_state=seed),
    }
    if baseline is None:
        return learners
    sign = next(feature.direction for feature in features if feature.name == baseline)
    rulebook = RulebookBaseline(points=baseline, increasing=None if sign == 0 else sign > 0)
    return {"rulebook": rulebook, **learners}
