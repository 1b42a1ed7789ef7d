import numpy as np
import pandas as pd
import pytest

from scoring.likelihood.targets import GAZELLE_3Y, HNTE_12M


class TestAtRisk:
    def test_leaves_out_holders_and_firms_of_unknown_standing_for_hnte(self) -> None:
        given = pd.DataFrame({"hnte_in_force": pd.array([True, False, pd.NA], dtype="boolean")})
        assert list(HNTE_12M.at_risk(given)) == [False, True, False]

    @pytest.mark.parametrize(
        ("tier", "headcount", "years", "expected"),
        [
            (2, 10, 2, True),
            (3, 10, 2, False),
            (np.nan, 10, 2, False),
            (2, 9, 2, False),  # by the definition a start has ten employees
            (2, np.nan, 2, False),
            (2, 10, 1, False),  # the year of birth is no start
        ],
    )
    def test_leaves_out_who_cannot_become_a_gazelle(
        self, tier: float, headcount: float, years: float, expected: bool
    ) -> None:
        given = pd.DataFrame({"tier": [tier], "headcount_y0": [headcount], "operating_years": [years]}, dtype="float64")
        assert list(GAZELLE_3Y.at_risk(given)) == [expected]


class TestTargets:
    def test_reads_the_baseline_among_its_features(self) -> None:
        for target in (HNTE_12M, GAZELLE_3Y):
            assert target.baseline in {one.feature.name for one in target.derivations}

    def test_puts_no_policy_direction_on_growth(self) -> None:
        assert {one.feature.direction for one in GAZELLE_3Y.derivations} == {0}
