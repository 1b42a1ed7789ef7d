"""From a value on a screen to the cell of the file that it was read from."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pghistory
import pytest
from django.test import Client

from crm.enterprises.models import Enterprise, FinancialYear
from crm.intake.models import ImportRow
from tests.api.contract import conforming
from tests.api.problems import field_codes, problem
from tests.factories import (
    FinancialYearFactory,
    ImportFactory,
    ImportRowFactory,
    RecognitionFactory,
    RegistrationFactory,
    UserFactory,
)

SignedIn = Callable[..., Client]
MAPPING = {
    "sheets": [
        {"name": "说明", "columns": [{"letter": "A", "field": None}]},
        {"name": "年报", "columns": [{"letter": "A", "field": "uscc"}, {"letter": "D", "field": "revenue"}]},
    ]
}


@pytest.fixture
def imported() -> ImportRow:
    """A row of a committed file, one of whose cells was mended before."""
    table = ImportFactory(
        file_name="火炬.xlsx",
        mapping=MAPPING,
        uploaded_by=UserFactory(display_name="王五"),
        state="committed",
        committed_at=datetime(2026, 3, 2, tzinfo=UTC),
    )
    return ImportRowFactory(
        table=table, sheet="年报", number=37, cells=["91…", "1,234.5万元"], edits={"1": "1,2O4.5万元"}
    )


@pytest.fixture
def year(own_firm: Enterprise, imported: ImportRow) -> FinancialYear:
    return FinancialYearFactory(enterprise=own_firm, year=2021, revenue="12345000.00", import_row=imported)


def ask(client: Client, table: str, number: int, field: str) -> Any:
    return client.get(f"/api/v1/facts/{table}/{number}/provenance?field={field}")


def read(client: Client, table: str, number: int, field: str) -> Any:
    return conforming(ask(client, table, number, field), "readProvenance")


class TestFactProvenance:
    def test_leads_to_the_cell_and_what_stood_in_it(self, caseworker: Client, year: FinancialYear) -> None:
        value = read(caseworker, "financial_year", year.pk, "revenue")
        assert (value["value"], value["period"], value["zh"]) == ("12345000.00", "2021", "营业收入")
        place = value["import"]
        assert (place["file_name"], place["sheet"], place["row"], place["cell"]) == ("火炬.xlsx", "年报", 37, "D37")
        assert (place["raw"], value["edited_cell_was"]) == ("1,234.5万元", "1,2O4.5万元")
        assert (place["uploaded_by"]["display_name"], place["row_id"]) == ("王五", year.import_row_id)

    def test_names_no_cell_for_a_field_that_no_column_was_read_for(
        self, caseworker: Client, year: FinancialYear
    ) -> None:
        place = read(caseworker, "financial_year", year.pk, "headcount")["import"]
        assert (place["row"], place["cell"], place["raw"]) == (37, None, None)

    def test_tells_how_the_value_changed_and_nothing_of_other_values(
        self, caseworker: Client, own_firm: Enterprise, year: FinancialYear
    ) -> None:
        changer = UserFactory(display_name="赵六")
        with pghistory.context(user=changer.pk, reason="年报更正"):
            FinancialYear.objects.filter(pk=year.pk).update(revenue="99.00")
        FinancialYear.objects.filter(pk=year.pk).update(headcount=7)
        (change,) = read(caseworker, "financial_year", year.pk, "revenue")["history"]
        assert (change["old"], change["new"], change["why"]) == ("12345000.00", "99.00", "年报更正")
        assert change["by"]["display_name"] == "赵六"

    def test_shows_codes_in_words(self, caseworker: Client, own_firm: Enterprise) -> None:
        said = RegistrationFactory(enterprise=own_firm, operating_region_id="411303", status="moved_out")
        region = read(caseworker, "registration", said.pk, "operating_region")
        assert (region["value"], region["shown"], region["import"]) == ("411303", "卧龙区", None)
        assert read(caseworker, "registration", said.pk, "status")["shown"] == "迁出"

    def test_of_a_firm_without_any_statement_is_its_own_record(self, caseworker: Client, own_firm: Enterprise) -> None:
        value = read(caseworker, "enterprise", own_firm.pk, "uscc")
        assert (value["value"], value["enterprise"]["uscc"]) == (own_firm.uscc, own_firm.uscc)

    def test_hides_facts_of_firms_of_other_counties(self, caseworker: Client, foreign_firm: Enterprise) -> None:
        hidden = FinancialYearFactory(enterprise=foreign_firm)
        problem(ask(caseworker, "financial_year", hidden.pk, "revenue"), 404, "not_found")
        problem(ask(caseworker, "financial_year", hidden.pk + 999, "revenue"), 404, "not_found")
        problem(ask(caseworker, "enterprise", foreign_firm.pk, "name"), 404, "not_found")

    def test_keeps_figures_and_certificates_from_who_may_not_see_them(
        self, signed_in: SignedIn, year: FinancialYear, own_firm: Enterprise
    ) -> None:
        title = RecognitionFactory(enterprise=own_firm, programme__code="tech_sme")
        leader = signed_in("leadership")
        problem(ask(leader, "financial_year", year.pk, "revenue"), 403, "permission_denied")
        problem(ask(leader, "recognition", title.pk, "certificate_no"), 403, "permission_denied")

    def test_has_no_page_for_people(self, caseworker: Client) -> None:
        problem(ask(caseworker, "contact", 1, "phone"), 404, "not_found")

    @pytest.mark.parametrize("field", ["import_row", "recorded_at", "password"])
    def test_refuses_what_nobody_states(self, caseworker: Client, year: FinancialYear, field: str) -> None:
        assert field_codes(ask(caseworker, "financial_year", year.pk, field)) == {"field": "unknown_field"}
