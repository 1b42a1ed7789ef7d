"""Files as bureaus have them, made on the spot: CSV in any encoding, XLSX with what spreadsheets put in."""

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import xlsxwriter

from crm.intake.models import Import
from crm.intake.services import commit_import, preview_import

TODAY = date(2026, 11, 23)
KNOWN_ON = date(2026, 3, 1)

CODE = "91530100MA6NABCD06"
"""Passes the check; nothing about a firm is meant by it."""

SHEET = "xl/worksheets/sheet1.xml"


def csv_file(*rows: Sequence[str], encoding: str = "utf-8", separator: str = ",") -> io.BytesIO:
    """A CSV file; cells are written as they are."""
    return io.BytesIO("".join(separator.join(row) + "\r\n" for row in rows).encode(encoding))


def xlsx_file(*rows: Sequence[Any], touch: Callable[[Any, Any], None] | None = None, **options: Any) -> io.BytesIO:
    """A workbook with one sheet; `touch` gets the book and the sheet before they are closed."""
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True, "strings_to_formulas": False, **options}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                _write(book, sheet, number, column, cell)
        if touch:
            touch(book, sheet)
    output.seek(0)
    return output


def _write(book: Any, sheet: Any, row: int, column: int, cell: Any) -> None:
    match cell:
        case None:
            return
        case str():
            sheet.write_string(row, column, cell)
        case date():
            sheet.write_datetime(row, column, cell, book.add_format({"num_format": "yyyy-mm-dd"}))
        case _:
            sheet.write(row, column, cell)


def repacked(workbook: io.BytesIO, change: Callable[[str, bytes], bytes], **more: bytes) -> io.BytesIO:
    """The same workbook with parts changed, and others added (`/` in their names written as `__`)."""
    output = io.BytesIO()
    with zipfile.ZipFile(workbook) as old, zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, change(part, old.read(part)))
        for name, content in more.items():
            new.writestr(name.replace("__", "/"), content)
    output.seek(0)
    return output


def preview(file: io.BytesIO, kind: str = "enterprises", **given: Any) -> Import:
    """Preview a table as the command line would."""
    about = {"file_name": "名录.xlsx", "source": "测试", "known_on": KNOWN_ON, "user": None, "today": TODAY}
    return preview_import(file=file, kind=kind, **(about | given))


def imported(file: io.BytesIO, kind: str = "enterprises", **given: Any) -> Import:
    """Preview a table and commit its good rows."""
    return commit_import(import_id=preview(file, kind, **given).pk, by=given.get("user"), good_rows_only=True)


def codes(import_: Import) -> list[list[str]]:
    """The codes of what was found, row by row."""
    return [[finding["code"] for finding in row.findings] for row in import_.rows.order_by("pk")]


def outcomes(import_: Import) -> list[str]:
    """The outcomes, row by row."""
    return list(import_.rows.order_by("pk").values_list("outcome", flat=True))
