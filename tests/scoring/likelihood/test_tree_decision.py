import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier

from scoring.likelihood import tree_decision
from scoring.likelihood.tree_decision import decision_of


class TestDecisionOf:
    @pytest.mark.parametrize("threads", [1, 2])
    def test_blocks_give_the_trees_own_answer(self, threads: int, monkeypatch: pytest.MonkeyPatch) -> None:
        random = np.random.default_rng(0)
        X = random.normal(size=(400, 3))
        X[random.random(X.shape) < 0.1] = np.nan
        trees = HistGradientBoostingClassifier(max_iter=10).fit(X, np.nan_to_num(X[:, 0] * X[:, 1]) > 0)
        monkeypatch.setattr(tree_decision, "BLOCK", 64)
        assert np.array_equal(decision_of(trees, X, threads=threads), trees.decision_function(X))

    def test_no_rows_give_no_decisions(self) -> None:
        trees = HistGradientBoostingClassifier(max_iter=2).fit(np.arange(60.0)[:, None], np.arange(60) > 30)
        assert decision_of(trees, np.empty((0, 1))).shape == (0,)
