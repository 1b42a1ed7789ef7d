"""What would follow if some facts were otherwise: all rulebooks answer at once, and nothing is stored."""

from datetime import date

import pytest

from crm.enterprises.accepting import NotAccepted
from crm.enterprises.models import Coverage, Enterprise, FinancialYear
from scoring.explanations import NotOperating, explain_assessments
from scoring.models import Assessment, MeasureSnapshot
from scoring.what_if import WhatIf, measures_now, what_if
from tests.factories import EnterpriseFactory
from tests.scoring.situations import REVENUE, STAFF, rulebook_version

DAY = date(2026, 6, 1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def firm() -> Enterprise:
    """A firm that meets both sample rulebooks."""
    rulebook_version(REVENUE, STAFF)
    rulebook_version(REVENUE, programme="other", status="reference")
    firm: Enterprise = EnterpriseFactory(with_years=1)
    return firm


def verdicts(told: WhatIf) -> dict[str, tuple[str, str]]:
    return {one.rulebook.programme_id: (one.before.verdict, one.after.verdict) for one in told.rulebooks}


class TestWhatIf:
    def test_answers_for_every_rulebook_in_force(self, firm: Enterprise) -> None:
        told = what_if(firm, DAY, {"headcount_y0": 40, "rnd_expense_y0": 5})
        assert verdicts(told) == {"sample": ("met", "unmet"), "other": ("met", "met")}
        turned = {
            one.rulebook.programme_id: [(c.id, c.before, c.after) for c in one.criteria] for one in told.rulebooks
        }
        assert turned == {"sample": [("staff", "met", "unmet")], "other": []}
        assert [(one.measure.name, one.before, one.after) for one in told.changed] == [
            ("headcount_y0", 60.0, 40.0),
            ("rnd_expense_y0", 1_200_000.0, 5.0),
        ]

    def test_takes_null_for_not_known(self, firm: Enterprise) -> None:
        told = what_if(firm, DAY, {"revenue_y0": None})
        assert verdicts(told) == {"sample": ("met", "undetermined"), "other": ("met", "undetermined")}
        assert {one.after.settles for one in told.rulebooks} == {("revenue_y0",)}

    def test_changes_nothing_when_nothing_is_changed(self, firm: Enterprise) -> None:
        told = what_if(firm, DAY, {})
        assert all(one.before == one.after for one in told.rulebooks)
        assert [one.before for one in told.rulebooks] == [one.explanation for one in explain_assessments(firm, DAY)]

    def test_carries_what_is_known_forward_to_a_later_day(self, firm: Enterprise) -> None:
        told = what_if(firm, DAY, {"headcount_y0": 40}, date(2027, 1, 1))
        assert (told.as_of, told.on) == (DAY, date(2027, 1, 1))
        assert verdicts(told)["sample"] == ("met", "unmet")
        now = {one.measure.name: one.value for one in measures_now(firm, DAY)}
        assert {one.measure.name: one.value for one in measures_now(firm, DAY, date(2027, 1, 1))} == now

    def test_starts_from_what_was_known_on_the_day(self, firm: Enterprise) -> None:
        FinancialYear.objects.update(known_on=DAY)
        assert verdicts(what_if(firm, date(2026, 5, 31), {"headcount_y0": 40})) == {
            "sample": ("undetermined", "unmet"),
            "other": ("undetermined", "undetermined"),
        }

    def test_lets_net_assets_follow_where_no_report_states_other_ones(self, firm: Enterprise) -> None:
        def followed(changes: dict[str, object]) -> list[tuple[str, object]]:
            return [(one.measure.name, one.after) for one in what_if(firm, DAY, changes).followed]

        FinancialYear.objects.update(total_assets=50, total_liabilities=20, net_assets=None)
        assert followed({"total_liabilities_y0": 45}) == [("net_assets_y0", 5.0)]
        assert followed({"total_assets_y0": 10, "total_liabilities_y0": 45}) == [("net_assets_y0", -35.0)]
        assert followed({"total_assets_y0": None}) == [("net_assets_y0", None)]
        assert followed({"total_assets_y0": 10, "net_assets_y0": 7}) == []
        FinancialYear.objects.update(net_assets=29)
        assert followed({"total_liabilities_y0": 45}) == []

    def test_judges_by_what_followed(self, firm: Enterprise) -> None:
        rulebook_version(("sound", "at_least", "net_assets_y0", 10, "yuan"), programme="third")
        FinancialYear.objects.update(total_assets=50, total_liabilities=20, net_assets=None)
        assert verdicts(what_if(firm, DAY, {"total_liabilities_y0": 45}))["third"] == ("met", "unmet")

    def test_says_nothing_of_what_a_first_right_is_worth(self, firm: Enterprise) -> None:
        Coverage.objects.create(kind="ip_right", enterprise=firm, known_on=DAY, source="test")
        told = what_if(firm, DAY, {"ip_class1": 2})
        assert [(one.measure.name, one.before, one.after) for one in told.followed] == [
            ("ip_class1_high_value", 0.0, None)
        ]

    def test_refuses_to_make_a_firm_older_or_younger_than_its_registration_says(self, firm: Enterprise) -> None:
        now = {one.measure.name: one for one in measures_now(firm, DAY)}
        assert now["revenue_y0"].fixed is None
        with pytest.raises(NotAccepted) as refused:
            what_if(firm, DAY, {"age_days": 365, "operating_years": 1, "revenue_y0": 5})
        assert [(one["field"], one["code"]) for one in refused.value.errors] == [
            ("changes.age_days", "fixed"),
            ("changes.operating_years", "fixed"),
        ]

    def test_lets_an_age_be_supposed_that_nobody_knows(self, firm: Enterprise) -> None:
        rulebook_version(("old", "at_least", "age_days", 365, "days"), programme="third")
        (known,) = (one for one in measures_now(firm, DAY) if one.measure.name == "age_days")
        assert known.fixed
        Enterprise.objects.update(registered_on=None)
        assert verdicts(what_if(firm, DAY, {"age_days": 365}))["third"] == ("undetermined", "met")

    def test_stores_nothing(self, firm: Enterprise) -> None:
        what_if(firm, DAY, {"revenue_y0": 1})
        assert FinancialYear.objects.get().revenue == 20_000_000
        assert not MeasureSnapshot.objects.exists()
        assert not Assessment.objects.exists()

    def test_refuses_what_cannot_be(self, firm: Enterprise) -> None:
        with pytest.raises(NotAccepted):
            what_if(firm, DAY, {"revenue_y0": -1})

    def test_refuses_a_day_on_which_the_firm_did_not_operate(self, firm: Enterprise) -> None:
        with pytest.raises(NotOperating):
            what_if(firm, date(2001, 1, 1), {})


class TestMeasuresNow:
    def test_are_those_that_a_rulebook_in_force_reads_and_who_does(self, firm: Enterprise) -> None:
        rulebook_version(("profit", "at_least", "net_profit_y0", 0, "yuan"), programme="coming", status="draft")
        found = {one.measure.name: (one.value, one.programmes) for one in measures_now(firm, DAY)}
        assert found == {"revenue_y0": (20_000_000.0, ("other", "sample")), "headcount_y0": (60.0, ("sample",))}

    def test_say_what_they_can_be(self, firm: Enterprise) -> None:
        rulebook_version(("profit", "at_least", "net_profit_y0", 0, "yuan"), programme="third")
        bounds = {one.measure.name: one.bounds for one in measures_now(firm, DAY)}
        assert bounds["revenue_y0"].low == 0  # type: ignore[union-attr]  # a number has bounds
        assert bounds["net_profit_y0"].low < 0  # type: ignore[union-attr]  # a number has bounds
