"""XLSX workbooks: the parent's side. The file is opened by a child process that has a lid on memory and time."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

import orjson
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crm.intake.findings import Finding, remark
from crm.intake.reading.cells import BrokenCell, Cell
from crm.intake.reading.sheets import (
    MOST_ROWS,
    FileRefused,
    FileTooLarge,
    FileTypeUnknown,
    Merge,
    Row,
    Sheet,
    Table,
    WorkbookEncrypted,
)

CHILD = Path(__file__).with_name("workbook_child.py")
MOST_COLUMNS = 200
MEMORY_BYTES = 512 * 1024 * 1024
CPU_SECONDS = 30
WALL_SECONDS = 60


class WorkbookBroken(FileRefused):
    code = "file.broken"


class ArchiveBomb(FileRefused):
    code = "file.archive_bomb"


class TooManyCells(FileRefused):
    code = "file.too_many_cells"


class DocumentTypeDeclared(FileRefused):
    code = "file.document_type"


class MacrosInside(FileRefused):
    code = "file.macros"


class ReaderFailed(FileRefused):
    code = "file.reader_failed"


REFUSALS: Mapping[str, tuple[type[FileRefused], Any]] = {
    "unknown_type": (
        FileTypeUnknown,
        gettext_lazy("This is an archive, but no .xlsx workbook. Save the table as .xlsx or CSV."),
    ),
    "encrypted": (
        WorkbookEncrypted,
        gettext_lazy("The workbook is encrypted with a password. Save it without one and upload it again."),
    ),
    "macros": (
        MacrosInside,
        gettext_lazy("The workbook contains macros. Save it as .xlsx without macros and upload it again."),
    ),
    "broken": (
        WorkbookBroken,
        gettext_lazy(
            "The workbook is damaged. Open it in a spreadsheet program, save it again as .xlsx, and upload that."
        ),
    ),
    "archive_bomb": (
        ArchiveBomb,
        gettext_lazy("The workbook unpacks to far more than a table needs. Copy the table into a new workbook."),
    ),
    "too_many_cells": (
        TooManyCells,
        gettext_lazy(
            "A sheet is too large to be read (at most 200,000 rows and 200 columns; a stray cell far away counts)."
            " Copy the table into a new workbook, or split it."
        ),
    ),
    "document_type": (
        DocumentTypeDeclared,
        gettext_lazy("The workbook declares a document type, which no spreadsheet program does. It is not opened."),
    ),
}


def read_workbook(content: bytes) -> Table:
    """Read an XLSX workbook in a child process that may use 512 MB and 30 s of processor time, and no more.

    :raises FileRefused: the workbook is damaged, encrypted, has macros, or is built to exhaust the reader.
    """
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as copy, tempfile.TemporaryFile() as output:
        copy.write(content)
        copy.flush()
        _run_child(Path(copy.name), output)
        output.seek(0)
        return _table(output)


def _run_child(path: Path, output: IO[bytes]) -> None:
    limits = [str(limit) for limit in (MEMORY_BYTES, CPU_SECONDS, MOST_ROWS, MOST_COLUMNS)]
    command = [sys.executable, "-I", str(CHILD), str(path), *limits]
    try:
        done = subprocess.run(
            command, stdout=output, stderr=subprocess.DEVNULL, timeout=WALL_SECONDS, check=False, env={}
        )
    except subprocess.TimeoutExpired as expired:
        raise TooManyCells(REFUSALS["too_many_cells"][1]) from expired
    if done.returncode < 0:  # a signal ended it: out of memory (the reader aborts) or out of time
        raise TooManyCells(REFUSALS["too_many_cells"][1])
    if done.returncode > 0:
        raise ReaderFailed(_("The workbook could not be read. Save it again as .xlsx, or as CSV, and upload that."))


def _table(output: IO[bytes]) -> Table:
    sheets: list[Sheet] = []
    head: dict[str, Any] | None = None
    rows: list[Row] = []
    for line in output:
        said = orjson.loads(line)
        if refused := said.get("refused"):
            refusal, message = REFUSALS[refused]
            raise refusal(message)
        if "rows" in said:
            rows.extend(_rows(said, head or {}))
        else:
            sheets.extend(_finished(head, rows))
            head, rows = said, []
        if sum(len(sheet.rows) for sheet in sheets) + len(rows) > MOST_ROWS:
            raise FileTooLarge(
                _("The table has more than %(most)s rows. Split it and import the parts.") % {"most": MOST_ROWS}
            )
    if head is None or "done" not in head:
        raise ReaderFailed(_("The workbook could not be read. Save it again as .xlsx, or as CSV, and upload that."))
    return Table(
        format="xlsx",
        sheets=tuple(sheets),
        findings=_parts_ignored(head["ignored"]),
        reader_peak_bytes=head["peak_bytes"],
    )


def _finished(head: dict[str, Any] | None, rows: list[Row]) -> Iterator[Sheet]:
    if head is None:
        return
    yield Sheet(
        name=head["sheet"][:64],
        rows=tuple(rows),
        epoch_1904=head["epoch_1904"],
        hidden=head["hidden"],
        hidden_rows=head["hidden_rows"],
        hidden_columns=head["hidden_columns"],
        merges=tuple(
            Merge(first_row=top, first_column=left, last_row=bottom, last_column=right)
            for top, left, bottom, right in head["merges"]
        ),
        formulas=frozenset((row, column) for row, column, has_value in head["formulas"] if has_value),
    )


def _rows(said: dict[str, Any], head: dict[str, Any]) -> Iterator[Row]:
    broken = _broken_cells(head)
    rows: list[list[Any]] = said["rows"]
    if said["typed"]:
        rows = [[_cell(cell) if isinstance(cell, list | dict) else cell for cell in cells] for cells in rows]
    for number, cells in zip(said["numbers"], rows, strict=True):
        for column, instead in broken.get(number, ()):
            cells.extend([None] * (column - len(cells)))
            cells[column - 1] = instead
        yield Row(number=number, cells=tuple(cells))


def _broken_cells(head: dict[str, Any]) -> dict[int, list[tuple[int, BrokenCell]]]:
    """Cells that show an error or lack the value of their formula, by row: the reader gives both as empty."""
    broken: dict[int, list[tuple[int, BrokenCell]]] = {}
    for row, column, shown in head.get("errors", ()):
        broken.setdefault(row, []).append((column, BrokenCell(kind="error", shown=shown)))
    for row, column, has_value in head.get("formulas", ()):
        if not has_value:
            broken.setdefault(row, []).append((column, BrokenCell(kind="formula_without_value")))
    return broken


def _cell(cell: list[str] | dict[str, str]) -> Cell:
    """A cell that JSON has not: days and instants came as a list of one, numbers without a value as an object."""
    if isinstance(cell, dict):
        return BrokenCell(kind="error", shown=cell["error"])
    text = cell[0]
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def _parts_ignored(kinds: list[str]) -> tuple[Finding, ...]:
    return tuple(remark("table.parts_ignored", value=kind) for kind in kinds)
