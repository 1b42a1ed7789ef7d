"""The frame of a day to come, on what is known today."""

from datetime import date
from decimal import Decimal

import pandas as pd
import pytest

from crm.enterprises.models import Coverage, Enterprise, SourceChoice
from scoring.facts import read_facts
from scoring.frame import cut
from scoring.projection import Projection, projected
from tests.factories import (
    EnterpriseFactory,
    FinancialYearFactory,
    IncidentFactory,
    IPRightFactory,
    RecognitionFactory,
    RegistrationFactory,
)

TODAY = date(2026, 6, 30)
NEXT_YEAR = date(2027, 1, 1)
THE_YEAR_AFTER = date(2028, 1, 1)
pytestmark = pytest.mark.django_db


def ahead(on: date, known_by: date = TODAY, *, read_by: date | None = None) -> Projection:
    return projected(read_facts(Enterprise.objects.all(), read_by or known_by), on, known_by)


class TestProjected:
    def test_of_today_is_the_frame(self) -> None:
        EnterpriseFactory(with_years=3)
        facts = read_facts(Enterprise.objects.all(), TODAY)
        now = projected(facts, TODAY, TODAY)
        pd.testing.assert_frame_equal(now.measures, cut(facts, TODAY))
        assert now.carried.empty

    def test_refuses_a_day_gone_by(self) -> None:
        with pytest.raises(ValueError, match="before"):
            ahead(date(2026, 6, 29))

    def test_lets_ages_grow_and_terms_run_out(self) -> None:
        firm = EnterpriseFactory(registered_on=date(2024, 1, 1))
        Coverage.objects.create(kind="recognition", enterprise=firm, known_on=TODAY, source="test")
        Coverage.objects.create(kind="ip_right", enterprise=firm, known_on=TODAY, source="test")
        RecognitionFactory(enterprise=firm, programme__code="hnte", valid_until=date(2026, 12, 31))
        IPRightFactory(enterprise=firm, kind="software", ended_on=date(2026, 12, 1), known_on=TODAY)
        now, then = (ahead(day).measures.loc[firm.pk] for day in (TODAY, NEXT_YEAR))
        assert (now["hnte_in_force"], then["hnte_in_force"]) == (True, False)
        assert (now["ip_class2"], then["ip_class2"]) == (1.0, 0.0)
        assert (then["age_years"], now["operating_years"], then["operating_years"]) == (3.0, 2.0, 3.0)

    def test_lets_what_happened_fall_out_of_its_stretch_of_years(self) -> None:
        firm = EnterpriseFactory()
        Coverage.objects.create(kind="incident", enterprise=firm, known_on=TODAY, source="test")
        IncidentFactory(enterprise=firm, is_major=True, occurred_on=date(2025, 10, 1), known_on=date(2025, 11, 1))
        assert [ahead(day).measures.loc[firm.pk, "major_incident_365d"] for day in (TODAY, NEXT_YEAR)] == [True, False]

    def test_leaves_out_a_firm_that_is_known_to_end_before(self) -> None:
        EnterpriseFactory(status="dissolved", ended_on=date(2026, 8, 1))
        assert len(ahead(TODAY).measures) == 1
        assert ahead(NEXT_YEAR).measures.empty


class TestCarried:
    def test_takes_years_that_are_not_over_to_be_like_the_newest_with_figures(self) -> None:
        firm = EnterpriseFactory()
        FinancialYearFactory(enterprise=firm, year=2025, revenue=Decimal(30), rnd_expense=None, known_on=TODAY)
        FinancialYearFactory(enterprise=firm, year=2024, revenue=Decimal(20), rnd_expense=5, known_on=TODAY)
        then = ahead(THE_YEAR_AFTER)
        revenues = [then.measures.loc[firm.pk, f"revenue_y{back}"] for back in range(4)]
        assert revenues == [30.0, 30.0, 30.0, 20.0]
        assert {"revenue_y0", "revenue_y1"} <= then.carried_of(firm.pk)
        assert "revenue_y2" not in then.carried_of(firm.pk)
        assert then.carried_from.loc[firm.pk] == 2025.0

    def test_takes_all_figures_from_one_year_so_that_parts_fit_the_whole(self) -> None:
        firm = EnterpriseFactory()
        FinancialYearFactory(enterprise=firm, year=2025, headcount=40, st_staff=None, known_on=TODAY)
        FinancialYearFactory(enterprise=firm, year=2024, headcount=60, st_staff=50, known_on=TODAY)
        then = ahead(NEXT_YEAR)
        assert then.measures.loc[firm.pk, "headcount_y0"] == 40.0
        assert pd.isna(then.measures.loc[firm.pk, "st_staff_y0"])
        assert "st_staff_y0" not in then.carried_of(firm.pk)

    def test_leaves_a_year_that_is_over_unknown_where_it_has_no_report(self) -> None:
        firm = EnterpriseFactory()
        FinancialYearFactory(enterprise=firm, year=2024, revenue=Decimal(20), known_on=TODAY)
        then = ahead(NEXT_YEAR)
        assert then.measures.loc[firm.pk, "revenue_y0"] == 20.0
        assert pd.isna(then.measures.loc[firm.pk, "revenue_y1"])

    def test_carries_nothing_where_there_is_nothing(self) -> None:
        firm = EnterpriseFactory()
        then = ahead(NEXT_YEAR)
        assert pd.isna(then.measures.loc[firm.pk, "revenue_y0"])
        assert then.carried_of(firm.pk) == frozenset()
        assert pd.isna(then.carried_from.loc[firm.pk])

    def test_takes_a_report_of_the_running_year_as_it_is(self) -> None:
        firm = EnterpriseFactory()
        FinancialYearFactory(enterprise=firm, year=2026, revenue=Decimal(50), known_on=TODAY)
        FinancialYearFactory(enterprise=firm, year=2025, revenue=Decimal(30), known_on=TODAY)
        then = ahead(NEXT_YEAR)
        assert then.measures.loc[firm.pk, "revenue_y0"] == 50.0
        assert then.carried_of(firm.pk) == frozenset()


class TestKnownBy:
    """What became known after the day of knowledge does not move the projection, though the day ahead is later."""

    def test_later_facts_and_later_ends_do_not_count(self) -> None:
        firm = EnterpriseFactory()
        later = date(2026, 9, 1)
        Coverage.objects.create(kind="ip_right", enterprise=firm, known_on=TODAY, source="test")
        IPRightFactory(
            enterprise=firm, kind="invention", ended_on=date(2026, 5, 1), ended_known_on=later, known_on=TODAY
        )
        IPRightFactory(enterprise=firm, kind="invention", number="2", granted_on=TODAY, known_on=later)
        FinancialYearFactory(enterprise=firm, year=2025, revenue=Decimal(9), known_on=later)
        RegistrationFactory(enterprise=firm, status="dissolved", ended_on=later, known_on=later)
        RegistrationFactory(enterprise=firm, status="operating", known_on=date(2020, 1, 1))
        then = ahead(NEXT_YEAR, read_by=NEXT_YEAR).measures
        assert then.loc[firm.pk, "ip_class1"] == 1.0
        assert pd.isna(then.loc[firm.pk, "revenue_y1"])

    @pytest.mark.usefixtures("shipped_ranks")
    def test_nor_does_a_choice_made_or_taken_back_later(self) -> None:
        firm = EnterpriseFactory()
        report = {"enterprise": firm, "year": 2025, "known_on": date(2026, 5, 1)}
        FinancialYearFactory(**report, basis="audit", source="auditor", revenue=1, rnd_expense=1)
        FinancialYearFactory(**report, basis="tax", source="tax office", revenue=2, rnd_expense=2)
        choice = {"enterprise": firm, "table": "financial_year", "year": 2025, "source": "tax office", "reason": "核对"}
        SourceChoice.objects.create(**choice, field="revenue", chosen_on=date(2026, 6, 1), revoked_on=date(2026, 9, 1))
        SourceChoice.objects.create(**choice, field="rnd_expense", chosen_on=date(2026, 9, 1))
        then = ahead(NEXT_YEAR, read_by=NEXT_YEAR).measures.loc[firm.pk]
        assert (then["revenue_y1"], then["rnd_expense_y1"]) == (2.0, 1.0)
