"""From a measure back to its facts: the same facts that the frame read."""

from datetime import date
from decimal import Decimal

import pandas as pd
import pytest

from crm.enterprises.models import Coverage, Enterprise
from scoring.frame import frame
from scoring.provenance import facts_behind
from tests.factories import (
    EnterpriseFactory,
    FinancialYearFactory,
    ImportRowFactory,
    IPRightFactory,
    JudgementFactory,
    RecognitionFactory,
)

AS_OF = date(2026, 6, 30)
pytestmark = pytest.mark.django_db


class TestFactsBehind:
    def test_names_the_report_that_the_frame_took_the_figure_from(self) -> None:
        firm = EnterpriseFactory()
        FinancialYearFactory(
            enterprise=firm, year=2025, basis="tax", revenue=9, source="tax office", known_on=date(2026, 6, 1)
        )
        FinancialYearFactory(
            enterprise=firm,
            year=2025,
            basis="audit",
            revenue=Decimal("7.50"),
            source="auditor",
            known_on=date(2026, 5, 1),
        )
        (fact,) = facts_behind(firm, AS_OF)["revenue_y0"]
        assert (fact.source, fact.value, fact.period) == ("auditor", "7.50", "2025")
        assert frame(AS_OF, Enterprise.objects.all()).loc[firm.pk, "revenue_y0"] == 7.5

    def test_leads_to_file_sheet_and_row(self) -> None:
        place = ImportRowFactory(sheet="2025年", number=37, table__file_name="火炬统计.xlsx")
        firm = EnterpriseFactory()
        FinancialYearFactory(enterprise=firm, year=2025, revenue=1, known_on=date(2026, 5, 1), import_row=place)
        (fact,) = facts_behind(firm, AS_OF)["revenue_y0"]
        assert fact.import_place is not None
        assert (fact.import_place.file_name, fact.import_place.sheet, fact.import_place.row) == (
            "火炬统计.xlsx",
            "2025年",
            37,
        )

    def test_gives_both_parts_of_net_assets_that_were_not_reported(self) -> None:
        firm = EnterpriseFactory()
        FinancialYearFactory(
            enterprise=firm, year=2025, net_assets=None, total_assets=5, total_liabilities=2, known_on=date(2026, 5, 1)
        )
        assert [fact.field for fact in facts_behind(firm, AS_OF)["net_assets_y0"]] == [
            "total_assets",
            "total_liabilities",
        ]

    def test_gives_the_statement_of_completeness_behind_a_zero(self) -> None:
        firm = EnterpriseFactory()
        Coverage.objects.create(kind="incident", enterprise=firm, known_on=date(2026, 1, 1), source="应急局")
        (fact,) = facts_behind(firm, AS_OF)["major_incident_365d"]
        assert (fact.kind, fact.source) == ("coverage", "应急局")

    def test_is_silent_on_what_nobody_recorded(self) -> None:
        assert "major_incident_365d" not in facts_behind(EnterpriseFactory(), AS_OF)

    def test_has_facts_for_every_measure_that_the_frame_knows(self) -> None:
        firm = EnterpriseFactory(with_years=3, registered_on=date(2015, 1, 1))
        for kind in Coverage.Kind.values:
            Coverage.objects.create(kind=kind, enterprise=firm, known_on=date(2020, 1, 1), source="test")
        IPRightFactory(enterprise=firm, kind="invention", granted_on=date(2024, 1, 1), known_on=date(2024, 1, 1))
        RecognitionFactory(
            enterprise=firm,
            programme__code="hnte",
            valid_from=date(2025, 1, 1),
            valid_until=date(2027, 12, 31),
            known_on=date(2025, 1, 1),
        )
        JudgementFactory(
            enterprise=firm, measure="core_ip", value=1, judged_on=date(2025, 1, 1), known_on=date(2025, 1, 1)
        )
        measures = frame(AS_OF, Enterprise.objects.all()).loc[firm.pk]
        derived = {
            "uscc",
            "name",
            "region",
            "industry",
            "industry_section",
            "industry_division",
            "legal_form",
            "registered_on",
            "age_years",
            "tier",
        }
        known = {name for name, value in measures.items() if not pd.isna(value)} - derived
        behind = facts_behind(firm, AS_OF)
        assert known <= set(behind)
        assert not {name for name in behind if name in measures.index and pd.isna(measures[name])}
