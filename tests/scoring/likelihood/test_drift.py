import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.likelihood.drift import psi, reference, score_psi, score_reference

figures = st.lists(st.one_of(st.just(float("nan")), st.integers(-5, 5).map(float)), min_size=1, max_size=60)


def table(seed: int, rows: int = 5_000, shift: float = 0.0) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    return pd.DataFrame(
        {"revenue": rng.lognormal(15 + shift, 1, rows), "flag": (rng.random(rows) < 0.05 + shift / 4).astype(float)}
    )


class TestReference:
    def test_holds_ten_bins_of_equal_size_and_one_for_what_is_not_known(self) -> None:
        given_ = table(0).assign(revenue=lambda frame: frame["revenue"].where(np.arange(len(frame)) % 10 > 0))
        revenue = reference(given_)[0]
        assert (len(revenue.edges), len(revenue.shares), revenue.firms) == (9, 11, 5_000)
        np.testing.assert_allclose(revenue.shares[:10], 0.09, atol=0.001)
        assert revenue.shares[10] == pytest.approx(0.1)

    def test_gives_every_value_of_a_flag_a_bin_of_its_own(self) -> None:
        flag = reference(table(0))[1]
        assert flag.edges == (-1e-9, 0.0, 1.0)
        share = table(0)["flag"].mean()
        assert flag.shares == pytest.approx((0, 1 - share, share, 0, 0))

    def test_leaves_no_bin_that_nothing_can_fall_into_where_most_firms_share_the_top_value(self) -> None:
        values = pd.DataFrame({"share": np.concatenate([np.linspace(0, 0.9, 50), np.ones(950)])})
        (made,) = reference(values)
        assert all(share > 0 for share in made.shares[:-1])

    @settings(max_examples=80, deadline=None)
    @given(figures)
    def test_shares_always_add_up(self, values: list[float]) -> None:
        (made,) = reference(pd.DataFrame({"x": values}))
        assert sum(made.shares) == pytest.approx(1)
        assert list(made.edges) == sorted(set(made.edges))


class TestPsi:
    def test_is_nothing_for_the_firms_of_training_themselves(self) -> None:
        assert {one.psi for one in psi(reference(table(0)), table(0))} == {0.0}

    def test_stays_within_chance_on_other_firms_of_the_same_kind(self) -> None:
        beyond = [
            one.psi > one.by_chance for seed in range(1, 41) for one in psi(reference(table(0)), table(seed, 400))
        ]
        assert np.mean(beyond) <= 0.05

    def test_passes_the_alarm_where_the_feature_has_moved_and_names_it_first(self) -> None:
        first, second = psi(reference(table(0)), table(1, shift=0.8))
        assert first.feature == "revenue"
        assert first.psi > 0.25
        assert first.psi >= second.psi
        assert second.psi > second.by_chance

    @pytest.mark.parametrize(("then", "now"), [([0.0], 1.0), ([1.0], 0.0), ([0.0, 1.0, 2.0], 3.0), ([1.0, 2.0], 0.0)])
    def test_sees_values_that_training_never_saw(self, then: list[float], now: float) -> None:
        before = reference(pd.DataFrame({"code": np.tile(then, 600)}))
        some, all_ = (
            psi(before, pd.DataFrame({"code": np.where(np.arange(600) < share, now, np.resize(then, 600))}))[0]
            for share in (60, 600)
        )
        assert all_.psi > some.psi > 0.25
        assert some.psi > some.by_chance

    def test_is_nothing_where_one_value_stays_the_only_one(self) -> None:
        (same,) = psi(reference(pd.DataFrame({"flag": np.zeros(600)})), pd.DataFrame({"flag": np.zeros(60)}))
        assert (same.psi, same.by_chance > 0) == (0.0, True)

    def test_sees_that_figures_stopped_coming_in(self) -> None:
        silent = table(1).assign(revenue=float("nan"))
        moved = {one.feature: one for one in psi(reference(table(0)), silent)}
        assert moved["revenue"].psi > 0.25
        assert moved["revenue"].found[-1] == 1

    def test_asks_for_firms(self) -> None:
        with pytest.raises(ValueError, match="0 now"):
            psi(reference(table(0)), table(1, rows=0))


class TestScorePsi:
    def test_counts_silence_as_a_bin(self) -> None:
        then = score_reference(np.array([0.1, 0.2, np.nan, 0.4] * 100))
        assert then.shares[-1] == pytest.approx(0.25)
        assert score_psi(then, np.full(400, np.nan)).psi > 0.25
