from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.likelihood.errors import TooFewOutcomes
from scoring.likelihood.learning import Learnt, learn
from tests.scoring.likelihood.tables import selected, table


@cache
def forward() -> Learnt:
    """Learnt from two years."""
    return learn(table(2_400, seed=1, days=2)[0], refits=2)


@cache
def folded() -> Learnt:
    """Learnt from a table without time."""
    return learn(table(1_200, seed=1)[0], refits=3)


class TestLearn:
    @pytest.mark.parametrize("learnt", [forward, folded], ids=["forward", "folded"])
    def test_comes_near_the_truth_on_rows_never_seen(self, learnt: Callable[[], Learnt]) -> None:
        unseen, truth = table(2_000, seed=2)
        said = learnt().predict(unseen.X)
        assert np.corrcoef(said, truth)[0, 1] > 0.9
        assert abs(said.mean() - truth.mean()) < 0.06

    def test_chooses_more_than_a_line_where_the_truth_is_bent(self) -> None:
        assert folded().chosen != "logistic"

    def test_gives_the_same_from_the_same_data_and_seed(self) -> None:
        dataset, _ = table(400, seed=3, days=2)
        one, other = learn(dataset, seed=5, refits=2), learn(dataset, seed=5, refits=2)
        assert (one.chosen, one.calibration, one.support) == (other.chosen, other.calibration, other.support)
        np.testing.assert_array_equal(one.decision(dataset.X), other.decision(dataset.X))
        for ours, theirs in zip(one.interval(dataset.X), other.interval(dataset.X), strict=True):
            np.testing.assert_array_equal(ours, theirs)

    def test_fits_on_all_years_but_the_last_and_calibrates_on_that(self) -> None:
        dataset, _ = table(400, seed=3, days=3)
        last = dataset.as_of == dataset.as_of.max()
        one = learn(dataset, refits=0)
        assert not (one.plan.train & last).any()
        assert (one.calibrate_on <= last).all()

    def test_never_looks_at_rows_without_a_label(self) -> None:
        dataset, _ = table(500, seed=4, days=2)
        known = np.random.default_rng(0).random(500) < 0.8
        one, other = (
            learn(replace(selected(dataset, known), y=np.where(known, dataset.y, unknown)), refits=0)
            for unknown in (0, 1)
        )
        assert one.calibration == other.calibration
        np.testing.assert_array_equal(one.decision(dataset.X), other.decision(dataset.X))

    def test_refuses_a_cold_start(self) -> None:
        with pytest.raises(TooFewOutcomes, match="at least 30 are needed"):
            learn(table(60, seed=0)[0])

    @pytest.mark.parametrize("refits", [-1, 1])
    def test_refuses_a_number_of_refits_that_has_no_spread(self, refits: int) -> None:
        with pytest.raises(ValueError, match=f"none or at least 2 are needed, not {refits}"):
            learn(table(400, seed=3)[0], refits=refits)

    def test_tells_how_far_it_is(self) -> None:
        told: list[tuple[str, int, int]] = []
        learn(table(400, seed=3)[0], refits=2, progress=lambda *told_now: told.append(told_now))
        assert [step for step, done, total in told if done == total] == ["choose", "refit"]
        assert all(0 <= done <= total for _, done, total in told)


class TestInterval:
    @settings(max_examples=20)
    @given(seed=st.integers(0, 10_000))
    def test_holds_the_probability(self, seed: int) -> None:
        X = table(50, seed=seed)[0].X * 3
        low, high = folded().interval(X)
        said = folded().predict(X)
        assert ((low <= said) & (said <= high)).all()
        assert ((low >= 0) & (high <= 1)).all()

    def test_is_the_probability_itself_without_refits(self) -> None:
        one = learn(table(400, seed=3)[0], refits=0)
        X = table(50, seed=9)[0].X
        for edge in one.interval(X):
            np.testing.assert_array_equal(edge, one.predict(X))

    def test_holds_the_truth_for_most_firms_and_is_wider_where_fewer_were_seen(self) -> None:
        unseen, truth = table(500, seed=9)
        few, many = (learn(table(rows, seed=3)[0], refits=6).interval(unseen.X) for rows in (300, 2_500))
        assert ((many[0] <= truth) & (truth <= many[1])).mean() > 0.6
        assert (few[1] - few[0]).mean() > 1.3 * (many[1] - many[0]).mean()
