from functools import cache
from itertools import combinations
from math import factorial
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.ensemble import HistGradientBoostingClassifier

from scoring.likelihood import tree_shap as module
from scoring.likelihood.blocks import Floats
from scoring.likelihood.leaves import TreesRefused
from scoring.likelihood.tree_shap import TreeReasons

FEATURES = 5
ANY_VALUE = st.one_of(st.floats(-3, 3, width=16), st.sampled_from([np.nan, np.inf, -np.inf]))


def table(rows: int, seed: int, features: int = FEATURES) -> Floats:
    random = np.random.default_rng(seed)
    X = random.normal(size=(rows, features))
    X[:, 1] = random.poisson(1.5, rows)
    X[random.random(X.shape) < 0.15] = np.nan
    return X


@cache
def trees(features: int = FEATURES, **how: Any) -> HistGradientBoostingClassifier:
    X = table(1_200, seed=1, features=features)
    filled = np.nan_to_num(X)
    decision = filled[:, 0] * filled[:, 2] + filled[:, 1] + np.isnan(X[:, 3]) * filled[:, -1] - 1 + filled.sum(axis=1)
    y = np.random.default_rng(2).random(len(X)) < 1 / (1 + np.exp(-decision))
    given: dict[str, Any] = {"max_iter": 6, "max_leaf_nodes": 12, "min_samples_leaf": 8, "learning_rate": 0.3}
    return HistGradientBoostingClassifier(early_stopping=False, **given | how).fit(X, y)


def shapley_by_subsets(fitted: HistGradientBoostingClassifier, row: Floats) -> tuple[float, Floats]:
    """The definition itself: every subset of features, every tree walked from its root, nothing shared with ours."""
    nodes = [stage[0].nodes for stage in fitted._predictors]
    count = len(row)

    def worth(known: frozenset[int]) -> float:
        return sum(_expected(tree, 0, row, known) for tree in nodes)

    every = range(count)
    worths = {
        frozenset(some): worth(frozenset(some)) for size in range(count + 1) for some in combinations(every, size)
    }
    values = np.zeros(count)
    for feature in every:
        for some, without in worths.items():
            if feature not in some:
                weight = factorial(len(some)) * factorial(count - 1 - len(some)) / factorial(count)
                values[feature] += weight * (worths[some | {feature}] - without)
    return float(np.ravel(fitted._baseline_prediction)[0]) + worths[frozenset()], values


def _expected(tree: Any, at: int, row: Floats, known: frozenset[int]) -> float:
    node = tree[at]
    if node["is_leaf"]:
        return float(node["value"])
    left, right = int(node["left"]), int(node["right"])
    if int(node["feature_idx"]) in known:
        value = row[node["feature_idx"]]
        goes_left = node["missing_go_to_left"] if np.isnan(value) else value <= node["num_threshold"]
        return _expected(tree, left if goes_left else right, row, known)
    share = float(tree[left]["count"] / node["count"])
    return share * _expected(tree, left, row, known) + (1 - share) * _expected(tree, right, row, known)


class TestTreeReasons:
    @pytest.mark.parametrize(
        "how",
        [
            {},
            {"monotonic_cst": (1, 0, 0, -1, 0)},
            {"max_leaf_nodes": 40, "min_samples_leaf": 2},
            {"max_depth": 1},
            {"interaction_cst": "no_interactions"},
        ],
        ids=str,
    )
    def test_equal_the_mean_over_all_orders_in_which_features_become_known(self, how: dict[str, Any]) -> None:
        fitted, X = trees(**how), table(12, seed=3)
        reasons = TreeReasons.of(fitted)
        for row, parts in zip(X, reasons.parts(X), strict=True):
            base, expected = shapley_by_subsets(fitted, row)
            np.testing.assert_allclose(parts, expected, rtol=0, atol=1e-10)
            assert reasons.base == pytest.approx(base, abs=1e-10)

    def test_long_paths_over_many_features_too(self) -> None:
        fitted = trees(features=11, max_iter=2, max_leaf_nodes=60, min_samples_leaf=2)
        row = table(1, seed=4, features=11)
        longest = max(leaves.places.shape[1] for leaves in TreeReasons.of(fitted).leaves)
        assert longest >= 8
        _, expected = shapley_by_subsets(fitted, row[0])
        np.testing.assert_allclose(TreeReasons.of(fitted).parts(row)[0], expected, rtol=0, atol=1e-10)

    @given(X=arrays("float64", st.tuples(st.integers(1, 8), st.just(FEATURES)), elements=ANY_VALUE))
    @settings(deadline=None)
    def test_add_up_to_the_decision_on_any_values(self, X: Floats) -> None:
        reasons = TreeReasons.of(trees())
        decided = trees().decision_function(X)
        np.testing.assert_allclose(reasons.base + reasons.parts(X).sum(axis=1), decided, rtol=0, atol=1e-10)

    def test_the_base_is_the_mean_decision_of_the_training_rows(self) -> None:
        assert TreeReasons.of(trees()).base == pytest.approx(trees().decision_function(table(1_200, seed=1)).mean())

    def test_many_blocks_on_two_threads_give_what_one_block_gives(self, monkeypatch: pytest.MonkeyPatch) -> None:
        X = table(300, seed=5)
        parts = TreeReasons.of(trees()).parts(X)
        monkeypatch.setattr(module, "ROWS", 17)
        monkeypatch.setattr(module, "LEAVES", 5)
        np.testing.assert_allclose(TreeReasons.of(trees()).parts(X, threads=2), parts, rtol=0, atol=1e-12)

    def test_a_feature_that_no_tree_reads_has_no_part(self) -> None:
        X = np.column_stack([table(600, seed=6)[:, 0], np.zeros(600)])
        fitted = HistGradientBoostingClassifier(max_iter=5, early_stopping=False).fit(X, X[:, 0] > 0)
        assert (TreeReasons.of(fitted).parts(X)[:, 1] == 0).all()

    def test_no_rows_have_no_reasons(self) -> None:
        assert TreeReasons.of(trees()).parts(np.empty((0, FEATURES))).shape == (0, FEATURES)


class TestRefused:
    def test_trees_over_categories(self) -> None:
        codes = np.repeat(np.arange(6.0), 50)[:, None]
        fitted = HistGradientBoostingClassifier(categorical_features=[0], max_iter=2).fit(codes, codes[:, 0] % 2)
        with pytest.raises(TreesRefused, match="category"):
            TreeReasons.of(fitted)

    def test_more_classes_than_two(self) -> None:
        X = table(300, seed=7)
        fitted = HistGradientBoostingClassifier(max_iter=2).fit(X, np.arange(300) % 3)
        with pytest.raises(TreesRefused, match="two classes"):
            TreeReasons.of(fitted)
