import io

import pytest
from python_calamine import CalamineWorkbook

from crm.enterprises.models import Enterprise
from crm.intake.refused_rows import refused_rows_workbook
from crm.intake.services import RowChange, mend_row
from tests.crm.intake.files import codes, csv_file, outcomes, preview
from tests.crm.intake.services.firms import BAD, HEADER, ROWS, firms, years
from tests.factories import EnterpriseFactory, FinancialYearFactory, UserFactory, uscc

pytestmark = pytest.mark.django_db


class TestRefusedRowsWorkbook:
    def test_reads_again_as_it_is_and_says_the_same(self):
        import_ = firms(*ROWS, BAD)
        again = preview(io.BytesIO(refused_rows_workbook(import_)))
        assert codes(again) == [codes(import_)[2]]
        assert [column["field"] for column in again.mapping["sheets"][0]["columns"][-2:]] == [None, None]

    def test_has_rows_that_wait_as_well(self):
        firm = EnterpriseFactory(uscc=uscc(1), name="甲")
        FinancialYearFactory(enterprise=firm, year=2024, revenue=1_000_000)
        import_ = years((uscc(1), "甲", "2025", "9999999"))
        again = preview(io.BytesIO(refused_rows_workbook(import_)), "financial_years")
        assert (outcomes(again), codes(again)) == (["conflict"], [["amount.thousandfold"]])

    def test_states_units_that_stood_above_the_headers(self):
        table = csv_file(("单位：万元", "", ""), ("统一社会信用代码", "年度", "营业收入"), ("123", "2025", "5"))
        again = preview(io.BytesIO(refused_rows_workbook(preview(table, "financial_years"))), "financial_years")
        assert again.mapping["sheets"][0]["columns"][2]["unit"] == "万元"

    @pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "@SUM(1)", "\t=1", "＝1+1", "-1+1", "'=1"])
    def test_gives_texts_back_as_texts(self, text: str):
        import_ = preview(csv_file(("统一社会信用代码", "企业名称", "注册地址"), ("123", "甲", text)))
        book = io.BytesIO(refused_rows_workbook(import_))
        again = preview(book).rows.get()
        assert again.cells[2] == import_.rows.get().cells[2]
        assert not Enterprise.objects.exists()

    def test_shows_cells_as_they_were_mended(self):
        import_ = firms(*ROWS, BAD)
        row = import_.rows.order_by("pk")[2]
        mend_row(import_id=import_.pk, row_id=row.pk, by=UserFactory(), change=RowChange(cells={"A": "456"}))
        again = preview(io.BytesIO(refused_rows_workbook(import_)))
        assert again.rows.get().cells[0] == "456"
        assert HEADER[0] in str(again.mapping)

    @pytest.mark.parametrize(
        ("names", "given"),
        [
            (["长" * 40, "长" * 50], ["长" * 31, "长" * 27 + " (2)"]),
            (["甲/乙", "甲:乙", "甲?乙"], ["甲_乙", "甲_乙 (2)", "甲_乙 (3)"]),
            (["Sheet1", "sheet1"], ["Sheet1", "sheet1 (2)"]),
            (["'甲'", "''"], ["甲", "Sheet1"]),
        ],
    )
    def test_names_sheets_as_spreadsheets_can(self, names: list[str], given: list[str]):
        import_ = firms(*ROWS, BAD)
        (sheet,) = import_.mapping["sheets"]
        import_.mapping["sheets"] = [sheet | {"name": name} for name in names]
        book = CalamineWorkbook.from_filelike(io.BytesIO(refused_rows_workbook(import_)))
        assert book.sheet_names == given
