from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.linear_model import LogisticRegression

from scoring.likelihood.candidates import (
    AdditiveBoosting,
    MonotoneBoosting,
    RegularisedLogistic,
    RulebookBaseline,
    candidates,
    sigmoid,
)
from scoring.likelihood.features import Feature, plain_features


def table(rows: int = 800, *, seed: int = 0) -> tuple[pd.DataFrame, np.ndarray]:
    rng = np.random.default_rng(seed)
    X = pd.DataFrame(rng.normal(size=(rows, 4)), columns=["up", "down", "bent", "idle"])
    y = rng.random(rows) < sigmoid(1.5 * X["up"] - X["down"] + X["bent"] ** 2 - 1.5)
    X = X.mask(rng.random(X.shape) < 0.1).assign(code=rng.integers(0, 3, rows).astype(float), empty=np.nan)
    return X, y.astype("int64")


ADDITIVE = [
    RegularisedLogistic(codes=("code",), directions=(1, -1, 0, 0, 0, 0)),
    AdditiveBoosting(directions=(1, -1, 0, 0, 0, 0), max_iter=60),
]


class TestContributions:
    @pytest.mark.parametrize("candidate", ADDITIVE, ids=lambda one: type(one).__name__)
    def test_sum_to_the_decision_exactly(self, candidate: Any) -> None:
        X, y = table()
        fitted = clone(candidate).fit(X, y)
        unseen, _ = table(seed=9)
        unseen.loc[0] = np.nan
        unseen.loc[1] = 1e9
        sums = fitted.base_ + fitted.contributions(unseen).sum(axis=1)
        np.testing.assert_allclose(sums, fitted.decision_function(unseen), rtol=0, atol=1e-9)

    @pytest.mark.parametrize("candidate", ADDITIVE, ids=lambda one: type(one).__name__)
    def test_are_centred_on_the_average_firm(self, candidate: Any) -> None:
        X, y = table()
        np.testing.assert_allclose(clone(candidate).fit(X, y).contributions(X).mean(axis=0), 0, atol=1e-9)

    @pytest.mark.parametrize("candidate", ADDITIVE, ids=lambda one: type(one).__name__)
    def test_give_nothing_to_a_feature_never_seen(self, candidate: Any) -> None:
        X, y = table()
        fitted = clone(candidate).fit(X, y)
        assert not fitted.contributions(X.assign(empty=5.0))[:, list(X.columns).index("empty")].any()


class TestDirections:
    @pytest.mark.parametrize(
        "candidate",
        [*ADDITIVE, MonotoneBoosting(directions=(1, -1, 0, 0, 0, 0), max_iter=60)],
        ids=lambda one: type(one).__name__,
    )
    def test_are_kept_to_even_against_the_data(self, candidate: Any) -> None:
        X, y = table()
        # The labels are turned round: left free, each would learn that more hurts.
        fitted = clone(candidate).fit(X, 1 - y)
        rows = X.iloc[np.zeros(50, dtype=int)].assign(up=np.linspace(-3, 3, 50))
        assert (np.diff(fitted.decision_function(rows)) >= -1e-12).all()
        rows = X.iloc[np.zeros(50, dtype=int)].assign(down=np.linspace(-3, 3, 50))
        assert (np.diff(fitted.decision_function(rows)) <= 1e-12).all()


class TestBoosting:
    def test_lets_only_the_full_form_use_two_features_together(self) -> None:
        rng = np.random.default_rng(0)
        X = pd.DataFrame(rng.normal(size=(1_000, 2)), columns=["a", "b"])
        y = (X["a"] * X["b"] > 0).astype(int)
        right = {
            kind: (kind(max_iter=60).fit(X, y).predict(X) == y).mean() for kind in (AdditiveBoosting, MonotoneBoosting)
        }
        assert right[MonotoneBoosting] > 0.9 > 0.75 > right[AdditiveBoosting]


class TestRegularisedLogistic:
    def test_agrees_with_scikit_learn_where_no_direction_is_given(self) -> None:
        X, y = table()
        ours = RegularisedLogistic(C=0.5).fit(X[["up", "down"]].dropna(), y[X[["up", "down"]].notna().all(axis=1)])
        Z = np.hstack(ours._blocks(X[["up", "down"]].dropna()))
        theirs = LogisticRegression(C=0.5, tol=1e-8).fit(Z, y[X[["up", "down"]].notna().all(axis=1)])
        np.testing.assert_allclose(ours.coef_, theirs.coef_[0], atol=1e-3)
        assert ours.intercept_ == pytest.approx(theirs.intercept_[0], abs=1e-3)

    def test_puts_firms_that_share_a_value_in_the_middle_of_their_places(self) -> None:
        X = pd.DataFrame({"flag": [0.0] * 60 + [1.0] * 40})
        ranks = RegularisedLogistic().fit(X, [0, 1] * 50)._blocks(X)[0][:, 0]
        assert ranks[0] == pytest.approx(0.3, abs=0.01)
        assert ranks[-1] == pytest.approx(0.8, abs=0.01)


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


class TestCandidates:
    def test_puts_directions_and_codes_where_the_features_say(self) -> None:
        features = (
            Feature(name="a", zh="a", en="a", direction=-1),
            Feature(name="b", zh="b", en="b", categories=("x", "y")),
        )
        made = candidates(features, baseline="a", seed=3)
        assert list(made) == ["rulebook", "logistic", "additive_boosting", "full_boosting"]
        assert vars(made["rulebook"])["increasing"] is False
        assert vars(made["logistic"])["codes"] == ("b",)
        assert vars(made["additive_boosting"])["directions"] == (-1, 0)

    def test_takes_any_table(self) -> None:
        X, y = table(200)
        for candidate in candidates(plain_features(X.columns), baseline=None, seed=0).values():
            assert np.isfinite(candidate.fit(X, y).decision_function(X)).all()
