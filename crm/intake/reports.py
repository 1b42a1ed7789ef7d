"""What is told of an import: findings in the reader's language, their number, and the refused rows to correct."""

import io
from collections.abc import Iterable, Mapping
from typing import Any

import xlsxwriter
from django.db import connection
from django.utils.translation import gettext as _

from crm.intake.findings import Finding
from crm.intake.messages import TEMPLATES
from crm.intake.models import Import, ImportRow


class _Elided(dict[str, str]):
    """Details of a finding that is told of many rows at once: each value is an ellipsis."""

    def __missing__(self, key: str) -> str:
        return "…"


def row_findings(row: ImportRow) -> list[dict[str, object]]:
    """What was found in a row: column, code, message in the active language, and whether it refuses the row."""
    return _told(row.findings)


def table_findings(import_: Import) -> list[dict[str, object]]:
    """What was found about the table as a whole."""
    return _told(import_.mapping.get("findings", []))


def _told(stored: Iterable[Mapping[str, object]]) -> list[dict[str, object]]:
    found = [Finding.from_json(finding) for finding in stored]
    return [{"column": f.column, "code": f.code, "message": f.message, "refuses": f.refuses} for f in found]


def findings_by_code(import_: Import) -> list[dict[str, object]]:
    """How many rows have each finding, the most frequent first."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT finding->>'code', (finding->>'refuses')::boolean, count(DISTINCT row.id)
            FROM intake_importrow AS row, jsonb_array_elements(row.findings) AS finding
            WHERE row.table_id = %s GROUP BY 1, 2 ORDER BY 3 DESC, 1
            """,
            [import_.pk],
        )
        found = cursor.fetchall()
    return [
        {"code": code, "count": count, "refuses": refuses, "message": str(TEMPLATES[code]) % _Elided()}
        for code, refuses, count in found
    ]


def refused_rows_workbook(import_: Import) -> bytes:
    """The refused rows as an XLSX workbook: the columns of the file, and behind them the row number and the reasons.

    Texts are written as texts, whatever sign they begin with: none becomes a formula.
    """
    output = io.BytesIO()
    with xlsxwriter.Workbook(
        output, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        for sheet in import_.mapping["sheets"]:
            if sheet["read"]:
                _write_sheet(book, sheet, import_.rows.filter(outcome=ImportRow.Outcome.REFUSE, sheet=sheet["name"]))
    return output.getvalue()


def _write_sheet(book: "xlsxwriter.Workbook", sheet: Mapping[str, Any], rows: Iterable[ImportRow]) -> None:
    page = book.add_worksheet(sheet["name"] or None)
    bold = book.add_format({"bold": True})
    headers = [column["column"] for column in sheet["columns"]]
    for index, header in enumerate([*headers, _("Row in the file"), _("Why the row was refused")]):
        page.write_string(0, index, header, bold)
    for line, row in enumerate(rows, start=1):
        for index, cell in enumerate(row.cells[: len(headers)]):
            _write_cell(page, line, index, cell)
        page.write_number(line, len(headers), row.number)
        page.write_string(line, len(headers) + 1, reasons(row))


def _write_cell(page: Any, line: int, index: int, cell: str | float | bool | None) -> None:
    match cell:
        case None:
            return
        case bool():
            page.write_boolean(line, index, cell)
        case int() | float():
            page.write_number(line, index, cell)
        case _:
            page.write_string(line, index, cell[:32_767])


def reasons(row: ImportRow) -> str:
    """All that refuses a row, a line each, with the column it is about."""
    refusing = (finding for finding in row_findings(row) if finding["refuses"])
    return "\n".join(f"{finding['column']}: {finding['message']}".removeprefix(": ") for finding in refusing)
