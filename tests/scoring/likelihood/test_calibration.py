import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression

from scoring.likelihood.calibration import Calibration, calibrate, error_by_chance
from scoring.likelihood.candidates import sigmoid
from scoring.likelihood.metrics import calibration_error


class TestCalibrate:
    def test_recovers_the_truth_from_decisions_that_are_too_sure(self) -> None:
        rng = np.random.default_rng(0)
        truth = rng.normal(-1.5, 1, 40_000)
        y = rng.random(len(truth)) < sigmoid(truth)
        made = calibrate(3 * truth + 1, y)
        assert made.slope == pytest.approx(1 / 3, rel=0.05)
        np.testing.assert_allclose(made(3 * truth + 1), truth, atol=0.15)

    def test_never_turns_the_ranking_round(self) -> None:
        decision = np.linspace(-2, 2, 400)
        made = calibrate(decision, (decision < 0).astype(int))
        assert made.slope == 0
        np.testing.assert_allclose(sigmoid(made(decision)), 0.5)

    def test_keeps_to_the_rate_where_all_decisions_are_equal(self) -> None:
        assert sigmoid(calibrate(np.zeros(10), [1] + [0] * 9)(0.0)) == pytest.approx(0.1)

    @settings(max_examples=25)
    @given(seed=st.integers(0, 10_000), sure=st.floats(0.05, 20), weighted=st.booleans())
    def test_is_the_line_of_least_log_loss(self, seed: int, sure: float, weighted: bool) -> None:
        rng = np.random.default_rng(seed)
        truth = rng.normal(-1, 1.5, 600)
        y, weight = rng.random(600) < sigmoid(truth), rng.uniform(0.1, 10, 600) if weighted else None
        made = calibrate(sure * truth + 3, y, weight)
        theirs = LogisticRegression(C=np.inf, max_iter=1_000, tol=1e-10).fit(truth[:, None], y, sample_weight=weight)
        assert made.slope * sure == pytest.approx(theirs.coef_[0, 0], rel=1e-3)
        assert made(3.0) == pytest.approx(theirs.intercept_[0], abs=2e-3)

    def test_stays_finite_where_the_decision_tells_all_apart(self) -> None:
        decision = np.linspace(-2, 2, 100)
        made = calibrate(decision, decision > 0)
        assert made.slope > 1
        assert np.isfinite(made(decision)).all()

    def test_counts_a_row_of_weight_two_as_two_rows(self) -> None:
        rng = np.random.default_rng(0)
        decision, y, weight = rng.normal(size=200), rng.random(200) < 0.3, rng.integers(1, 4, 200)
        once = calibrate(decision, y, weight.astype(float))
        twice = calibrate(np.repeat(decision, weight), np.repeat(y, weight))
        assert once.slope == pytest.approx(twice.slope, rel=1e-6)


class TestErrorByChance:
    def test_is_what_a_right_calibration_seldom_exceeds(self) -> None:
        rng = np.random.default_rng(3)
        then, now = rng.normal(-2, 1, 600), rng.normal(-2, 1, 600)
        limit = error_by_chance(Calibration(slope=1.0, intercept=0.0), then, now, seed=0)
        errors = []
        for _ in range(60):
            made = calibrate(then, rng.random(600) < sigmoid(then))
            happened = (rng.random(600) < sigmoid(now)).astype(float)
            errors.append(calibration_error(happened, sigmoid(made(now)), np.ones((1, 600)))[0])
        assert np.mean(np.array(errors) <= limit) >= 0.85
        assert limit < np.max(errors) * 2

    def test_shrinks_with_more_firms(self) -> None:
        rng, truth = np.random.default_rng(3), Calibration(slope=1.0, intercept=0.0)
        few, many = (error_by_chance(truth, rng.normal(-2, 1, n), rng.normal(-2, 1, n), seed=0) for n in (300, 6_000))
        assert many < few / 2
