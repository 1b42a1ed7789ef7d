from dataclasses import replace

import numpy as np
import pytest

from scoring.likelihood.counties import county_results
from scoring.likelihood.metrics import Capacity, judged_metrics
from tests.scoring.likelihood.holdouts import COUNTIES, hold_out


class TestCountyResults:
    def test_name_the_county_that_is_off(self) -> None:
        results = county_results(hold_out(4_000, seed=0, bad="shift"), "model", Capacity(), seed=0)
        (off,) = [one for one in results if one.beyond_noise]
        assert off.county == COUNTIES[2]
        assert off.shift.low < off.shift.value < off.shift.high < 0
        assert off.shift.value == pytest.approx(off.foretold - off.happened)

    def test_find_nothing_in_a_sound_model_but_by_the_chance_allowed(self) -> None:
        draws = 60
        blamed = sum(
            any(one.beyond_noise for one in county_results(hold_out(600, seed=s), "model", Capacity(), seed=s))
            for s in range(draws)
        )
        assert blamed <= 0.1 * draws

    def test_count_hits_at_the_capacity_of_each_county_and_name_it(self) -> None:
        capacity = Capacity(by_county={COUNTIES[0]: 10}, default=20, names={COUNTIES[0]: ("宛城区", "Wancheng")})
        first, second, *_ = county_results(hold_out(600, seed=1), "model", capacity, seed=0)
        assert (first.zh, first.en, first.capacity) == ("宛城区", "Wancheng", 10)
        assert (second.zh, second.capacity) == (COUNTIES[1], 20)
        assert first.precision is not None
        assert first.lift is not None
        assert first.lift.value == pytest.approx(first.precision.value / first.happened)

    def test_add_up_to_the_figure_of_the_whole(self) -> None:
        judged = hold_out(900, seed=1)
        assert judged.county is not None
        weight = np.random.default_rng(0).uniform(0.1, 10, 900)
        counts = {county: weight[judged.county == county].sum() for county in COUNTIES}
        capacity = Capacity(default=30, at_risk={county: 200 + 50 * place for place, county in enumerate(COUNTIES)})
        parts = county_results(replace(judged, weight=weight), "model", capacity, seed=0)
        places = [counts[one.county] * one.capacity / one.at_risk for one in parts]
        summed = sum(place * one.precision.value for place, one in zip(places, parts, strict=True) if one.precision)
        whole = {one.name: one for one in judged_metrics(replace(judged, weight=weight), "model", capacity, seed=0)}
        assert whole["precision_at_capacity"].value == pytest.approx(summed / sum(places))

    def test_give_no_hits_where_the_staff_can_visit_all(self) -> None:
        capacity = Capacity(by_county={COUNTIES[0]: 500}, default=20, at_risk={COUNTIES[0]: 400})
        first, second, *_ = county_results(hold_out(600, seed=1), "model", capacity, seed=0)
        assert (first.precision, first.lift, first.at_risk) == (None, None, 400)
        assert second.precision is not None

    def test_are_none_where_no_county_is_known(self) -> None:
        judged = hold_out(100, seed=2)
        assert judged.slices is not None
        assert county_results(replace(judged, slices=None), "model", Capacity(), seed=0) == ()
        nameless = replace(judged, slices=judged.slices.assign(county=""))
        assert county_results(nameless, "model", Capacity(), seed=0) == ()

    def test_test_nothing_on_fewer_than_thirty_firms(self) -> None:
        assert {one.p_value for one in county_results(hold_out(60, seed=3), "model", Capacity(), seed=0)} == {None}
