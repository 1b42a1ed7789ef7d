"""Reads one workbook and writes its cells to standard output, in a process of its own that may die of it.

Run as a script, apart from the application:
`python -I workbook_child.py PATH MEMORY_BYTES CPU_SECONDS MOST_ROWS MOST_COLUMNS`.
A workbook of 1.4 kB with one cell in XFD1048576 makes the reader ask for 550 GB and abort, with no exception to catch;
so sizes and positions are looked at before it opens the file, and the memory of this process has a lid.

Output: one JSON object a line: {"refused": code} and the end; or each {"sheet": …} with its {"rows": …} in blocks,
and at last {"done": …}. Cells are JSON as they are; a day is a list of one, what has no value an object.
"""

import math
import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError, fromstring

import orjson
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

MOST_PARTS = 1000
MOST_RATIO = 100
MOST_UNPACKED = 1024**3
BLOCK = 2000
CHUNK = 1 << 20

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

FAR_AWAY = re.compile(rb'r="(?:[A-Z]{3}|[H-Z][A-Z]|G[S-Z]|[A-Z]{1,2}[1-9][0-9]{5})')
"""A position that may lie beyond 200 columns or 200,000 rows: one narrow search where there is none."""
VALUED_CELL = re.compile(rb'<(?:\w+:)?c (?=[^>]*[^/>]>)[^>]*?r="([A-Z]+)([0-9]+)"')
CELL = re.compile(rb'<c (?=[^>]*[^/>]>)[^>]*?r="([A-Z]{1,3})([0-9]{1,7})"([^>]*)>(.*?)</c>', re.DOTALL)
HIDDEN_ROW = re.compile(rb'<row [^>]*?hidden="(?:1|true)"')
HIDDEN_COLUMN = re.compile(rb"<col [^>]*?>")
VALUE = re.compile(rb"<v>([^<]*)</v>|<v [^>]*>([^<]*)</v>|<is>")


class Refused(Exception):
    """The workbook is not read; the first argument is a code that the parent knows."""


def main(arguments: list[str]) -> None:
    """Read the workbook that the arguments name, under the limits they set."""
    path, memory, seconds, most_rows, most_columns = arguments[0], *map(int, arguments[1:])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        for line in read(path, most_rows, most_columns):
            sys.stdout.buffer.write(line + b"\n")
    except Refused as refused:
        say_refused(refused.args[0])
    except PasswordError:
        say_refused("encrypted")
    except (CalamineError, zipfile.BadZipFile, ParseError, KeyError, EOFError, OSError, NotImplementedError):
        say_refused("broken")
    except MemoryError:
        say_refused("too_many_cells")


def say_refused(code: str) -> None:
    """Write the last line of the output of a workbook that is not read."""
    sys.stdout.buffer.write(orjson.dumps({"refused": code}) + b"\n")


def read(path: str, most_rows: int, most_columns: int) -> Iterator[bytes]:
    """The sheets of the workbook, each followed by its rows, as lines of JSON."""
    with zipfile.ZipFile(path) as archive:
        check_archive(archive)
        epoch_1904, parts = sheet_parts(archive)
        notes = {name: look_at(archive, part, most_rows, most_columns) for name, part in parts.items()}
        ignored = sorted({kind for kind in map(ignored_kind, archive.namelist()) if kind})
    with CalamineWorkbook.from_path(path) as workbook:
        for known in workbook.sheets_metadata:
            if known.name not in notes:
                continue
            sheet = workbook.get_sheet_by_name(known.name)
            head = {"sheet": known.name, "hidden": known.visible is not SheetVisibleEnum.Visible}
            yield orjson.dumps(head | {"epoch_1904": epoch_1904, "merges": merges(sheet)} | notes[known.name])
            yield from blocks(sheet, rows_to_keep(notes[known.name]))
    yield orjson.dumps({"done": True, "ignored": ignored, "peak_bytes": peak_bytes()})


def peak_bytes() -> int:
    """Most memory this process held. `getrusage` would count the parent's too, from the moment of the fork."""
    with Path("/proc/self/status").open(encoding="ascii") as status:
        return next((int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM")), 0)


def check_archive(archive: zipfile.ZipFile) -> None:
    """Refuse archives that unpack to far more than they are, macros, and XML that declares entities."""
    parts = archive.infolist()
    if "xl/workbook.xml" not in archive.namelist():
        raise Refused("unknown_type")
    if any(part.filename.lower().endswith("vbaproject.bin") for part in parts):
        raise Refused("macros")
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * max(packed, 1):
        raise Refused("archive_bomb")
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            with archive.open(part) as stream:
                if b"<!DOCTYPE" in stream.read(4096).upper().replace(b"\x00", b""):
                    raise Refused("document_type")


def sheet_parts(archive: zipfile.ZipFile) -> tuple[bool, dict[str, str]]:
    """Whether days are counted from 1904, and the part of the archive that each worksheet is in."""
    workbook = fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 (check_archive refused declared entities)
    links = fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 (as above)
    targets = {link.get("Id"): (link.get("Target") or "", link.get("Type") or "") for link in links}
    parts = {}
    for sheet in workbook.iter(f"{MAIN}sheet"):
        target, kind = targets.get(sheet.get(LINK), ("", ""))
        if kind.endswith("/worksheet"):
            parts[sheet.get("name") or ""] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    settings = workbook.find(f"{MAIN}workbookPr")
    return settings is not None and settings.get("date1904") in {"1", "true"}, parts


def ignored_kind(part: str) -> str | None:
    """What kind of part, that is never opened, this is."""
    if part.startswith("xl/externalLinks/"):
        return "external links"
    return "embedded objects" if part.startswith(("xl/embeddings/", "xl/activeX/")) else None


def look_at(archive: zipfile.ZipFile, part: str, most_rows: int, most_columns: int) -> dict[str, Any]:
    """Check the positions of all cells, and note what the cell reader does not tell: errors, formulas, hidden rows.

    The part is read in chunks that overlap by nothing: each is cut behind its last whole row.
    """
    errors: list[tuple[int, int, str]] = []
    formulas: list[tuple[int, int, bool]] = []
    hidden_rows, hidden_columns, rest = 0, 0, b""
    with archive.open(part) as stream:
        while chunk := stream.read(CHUNK):
            whole, rest = cut(rest + chunk)
            if b'hidden="' in whole:
                hidden_rows += len(HIDDEN_ROW.findall(whole))
                hidden_columns += hidden_columns_in(whole)
            check_positions(whole, most_rows, most_columns)
            if b't="e"' in whole or b"<f" in whole:
                note_cells(whole, errors, formulas)
    check_positions(rest, most_rows, most_columns)
    note_cells(rest, errors, formulas)
    return {"errors": errors, "formulas": formulas, "hidden_rows": hidden_rows, "hidden_columns": hidden_columns}


def cut(data: bytes) -> tuple[bytes, bytes]:
    """What can be looked at now, and the row that has only begun. A row longer than any real one is refused."""
    end = data.rfind(b"</row>")
    if end < 0 and len(data) > 16 * CHUNK:
        raise Refused("too_many_cells")
    return (data[: end + 6], data[end + 6 :]) if end >= 0 else (b"", data)


def check_positions(data: bytes, most_rows: int, most_columns: int) -> None:
    """Refuse a sheet that spans more rows or columns than a table may have: the reader makes room for all between."""
    if FAR_AWAY.search(data) is None and most_rows >= 100_000 and most_columns >= 200:
        return
    if b"<v" not in data and b"<is" not in data and b":v" not in data:
        return  # formatted, but blank: the reader makes no room for these
    for letters, row in VALUED_CELL.findall(data):
        if len(row) > 7 or int(row) > most_rows or len(letters) > 3 or column_number(letters) > most_columns:
            raise Refused("too_many_cells")


def column_number(letters: bytes) -> int:
    """A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def note_cells(data: bytes, errors: list[tuple[int, int, str]], formulas: list[tuple[int, int, bool]]) -> None:
    """Note the cells that show an error, and those whose value a formula gave (or failed to give)."""
    for letters, row, attributes, inside in CELL.findall(data):
        position = int(row), column_number(letters)
        value = VALUE.search(inside)
        if b't="e"' in attributes:
            errors.append((*position, (value[1] or b"").decode("ascii", "replace") if value else ""))
        elif b"<f" in inside:
            has_value = value is not None and bool(
                value[1] or value[2] or value[0] == b"<is>" or b't="str"' in attributes
            )
            formulas.append((*position, has_value))


def hidden_columns_in(data: bytes) -> int:
    """How many columns the sheet hides."""
    hidden = 0
    for column in HIDDEN_COLUMN.findall(data):
        if re.search(rb'hidden="(?:1|true)"', column):
            first, last = re.search(rb'min="(\d+)"', column), re.search(rb'max="(\d+)"', column)
            hidden += int(last[1]) - int(first[1]) + 1 if first and last else 1
    return hidden


def merges(sheet: CalamineSheet) -> list[tuple[int, int, int, int]]:
    """The merged blocks: first row, first column, last row, last column, from 1."""
    return [
        (top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in sheet.merged_cell_ranges or []
    ]


def rows_to_keep(noted: dict[str, Any]) -> set[int]:
    """Rows with errors or formulas: they are told of, even where all their cells read as empty."""
    return {row for row, *_ in (*noted["errors"], *noted["formulas"])}


def blocks(sheet: CalamineSheet, keep: set[int]) -> Iterator[bytes]:
    """The rows that hold anything, in blocks: their numbers, counted from 1, and their cells."""
    first_column = (sheet.start or (0, 0))[1]
    left: list[object] = [None] * first_column
    numbers: list[int] = []
    rows: list[list[object]] = []
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        blanks = cells.count("")
        if blanks < len(cells) or number in keep:
            numbers.append(number)
            rows.append(left + ([None if cell == "" else cell for cell in cells] if blanks else cells))
        if len(rows) >= BLOCK:
            yield block(numbers, rows)
            numbers, rows = [], []
    yield block(numbers, rows)


def block(numbers: list[int], rows: list[list[object]]) -> bytes:
    """One block of rows as JSON; `typed` tells whether any of its cells is more than JSON has."""
    typed = Typed()
    cells = orjson.dumps(rows, default=typed, option=orjson.OPT_PASSTHROUGH_DATETIME)
    if cells.count(b"null") != sum(row.count(None) for row in rows):  # JSON has no NaN: it would read as a blank
        rows = [[finite(cell) for cell in row] for row in rows]
        cells = orjson.dumps(rows, default=typed, option=orjson.OPT_PASSTHROUGH_DATETIME)
    says = {"numbers": numbers, "typed": typed.seen or b'{"error"' in cells, "rows": orjson.Fragment(cells)}
    return orjson.dumps(says)


class Typed:
    """Writes days and instants, which JSON has not, as a list of one, and remembers that it had to."""

    def __init__(self) -> None:
        self.seen = False

    def __call__(self, cell: object) -> object:
        if isinstance(cell, datetime | date):
            self.seen = True
            return [cell.isoformat()]
        return str(cell)


def finite(cell: object) -> object:
    """The cell, unless it is a number without a value."""
    if isinstance(cell, float) and not math.isfinite(cell):
        return {"error": str(cell)}
    return cell


if __name__ == "__main__":
    main(sys.argv[1:])
