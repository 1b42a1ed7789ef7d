"""The catalogue of bad inputs, rows 30 to 50: files and what stands in them; each goes through the whole preview.

Each test, or its case, begins with the number of its row in the catalogue.
"""

import io
import re
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from api.spreadsheets import csv_lines
from crm.enterprises.models import Enterprise
from crm.intake.errors import ColumnsUnclear
from crm.intake.file_names import shown_file_name
from crm.intake.reading.tables import read_table
from crm.intake.reading.workbook import CHILD, CPU_SECONDS, MEMORY_BYTES
from crm.intake.refused_rows import refused_rows_workbook
from crm.intake.reports import row_findings, table_findings
from tests.crm.intake.bad import HEADER, YEARS, peak_kb, processor_seconds, refusal_of, refused_with, rows, understood
from tests.crm.intake.files import CODE, SHEET, codes, csv_file, imported, outcomes, preview, repacked, xlsx_file
from tests.factories import uscc

pytestmark = pytest.mark.django_db

RARE = "㐀𬭎䶮"

FORMULAS = (
    '=HYPERLINK("http://x","y")',
    "+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(1)",
    "=1+1",
    "'=1+1",
    "''=1+1",
    "'+86 377 6312",
    "-1+1",
    "--1",
    "=cmd|'/C calc'!A0",
    '=IMPORTXML("http://x","//a")',
    "=2+5+cmd|'/C powershell'!A0",
)
"""Twenty texts that a spreadsheet would take for a formula, or that look as if one had been disarmed before."""


class TestFiles:
    @pytest.mark.parametrize(
        ("encoding", "separator", "name"),
        rows(
            (30, "gbk", ",", "南阳示例有限公司"),
            (31, "gb18030", ",", f"南阳{RARE}有限公司"),
            (32, "utf-8-sig", ",", f"南阳{RARE}有限公司"),
            (33, "utf-16", "\t", "南阳示例有限公司"),
            (33, "utf-16-le", "\t", "一般有限公司"),
            (33, "utf-16-be", "\t", "一般有限公司"),
        ),
    )
    def test_is_read_in_its_own_encoding(self, encoding: str, separator: str, name: str):
        import_ = preview(csv_file(HEADER, (CODE, name), encoding=encoding, separator=separator))
        assert understood(import_) == {"uscc": CODE, "name": name}
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

    @pytest.mark.parametrize("text", FORMULAS)
    def test_38_formula_like_text_is_kept_and_written_back_as_text(self, text: str):
        import_ = imported(xlsx_file((*HEADER, "经营范围"), (CODE, "甲", text), ("错", "乙", text)))
        kept = Enterprise.objects.get().business_scope
        assert kept == text.strip()
        workbook = refused_rows_workbook(import_)
        with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
            assert b"<f>" not in archive.read(SHEET)
        assert read_table(workbook).sheets[0].rows[1].cells[2] == text

    @pytest.mark.parametrize("text", FORMULAS)
    def test_38_comes_back_from_an_export_as_it_left_and_grows_no_apostrophe(self, text: str):
        once = text.strip()
        for _time in range(2):
            content = "".join(csv_lines([(*HEADER, "经营范围"), (CODE, "甲", once)])).encode()
            assert not re.search(r'[,"][=+@-]', content.decode())
            [row] = preview(io.BytesIO(content)).rows.all()
            assert row.values["new"]["business_scope"] == once

    def test_39_an_old_workbook_and_a_web_page_are_named(self):
        assert refusal_of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)) == "file.old_xls"
        assert refusal_of("<html><table><tr><td>统一社会信用代码".encode()) == "file.html"

    def test_40_a_password_is_named(self):
        content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(400) + "EncryptedPackage".encode("utf-16-le")
        assert refusal_of(content) == "file.encrypted"

    @pytest.mark.parametrize(
        ("reason", "make"),
        rows(
            (41, ("file.archive_bomb", "file.too_many_cells"), lambda: _sheet_of(b'<row r="1"/>' * 5_000_000)),
            (42, ("file.too_many_cells",), lambda: _sheet_of(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
            (
                43,
                ("file.archive_bomb",),
                lambda: _sheet_of(b'<row r="1"><c r="A1" t="str"><v>' + b"x" * 2 * 10**8 + b"</v></c></row>"),
            ),
        ),
    )
    def test_a_bomb_is_refused_before_it_goes_off(self, reason: tuple[str, ...], make: Callable[[], io.BytesIO]):
        bomb = make()
        before = processor_seconds()
        assert refusal_of(bomb) in reason
        assert processor_seconds() - before < 2

    def test_42_a_cell_within_the_limits_that_still_asks_for_too_much_ends_only_the_child(self):
        far = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="200000"><c r="GR200000"><v>1</v></c></row>'
        assert refusal_of(_sheet_of(far)) == "file.too_many_cells"

    def test_42_the_parent_is_not_touched_by_what_ends_the_child(self):
        far = _sheet_of(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
        before = peak_kb()
        assert refusal_of(far) == "file.too_many_cells"
        assert peak_kb() - before < 50 * 1024

    def test_41_an_archive_of_too_many_parts_is_refused(self):
        parts = {f"xl__media__{number}.bin": b"x" for number in range(1001)}
        assert refusal_of(repacked(xlsx_file(HEADER, (CODE, "甲")), lambda _n, c: c, **parts)) == "file.archive_bomb"

    def test_41_the_child_has_a_lid_on_memory_and_time(self):
        limits = "from resource import *; print(getrlimit(RLIMIT_AS)[0], getrlimit(RLIMIT_CPU)[0])"
        code = f"import sys; sys.argv = ['x', '/none', *sys.argv[1:]]; sys.path.insert(0, {str(CHILD.parent)!r});"
        code += f"import workbook_child; workbook_child.main(sys.argv[1:]); {limits}"
        asked = [str(MEMORY_BYTES), str(CPU_SECONDS), "10", "10"]
        done = subprocess.run([sys.executable, "-c", code, *asked], capture_output=True, text=True, check=True)
        assert done.stdout.splitlines()[-1] == f"{512 * 2**20} 30"

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
        embedded = repacked(plain, lambda _name, content: content, **{"xl__embeddings__oleObject1.bin": b"x"})
        assert [finding["code"] for finding in table_findings(preview(embedded))] == ["table.parts_ignored"]
        plain.seek(0)
        linked = repacked(plain, lambda _name, content: content, **{"xl__externalLinks__externalLink1.xml": b"<x/>"})
        assert [finding["code"] for finding in table_findings(preview(linked))] == ["table.parts_ignored"]

    def test_46_the_header_is_found_below_a_title_and_across_line_ends(self):
        import_ = preview(xlsx_file(("南阳市企业名录",), (), ("统一社会\n信用代码", "企业\n名称*"), (CODE, "甲")))
        assert import_.mapping["sheets"][0]["header_row"] == 3
        assert understood(import_) == {"uscc": CODE, "name": "甲"}

    def test_46_columns_that_nobody_knows_are_asked_about_and_nearest_fields_offered(self):
        with pytest.raises(ColumnsUnclear) as unclear:
            preview(xlsx_file(("某县企业情况",), ("信用号码", "全名"), (CODE, "甲")))
        assert unclear.value.code == "table.no_header"

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
            *(("经营范围", f"a{chr(sign)}b", "text.control") for sign in (*range(1, 9), 11, 12, *range(14, 32))),
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
