"""Whom to visit next: the order, the step, and who is left out."""

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from scoring.priorities.worklist import Weights, prioritise

AS_OF = pd.Timestamp("2026-11-23")
QUIET = {
    "tier": 1.0,
    "hnte_gaps": 0,
    "hnte_open": 0,
    "hnte_applied": False,
    "tech_sme_gaps": 0,
    "tech_sme_open": 0,
    "tech_sme_applied": False,
    "hnte_until": pd.NaT,
    "hnte_chance": 0.5,
}


def firms(*changes: dict[str, object]) -> pd.DataFrame:
    table = pd.DataFrame([QUIET | change for change in changes], index=pd.RangeIndex(1, len(changes) + 1))
    return table.assign(hnte_until=pd.to_datetime(table["hnte_until"]))


class TestPrioritise:
    def test_proposes_to_apply_where_nothing_is_unmet_or_missing(self) -> None:
        step = prioritise(firms({}), AS_OF).loc[1]
        assert (step["programme"], step["action"]) == ("hnte", "apply")

    def test_proposes_to_close_one_or_two_gaps_and_no_more(self) -> None:
        steps = prioritise(firms({"hnte_gaps": 1}, {"hnte_gaps": 2}, {"hnte_gaps": 3}), AS_OF)
        assert steps["action"].to_dict() == {1: "close_gap", 2: "close_gap"}
        assert steps.loc[1, "value"] > steps.loc[2, "value"]

    def test_proposes_to_find_facts_where_nothing_is_unmet_but_facts_are_missing(self) -> None:
        steps = prioritise(firms({"hnte_open": 1}, {"hnte_open": 8}), AS_OF)
        assert set(steps["action"]) == {"find_facts"}
        assert steps.loc[1, "value"] > steps.loc[2, "value"]

    def test_leaves_firms_alone_whose_application_is_under_way(self) -> None:
        assert prioritise(firms({"hnte_applied": True}), AS_OF).empty

    def test_leads_a_beginner_to_the_technology_sme_register_first_when_that_is_nearer(self) -> None:
        step = prioritise(firms({"tier": 0.0, "hnte_gaps": 3}), AS_OF).loc[1]
        assert (step["programme"], step["action"]) == ("tech_sme", "apply")

    def test_puts_a_certificate_that_ends_soon_before_every_new_application(self) -> None:
        steps = prioritise(
            firms(
                {"hnte_chance": 1.0},
                {"tier": 2.0, "hnte_until": "2027-08-20"},
                {"tier": 2.0, "hnte_until": "2026-12-01"},
            ),
            AS_OF,
        )
        assert steps.index.tolist() == [3, 2, 1]
        assert steps.loc[3, "due_on"] == pd.Timestamp("2026-12-01")

    def test_does_not_yet_speak_of_a_certificate_that_ends_later(self) -> None:
        days = Weights().renewal_days
        edge, later = AS_OF + pd.Timedelta(days=days), AS_OF + pd.Timedelta(days=days + 1)
        steps = prioritise(firms({"tier": 2.0, "hnte_until": edge}, {"tier": 2.0, "hnte_until": later}), AS_OF)
        assert steps.index.tolist() == [1]

    def test_takes_a_firm_without_a_likelihood_at_the_stated_chance(self) -> None:
        steps = prioritise(firms({"hnte_chance": np.nan}, {"hnte_chance": Weights().chance_unknown}), AS_OF)
        assert steps.loc[1, "value"] == steps.loc[2, "value"]

    @given(
        st.lists(
            st.fixed_dictionaries(
                {
                    "tier": st.sampled_from([0.0, 1.0, 2.0, 3.0]),
                    "hnte_gaps": st.integers(0, 5),
                    "hnte_open": st.integers(0, 12),
                    "tech_sme_gaps": st.integers(0, 3),
                    "tech_sme_open": st.integers(0, 12),
                    "hnte_applied": st.booleans(),
                    "hnte_chance": st.one_of(st.just(np.nan), st.floats(0, 1)),
                }
            ),
            min_size=1,
            max_size=12,
        )
    )
    def test_orders_by_value_between_0_and_100_and_lists_a_firm_once(self, changes: list[dict[str, object]]) -> None:
        steps = prioritise(firms(*changes), AS_OF)
        assert steps["value"].between(0, 100).all()
        assert steps["value"].is_monotonic_decreasing
        assert steps.index.is_unique

    @given(st.floats(0, 1), st.floats(0, 1))
    def test_never_ranks_the_likelier_of_two_alike_firms_lower(self, one: float, other: float) -> None:
        values = prioritise(firms({"hnte_chance": one}, {"hnte_chance": other}), AS_OF)["value"]
        assert (values[1] >= values[2]) == (one >= other) or np.isclose(values[1], values[2])
