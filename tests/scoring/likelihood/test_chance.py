import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score

from scoring.likelihood.chance import auc_of, drawn_outcomes, draws_for, holm, levelled, share_as_far, widening

p_values = st.lists(st.one_of(st.none(), st.floats(0, 1)), max_size=12)


class TestDrawnOutcomes:
    def test_are_as_frequent_as_foretold_and_the_same_for_the_same_seed(self) -> None:
        said = np.array([0.1, 0.5, 0.9])
        drawn, again = (np.vstack(list(drawn_outcomes(said, draws=20_000, seed=1))) for _ in range(2))
        assert drawn.shape == (20_000, 3)
        np.testing.assert_allclose(drawn.mean(axis=0), said, atol=0.02)
        np.testing.assert_array_equal(drawn, again)

    def test_come_in_blocks_that_do_not_grow_with_the_rows(self) -> None:
        blocks = [block.size for block in drawn_outcomes(np.full(50_000, 0.5), draws=200, seed=0)]
        assert sum(blocks) == 200 * 50_000
        assert max(blocks) <= 4_000_000


class TestDrawsFor:
    def test_are_enough_for_the_strictest_of_many_tests(self) -> None:
        assert 1 / (draws_for(300) + 1) < 0.05 / 300


class TestLevelled:
    def test_takes_out_what_is_off_everywhere(self) -> None:
        rng = np.random.default_rng(0)
        decision = rng.normal(-1, 1, 20_000)
        y = (rng.random(20_000) < 1 / (1 + np.exp(-(decision + 0.7)))).astype(int)
        said = 1 / (1 + np.exp(-decision))
        assert abs(said.mean() - y.mean()) > 0.1
        assert levelled(y, said).mean() == pytest.approx(y.mean(), abs=1e-3)


class TestWidening:
    def test_is_one_where_every_firm_stands_alone(self) -> None:
        y, p = np.array([1, 0, 0, 1]), np.full(4, 0.5)
        assert widening(y, p, np.arange(4)) == 1

    def test_grows_where_firms_of_one_group_share_their_luck(self) -> None:
        y = np.repeat(np.random.default_rng(0).integers(0, 2, 200), 4)
        assert widening(y, np.full(800, 0.5), np.repeat(np.arange(200), 4)) == pytest.approx(2, abs=0.05)


class TestAucOf:
    def test_agrees_with_scikit_learn(self) -> None:
        y, ranks = np.array([0, 1, 0, 1, 1]), np.array([1, 2, 3, 4, 5])
        found = auc_of(np.array([float(ranks @ y)]), np.array([3.0]), 5)
        assert found[0] == pytest.approx(roc_auc_score(y, ranks))

    def test_is_not_a_number_where_all_are_of_one_class(self) -> None:
        assert np.isnan(auc_of(np.array([3.0]), np.array([2.0]), 2)).all()


class TestShareAsFar:
    def test_counts_both_directions_or_only_what_lies_below(self) -> None:
        drawn = np.array([-2.0, -1.0, 0.0, 1.0, 2.0])
        assert share_as_far(drawn, 2.0, wide=1) == pytest.approx(3 / 6)
        assert share_as_far(drawn, -2.0, wide=1, below=True) == pytest.approx(2 / 6)
        assert share_as_far(drawn, 2.0, wide=1, below=True) == 1

    def test_finds_less_where_luck_is_shared(self) -> None:
        drawn = np.random.default_rng(0).normal(size=4_000)
        assert share_as_far(drawn, 3.0, wide=2) > share_as_far(drawn, 3.0, wide=1)


class TestHolm:
    def test_multiplies_by_the_tests_that_are_left(self) -> None:
        assert holm([0.01, None, 0.04, 0.03]) == [pytest.approx(0.03), None, pytest.approx(0.06), pytest.approx(0.06)]

    @settings(max_examples=80, deadline=None)
    @given(p_values)
    def test_never_makes_a_p_value_smaller_nor_turns_two_round(self, given_: list[float | None]) -> None:
        pairs = [(one, other) for one, other in zip(given_, holm(given_), strict=True) if one is not None]
        assert all(other is not None and one <= other <= 1 for one, other in pairs)
        assert [other for _, other in sorted(pairs)] == sorted(other for _, other in pairs if other is not None)
