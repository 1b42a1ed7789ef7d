from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from crm.enterprises.models import SourceChoice, SourceRank
from crm.intake.planning.planned import Decision, PlannedRow
from tests.crm.intake.planning.rows import KNOWN_ON, SOURCE, codes, finding, plan
from tests.factories import EnterpriseFactory, FinancialYearFactory

pytestmark = pytest.mark.django_db

WAN = Decimal(10_000)


def said(firm: Any, year: int = 2025, **figures: Any) -> dict[str, Any]:
    return {"uscc": firm.uscc, "year": year, "basis": "audit", **(figures or {"revenue": 2000 * WAN})}


def only(row: dict[str, Any], **given: Any) -> PlannedRow:
    return plan("financial_years", row, **given).rows[0]


class TestPlanYears:
    def test_creates_a_year_of_which_the_source_has_not_spoken(self):
        firm = EnterpriseFactory()
        planned = only(said(firm))
        assert (planned.outcome, planned.enterprise, codes(planned)) == ("create", firm.pk, [])

    def test_takes_a_row_without_a_basis_for_declared(self):
        row = said(EnterpriseFactory())
        del row["basis"]
        assert only(row).row.values["basis"] == "declared"

    def test_corrects_what_the_same_source_said_on_the_same_day(self):
        firm = EnterpriseFactory()
        own = FinancialYearFactory(enterprise=firm, source=SOURCE, known_on=KNOWN_ON, rnd_domestic=None)
        planned = only(said(firm, revenue=own.revenue, headcount=Decimal(61), rnd_domestic=Decimal(5)))
        assert (planned.outcome, planned.target) == ("update", own.pk)
        assert (planned.old, planned.fills) == ({"headcount": Decimal(60)}, ("rnd_domestic",))

    def test_repeats_what_the_same_source_said_on_the_same_day(self):
        firm = EnterpriseFactory()
        own = FinancialYearFactory(enterprise=firm, source=SOURCE, known_on=KNOWN_ON)
        planned = only(said(firm, revenue=own.revenue))
        assert (planned.outcome, planned.target) == ("repeat", own.pk)

    def test_needs_a_year_and_a_figure(self):
        firm = EnterpriseFactory()
        assert codes(only({"uscc": firm.uscc, "revenue": WAN})) == ["year.missing"]
        planned = only({"uscc": firm.uscc, "year": 2025})
        assert (planned.outcome, codes(planned)) == ("repeat", ["figures.missing"])

    def test_waits_for_a_firm_that_only_a_name_says_and_nobody_bears(self):
        planned = only({"name": "无此企业", "year": 2025, "revenue": WAN})
        assert (planned.outcome, codes(planned)) == ("conflict", ["enterprise.unidentified"])

    def test_goes_to_the_firm_that_somebody_assigned(self):
        firm = EnterpriseFactory()
        row = {"name": "无此企业", "year": 2025, "revenue": WAN}
        planned = only(row, decisions={("", 2): Decision(enterprise=firm.pk)})
        assert (planned.outcome, planned.enterprise) == ("create", firm.pk)

    def test_asks_the_database_as_often_for_many_rows_as_for_few(self, django_assert_max_num_queries: Any):
        firms = EnterpriseFactory.create_batch(15, with_years=2)
        with django_assert_max_num_queries(6):
            assert plan("financial_years", *map(said, firms)).counts()["create"] == 15


class TestDisagreement:
    def test_is_told_with_both_values_and_which_counts(self):
        firm = EnterpriseFactory()
        FinancialYearFactory(enterprise=firm, basis="tax", source="税务局", revenue=1900 * WAN)
        SourceRank.objects.create(table="financial_year", basis="audit", rank=10)
        planned = only(said(firm))
        told = finding(planned, "figure.disagrees")
        assert (planned.outcome, told.weight, told.field) == ("create", "remark", "revenue")
        assert (told.details["source"], told.details["other"]) == ("税务局", "19000000.00")
        assert (told.details["counts"], told.details["reason"]) == (str(2000 * WAN), "ranks_first")
        assert "%(" not in told.message

    def test_is_told_where_the_other_one_counts(self):
        firm = EnterpriseFactory()
        FinancialYearFactory(enterprise=firm, source="税务局", revenue=1900 * WAN)
        SourceChoice.objects.create(
            enterprise=firm,
            table="financial_year",
            field="revenue",
            year=2025,
            source="税务局",
            reason="核过",
            chosen_on=date(2026, 1, 1),
        )
        told = finding(only(said(firm)), "figure.disagrees")
        assert (told.details["counts"], told.details["reason"]) == ("19000000.00", "chosen_by_hand")

    def test_is_not_where_the_sources_agree_or_one_says_nothing(self):
        firm = EnterpriseFactory()
        FinancialYearFactory(enterprise=firm, source="税务局", revenue=2000 * WAN, tax_paid=None)
        assert codes(only(said(firm, revenue=2000 * WAN, tax_paid=WAN))) == []


class TestSuspicion:
    def test_holds_a_figure_a_thousand_times_that_of_last_year(self):
        firm = EnterpriseFactory()
        FinancialYearFactory(enterprise=firm, year=2024, revenue=1900 * WAN)
        planned = only(said(firm, revenue=2_000_000 * WAN))
        assert (planned.outcome, codes(planned)) == ("conflict", ["amount.thousandfold"])

    def test_holds_it_against_the_year_after_where_nobody_knows_the_one_before(self):
        firm = EnterpriseFactory()
        FinancialYearFactory(enterprise=firm, year=2025, revenue=1900 * WAN)
        assert codes(only(said(firm, 2024, revenue=Decimal(1900)))) == ["amount.thousandfold"]

    def test_holds_it_against_the_figure_that_counts(self):
        firm = EnterpriseFactory()
        FinancialYearFactory(enterprise=firm, year=2024, revenue=Decimal(1900), basis="declared")
        FinancialYearFactory(enterprise=firm, year=2024, revenue=1900 * WAN, basis="audit")
        SourceRank.objects.create(table="financial_year", basis="audit", rank=10)
        assert codes(only(said(firm))) == []
        SourceRank.objects.create(table="financial_year", basis="declared", rank=1)
        assert codes(only(said(firm))) == ["amount.thousandfold"]

    def test_holds_against_what_the_file_says_of_last_year(self):
        firm = EnterpriseFactory()
        planned = plan("financial_years", said(firm, 2024, revenue=WAN), said(firm, 2025, revenue=1001 * WAN))
        assert [codes(row) for row in planned.rows] == [[], ["amount.thousandfold"]]

    def test_lets_a_confirmed_figure_pass(self):
        firm = EnterpriseFactory()
        FinancialYearFactory(enterprise=firm, year=2024, revenue=1900 * WAN)
        confirmed = {("", 2): Decision(confirmed=frozenset({"amount.thousandfold"}))}
        assert only(said(firm, revenue=2_000_000 * WAN), decisions=confirmed).outcome == "create"

    def test_holds_parts_above_the_whole_that_is_on_record(self):
        firm = EnterpriseFactory()
        FinancialYearFactory(enterprise=firm, source=SOURCE, known_on=KNOWN_ON, headcount=Decimal(60))
        planned = only(said(firm, st_staff=Decimal(61)))
        assert (planned.outcome, codes(planned)) == ("conflict", ["figures.st_staff_above_headcount"])
        assert planned.old == {"st_staff": Decimal(12)}

    def test_holds_a_year_before_the_firm_was_registered(self):
        firm = EnterpriseFactory(registered_on=date(2024, 5, 1))
        assert codes(only(said(firm, 2023))) == ["year.before_registration"]


class TestRowsOfOneFile:
    def test_wait_where_they_contradict_one_another(self):
        firm = EnterpriseFactory()
        planned = plan("financial_years", said(firm, revenue=WAN), said(firm, revenue=2 * WAN))
        assert [(row.outcome, codes(row)) for row in planned.rows] == [("conflict", ["row.contradicts"])] * 2

    def test_go_in_when_all_but_one_of_them_are_left_out(self):
        firm = EnterpriseFactory()
        two = said(firm, revenue=WAN), said(firm, revenue=2 * WAN)
        planned = plan("financial_years", *two, decisions={("", 2): Decision(leave_out=True)})
        assert [(row.outcome, codes(row)) for row in planned.rows] == [("refuse", ["row.left_out"]), ("create", [])]

    def test_repeat_one_another_however_they_name_the_firm(self):
        firm = EnterpriseFactory()
        by_name = said(firm) | {"name": firm.name}
        del by_name["uscc"]
        planned = plan("financial_years", said(firm), by_name)
        assert [row.outcome for row in planned.rows] == ["create", "repeat"]

    def test_of_two_bases_are_two_statements(self):
        firm = EnterpriseFactory()
        planned = plan("financial_years", said(firm), said(firm) | {"basis": "tax"})
        assert planned.counts()["create"] == 2
