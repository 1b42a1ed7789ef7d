from dataclasses import replace

import numpy as np
import pytest

from scoring.likelihood.slice_names import in_order
from scoring.likelihood.slices import slice_results
from tests.scoring.likelihood.holdouts import COUNTIES, hold_out


class TestSliceResults:
    def test_hold_a_sound_model_back_in_no_more_than_seven_draws_of_a_hundred(self) -> None:
        draws = 100
        blocked = sum(
            any(one.worse for one in slice_results(hold_out(500, seed=seed), "model", seed=seed))
            for seed in range(draws)
        )
        assert blocked <= 0.07 * draws

    @pytest.mark.parametrize(("bad", "worse_in"), [("ranking", "auc"), ("shift", "calibration")])
    def test_find_a_county_that_the_model_does_not_fit(self, bad: str, worse_in: str) -> None:
        found = [
            [one for one in slice_results(hold_out(3_000, seed=seed, bad=bad), "model", seed=seed) if one.worse]
            for seed in range(6)
        ]
        named = [one for parts in found for one in parts if (one.dimension, one.value) == ("county", COUNTIES[2])]
        assert len(named) >= 5
        assert all(worse_in in one.worse_in for one in named)

    def test_do_not_blame_a_slice_whose_firms_are_merely_alike(self) -> None:
        results = slice_results(hold_out(6_000, seed=1), "model", seed=0)
        of_size = {one.value: one for one in results if one.dimension == "size"}
        auc = {value: next(m for m in one.metrics if m.name == "auc").value for value, one in of_size.items()}
        assert auc["micro"] < auc["medium"] - 0.1
        assert of_size["micro"].expected_auc == pytest.approx(auc["micro"], abs=0.05)
        assert not of_size["micro"].worse

    def test_do_not_blame_the_slices_for_what_is_off_everywhere(self) -> None:
        judged = hold_out(4_000, seed=2)
        off = judged.probability["model"] / (2 - judged.probability["model"])
        assert not any(one.worse for one in slice_results(replace(judged, probability={"model": off}), "model", seed=0))

    def test_show_a_slice_of_too_few_firms_without_figures_or_verdict(self) -> None:
        judged = hold_out(400, seed=3)
        assert judged.slices is not None
        few = judged.slices.assign(county=["rare"] * 29 + ["common"] * 371)
        result = next(one for one in slice_results(replace(judged, slices=few), "model", seed=0) if one.value == "rare")
        assert (result.rows, result.metrics, result.auc_p, result.shift_p, result.worse) == (29, (), None, None, False)

    def test_cover_every_firm_once_in_each_dimension(self) -> None:
        results = slice_results(hold_out(500, seed=4), "model", seed=0)
        for dimension in ("county", "industry_section", "size", "age"):
            assert sum(one.rows for one in results if one.dimension == dimension) == 500

    def test_leave_out_a_dimension_of_which_nothing_is_known(self) -> None:
        judged = hold_out(500, seed=5)
        assert judged.slices is not None
        nameless = replace(judged, slices=judged.slices.assign(county=""))
        assert "county" not in {one.dimension for one in slice_results(nameless, "model", seed=0)}

    def test_are_none_for_a_table_that_is_not_about_firms(self) -> None:
        assert slice_results(replace(hold_out(100, seed=6), slices=None), "model", seed=0) == ()

    def test_believe_a_group_that_shares_its_luck_less_than_firms_that_stand_alone(self) -> None:
        judged = hold_out(2_000, seed=7, bad="shift")
        there = (judged.slices["county"] == COUNTIES[2]).to_numpy() if judged.slices is not None else np.empty(0)
        one_owner = np.where(there, "one owner", judged.group)
        alone, tied = (
            next(one for one in slice_results(given, "model", seed=0) if one.value == COUNTIES[2]).shift_p
            for given in (judged, replace(judged, group=one_owner))
        )
        assert alone is not None
        assert tied is not None
        assert alone < 0.05 < tied


class TestInOrder:
    def test_lists_from_small_to_large_and_the_unknown_last(self) -> None:
        assert in_order("age", ["", "10+", "0-3", "5-10"]) == ["0-3", "5-10", "10+", ""]
        assert in_order("size", ["small", "micro"]) == ["micro", "small"]
        assert in_order("county", ["411303", "", "411302"]) == ["411302", "411303", ""]
