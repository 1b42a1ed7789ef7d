import numpy as np
import pandas as pd
import skops.io

from scoring.likelihood.candidates.boosting import AdditiveBoosting, FullBoosting, PairedBoosting
from tests.scoring.likelihood.candidates.tables import BY_TREES, table


def crossed() -> tuple[pd.DataFrame, np.ndarray]:
    """The outcome hangs on two features together, and on neither alone."""
    X = pd.DataFrame(np.random.default_rng(0).normal(size=(1_000, 3)), columns=["a", "b", "c"])
    return X, (X["a"] * X["b"] > 0).to_numpy("int64")


class TestInteractions:
    def test_are_only_learnt_where_they_may_be(self) -> None:
        X, y = crossed()
        forms = {
            "full": FullBoosting(max_iter=60),
            "paired": PairedBoosting(pairs=(("a", "b"),), max_iter=120, learning_rate=0.1),
            "other_pair": PairedBoosting(pairs=(("a", "c"),), max_iter=120, learning_rate=0.1),
            "additive": AdditiveBoosting(max_iter=120, learning_rate=0.1),
            "found": PairedBoosting(max_iter=120, learning_rate=0.1),
        }
        right = {name: (form.fit(X, y).predict(X) == y).mean() for name, form in forms.items()}
        assert min(right["full"], right["paired"], right["found"]) > 0.9
        assert max(right["other_pair"], right["additive"]) < 0.75


class TestWhatIsKept:
    def test_of_additive_boosting_are_the_curves_and_no_trees(self) -> None:
        fitted = AdditiveBoosting(max_iter=20).fit(*table())
        assert not hasattr(fitted, "trees_")

    def test_leaves_out_the_tables_of_reasons(self) -> None:
        X, y = table(200)
        fitted = BY_TREES[0].fit(X, y)
        before = len(skops.io.dumps(fitted))
        parts = fitted.contributions(X)
        assert len(skops.io.dumps(fitted)) == before
        np.testing.assert_array_equal(parts, fitted.contributions(X))

    def test_a_second_fit_forgets_the_reasons_of_the_first(self) -> None:
        X, y = table(200)
        fitted = BY_TREES[1].fit(X, y)
        fitted.contributions(X)
        fitted.fit(X, 1 - y)
        sums = fitted.base_ + fitted.contributions(X).sum(axis=1)
        np.testing.assert_allclose(sums, fitted.decision_function(X), atol=1e-9)
