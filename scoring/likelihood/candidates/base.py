"""What all candidates share: log-odds, one thread a fit, and what validation and reasons ask of a classifier."""

from contextlib import AbstractContextManager
from functools import cache
from typing import Literal, Protocol, Self, runtime_checkable

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import expit
from sklearn.base import BaseEstimator, ClassifierMixin
from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]  # ships no types

Floats = npt.NDArray[np.float64]
ReasonsBy = Literal["additive", "tree_shap"]
FURTHEST = 1e-6


def log_odds(probability: npt.ArrayLike) -> Floats:
    """Turn probabilities into log-odds, kept finite at 0 and 1."""
    inside = np.clip(np.asarray(probability, dtype="float64"), FURTHEST, 1 - FURTHEST)
    return np.asarray(np.log(inside / (1 - inside)), dtype="float64")


def sigmoid(decision: npt.ArrayLike) -> Floats:
    """Turn log-odds into probabilities."""
    return np.asarray(expit(np.asarray(decision, dtype="float64")), dtype="float64")


@cache
def _controller() -> ThreadpoolController:
    return ThreadpoolController()


def one_thread() -> AbstractContextManager[object]:
    """Keep numeric libraries to one thread.

    Measured on two cores that others use too: two threads waiting for each other took 10 to 15 times as long as one.
    """
    return _controller().limit(limits=1)  # type: ignore[no-any-return]  # threadpoolctl ships no types


class Candidate(Protocol):
    """What validation asks of a classifier: weighted fits, and decisions in log-odds."""

    def fit(self, X: pd.DataFrame, y: npt.ArrayLike, sample_weight: npt.ArrayLike | None = None) -> Self: ...
    def decision_function(self, X: pd.DataFrame) -> Floats: ...


@runtime_checkable
class Explained(Protocol):
    """What a promoted model must be able to do besides: give its decision in exact parts.

    `base_` + the row sum of `contributions` = `decision_function`; a part is a feature's, against the average firm of
    the training data. `reasons_by` tells how the parts are found.
    """

    feature_names_in_: npt.NDArray[np.object_]
    reasons_by: ReasonsBy

    @property
    def base_(self) -> float: ...
    def fit(self, X: pd.DataFrame, y: npt.ArrayLike, sample_weight: npt.ArrayLike | None = None) -> Self: ...
    def decision_function(self, X: pd.DataFrame) -> Floats: ...
    def contributions(self, X: pd.DataFrame) -> Floats: ...


class LogOddsClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]  # scikit-learn ships no types
    """Names and classes learnt in `fit`, probabilities from log-odds."""

    feature_names_in_: npt.NDArray[np.object_]

    def _learn_names(self, X: pd.DataFrame, y: npt.ArrayLike) -> None:
        self.feature_names_in_ = np.asarray(X.columns, dtype=object)
        self.n_features_in_ = X.shape[1]
        self.classes_ = np.unique(np.asarray(y))

    def decision_function(self, X: pd.DataFrame) -> Floats:
        """Log-odds of every row."""
        raise NotImplementedError

    def predict_proba(self, X: pd.DataFrame) -> Floats:
        """Probabilities of the two classes, in the order of `classes_`."""
        positive = sigmoid(self.decision_function(X))
        return np.column_stack([1 - positive, positive])

    def predict(self, X: pd.DataFrame) -> npt.NDArray[np.int64]:
        """The likelier class."""
        return np.asarray(self.classes_[(self.decision_function(X) > 0).astype(int)])


def weights_of(sample_weight: npt.ArrayLike | None, rows: int) -> Floats:
    """The weight of every row: one each where none are given."""
    return np.ones(rows) if sample_weight is None else np.asarray(sample_weight, dtype="float64")
