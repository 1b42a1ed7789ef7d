import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from scoring.likelihood.calibration import Calibration
from scoring.likelihood.candidates.boosting import FullBoosting
from scoring.likelihood.candidates.logistic import RegularisedLogistic
from scoring.likelihood.features import Feature
from scoring.likelihood.printed_curves import FEWEST, POINTS, printed_curves

FEATURES = (
    Feature(name="up", zh="up", en="up"),
    Feature(name="code", zh="code", en="code", categories=("x", "y", "z")),
)


def firms() -> tuple[pd.DataFrame, np.ndarray]:
    rng = np.random.default_rng(0)
    X = pd.DataFrame({"up": rng.normal(size=400), "code": rng.integers(0, 3, 400).astype(float)})
    return X.mask(rng.random(X.shape) < 0.1), (rng.random(400) < 0.4).astype(int)


class TestPrintedCurves:
    def test_show_what_each_feature_does_to_the_calibrated_score(self) -> None:
        X, y = firms()
        fitted, made = RegularisedLogistic(codes=("code",)).fit(X, y), Calibration(slope=0.5, intercept=1.0)
        up, code = printed_curves(fitted, made, X, FEATURES)
        assert POINTS / 2 < len(up.at) <= POINTS
        assert code.at == (0.0, 1.0, 2.0)
        one = pd.DataFrame({"up": [up.at[7]], "code": [np.nan]})
        told = up.log_odds[7] + code.missing + made(fitted.base_)
        np.testing.assert_allclose(told, made(fitted.decision_function(one)))

    def test_are_not_drawn_of_trees_that_mix_features(self) -> None:
        X, y = firms()
        calibration = Calibration(slope=1.0, intercept=0.0)
        assert printed_curves(FullBoosting(max_iter=5).fit(X, y), calibration, X, FEATURES) == ()


class TestWhatOneFirmHas:
    """Cards are read by people who see no firm's figures."""

    def drawn(self, up: "list[float] | np.ndarray", code: "list[float] | np.ndarray") -> list[tuple[float, ...]]:
        X = pd.DataFrame({"up": up, "code": code}, dtype="float64")
        everybody, y = firms()
        fitted = RegularisedLogistic(codes=("code",)).fit(everybody, y)
        return [one.at for one in printed_curves(fitted, Calibration(slope=1.0, intercept=0.0), X, FEATURES)]

    def test_is_not_on_the_curve(self) -> None:
        revenue = np.random.default_rng(3).lognormal(16, 2, 500)
        up, _code = self.drawn(revenue, np.zeros(500))
        assert len(up) > 10
        assert not set(up) & set(revenue)
        assert min(up) > min(revenue)
        assert max(up) < max(revenue)
        assert all(value == float(f"{value:.1e}") for value in up)

    def test_is_not_told_by_a_code_that_few_firms_have(self) -> None:
        _up, code = self.drawn(np.zeros(24), [0.0] * 4 + [1.0] * 5 + [2.0] * 15)
        assert code == (1.0, 2.0)

    def test_is_not_told_of_a_figure_that_few_firms_know(self) -> None:
        up, _code = self.drawn([7.0] * 4 + [np.nan] * 20, np.zeros(24))
        assert up == ()

    def test_is_not_told_by_a_yes_that_few_firms_say(self) -> None:
        assert self.drawn([0.0] * 20 + [1.0] * 4, np.zeros(24))[0] == (0.0,)
        assert self.drawn([0.0] * 20 + [1.0] * 5, np.zeros(25))[0] == (0.0, 1.0)

    @given(st.lists(st.integers(min_value=-50, max_value=50), max_size=60))
    def test_is_hidden_among_five_at_least_between_any_two_points(self, seen: list[int]) -> None:
        up, _code = self.drawn(np.array(seen, dtype="float64"), np.zeros(len(seen)))
        edges = [-np.inf, *up]
        assert all(sum(low < value <= high for value in seen) >= FEWEST for low, high in zip(edges, up, strict=False))
        assert not up or sum(value >= up[-1] for value in seen) >= FEWEST
