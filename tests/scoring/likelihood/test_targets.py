import numpy as np
import pandas as pd
import pytest

from scoring.likelihood.features import derive
from scoring.likelihood.targets import (
    GAZELLE_3Y,
    GAZELLE_IF_APPLIED,
    HNTE_12M,
    HNTE_APPLIES_12M,
    HNTE_IF_APPLIED,
    TARGETS,
    TECH_SME_IF_APPLIED,
    Target,
)
from tests.scoring.likelihood.city import frame

EVERY = pytest.mark.parametrize("target", TARGETS.values(), ids=list(TARGETS))


def flag(*values: object) -> "pd.Series[bool]":
    return pd.Series(pd.array(list(values), dtype="boolean"))


class TestAtRisk:
    @pytest.mark.parametrize("target", [HNTE_12M, HNTE_IF_APPLIED, HNTE_APPLIES_12M])
    def test_leaves_out_holders_and_firms_of_unknown_standing_for_hnte(self, target: Target) -> None:
        given = pd.DataFrame({"hnte_in_force": flag(True, False, pd.NA)})
        assert list(target.at_risk(given)) == [False, True, False]

    def test_leaves_out_who_stands_in_the_register(self) -> None:
        given = pd.DataFrame({"tech_sme_in_force": flag(True, False, pd.NA)})
        assert list(TECH_SME_IF_APPLIED.at_risk(given)) == [False, True, False]

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
    def test_leaves_out_who_cannot_grow_into_a_gazelle(
        self, tier: float, headcount: float, years: float, expected: bool
    ) -> None:
        given = pd.DataFrame({"tier": [tier], "headcount_y0": [headcount], "operating_years": [years]}, dtype="float64")
        assert list(GAZELLE_3Y.at_risk(given)) == [expected]

    def test_takes_high_tech_enterprises_alone_for_the_choice_of_gazelles(self) -> None:
        given = pd.DataFrame({"tier": [2.0, 2.0, 3.0, 2.0], "hnte_in_force": flag(True, False, True, pd.NA)})
        assert list(GAZELLE_IF_APPLIED.at_risk(given)) == [True, False, False, False]

    @EVERY
    def test_needs_nothing_that_a_model_may_not_read(self, target: Target) -> None:
        assert target.at_risk(frame(20, seed=0)).dtype == bool


class TestTargets:
    @EVERY
    def test_reads_the_baseline_among_its_features(self, target: Target) -> None:
        assert target.baseline in {one.feature.name for one in target.derivations}

    @EVERY
    def test_is_found_under_its_own_key_which_fits_its_column(self, target: Target) -> None:
        assert TARGETS[target.key] is target
        assert len(target.key) <= 32

    def test_asks_both_questions_of_each_of_three_programmes(self) -> None:
        asked = {(target.programme, target.question) for target in TARGETS.values()}
        both = {(name, question) for name in ("hnte", "tech_sme", "gazelle") for question in ("if_applied", "applies")}
        assert asked == both | {("hnte", "becomes"), (None, "grows")}

    @EVERY
    def test_learns_who_is_selected_where_only_a_selection_has_an_outcome(self, target: Target) -> None:
        assert target.selective == (target.question in ("if_applied", "applies"))

    @EVERY
    def test_points_only_where_a_policy_speaks(self, target: Target) -> None:
        directions = {one.feature.direction for one in target.derivations}
        by_policy = target.programme in ("hnte", "tech_sme") and target.question != "applies"
        assert directions == ({-1, 0, 1} if by_policy else {0})

    @EVERY
    def test_reads_the_rulebook_of_its_own_programme(self, target: Target) -> None:
        given = frame(3, seed=0).assign(hnte_unmet=1.0, hnte_points=10.0, tech_sme_unmet=2.0, tech_sme_points=20.0)
        made = derive(given, target.derivations)
        expected = {"hnte": [1.0, 10.0], "tech_sme": [2.0, 20.0]}.get(target.programme or "")
        figures = [name for name in ("rulebook_unmet", "rulebook_points") if name in made]
        assert made[figures].iloc[0].tolist() == (expected or [])

    @EVERY
    def test_has_no_feature_that_is_the_same_for_all_at_risk(self, target: Target) -> None:
        names = {one.feature.name for one in target.derivations}
        settled = {"tech_sme": "tech_sme_in_force", "gazelle": "tier"}.get(target.programme or "")
        assert settled not in names
