"""No cell that leaves the house is a formula."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from api.spreadsheets import csv_lines, harmless, workbook

PAYLOADS = [
    "=1+1",
    '=HYPERLINK("http://x")',
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(1)",
    "'=1",
    "''=1",
]
HARMLESS = ["南阳示例机电有限公司", "", "a=1", "'quoted'", "1+1"]


class TestHarmless:
    @pytest.mark.parametrize("payload", PAYLOADS)
    def test_puts_one_apostrophe_before_a_formula(self, payload: str) -> None:
        assert harmless(payload) == f"'{payload}"

    @pytest.mark.parametrize("text", HARMLESS)
    def test_leaves_other_text_as_it_is(self, text: str) -> None:
        assert harmless(text) == text

    @given(st.text())
    def test_can_be_taken_back_exactly(self, text: str) -> None:
        written = harmless(text)
        assert (written[1:] if written != text else written) == text
        assert not written.startswith(tuple("=+-@\t\r\n＝＋－＠"))


class TestCsvLines:
    def test_writes_no_formula_and_keeps_numbers(self) -> None:
        text = "".join(csv_lines([["name", "value"], *([payload, -5.5] for payload in PAYLOADS)]))
        assert text.startswith("\ufeff")
        rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
        assert rows[1:] == [[f"'{payload}", "-5.5"] for payload in PAYLOADS]


class TestWorkbook:
    def test_writes_text_as_text_and_numbers_as_numbers(self) -> None:
        book = workbook([["name", "value"], *([payload, -5.5] for payload in PAYLOADS if payload != "\r=1")])
        rows = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
        assert rows[1:] == [[payload, -5.5] for payload in PAYLOADS if payload != "\r=1"]
