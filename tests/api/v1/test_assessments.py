"""What the rulebooks say of one enterprise."""

from typing import Any

import pytest
from django.test import Client

from crm.enterprises.models import Enterprise
from tests.api.contract import conforming
from tests.api.problems import field_codes
from tests.factories import FinancialYearFactory, ImportFactory, ImportRowFactory


@pytest.mark.usefixtures("rulebooks")
class TestEnterpriseAssessments:
    def read(self, client: Client, firm: Enterprise, query: str = "") -> dict[str, dict[str, Any]]:
        answer = client.get(f"/api/v1/enterprises/{firm.uscc}/assessments?{query}")
        return {row["programme"]["code"]: row for row in conforming(answer, "listAssessments")}

    def test_holds_every_rulebook_in_force_against_the_firm(self, caseworker: Client, own_firm: Enterprise) -> None:
        assessed = self.read(caseworker, own_firm)
        assert assessed.keys() == {"tech_sme", "hnte"}
        hnte = assessed["hnte"]
        assert hnte["as_of"] == "2026-06-01"
        assert hnte["rulebook"]["version"] == "2016"
        assert hnte["rulebook"]["documents"]
        assert {row["status"] for row in hnte["criteria"]} <= {"met", "unmet", "unknown"}
        assert all(row["article"] and row["title"]["zh"] for row in hnte["criteria"])

    def test_says_which_measures_would_settle_it(self, caseworker: Client, own_firm: Enterprise) -> None:
        hnte = self.read(caseworker, own_firm)["hnte"]
        assert hnte["verdict"] == "undetermined"
        assert hnte["settles"]
        assert all(row["zh"] and row["fact"] for row in hnte["settles"])

    def test_leads_from_a_criterion_to_the_imported_row(self, caseworker: Client, own_firm: Enterprise) -> None:
        row = ImportRowFactory(table=ImportFactory(file_name="火炬.xlsx"), sheet="年报", number=37)
        own_firm.financial_years.filter(year=2025).delete()
        FinancialYearFactory(enterprise=own_firm, year=2025, import_row=row)
        hnte = self.read(caseworker, own_firm)["hnte"]
        read = {measure["name"] for criterion in every(hnte["criteria"]) for measure in criterion["measures"]}
        assert "revenue_y0" in read | set(hnte["facts"])
        (fact,) = hnte["facts"]["revenue_y0"]
        assert (fact["value"], fact["period"]) == ("20000000.00", "2025")
        place = {"id": row.table_id, "row_id": row.pk, "file_name": "火炬.xlsx", "sheet": "年报", "row": 37}
        assert fact["import"] == place | {"cell": None}

    def test_goes_back_to_what_was_known_on_a_day(self, caseworker: Client, own_firm: Enterprise) -> None:
        before = self.read(caseworker, own_firm, "as_of=2026-05-30")["hnte"]
        assert before["as_of"] == "2026-05-30"
        assert "revenue_y0" not in before["facts"]
        assert "revenue_y1" in before["facts"]

    @pytest.mark.parametrize("day", ["2026-06-02", "1949-09-30", "0001-01-01", "9999-12-31"])
    def test_refuses_a_day_on_which_nothing_is_known(self, caseworker: Client, own_firm: Enterprise, day: str) -> None:
        answer = caseworker.get(f"/api/v1/enterprises/{own_firm.uscc}/assessments", {"as_of": day})
        assert field_codes(answer) == {"as_of": "out_of_range"}

    @pytest.mark.parametrize(
        "day", ["2025-02-30", "2025/6/1", "２０２５-０１-０１", "20250601", "2025-05-31T20:00:00Z"]
    )
    def test_refuses_what_is_no_iso_date(self, caseworker: Client, own_firm: Enterprise, day: str) -> None:
        answer = caseworker.get(f"/api/v1/enterprises/{own_firm.uscc}/assessments", {"as_of": day})
        assert field_codes(answer) == {"as_of": "invalid"}


def every(criteria: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The criteria and all their members."""
    return [*criteria, *(inner for one in criteria for inner in every(one["members"]))]
