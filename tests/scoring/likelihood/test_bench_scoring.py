import numpy as np

from benches.scoring import FEATURES, MISSING, grown, table, truth
from scoring.likelihood.curves import Curves
from scoring.likelihood.tree_shap import TreeReasons


class TestTable:
    def test_is_the_same_each_time_with_one_value_in_twenty_missing(self) -> None:
        X = table(2_000, seed=1)
        assert X.shape == (2_000, FEATURES)
        assert abs(np.isnan(X).mean() - MISSING) < 0.01
        np.testing.assert_array_equal(X, table(2_000, seed=1))

    def test_labels_drawn_from_it_are_neither_rare_nor_common(self) -> None:
        assert 0.05 < (1 / (1 + np.exp(-truth(table(2_000, seed=1))))).mean() < 0.6


class TestGrown:
    def test_both_forms_are_explained_exactly(self) -> None:
        trees, X = grown(400), table(50, seed=2)
        compiled, reasons = Curves.of(trees["additive"]), TreeReasons.of(trees["full"])
        for explained, form in ((compiled, "additive"), (reasons, "full")):
            summed = explained.base + explained.parts(X).sum(axis=1)
            np.testing.assert_allclose(summed, trees[form].decision_function(X), rtol=0, atol=1e-9)
