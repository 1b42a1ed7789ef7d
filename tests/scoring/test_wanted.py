"""The facts behind measures."""

import pytest

from scoring.rulebooks.measures import MEASURES
from scoring.wanted import STALE, by_code, wanted

LOOKED_UP = [name for name, one in MEASURES.items() if not name.startswith("expert_") and name != "mainland_resident"]
"""All but what experts give, and what the code of a firm says: that is never missing."""


class TestWanted:
    @pytest.mark.parametrize("measure", LOOKED_UP)
    def test_every_measure_but_points_has_a_fact_that_is_found_again_by_its_code(self, measure: str) -> None:
        fact = wanted(measure, 2025)
        assert fact is not None
        assert by_code(fact.code) == fact
        assert fact.zh
        assert fact.en

    def test_points_are_nothing_that_can_be_looked_up(self) -> None:
        assert wanted("expert_ip_core", 2025) is None

    def test_names_the_year_of_a_figure(self) -> None:
        fact = wanted("rnd_expense_y1", 2025)
        assert fact is not None
        assert (fact.code, fact.zh, fact.year) == ("rnd_expense_2024", "2024年研究开发费用", 2024)

    def test_takes_a_list_for_all_that_is_counted_from_it(self) -> None:
        facts = {wanted(measure, 2025) for measure in ("ip_class1", "ip_class2_unused", "own_rnd_ip")}
        assert {fact.code for fact in facts if fact} == {"ip_right"}


class TestByCode:
    @pytest.mark.parametrize("code", STALE)
    def test_knows_what_goes_out_of_date(self, code: str) -> None:
        assert by_code(code).zh

    @pytest.mark.parametrize("code", ["", "password", "revenue", "revenue_soon", "nothing_2025"])
    def test_refuses_what_is_no_fact(self, code: str) -> None:
        with pytest.raises(KeyError):
            by_code(code)
