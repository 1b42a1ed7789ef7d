import numpy as np
import pandas as pd
import pytest
from sklearn.linear_model import LogisticRegression

from scoring.likelihood.candidates.logistic import RegularisedLogistic
from tests.scoring.likelihood.candidates.tables import table


class TestRegularisedLogistic:
    @pytest.mark.parametrize("weighted", [False, True])
    def test_agrees_with_scikit_learn_where_no_direction_is_given(self, weighted: bool) -> None:
        X, y = table()
        known = X[["up", "down"]].notna().all(axis=1)
        X, y = X.loc[known, ["up", "down"]], y[known]
        weight = np.random.default_rng(1).uniform(0.5, 2, len(y)) if weighted else None
        ours = RegularisedLogistic(C=0.5).fit(X, y, sample_weight=weight)
        Z = np.hstack(ours._blocks(X))
        theirs = LogisticRegression(C=0.5, tol=1e-8).fit(Z, y, sample_weight=weight)
        np.testing.assert_allclose(ours.coef_, theirs.coef_[0], atol=1e-3)
        assert ours.intercept_ == pytest.approx(theirs.intercept_[0], abs=1e-3)

    def test_puts_firms_that_share_a_value_in_the_middle_of_their_places(self) -> None:
        X = pd.DataFrame({"flag": [0.0] * 60 + [1.0] * 40})
        ranks = RegularisedLogistic().fit(X, [0, 1] * 50)._blocks(X)[0][:, 0]
        assert ranks[0] == pytest.approx(0.3, abs=0.01)
        assert ranks[-1] == pytest.approx(0.8, abs=0.01)
