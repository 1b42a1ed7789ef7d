"""What every candidate that can be chosen must hold."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.base import clone

from scoring.likelihood.candidates import Explained
from scoring.likelihood.candidates.rulebook import RulebookBaseline
from tests.scoring.likelihood.candidates.tables import ADDITIVE, EXPLAINED, table


def name(candidate: object) -> str:
    return type(candidate).__name__


@pytest.mark.parametrize("candidate", EXPLAINED, ids=name)
class TestContributions:
    @settings(max_examples=8)
    @given(seed=st.integers(0, 10_000), weighted=st.booleans())
    def test_sum_to_the_decision_exactly(self, candidate: Any, seed: int, weighted: bool) -> None:
        X, y = table(300, seed=seed)
        weight = np.random.default_rng(seed).uniform(0.1, 10, len(y)) if weighted else None
        fitted = clone(candidate).fit(X, y, sample_weight=weight)
        unseen, _ = table(100, seed=seed + 1)
        unseen.loc[0] = np.nan
        unseen.loc[1] = 1e9
        unseen.loc[2] = -1e9
        sums = fitted.base_ + fitted.contributions(unseen).sum(axis=1)
        np.testing.assert_allclose(sums, fitted.decision_function(unseen), rtol=0, atol=1e-9)

    def test_give_nothing_to_a_feature_never_seen(self, candidate: Any) -> None:
        X, y = table()
        fitted = clone(candidate).fit(X, y)
        parts = fitted.contributions(X.assign(empty=5.0))
        assert not parts[:, list(X.columns).index("empty")].any()
        np.testing.assert_array_equal(fitted.decision_function(X.assign(empty=5.0)), fitted.decision_function(X))

    def test_say_how_they_were_found(self, candidate: Any) -> None:
        assert isinstance(candidate.fit(*table(200)), Explained)
        assert candidate.reasons_by == ("additive" if candidate in ADDITIVE else "tree_shap")


@pytest.mark.parametrize("candidate", ADDITIVE, ids=name)
class TestAverageFirm:
    def test_is_what_additive_parts_are_centred_on(self, candidate: Any) -> None:
        X, y = table()
        np.testing.assert_allclose(clone(candidate).fit(X, y).contributions(X).mean(axis=0), 0, atol=1e-9)

    def test_counts_rows_by_their_weight(self, candidate: Any) -> None:
        X, y = table()
        weight = np.random.default_rng(0).uniform(0.1, 10, len(y))
        parts = clone(candidate).fit(X, y, sample_weight=weight).contributions(X)
        np.testing.assert_allclose(np.average(parts, axis=0, weights=weight), 0, atol=1e-9)


@pytest.mark.parametrize("candidate", EXPLAINED, ids=name)
class TestDirections:
    @settings(max_examples=8)
    @given(seed=st.integers(0, 10_000))
    def test_are_kept_to_even_against_the_data(self, candidate: Any, seed: int) -> None:
        X, y = table(300, seed=seed)
        # The labels are turned round: left free, each would learn that more hurts.
        fitted = clone(candidate).fit(X, 1 - y)
        for column, sign in (("up", 1), ("down", -1)):
            for firm in range(5):
                rows = X.iloc[np.full(40, firm)].assign(**{column: np.linspace(-3, 3, 40)})
                assert (sign * np.diff(fitted.decision_function(rows)) >= -1e-12).all()


@pytest.mark.parametrize("candidate", [*EXPLAINED, RulebookBaseline(points="up")], ids=name)
class TestWeights:
    def test_of_one_each_change_nothing(self, candidate: Any) -> None:
        X, y = table(300)
        X = X.round()  # with weights, trees sort finer figures into fewer bins
        plain, weighted = (clone(candidate).fit(X, y, sample_weight=weight) for weight in (None, np.ones(300)))
        np.testing.assert_allclose(plain.decision_function(X), weighted.decision_function(X), atol=1e-9)

    def test_move_the_rate_to_where_they_are(self, candidate: Any) -> None:
        X, y = table(2_000)
        weight = np.where(y == 1, 4.0, 1.0)
        chance = clone(candidate).fit(X, y, sample_weight=weight).predict_proba(X)[:, 1]
        assert np.average(chance, weights=weight) == pytest.approx(np.average(y, weights=weight), abs=0.02)


class TestPredict:
    def test_takes_the_likelier_class(self) -> None:
        X, y = table()
        fitted = clone(ADDITIVE[0]).fit(X, y)
        np.testing.assert_array_equal(fitted.predict(X), (fitted.predict_proba(X)[:, 1] > 0.5).astype(int))
