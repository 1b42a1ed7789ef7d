"""The refused rows, and those that wait, as the sheets they came in, to be corrected and imported again."""

import io
import re
from collections.abc import Collection, Mapping
from itertools import chain, count
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from crm.intake.models import Import, ImportRow
from crm.intake.reading.stored_cells import shown_cells
from crm.intake.reports import found_in, told

BAD = (ImportRow.Outcome.REFUSE, ImportRow.Outcome.CONFLICT)
LONGEST_CELL = 32_767
LONGEST_NAME = 31
UNNAMED = "Sheet1"
FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def refused_rows_workbook(import_: Import) -> bytes:
    """An XLSX workbook: the columns of each sheet, and behind them the row number and the reasons.

    Texts are written as texts, whatever sign they begin with: none becomes a formula. Units stand in the headers, so
    that the sheet can be imported as it is.
    """
    output = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True}
    with xlsxwriter.Workbook(output, options) as book:
        for sheet in import_.mapping["sheets"]:
            if sheet["read"]:
                _write_sheet(book, import_, sheet)
    return output.getvalue()


def _page_name(name: str, taken: Collection[str]) -> str:
    """The name of a sheet as spreadsheets take one: not too long, without the signs they forbid, and once only."""
    plain = FORBIDDEN.sub("_", name).strip("'") or UNNAMED
    candidates = (
        plain[: LONGEST_NAME - len(tail)].strip("'") + tail
        for tail in chain([""], (f" ({again})" for again in count(2)))
    )
    known = {one.casefold() for one in taken}
    return next(one for one in candidates if one.casefold() not in known)


def _write_sheet(book: "xlsxwriter.Workbook", import_: Import, sheet: Mapping[str, Any]) -> None:
    page = book.add_worksheet(_page_name(sheet["name"], [page.get_name() for page in book.worksheets()]))
    page.freeze_panes(1, 0)
    bold = book.add_format({"bold": True})
    headers = [_header(column) for column in sheet["columns"]]
    for index, header in enumerate([*headers, _("Row in the file"), _("Why the row was refused")]):
        page.write_string(0, index, header, bold)
    rows = import_.rows.filter(outcome__in=BAD, sheet=sheet["name"]).order_by("pk")
    for line, row in enumerate(rows.iterator(chunk_size=2000), start=1):
        for index, cell in enumerate(shown_cells(row.cells)[: len(headers)]):
            _write_cell(page, line, index, cell)
        page.write_number(line, len(headers), row.number)
        page.write_string(line, len(headers) + 1, reasons(row)[:LONGEST_CELL])


def _header(column: Mapping[str, Any]) -> str:
    """The header with the unit in which the column was read, if it does not say so itself."""
    header, unit = str(column["column"]), column["unit"]
    return f"{header}（{unit}）" if unit and unit not in header and not unit.isdigit() else header


def _write_cell(page: Any, line: int, index: int, cell: str | float | bool | None) -> None:
    match cell:
        case None:
            return
        case bool():
            page.write_boolean(line, index, cell)
        case int() | float():
            page.write_number(line, index, cell)
        case _:
            page.write_string(line, index, cell[:LONGEST_CELL])


def reasons(row: ImportRow) -> str:
    """All that refuses or holds a row, a line each, with the column it is about."""
    stopping = (told(finding) for finding in found_in(row) if finding.refuses or finding.holds)
    return "\n".join(f"{finding['column'] or ''}: {finding['message']}".removeprefix(": ") for finding in stopping)
