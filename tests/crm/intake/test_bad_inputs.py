"""The catalogue of bad inputs, rows 1 to 50: each goes through the whole preview, none is guessed at, none is lost.

A case is the number in the catalogue, what the table holds, and what has to come of it.
"""

import io
import os
import unicodedata
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from crm.enterprises.models import Enterprise, FinancialYear
from crm.errors import DomainError
from crm.intake.file_names import shown_file_name
from crm.intake.models import Import
from crm.intake.reading.tables import read_table
from crm.intake.reports import refused_rows_workbook, row_findings, table_findings
from tests.crm.intake.files import CODE, SHEET, codes, csv_file, imported, outcomes, preview, repacked, xlsx_file
from tests.factories import EnterpriseFactory, FinancialYearFactory, RegionFactory, UserFactory, uscc

pytestmark = pytest.mark.django_db

HEADER = ("统一社会信用代码", "企业名称")
YEARS = ("统一社会信用代码", "年度", "数据口径")


def processor_seconds() -> float:
    """What this process and its finished children have used: a busy machine does not change it."""
    return sum(os.times()[:4])


def with_code(code: Any) -> Import:
    return preview(xlsx_file(HEADER, (code, "南阳示例有限公司")))


def with_date(cell: Any, **options: Any) -> Import:
    return preview(xlsx_file((*HEADER, "成立日期"), (CODE, "南阳示例有限公司", cell), **options))


def with_amount(cell: Any, header: str = "营业收入（万元）") -> Import:
    EnterpriseFactory(uscc=CODE)
    return preview(xlsx_file((*YEARS, header), (CODE, "2025", "审计", cell)), "financial_years")


def understood(import_: Import) -> dict[str, Any]:
    values: dict[str, Any] = import_.rows.get().values["new"]
    return values


def refused_with(import_: Import) -> list[str]:
    """The codes that refuse the only row; each comes with words that name a reason."""
    row = import_.rows.get()
    assert row.outcome == "refuse"
    found = [finding for finding in row_findings(row) if finding["refuses"]]
    assert all(str(finding["message"]).strip() for finding in found)
    return [str(finding["code"]) for finding in found]


def refusal_of(content: bytes | io.BytesIO, kind: str = "enterprises") -> str:
    file = io.BytesIO(content) if isinstance(content, bytes) else content
    with pytest.raises(DomainError) as refused:
        preview(file, kind)
    assert refused.value.message
    assert not Import.objects.exists()
    return refused.value.code


class TestCodes:
    @pytest.mark.parametrize(
        ("number", "code", "reason"),
        [
            (1, "91530100MA6NABCD00", "uscc.check_digit"),
            (2, "91530100M6ANABCD06", "uscc.check_digit"),
            (3, "9153010OMA6NABCD06", "uscc.character"),
            (6, "91530100\u200bMA6NABCD06", "uscc.separated"),
            (7, 914403001922038216, "uscc.not_text"),
            (8, "411300100012345", "uscc.registration_no_unknown"),
            (8, "600037341", "uscc.organisation_code"),
        ],
    )
    def test_is_refused_with_its_reason(self, number: int, code: Any, reason: str):
        assert refused_with(with_code(code)) == [reason], number

    def test_03_suggests_and_does_not_correct(self):
        import_ = with_code("9153010OMA6NABCD06")
        assert CODE in str(row_findings(import_.rows.get())[0]["message"])
        assert "uscc" not in understood(import_)

    @pytest.mark.parametrize(
        ("number", "code"),
        [
            (4, CODE.lower()),
            (5, "".join(chr(ord(c) + 0xFEE0) for c in CODE)),
            (6, f"\ufeff\xa0{CODE}\u200b\n"),
        ],
    )
    def test_finds_the_same_firm(self, number: int, code: str):
        EnterpriseFactory(uscc=CODE, name="南阳示例有限公司")
        assert outcomes(with_code(code)) == ["repeat"], number

    def test_08_an_old_number_goes_to_its_own_field_and_is_never_padded(self):
        import_ = preview(xlsx_file((*HEADER, "注册号"), (CODE, "南阳示例有限公司", "411300100012345")))
        assert understood(import_)["registration_no"] == "411300100012345"
        assert understood(import_)["uscc"] == CODE

    def test_09_one_code_under_two_names_refuses_both_rows(self):
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
        ("number", "cell", "reason"),
        [
            (11, "2025-02-30", "date.no_such_day"),
            (11, "1900-02-29", "date.no_such_day"),
            (15, "0001-01-01", "date.out_of_range"),
            (15, "9999-12-31", "date.out_of_range"),
            (17, "25-6-1", "date.ambiguous"),
            (17, "06/01/25", "date.ambiguous"),
        ],
    )
    def test_is_refused_with_its_reason(self, number: int, cell: Any, reason: str):
        assert refused_with(with_date(cell)) == [reason], number

    @pytest.mark.parametrize(
        ("number", "cell", "day"),
        [
            (12, "2025/6/1", "2025-06-01"),
            (12, "2025.6.1", "2025-06-01"),
            (12, "2025年6月1日", "2025-06-01"),
            (12, "20250601", "2025-06-01"),
            (13, 45809, "2025-06-01"),
            (13, date(2025, 6, 1), "2025-06-01"),
            (16, "２０２５-０１-０１", "2025-01-01"),
            (18, "2025-05-31T20:00:00Z", "2025-06-01"),
        ],
    )
    def test_is_read_as_the_day_it_means(self, number: int, cell: Any, day: str):
        assert understood(with_date(cell))["registered_on"] == day, number

    def test_14_a_workbook_that_counts_from_1904(self):
        import_ = with_date(36160, date_1904=True)  # 45809 would be 2029-06-02, after the day the table became known
        assert understood(import_)["registered_on"] == "2003-01-01"


class TestAmounts:
    @pytest.mark.parametrize(
        ("number", "cell", "header", "yuan"),
        [
            (19, 1.2345, "营业收入（万元）", "12345.00"),
            (20, 1.5, "营业收入（亿元）", "150000000.00"),
            (21, "1,234.5万元", "营业收入（万元）", "12345000.00"),
            (21, "￥ 1 234", "营业收入（元）", "1234.00"),
            (23, "△5", "净利润（万元）", "-50000.00"),
            (23, "(5)", "净利润（万元）", "-50000.00"),
            (24, 1.23e5, "营业收入（元）", "123000.00"),
            (25, "１２３", "营业收入（元）", "123.00"),
            (27, 0.005, "营业收入（万元）", "50.00"),
        ],
    )
    def test_is_read_to_the_fen(self, number: int, cell: Any, header: str, yuan: str):
        values = understood(with_amount(cell, header))
        assert values.get("revenue", values.get("net_profit")) == yuan, number

    @pytest.mark.parametrize(
        ("number", "cell", "reason"),
        [
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
        ],
    )
    def test_is_refused_with_its_reason(self, number: int, cell: Any, reason: str):
        assert reason in refused_with(with_amount(cell)), number

    def test_22_a_slip_of_the_unit_is_held_until_it_is_confirmed(self):
        firm = EnterpriseFactory(uscc=CODE)
        FinancialYearFactory(enterprise=firm, year=2024, revenue=12_000)
        table = xlsx_file((*YEARS, "营业收入（万元）"), (CODE, "2025", "审计", "12000000"))
        assert refused_with(preview(table, "financial_years")) == ["amount.thousandfold"]
        table.seek(0)
        assert outcomes(preview(table, "financial_years", confirm_suspicions=True)) == ["create"]

    @pytest.mark.parametrize("cell", [None, "-", "—", "/", "无", "N/A", "待定"])
    def test_29_a_blank_is_not_known_and_never_zero(self, cell: str | None):
        EnterpriseFactory(uscc=CODE)
        imported(
            xlsx_file((*YEARS, "营业收入（元）", "职工总数"), (CODE, "2025", "审计", cell, "12")), "financial_years"
        )
        assert FinancialYear.objects.get().revenue is None


RARE = "㐀𬭎䶮"


class TestFiles:
    @pytest.mark.parametrize(
        ("number", "encoding", "name"),
        [
            (30, "gbk", "南阳示例有限公司"),
            (31, "gb18030", f"南阳{RARE}有限公司"),
            (32, "utf-8-sig", f"南阳{RARE}有限公司"),
            (33, "utf-16", "南阳示例有限公司"),
            (33, "utf-16-le", "一般有限公司"),
            (33, "utf-16-be", "一般有限公司"),
        ],
    )
    def test_is_read_in_its_own_encoding(self, number: int, encoding: str, name: str):
        import_ = preview(csv_file(HEADER, (CODE, name), encoding=encoding, separator="\t" if number == 33 else ","))
        assert understood(import_) == {"uscc": CODE, "name": name}, number
        assert import_.mapping["sheets"][0]["columns"][0]["column"] == HEADER[0]

    def test_31_rare_characters_have_the_bytes_of_the_standard(self):
        assert "㐀".encode("gb18030").hex() == "8139ee39"
        assert "𬭎".encode("gb18030").hex() == "9933a932"

    def test_34_bytes_with_two_readings_are_refused(self):
        assert (
            refusal_of(b"USCC,name\r\n" + CODE.encode() + b"," + "通".encode("gbk") + b"\r\n")
            == "file.encoding_ambiguous"
        )

    def test_35_a_merged_header_is_flattened_and_merged_data_refused_with_the_range(self):
        def touch(book: Any, sheet: Any) -> None:
            sheet.merge_range("A1:A2", "统一社会信用代码")
            sheet.merge_range("B1:B2", "企业名称")
            sheet.write_string("C2", "地址")
            sheet.merge_range("C4:C5", "人民路1号")

        file = xlsx_file((), (), (CODE, "甲"), (uscc(1), "乙"), (uscc(2), "丙"), touch=touch)
        import_ = preview(file)
        assert import_.mapping["sheets"][0]["header_row"] == 2
        assert codes(import_) == [[], ["row.merged"], ["row.merged"]]
        assert "C4:C5" in str(row_findings(import_.rows.get(number=4))[0]["message"])

    def test_36_what_is_hidden_is_counted(self):
        def touch(book: Any, sheet: Any) -> None:
            sheet.set_row(1, None, None, {"hidden": True})
            sheet.set_column(1, 1, None, None, {"hidden": True})
            book.add_worksheet("藏").hide()

        import_ = preview(xlsx_file(HEADER, (CODE, "甲"), touch=touch))
        shown, hidden = import_.mapping["sheets"]
        assert (shown["hidden_rows"], shown["hidden_columns"], hidden["hidden"]) == (1, 1, True)
        assert {finding["code"] for finding in table_findings(import_)} == {"table.hidden_rows", "table.sheet_hidden"}
        assert outcomes(import_) == ["create"]

    def test_37_a_formula_gives_its_stored_value_or_an_error_of_the_row(self):
        def touch(book: Any, sheet: Any) -> None:
            sheet.write_formula("B2", '="甲"', None, "甲有限公司")
            sheet.write_formula("B3", '="乙"', None, "")
            sheet.write_formula("B4", "=1/0", None, "#DIV/0!")

        import_ = preview(xlsx_file(HEADER, (CODE,), (uscc(1),), (uscc(2),), touch=touch))
        assert codes(import_) == [["cell.formula"], ["cell.formula_without_value", "name.missing"][:1], ["cell.error"]]
        assert outcomes(import_) == ["create", "refuse", "refuse"]

    @pytest.mark.parametrize("text", ['=HYPERLINK("http://x","y")', "+cmd|' /C calc'!A0", "@SUM(1)", "＝1+1"])
    def test_38_formula_like_text_is_kept_and_written_back_as_text(self, text: str):
        import_ = imported(xlsx_file((*HEADER, "经营范围"), (CODE, "甲", text), ("错", "乙", text)))
        assert Enterprise.objects.get().business_scope == text
        workbook = refused_rows_workbook(import_)
        with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
            assert b"<f>" not in archive.read(SHEET)
        assert read_table(io.BytesIO(workbook)).sheets[0].rows[1].cells[2] == text

    def test_39_an_old_workbook_and_a_web_page_are_named(self):
        assert refusal_of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)) == "file.old_xls"
        assert refusal_of("<html><table><tr><td>统一社会信用代码".encode()) == "file.html"

    def test_40_a_password_is_named(self):
        content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(400) + "EncryptedPackage".encode("utf-16-le")
        assert refusal_of(content) == "file.encrypted"

    @pytest.mark.parametrize(
        ("number", "reason", "make"),
        [
            (41, {"file.archive_bomb", "file.too_many_cells"}, lambda: _sheet_of(b'<row r="1"/>' * 5_000_000)),
            (42, {"file.too_many_cells"}, lambda: _sheet_of(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
            (
                43,
                {"file.archive_bomb"},
                lambda: _sheet_of(b'<row r="1"><c r="A1" t="str"><v>' + b"x" * 2 * 10**8 + b"</v></c></row>"),
            ),
        ],
    )
    def test_a_bomb_is_refused_before_it_goes_off(self, number: int, reason: set[str], make: Callable[[], io.BytesIO]):
        bomb = make()
        before = processor_seconds()
        assert refusal_of(bomb) in reason, number
        assert processor_seconds() - before < 2

    def test_42_a_cell_within_the_limits_that_still_asks_for_too_much_ends_only_the_child(self):
        far = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="200000"><c r="GR200000"><v>1</v></c></row>'
        assert refusal_of(_sheet_of(far)) == "file.too_many_cells"

    def test_44_declared_entities_are_refused(self):
        def declare(name: str, content: bytes) -> bytes:
            entity = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
            return entity + content.split(b"?>", 1)[1] if name == SHEET else content

        assert refusal_of(repacked(xlsx_file(HEADER, (CODE, "甲")), declare)) == "file.document_type"

    def test_45_macros_are_refused_and_other_parts_left_closed_and_named(self):
        plain = xlsx_file(HEADER, (CODE, "甲"))
        assert (
            refusal_of(repacked(plain, lambda _name, content: content, **{"xl__vbaProject.bin": b"x"})) == "file.macros"
        )
        plain.seek(0)
        linked = repacked(plain, lambda _name, content: content, **{"xl__externalLinks__externalLink1.xml": b"<x/>"})
        assert [finding["code"] for finding in table_findings(preview(linked))] == ["table.parts_ignored"]

    def test_46_the_header_is_found_below_a_title_and_across_line_ends(self):
        import_ = preview(xlsx_file(("南阳市企业名录",), (), ("统一社会\n信用代码", "企业\n名称*"), (CODE, "甲")))
        assert import_.mapping["sheets"][0]["header_row"] == 3
        assert understood(import_) == {"uscc": CODE, "name": "甲"}

    def test_46_two_columns_for_one_figure_are_refused(self):
        table = xlsx_file((*YEARS, "营业收入（万元）", "销售收入（万元）"), (CODE, "2025", "审计", 1, 2))
        assert refusal_of(table, "financial_years") == "table.column_ambiguous"

    def test_47_a_million_formatted_blank_rows_take_no_time(self):
        blank = b"".join(
            b'<row r="%d" s="1" customFormat="1"><c r="A%d" s="1"/></row>' % (n, n) for n in range(3, 1_048_577)
        )

        def add(name: str, content: bytes) -> bytes:
            return content.replace(b"</sheetData>", blank + b"</sheetData>") if name == SHEET else content

        file = repacked(xlsx_file(HEADER, (CODE, "甲")), add)
        before = processor_seconds()
        assert outcomes(preview(file)) == ["create"]
        assert processor_seconds() - before < 5

    @pytest.mark.parametrize(
        ("field", "text", "reason"),
        [
            ("企业名称", "南阳🙂公司", "text.not_in_a_name"),
            ("企业名称", "x\u0323\u0301公司", "text.not_in_a_name"),
            ("企业名称", "南阳\u202e公司", "text.control"),
            ("经营范围", "a\x01b", "text.control"),
            ("经营范围", "长" * 32_768, "text.too_long"),
        ],
    )
    def test_48_signs_that_have_no_business_there_are_refused(self, field: str, text: str, reason: str):
        row = {"统一社会信用代码": CODE, "企业名称": "甲", "经营范围": "乙"} | {field: text}
        assert refused_with(preview(csv_file(tuple(row), tuple(row.values())))) == [reason]

    def test_48_emoji_are_kept_in_texts(self):
        assert (
            understood(preview(csv_file((*HEADER, "经营范围"), (CODE, "甲", "种花🙂"))))["business_scope"] == "种花🙂"
        )

    @pytest.mark.parametrize(
        ("given", "shown"),
        [
            ("../../etc/passwd", "passwd"),
            ("C:\\temp\\名录.xlsx", "名录.xlsx"),
            ("a.pdf\x00.exe", "a.pdf.exe"),
            (unicodedata.normalize("NFD", "Café.csv"), "Café.csv"),
            ("", "—"),
        ],
    )
    def test_49_a_file_name_is_only_ever_shown(self, given: str, shown: str):
        assert shown_file_name(given) == shown

    def test_49_a_name_of_300_characters_keeps_its_ending(self):
        assert len(shown_file_name("长" * 300 + ".xlsx")) == 255
        assert shown_file_name("长" * 300 + ".xlsx").endswith(".xlsx")

    @pytest.mark.parametrize(
        ("content", "reason"),
        [
            (b'<svg xmlns="http://www.w3.org/2000/svg">', "file.html"),
            (b"%PDF-1.7\n", "file.unknown_type"),
            (b"\x89PNG\r\n\x1a\n", "file.unknown_type"),
            (b"", "file.empty"),
        ],
    )
    def test_50_what_is_no_table_is_refused_by_its_content(self, content: bytes, reason: str):
        assert refusal_of(content) == reason


def _sheet_of(rows: bytes) -> io.BytesIO:
    """A workbook whose only sheet has these rows."""

    def change(name: str, content: bytes) -> bytes:
        if name != SHEET:
            return content
        return content.replace(b"<sheetData/>", b"<sheetData>" + rows + b"</sheetData>")

    return repacked(xlsx_file(), change)
