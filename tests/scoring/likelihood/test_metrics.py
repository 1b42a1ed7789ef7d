from random import Random

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score, brier_score_loss, log_loss, roc_auc_score

from scoring.likelihood.metrics import bootstrap_weights, figures, reliability_curve, summary

probabilities = st.lists(st.sampled_from([0.05, 0.1, 0.3, 0.5, 0.7, 0.95]), min_size=4, max_size=40)


class TestFigures:
    @settings(max_examples=60, deadline=None)
    @given(probabilities, st.randoms(use_true_random=False))
    def test_agree_with_scikit_learn_also_under_weights_and_ties(self, said: list[float], random: Random) -> None:
        y = np.array([random.random() < p for p in said], dtype=int)
        weights = np.array([random.choice([0, 1, 2, 3]) for _ in said], dtype=float)
        assume(weights[y == 1].sum() > 0)
        assume(weights[y == 0].sum() > 0)
        p = np.array(said)
        made = {
            name: values[1] for name, values in figures(y, p, np.vstack([np.ones(len(y)), weights]), capacity=3).items()
        }
        assert made["auc"] == pytest.approx(roc_auc_score(y, p, sample_weight=weights))
        assert made["average_precision"] == pytest.approx(average_precision_score(y, p, sample_weight=weights))
        assert made["brier"] == pytest.approx(brier_score_loss(y, p, sample_weight=weights))
        assert made["log_loss"] == pytest.approx(log_loss(y, p, sample_weight=weights, labels=[0, 1]))

    def test_count_the_hits_among_those_that_can_be_visited(self) -> None:
        y, p = np.array([1, 1, 0, 1, 0, 0]), np.array([0.9, 0.8, 0.7, 0.6, 0.5, 0.4])
        assert figures(y, p, np.ones((1, 6)), capacity=4)["precision_at_capacity"][0] == pytest.approx(0.75)

    def test_share_out_a_tie_at_the_edge_of_capacity(self) -> None:
        y, p = np.array([1, 1, 0, 0]), np.array([0.9, 0.5, 0.5, 0.5])
        assert figures(y, p, np.ones((1, 4)), capacity=2)["precision_at_capacity"][0] == pytest.approx((1 + 1 / 3) / 2)

    def test_see_a_calibration_error(self) -> None:
        y = np.tile([1, 0, 0, 0], 250)
        right, wrong = np.full(1_000, 0.25), np.full(1_000, 0.35)
        weights = np.ones((1, 1_000))
        assert figures(y, right, weights, capacity=1)["ece"][0] < 0.01
        assert figures(y, wrong, weights, capacity=1)["ece"][0] == pytest.approx(0.10, abs=0.01)


class TestBootstrapWeights:
    def test_draws_whole_groups(self) -> None:
        group = np.array(["a", "a", "b", "c", "c", "c"])
        made = bootstrap_weights(group, resamples=50, seed=0)
        assert (made[0] == 1).all()
        assert (made[:, 0] == made[:, 1]).all()
        assert (made[:, 3] == made[:, 5]).all()
        assert len(np.unique(made[1:], axis=0)) > 5

    def test_gives_an_interval_around_the_value(self) -> None:
        rng = np.random.default_rng(0)
        p = rng.random(500)
        y = (rng.random(500) < p).astype(int)
        made = summary(figures(y, p, bootstrap_weights(np.arange(500), resamples=100, seed=0), capacity=50))
        assert all(one.low < one.value < one.high for one in made if one.name != "ece")


class TestReliabilityCurve:
    def test_holds_ten_bins_of_equal_size_from_unlikely_to_likely(self) -> None:
        p = np.linspace(0.01, 0.6, 1_000)
        curve = reliability_curve(np.zeros(1_000, dtype=int), p)
        assert [point.firms for point in curve] == [100] * 10
        assert [point.predicted for point in curve] == sorted(point.predicted for point in curve)
