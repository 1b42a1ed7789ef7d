import numpy as np
import pandas as pd
import pytest

from scoring.likelihood.candidates.rulebook import RulebookBaseline


class TestRulebookBaseline:
    def test_is_isotonic_in_the_points(self) -> None:
        X = pd.DataFrame({"points": np.tile(np.arange(10.0), 50)})
        y = (np.random.default_rng(0).random(500) < X["points"] / 10).astype(int)
        said = RulebookBaseline(points="points", increasing=True).fit(X, y).predict_proba(X.iloc[:10])[:, 1]
        assert (np.diff(said) >= 0).all()

    def test_gives_firms_without_points_their_own_rate(self) -> None:
        X = pd.DataFrame({"points": [1.0, 2.0, 3.0, 4.0] + [np.nan] * 96})
        y = [0, 0, 1, 1] + [1] * 24 + [0] * 72
        said = RulebookBaseline(points="points").fit(X, y).predict_proba(X)[:, 1]
        assert said[-1] == pytest.approx(0.25, abs=0.01)

    def test_says_the_rate_where_no_firm_has_points(self) -> None:
        X = pd.DataFrame({"points": np.full(100, np.nan)})
        said = RulebookBaseline(points="points").fit(X, [1] * 20 + [0] * 80).predict_proba(X)[:, 1]
        np.testing.assert_allclose(said, 0.2)

    def test_takes_a_row_of_weight_two_for_two_rows(self) -> None:
        X = pd.DataFrame({"points": [1.0, 2.0, 3.0, np.nan, np.nan]})
        y, weight = [0, 1, 1, 0, 1], np.array([1, 2, 1, 2, 1])
        once = RulebookBaseline(points="points").fit(X, y, sample_weight=weight)
        twice = RulebookBaseline(points="points").fit(X.loc[np.repeat(X.index, weight)], np.repeat(y, weight))
        np.testing.assert_allclose(once.decision_function(X), twice.decision_function(X))
