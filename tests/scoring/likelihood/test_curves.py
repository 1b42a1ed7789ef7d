from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.ensemble import HistGradientBoostingClassifier

from scoring.likelihood import curves as module
from scoring.likelihood.blocks import COMPARED, ROWS_A_THRESHOLD, Floats, codes_of
from scoring.likelihood.curves import Curves, Segment
from scoring.likelihood.leaves import TreesRefused

FEATURES = 4
ANY_VALUE = st.one_of(st.floats(-3, 3, width=16), st.sampled_from([np.nan, np.inf, -np.inf, 0.0, -0.0]))


def table(rows: int, seed: int) -> Floats:
    random = np.random.default_rng(seed)
    X = np.column_stack([random.normal(size=(rows, 2)), random.poisson(2, rows), random.random(rows) < 0.3])
    X[random.random(X.shape) < 0.1] = np.nan
    return X


@cache
def trees(*, together: bool = False) -> HistGradientBoostingClassifier:
    X = table(1_500, seed=1)
    chance = 1 / (1 + np.exp(-(np.nan_to_num(X[:, 0]) + np.isnan(X[:, 1]) * 2 - X[:, 3] * X[:, 2])))
    y = np.random.default_rng(2).random(len(X)) < np.nan_to_num(chance, nan=0.3)
    return HistGradientBoostingClassifier(
        max_iter=40,
        max_leaf_nodes=6,
        monotonic_cst=[1, 0, 0, 0],
        interaction_cst=None if together else "no_interactions",
        early_stopping=False,
    ).fit(X, y)


class TestCodesOf:
    @pytest.mark.parametrize("rows", [7, 3 * ROWS_A_THRESHOLD, COMPARED * ROWS_A_THRESHOLD])
    @pytest.mark.parametrize("count", [0, 3, COMPARED + 1, 254])
    def test_counts_the_thresholds_below_and_sets_missing_apart(self, rows: int, count: int) -> None:
        thresholds = np.arange(count, dtype="float64")
        column = np.resize([np.nan, -np.inf, -1.0, 0.0, 0.5, 2.0, np.inf], rows)
        expected = [count + 1 if np.isnan(value) else (thresholds < value).sum() for value in column]
        assert codes_of(column, thresholds).tolist() == expected


class TestCurves:
    def test_decide_as_the_trees_do(self) -> None:
        X = table(5_000, seed=3)
        np.testing.assert_allclose(Curves.of(trees()).decision(X), trees().decision_function(X), rtol=0, atol=1e-12)

    def test_decide_as_the_trees_do_at_every_threshold_and_right_beside_it(self) -> None:
        compiled = Curves.of(trees())
        for place, thresholds in enumerate(compiled.thresholds):
            edges = np.concatenate([thresholds, np.nextafter(thresholds, -np.inf), np.nextafter(thresholds, np.inf)])
            X = np.full((len(edges), FEATURES), np.nan)
            X[:, place] = edges
            np.testing.assert_allclose(compiled.decision(X), trees().decision_function(X), rtol=0, atol=1e-12)

    @given(X=arrays("float64", st.tuples(st.integers(1, 8), st.just(FEATURES)), elements=ANY_VALUE))
    def test_decide_as_the_trees_do_on_any_values(self, X: Floats) -> None:
        np.testing.assert_allclose(Curves.of(trees()).decision(X), trees().decision_function(X), rtol=0, atol=1e-12)

    @given(X=arrays("float64", st.tuples(st.integers(1, 8), st.just(FEATURES)), elements=ANY_VALUE))
    def test_parts_add_up_to_the_decision(self, X: Floats) -> None:
        compiled = Curves.of(trees())
        np.testing.assert_allclose(compiled.base + compiled.parts(X).sum(axis=1), compiled.decision(X), atol=1e-12)

    @pytest.mark.parametrize("order", ["C", "F"])
    def test_many_blocks_on_two_threads_give_what_one_block_gives(
        self, order: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        X, compiled = table(1_000, seed=4), Curves.of(trees())
        decided, parts = compiled.decision(X), compiled.parts(X)
        monkeypatch.setattr(module, "BLOCK", 97)
        again = np.array(X, order=order)  # type: ignore[call-overload]  # the stubs ask for a literal
        assert np.array_equal(compiled.decision(again, threads=2), decided)
        assert np.array_equal(compiled.parts(again, threads=2), parts)

    def test_no_rows_give_no_decisions(self) -> None:
        assert Curves.of(trees()).decision(np.empty((0, FEATURES))).shape == (0,)
        assert Curves.of(trees()).parts(np.empty((0, FEATURES))).shape == (0, FEATURES)

    def test_a_curve_that_may_only_rise_only_rises(self) -> None:
        assert (np.diff(Curves.of(trees()).values[0]) > 0).all()

    def test_neighbours_with_the_same_value_are_one_segment(self) -> None:
        assert all(np.diff(values).all() for values in Curves.of(trees()).values)

    def test_trees_that_read_features_together_are_refused(self) -> None:
        with pytest.raises(TreesRefused, match="together"):
            Curves.of(trees(together=True))

    def test_trees_that_found_nothing_to_split_are_a_base_alone(self) -> None:
        flat = HistGradientBoostingClassifier(min_samples_leaf=50).fit(np.zeros((60, 1)), np.arange(60) < 20)
        compiled = Curves.of(flat)
        assert compiled.printed(["nothing"]) == f"base {compiled.base:+.4f}"
        np.testing.assert_allclose(compiled.decision(np.zeros((1, 1))), flat.decision_function(np.zeros((1, 1))))

    @given(slope=st.floats(0.1, 3), offset=st.floats(-2, 2))
    @settings(max_examples=20)
    def test_calibration_moves_the_whole_decision(self, slope: float, offset: float) -> None:
        X, compiled = table(50, seed=5), Curves.of(trees())
        moved = compiled.affine(slope, offset)
        np.testing.assert_allclose(moved.decision(X), slope * compiled.decision(X) + offset, atol=1e-9)
        np.testing.assert_allclose(moved.parts(X), slope * compiled.parts(X), atol=1e-9)

    def test_another_centre_tells_the_same_decision_against_another_firm(self) -> None:
        X, compiled = table(500, seed=6), Curves.of(trees())
        centred = compiled.centred(compiled.parts(X).mean(axis=0))
        np.testing.assert_allclose(centred.parts(X).mean(axis=0), 0, atol=1e-12)
        np.testing.assert_allclose(centred.decision(X), compiled.decision(X), atol=1e-12)
        assert centred.base == pytest.approx(compiled.decision(X).mean())


class TestPrinting:
    small = Curves(
        base=-1.0,
        thresholds=(np.array([2.0, 5.5]), np.array([])),
        values=(np.array([-0.5, 0.0, 0.25]), np.array([0.0])),
        missing=np.array([0.1, 0.0]),
    )

    def test_segments_name_their_ends(self) -> None:
        assert self.small.segments(0) == (Segment(None, 2.0, -0.5), Segment(2.0, 5.5, 0.0), Segment(5.5, None, 0.25))
        assert self.small.segments(1) == (Segment(None, None, 0.0),)

    def test_a_curve_is_printed_step_by_step_and_a_flat_one_left_out(self) -> None:
        assert self.small.printed(["staff", "age"]).splitlines() == [
            "base -1.0000",
            "staff",
            "    up to 2 -0.5000",
            "    above 2 up to 5.5 +0.0000",
            "    above 5.5 +0.2500",
            "    missing +0.1000",
        ]
