"""Gradient-boosted trees that keep to the directions of policy: free, without interactions, or with a few pairs.

How many trees, how large, and how fast they learn was measured on public tables (docs/benchmarks.md)."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Self

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.utils.validation import check_is_fitted

from scoring.likelihood.candidates.base import Floats, LogOddsClassifier, ReasonsBy, one_thread, weights_of
from scoring.likelihood.curves import Curves
from scoring.likelihood.tree_decision import decision_of
from scoring.likelihood.tree_shap import TreeReasons

MOST_BINS = 255
WEIGHTED_BINS = 64  # with weights scikit-learn sorts a column anew for each bin: 255 take longer than the trees
FOUND_PAIRS = 10  # as few as can still be looked through
Interactions = str | Sequence[set[int]] | None


class FullBoosting(LogOddsClassifier):
    """Trees that may only move the way policy says, features free to act together.

    Reasons are exact tree SHAP, against the mean decision over the training rows. Their tables are worked out when
    first asked for, and are no part of what is stored.
    """

    reasons_by: ReasonsBy = "tree_shap"
    base_: float
    reasons_: TreeReasons | None = None

    def __init__(
        self,
        directions: tuple[int, ...] | None = None,
        max_iter: int = 200,
        learning_rate: float = 0.06,
        max_leaf_nodes: int = 16,
        max_depth: int | None = 6,
        min_samples_leaf: int = 20,
        max_features: float = 0.5,
        random_state: int = 0,
    ) -> None:
        self.directions = directions
        self.max_iter = max_iter
        self.learning_rate = learning_rate
        self.max_leaf_nodes = max_leaf_nodes
        self.max_depth = max_depth
        self.min_samples_leaf = min_samples_leaf
        self.max_features = max_features
        self.random_state = random_state

    def fit(self, X: pd.DataFrame, y: npt.ArrayLike, sample_weight: npt.ArrayLike | None = None) -> Self:
        """Grow the trees; `directions` follows the order of the columns."""
        self._learn_names(X, y)
        self.seen_ = X.notna().any().to_numpy()
        rows = self._rows(X)
        trees = self._unfitted(max_bins=MOST_BINS if sample_weight is None else WEIGHTED_BINS)
        with one_thread():
            trees.fit(rows, np.asarray(y), sample_weight=sample_weight)
        self._keep(trees, rows, weights_of(sample_weight, len(rows)))
        return self

    def _keep(self, trees: HistGradientBoostingClassifier, rows: Floats, weights: Floats) -> None:
        """Keep what decides and explains."""
        self.trees_, self.reasons_ = trees, None
        self.base_ = _mean_decision(trees)

    def _unfitted(self, *, max_bins: int) -> HistGradientBoostingClassifier:
        return HistGradientBoostingClassifier(
            max_bins=max_bins,
            max_iter=self.max_iter,
            learning_rate=self.learning_rate,
            max_leaf_nodes=self.max_leaf_nodes,
            max_depth=self.max_depth,
            min_samples_leaf=self.min_samples_leaf,
            max_features=self.max_features,
            monotonic_cst=None if self.directions is None else np.asarray(self.directions),
            interaction_cst=self._interactions(),
            early_stopping=False,
            random_state=self.random_state,
        )

    def _interactions(self) -> Interactions:
        return None

    def contributions(self, X: pd.DataFrame) -> Floats:
        """Each feature's part of the decision, as Shapley values."""
        check_is_fitted(self)
        if self.reasons_ is None:
            self.reasons_ = TreeReasons.of(self.trees_)
        return self.reasons_.parts(self._rows(X))

    def __getstate__(self) -> dict[str, Any]:
        """What is stored: all but the tables of reasons."""
        return {name: value for name, value in super().__getstate__().items() if name != "reasons_"}

    def _rows(self, X: pd.DataFrame) -> Floats:
        """Numbers in order; a feature of which training saw no value stays without effect."""
        return np.where(self.seen_, X.to_numpy("float64"), 0.0)

    def decision_function(self, X: pd.DataFrame) -> Floats:
        """Log-odds of every row."""
        check_is_fitted(self)
        return decision_of(self.trees_, self._rows(X))


def _mean_decision(trees: HistGradientBoostingClassifier) -> float:
    """The prior, and of every tree its leaves by the share of training rows in each."""
    nodes = [stage[0].nodes for stage in trees._predictors]  # what scikit-learn keeps has no public name
    leaves = [tree[tree["is_leaf"] == 1] for tree in nodes]
    means = [leaf["value"] @ leaf["count"] / leaf["count"].sum() for leaf in leaves]
    return float(np.ravel(trees._baseline_prediction)[0] + np.sum(means))


class AdditiveBoosting(FullBoosting):
    """The same with no interactions: one curve a feature, so the reasons are exact.

    The trees are compiled into the curves that they sum to, and not kept: what scores is what can be printed.
    """

    reasons_by: ReasonsBy = "additive"

    def __init__(
        self,
        directions: tuple[int, ...] | None = None,
        max_iter: int = 200,
        learning_rate: float = 0.1,
        max_leaf_nodes: int = 4,
        max_depth: int | None = None,
        min_samples_leaf: int = 20,
        max_features: float = 0.3,
        random_state: int = 0,
    ) -> None:
        super().__init__(
            directions=directions,
            max_iter=max_iter,
            learning_rate=learning_rate,
            max_leaf_nodes=max_leaf_nodes,
            max_depth=max_depth,
            min_samples_leaf=min_samples_leaf,
            max_features=max_features,
            random_state=random_state,
        )

    def _interactions(self) -> Interactions:
        return "no_interactions"

    def _keep(self, trees: HistGradientBoostingClassifier, rows: Floats, weights: Floats) -> None:
        curves = Curves.of(trees)
        self.curves_ = curves.centred(np.average(curves.parts(rows), axis=0, weights=weights))
        self.base_ = self.curves_.base

    def decision_function(self, X: pd.DataFrame) -> Floats:
        """Log-odds of every row."""
        check_is_fitted(self)
        return self.curves_.decision(self._rows(X))

    def contributions(self, X: pd.DataFrame) -> Floats:
        """Each feature's part of the decision, against the average firm."""
        check_is_fitted(self)
        return self.curves_.parts(self._rows(X))


class PairedBoosting(FullBoosting):
    """Additive but for a few pairs of features that may act together.

    Pairs are named beforehand; where none are, those are taken by which a first, small fit gained most.
    """

    def __init__(
        self,
        pairs: tuple[tuple[str, str], ...] = (),
        directions: tuple[int, ...] | None = None,
        max_iter: int = 200,
        learning_rate: float = 0.075,
        max_leaf_nodes: int = 6,
        max_depth: int | None = None,
        min_samples_leaf: int = 20,
        max_features: float = 0.3,
        random_state: int = 0,
    ) -> None:
        super().__init__(
            directions=directions,
            max_iter=max_iter,
            learning_rate=learning_rate,
            max_leaf_nodes=max_leaf_nodes,
            max_depth=max_depth,
            min_samples_leaf=min_samples_leaf,
            max_features=max_features,
            random_state=random_state,
        )
        self.pairs = pairs

    def fit(self, X: pd.DataFrame, y: npt.ArrayLike, sample_weight: npt.ArrayLike | None = None) -> Self:
        """Grow the trees on named pairs, or find some first."""
        place = {str(name): number for number, name in enumerate(X.columns)}
        self.pairs_ = [{place[one], place[other]} for one, other in self.pairs]
        if not self.pairs:
            rows = np.where(X.notna().any().to_numpy(), X.to_numpy("float64"), 0.0)
            self.pairs_ = _strongest_pairs(self._first_look(), rows, np.asarray(y), sample_weight)
        return super().fit(X, y, sample_weight)

    def _first_look(self) -> HistGradientBoostingClassifier:
        """A small fit in which any two features may act together."""
        return HistGradientBoostingClassifier(
            max_iter=100,
            learning_rate=0.1,
            max_bins=WEIGHTED_BINS,
            max_leaf_nodes=4,
            max_depth=2,
            monotonic_cst=None if self.directions is None else np.asarray(self.directions),
            early_stopping=False,
            random_state=self.random_state,
        )

    def _interactions(self) -> Interactions:
        return [*self.pairs_, *({number} for number in range(self.n_features_in_))]


def _strongest_pairs(
    trees: HistGradientBoostingClassifier, rows: Floats, y: npt.NDArray[Any], sample_weight: npt.ArrayLike | None
) -> list[set[int]]:
    """The pairs of features that split one below the other with the greatest gain in sum."""
    with one_thread():
        trees.fit(rows, y, sample_weight=sample_weight)
    gained: defaultdict[tuple[int, int], float] = defaultdict(float)
    for (tree,) in trees._predictors:
        nodes = tree.nodes
        for parent in nodes[nodes["is_leaf"] == 0]:
            for child in nodes[[parent["left"], parent["right"]]]:
                if not child["is_leaf"] and child["feature_idx"] != parent["feature_idx"]:
                    low, high = sorted((int(parent["feature_idx"]), int(child["feature_idx"])))
                    gained[low, high] += float(child["gain"])
    return [set(pair) for pair in sorted(gained, key=lambda pair: (-gained[pair], pair))[:FOUND_PAIRS]]
