"""The catalogue of bad inputs, rows 1 to 29: each goes through the whole preview, none is guessed at, none is lost.

Each test, or its case, begins with the number of its row in the catalogue.
"""

from datetime import date
from typing import Any

import pytest

from crm.enterprises.models import Enterprise, FinancialYear
from crm.intake.findings import Finding
from crm.intake.reading.amounts import ratio_cell
from crm.intake.reports import row_findings
from crm.intake.services import decide_all
from tests.crm.intake.bad import (
    HEADER,
    YEARS,
    held_with,
    refused_with,
    rows,
    understood,
    with_amount,
    with_code,
    with_date,
)
from tests.crm.intake.files import CODE, SHEET, codes, imported, outcomes, preview, repacked, xlsx_file
from tests.factories import EnterpriseFactory, FinancialYearFactory, ProgrammeFactory, RegionFactory, UserFactory, uscc

pytestmark = pytest.mark.django_db


class TestCodes:
    @pytest.mark.parametrize(
        ("code", "reason"),
        rows(
            (1, "91530100MA6NABCD00", "uscc.check_digit"),
            (2, "91530100M6ANABCD06", "uscc.check_digit"),
            (3, "9153010OMA6NABCD06", "uscc.character"),
            (6, "91530100\u200bMA6NABCD06", "uscc.separated"),
            (7, 914403001922038216, "uscc.not_text"),
            (8, "411300100012345", "uscc.registration_no_unknown"),
            (8, "600037341", "uscc.organisation_code"),
        ),
    )
    def test_is_refused_with_its_reason(self, code: Any, reason: str):
        assert refused_with(with_code(code)) == [reason]

    def test_03_suggests_and_does_not_correct(self):
        import_ = with_code("9153010OMA6NABCD06")
        assert CODE in str(row_findings(import_.rows.get())[0]["message"])
        assert "uscc" not in understood(import_)

    @pytest.mark.parametrize(
        ("code"),
        rows(
            (4, CODE.lower()),
            (5, "".join(chr(ord(c) + 0xFEE0) for c in CODE)),
            (6, f"\ufeff\xa0{CODE}\u200b\n"),
        ),
    )
    def test_finds_the_same_firm(self, code: str):
        EnterpriseFactory(uscc=CODE, name="南阳示例有限公司")
        assert outcomes(with_code(code)) == ["repeat"]

    def test_08_an_old_number_goes_to_its_own_field_and_is_never_padded(self):
        import_ = preview(xlsx_file((*HEADER, "注册号"), (CODE, "南阳示例有限公司", "411300100012345")))
        assert understood(import_)["registration_no"] == "411300100012345"
        assert understood(import_)["uscc"] == CODE

    def test_09_one_code_under_two_names_holds_both_rows_and_merges_none(self):
        import_ = imported(xlsx_file(HEADER, (CODE, "甲有限公司"), (CODE, "乙有限公司"), (uscc(1), "丙有限公司")))
        assert codes(import_)[:2] == [["uscc.two_names"], ["uscc.two_names"]]
        assert list(Enterprise.objects.values_list("name", flat=True)) == ["丙有限公司"]

    def test_10_a_firm_of_another_county_is_refused_without_its_name(self):
        RegionFactory(code="411323")
        EnterpriseFactory(uscc=CODE, name="别县秘密有限公司")
        lead = UserFactory(county_lead=True, regions=[RegionFactory(code="411323")])
        import_ = preview(xlsx_file(HEADER, (CODE, "随便有限公司")), user=lead)
        assert refused_with(import_) == ["enterprise.not_yours"]
        assert "别县秘密" not in str([import_.rows.get().values, row_findings(import_.rows.get())])


class TestDates:
    @pytest.mark.parametrize(
        ("cell", "reason"),
        rows(
            (11, "2025-02-30", "date.no_such_day"),
            (11, "1900-02-29", "date.no_such_day"),
            (15, "0001-01-01", "date.out_of_range"),
            (15, "9999-12-31", "date.out_of_range"),
            (17, "25-6-1", "date.ambiguous"),
            (17, "06/01/25", "date.ambiguous"),
        ),
    )
    def test_is_refused_with_its_reason(self, cell: Any, reason: str):
        assert refused_with(with_date(cell)) == [reason]

    @pytest.mark.parametrize(
        ("cell", "day"),
        rows(
            (12, "2025/6/1", "2025-06-01"),
            (12, "2025.6.1", "2025-06-01"),
            (12, "2025年6月1日", "2025-06-01"),
            (12, "20250601", "2025-06-01"),
            (13, 45809, "2025-06-01"),
            (13, date(2025, 6, 1), "2025-06-01"),
            (16, "２０２５-０１-０１", "2025-01-01"),
            (18, "2025-05-31T20:00:00Z", "2025-06-01"),
        ),
    )
    def test_is_read_as_the_day_it_means(self, cell: Any, day: str):
        assert understood(with_date(cell))["registered_on"] == day

    @pytest.mark.parametrize(
        ("cell", "reason"),
        rows(
            (15, "2046-12-31", None), (15, "2047-01-01", "date.out_of_range"), (15, "9999-12-31", "date.out_of_range")
        ),
    )
    def test_of_a_term_may_end_in_twenty_years_and_no_later(self, cell: str, reason: str | None):
        EnterpriseFactory(uscc=CODE)
        ProgrammeFactory(code="hnte", zh="高新技术企业")
        header = ("统一社会信用代码", "认定类型", "证书编号", "发证日期", "有效期至")
        row = (CODE, "高新技术企业", "GR202641000001", "2025-12-01", cell)
        [found] = codes(preview(xlsx_file(header, row), "recognitions"))
        assert (found and found[0]) == (reason or []), cell

    def test_14_a_workbook_that_counts_from_1904(self):
        import_ = with_date(36160, date_1904=True)  # 45809 would be 2029-06-02, after the day the table became known
        assert understood(import_)["registered_on"] == "2003-01-01"


class TestAmounts:
    @pytest.mark.parametrize(
        ("cell", "header", "yuan"),
        rows(
            (19, 1.2345, "营业收入（万元）", "12345.00"),
            (20, 1.5, "营业收入（亿元）", "150000000.00"),
            (21, "1,234.5万元", "营业收入（万元）", "12345000.00"),
            (21, "￥ 1 234", "营业收入（元）", "1234.00"),
            (23, "△5", "净利润（万元）", "-50000.00"),
            (23, "(5)", "净利润（万元）", "-50000.00"),
            (24, 1.23e5, "营业收入（元）", "123000.00"),
            (25, "１２３", "营业收入（元）", "123.00"),
            (27, 0.005, "营业收入（万元）", "50.00"),
        ),
    )
    def test_is_read_to_the_fen(self, cell: Any, header: str, yuan: str):
        values = understood(with_amount(cell, header))
        assert values.get("revenue", values.get("net_profit")) == yuan

    @pytest.mark.parametrize(
        ("cell", "reason"),
        rows(
            (23, "-5", "amount.negative"),
            (23, "−5", "amount.negative"),
            (24, "1e400", "amount.exponent"),
            (24, "1.23E+05", "amount.exponent"),
            (24, "NaN", "amount.not_a_number"),
            (24, "Infinity", "amount.not_a_number"),
            (25, "١٢٣", "amount.not_a_number"),
            (26, "壹佰万元", "amount.in_words"),
            (27, "1234567890123456789", "amount.too_large"),
            (28, "12.5%", "amount.not_a_number"),
        ),
    )
    def test_is_refused_with_its_reason(self, cell: Any, reason: str):
        assert reason in refused_with(with_amount(cell))

    def test_22_a_slip_of_the_unit_is_held_until_it_is_confirmed(self):
        firm = EnterpriseFactory(uscc=CODE, registered_on=date(2000, 1, 1))
        FinancialYearFactory(enterprise=firm, year=2024, revenue=12_000)
        table = xlsx_file((*YEARS, "营业收入（万元）"), (CODE, "2025", "审计", "12000000"))
        import_ = preview(table, "financial_years")
        assert held_with(import_) == ["amount.thousandfold"]
        decide_all(import_id=import_.pk, code="amount.thousandfold", by=None)
        assert outcomes(import_) == ["create"]

    def test_24_a_number_cell_without_a_value_is_an_error_and_no_blank(self):
        def spoil(name: str, content: bytes) -> bytes:
            return content.replace(b"<v>1.5</v>", b"<v>NaN</v>") if name == SHEET else content

        EnterpriseFactory(uscc=CODE)
        table = repacked(xlsx_file((*YEARS, "营业收入（元）", "职工总数"), (CODE, "2025", "审计", 1.5, 12)), spoil)
        assert refused_with(preview(table, "financial_years")) == ["cell.error"]

    def test_28_a_ratio_is_read_in_the_unit_that_is_declared(self):
        assert ratio_cell("12.5%", unit=None) == ratio_cell(12.5, unit="%") == ratio_cell(0.125, unit="1")
        unclear = ratio_cell(12.5, unit=None)
        assert isinstance(unclear, Finding)
        assert unclear.code == "ratio.unit_missing"

    @pytest.mark.parametrize("cell", [None, "-", "—", "/", "无", "N/A", "待定"])
    def test_29_a_blank_is_not_known_and_never_zero(self, cell: str | None):
        EnterpriseFactory(uscc=CODE)
        imported(
            xlsx_file((*YEARS, "营业收入（元）", "职工总数"), (CODE, "2025", "审计", cell, "12")), "financial_years"
        )
        assert FinancialYear.objects.get().revenue is None
