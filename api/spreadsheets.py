"""Tables that leave the house as CSV or XLSX: no cell of them is ever a formula."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

import xlsxwriter

# OWASP's list, with the full-width forms that Excel reads alike. Apostrophes before them are ours or somebody's who
# had the same thought: one more is added, one is taken away on reading, so nothing grows and nothing is lost.
FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes UTF-8 for GBK

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Cell = str | int | float | None


def harmless(text: str) -> str:
    """`text` as a CSV cell that no spreadsheet takes for a formula."""
    return f"'{text}" if FORMULA.match(text) else text


def csv_lines(rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """CSV, line by line, for Excel: UTF-8 with its mark."""
    yield BYTE_ORDER_MARK
    for row in rows:
        line = io.StringIO()
        csv.writer(line).writerow([harmless(cell) if isinstance(cell, str) else cell for cell in row])
        yield line.getvalue()


def workbook(rows: Iterable[Sequence[Cell]]) -> bytes:
    """An XLSX file with one sheet, its first row held in place; text stays text."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                _write(sheet, number, column, cell)
    return buffer.getvalue()


def _write(sheet: xlsxwriter.worksheet.Worksheet, number: int, column: int, cell: Cell) -> None:
    if isinstance(cell, str):
        sheet.write_string(number, column, cell)
    elif cell is not None:
        sheet.write_number(number, column, cell)
