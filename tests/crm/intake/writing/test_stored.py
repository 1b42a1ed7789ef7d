from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from crm.bulk import copy_in
from crm.intake.findings import hold, refusal
from crm.intake.models import ImportRow
from crm.intake.planning.planned import Outcome, PlannedRow
from crm.intake.writing.stored import ROW_COLUMNS, row_from_store, row_to_store, values_to_json
from tests.crm.intake.planning.rows import row
from tests.factories import ImportFactory

VALUES: dict[str, Any] = {
    "uscc": "C",
    "year": 2025,
    "revenue": Decimal("12345.00"),
    "headcount": Decimal("12.5"),
    "basis": "audit",
}


def planned(**given: Any) -> PlannedRow:
    return PlannedRow(**({"row": row(**VALUES), "outcome": Outcome.UPDATE} | given))


class TestValuesToJson:
    def test_are_what_the_row_says(self):
        assert values_to_json(planned(outcome=Outcome.CREATE)) == {
            "new": {"uscc": "C", "year": 2025, "revenue": "12345.00", "headcount": "12.5", "basis": "audit"}
        }

    def test_tell_what_an_update_replaces_and_which_row_it_came_from(self):
        stored = values_to_json(planned(old={"revenue": Decimal("1.00")}, fills=("headcount",), target=5, was_row=9))
        assert (stored["old"], stored["was_row"]) == ({"revenue": "1.00", "headcount": None}, 9)

    def test_tell_of_no_row_where_nothing_is_replaced(self):
        assert "was_row" not in values_to_json(planned(old={"revenue": Decimal("1.00")}))

    def test_tell_what_the_statement_said_that_is_put_right(self):
        stored = values_to_json(
            planned(old={"ended_on": date(2024, 1, 1)}, target=5, before={"ended_on": date(2023, 1, 1), "name": None})
        )
        assert stored["before"] == {"ended_on": "2023-01-01", "name": None}


@pytest.mark.django_db
class TestRowFromStore:
    def test_is_the_row_as_it_was_read_without_what_the_plan_found(self):
        import_ = ImportFactory()
        read = row(7, refusal("amount.negative", value="-5").at("营业收入"), **VALUES)
        stored = planned(row=read, found=(hold("year.after_end", value=2025, ended_on="2024").about("year"),))
        columns = dict(zip(ROW_COLUMNS, row_to_store(1, import_, stored), strict=True))
        assert [found["code"] for found in columns["findings"]] == ["amount.negative", "year.after_end"]
        copy_in(ImportRow, ROW_COLUMNS, [row_to_store(1, import_, stored)])
        again = row_from_store("financial_years", ImportRow.objects.get())
        assert again == replace(read, cells=())

    def test_keeps_the_firm_of_the_row(self):
        columns = dict(zip(ROW_COLUMNS, row_to_store(1, ImportFactory(), planned(enterprise=42)), strict=True))
        assert (columns["enterprise_id"], columns["outcome"]) == (42, "update")
