"""From a measure back to its facts: the same facts that the frame read."""

from datetime import date
from decimal import Decimal

import pandas as pd
import pytest

from crm.enterprises.models import Coverage, Enterprise
from scoring.frame import frame
from scoring.import_places import places_of
from scoring.provenance import facts_behind
from tests.factories import (
    EnterpriseFactory,
    FinancialYearFactory,
    ImportRowFactory,
    IPRightFactory,
    JudgementFactory,
    RecognitionFactory,
    RegistrationFactory,
)

AS_OF = date(2026, 6, 30)
pytestmark = pytest.mark.django_db


class TestFactsBehind:
    @pytest.mark.usefixtures("shipped_ranks")
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

    def test_leads_to_the_cell(self) -> None:
        columns = [{"letter": "A", "field": "uscc"}, {"letter": "C", "field": "county"}, {"letter": "D", "field": None}]
        sheets = [{"name": "名录", "columns": columns}]
        row = ImportRowFactory(sheet="名录", number=5, table__mapping={"sheets": sheets})
        firm = EnterpriseFactory()
        RegistrationFactory(enterprise=firm, registered_on=date(2015, 1, 1), import_row=row)
        (fact,) = facts_behind(firm, AS_OF)["age_days"]
        assert fact.import_place is not None
        assert (fact.kind, fact.import_place.cell) == ("registration", None)
        places = places_of([row.pk])
        assert places.cells(places.rows[row.pk]) == {
            "uscc": "A5",
            "county": "C5",
            "registered_region": "C5",
            "operating_region": "C5",
        }

    def test_takes_the_statement_that_stood_on_the_day(self) -> None:
        firm = EnterpriseFactory()
        RegistrationFactory(enterprise=firm, registered_on=date(2015, 1, 1), known_on=date(2024, 1, 1))
        newer = RegistrationFactory(enterprise=firm, registered_on=date(2016, 1, 1), known_on=date(2026, 1, 1))
        (then,) = facts_behind(firm, date(2025, 1, 1))["age_days"]
        (now,) = facts_behind(firm, AS_OF)["age_days"]
        assert (then.value, now.value, now.id) == ("2015-01-01", "2016-01-01", newer.pk)

    def test_leaves_an_end_aside_that_became_known_later(self) -> None:
        firm = EnterpriseFactory()
        since = date(2026, 6, 15)
        IPRightFactory(enterprise=firm, kind="invention", ended_on=date(2026, 1, 1), ended_known_on=since)
        IPRightFactory(enterprise=firm, kind="software", used_on=date(2026, 1, 1), used_known_on=since)
        before, after = facts_behind(firm, date(2026, 6, 14)), facts_behind(firm, AS_OF)
        assert {"ip_class1", "ip_class2_unused"} <= set(before)
        assert not {"ip_class1", "ip_class2_unused"} & set(after)

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
