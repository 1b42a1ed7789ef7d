from random import Random

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score, brier_score_loss, log_loss, roc_auc_score

from scoring.likelihood.foretold import Foretold
from scoring.likelihood.metrics import (
    Capacity,
    at_capacity,
    bootstrap_weights,
    figures,
    judged_metrics,
    reliability_curve,
    summary,
)

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
        made = {name: values[1] for name, values in figures(y, p, np.vstack([np.ones(len(y)), weights])).items()}
        assert made["auc"] == pytest.approx(roc_auc_score(y, p, sample_weight=weights))
        assert made["average_precision"] == pytest.approx(average_precision_score(y, p, sample_weight=weights))
        assert made["brier"] == pytest.approx(brier_score_loss(y, p, sample_weight=weights))
        assert made["log_loss"] == pytest.approx(log_loss(y, p, sample_weight=weights, labels=[0, 1]))

    def test_see_a_calibration_error(self) -> None:
        y = np.tile([1, 0, 0, 0], 250)
        right, wrong = np.full(1_000, 0.25), np.full(1_000, 0.35)
        weights = np.ones((1, 1_000))
        assert figures(y, right, weights)["ece"][0] < 0.01
        assert figures(y, wrong, weights)["ece"][0] == pytest.approx(0.10, abs=0.01)


class TestAtCapacity:
    def test_counts_the_hits_among_those_that_can_be_visited(self) -> None:
        y, p = np.array([1, 1, 0, 1, 0, 0]), np.array([0.9, 0.8, 0.7, 0.6, 0.5, 0.4])
        made = at_capacity(y, p, np.ones((1, 6)), Capacity(default=4))
        assert made["precision_at_capacity"][0] == pytest.approx(0.75)
        assert made["lift_at_capacity"][0] == pytest.approx(1.5)

    def test_shares_out_a_tie_at_the_edge_of_capacity(self) -> None:
        y, p = np.array([1, 1, 0, 0]), np.array([0.9, 0.5, 0.5, 0.5])
        made = at_capacity(y, p, np.ones((1, 4)), Capacity(default=2))
        assert made["precision_at_capacity"][0] == pytest.approx((1 + 1 / 3) / 2)

    def test_lets_every_county_visit_its_own_likeliest_firms(self) -> None:
        y, p = np.array([1, 0, 0, 1, 0, 0]), np.array([0.9, 0.8, 0.7, 0.3, 0.2, 0.1])
        county = np.array(["a", "a", "a", "b", "b", "b"])
        capacity = Capacity(by_county={"a": 1}, default=2)
        made = at_capacity(y, p, np.ones((1, 6)), capacity, county)
        assert made["precision_at_capacity"][0] == pytest.approx(2 / 3)
        assert capacity.total(county) == 3

    @settings(max_examples=40, deadline=None)
    @given(probabilities, st.integers(0, 50))
    def test_says_nothing_where_all_can_be_visited(self, said: list[float], more: int) -> None:
        y = (np.arange(len(said)) % 3 == 0).astype(int)
        made = at_capacity(y, np.array(said), np.ones((1, len(said))), Capacity(default=len(said) + more))
        assert np.isnan(made["precision_at_capacity"]).all()
        assert np.isnan(made["lift_at_capacity"]).all()

    def test_gives_the_judged_firms_their_part_of_the_places(self) -> None:
        y, p = np.array([1, 1, 0, 1, 0, 0]), np.array([0.9, 0.8, 0.7, 0.6, 0.5, 0.4])
        capacity = Capacity(by_county={"a": 60}, at_risk={"a": 120})
        made = at_capacity(y, p, np.ones((1, 6)), capacity, np.full(6, "a"))
        assert made["precision_at_capacity"][0] == pytest.approx(2 / 3)  # three of six, as 60 of 120
        alone = at_capacity(y, p, np.ones((1, 6)), capacity.alone("a"))
        assert alone["precision_at_capacity"][0] == made["precision_at_capacity"][0]

    def test_gives_them_at_least_one(self) -> None:
        y, p = np.array([1, 0, 0]), np.array([0.9, 0.5, 0.4])
        made = at_capacity(y, p, np.ones((1, 3)), Capacity(default=2, at_risk={"a": 3_000}))
        assert made["precision_at_capacity"][0] == 1

    def test_asks_nothing_of_a_county_without_staff(self) -> None:
        made = at_capacity([1, 0], np.array([0.9, 0.1]), np.ones((1, 2)), Capacity(default=0))
        assert np.isnan(made["precision_at_capacity"]).all()


class TestJudgedMetrics:
    def test_hold_every_figure_with_its_interval(self) -> None:
        rng = np.random.default_rng(0)
        p = rng.random(400)
        y, group = (rng.random(400) < p).astype(np.int64), np.arange(400).astype(str)
        made = judged_metrics(Foretold(y=y, group=group, probability={"a": p}), "a", Capacity(), seed=0)
        assert [one.name for one in made] == [
            "auc", "average_precision", "brier", "log_loss", "ece", "precision_at_capacity", "lift_at_capacity",
        ]  # fmt: skip
        assert all(one.low <= one.high for one in made)

    def test_weigh_the_rows_that_stand_for_more_firms(self) -> None:
        y, p = np.array([1, 0, 1, 0] * 50), np.array([0.9, 0.1, 0.4, 0.6] * 50)
        group, weight = np.arange(200).astype(str), np.array([1.0, 1.0, 0.0, 0.0] * 50)
        given_ = Foretold(y=y, group=group, probability={"a": p}, weight=weight)
        assert judged_metrics(given_, "a", Capacity(), seed=0)[0].value == 1

    def test_leave_out_what_cannot_be_computed(self) -> None:
        made = judged_metrics(
            Foretold(
                y=np.zeros(40, dtype=np.int64), group=np.arange(40).astype(str), probability={"a": np.full(40, 0.2)}
            ),
            "a",
            Capacity(),
            seed=0,
        )
        assert {one.name for one in made} == {"brier", "log_loss", "ece"}


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
        made = summary(figures(y, p, bootstrap_weights(np.arange(500), resamples=100, seed=0)))
        assert all(one.low < one.value < one.high for one in made if one.name != "ece")


class TestReliabilityCurve:
    def test_holds_ten_bins_of_equal_size_from_unlikely_to_likely(self) -> None:
        p = np.linspace(0.01, 0.6, 1_000)
        curve = reliability_curve(np.zeros(1_000, dtype=int), p)
        assert [point.firms for point in curve] == [100] * 10
        assert [point.predicted for point in curve] == sorted(point.predicted for point in curve)

    def test_tells_the_same_error_as_the_figure_also_under_weights(self) -> None:
        rng = np.random.default_rng(0)
        p, weight = rng.random(1_000), rng.uniform(0.1, 10, 1_000)
        y = (rng.random(1_000) < p**2).astype(int)
        curve = reliability_curve(y, p, weight)
        parts = [weight[rows].sum() / weight.sum() for rows in np.array_split(np.argsort(p, kind="stable"), 10)]
        error = sum(part * abs(one.predicted - one.observed) for part, one in zip(parts, curve, strict=True))
        assert error == pytest.approx(float(figures(y, p, weight[None, :])["ece"][0]))
