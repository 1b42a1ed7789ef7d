"""Workbooks to fill in: what is written into them imports again."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest

from crm.intake.kinds.registry import FIELDS
from crm.intake.reading.mapping import map_table
from crm.intake.reading.tables import read_table
from crm.intake.templates import explained, template_workbook
from tests.crm.intake.files import CODE, SHEET


class TestTemplateWorkbook:
    @pytest.mark.parametrize("kind", FIELDS)
    def test_has_a_column_for_every_field_that_is_read_again(self, kind: str):
        table = read_table(template_workbook(kind))
        mapped = map_table(table, kind)
        assert [c.field.name if c.field else None for c in mapped.read[0].columns] == [f.name for f in FIELDS[kind]]
        assert not mapped.needs
        assert len(mapped.read) == 1

    def test_fills_rows_in_with_money_in_the_unit_of_the_header(self):
        rows = [{"uscc": CODE, "name": "=甲", "year": 2025, "revenue": Decimal("12345.00"), "basis": "tax"}]
        fields = ("uscc", "name", "year", "basis", "revenue", "costs")
        content = template_workbook("financial_years", fields=fields, rows=rows)
        sheet = read_table(content).sheets[0]
        assert sheet.rows[0].cells[-2:] == ("营业收入（万元）", "成本费用（万元）")
        assert sheet.rows[1].cells[:5] == (CODE, "=甲", 2025.0, "税务", 1.2345) or sheet.rows[1].cells[3] == "审计"
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert b"<f>" not in archive.read(SHEET)

    def test_offers_a_pick_list_where_there_are_choices_and_keeps_codes_as_text(self):
        with zipfile.ZipFile(io.BytesIO(template_workbook("financial_years"))) as archive:
            assert "审计" in archive.read(SHEET).decode()
            assert b'formatCode="@"' in archive.read("xl/styles.xml") or b'numFmtId="49"' in archive.read(
                "xl/styles.xml"
            )

    def test_writes_days_as_days(self):
        content = template_workbook(
            "enterprises", fields=("uscc", "registered_on"), rows=[{"registered_on": date(2020, 1, 2)}]
        )
        assert read_table(content).sheets[0].rows[1].cells[1] == date(2020, 1, 2)


class TestExplained:
    @pytest.mark.parametrize("kind", FIELDS)
    def test_says_something_of_every_column_that_has_a_form(self, kind: str):
        assert all(
            explained(field) for field in FIELDS[kind] if field.reading not in {"text", "registration_no"} or field.most
        )
