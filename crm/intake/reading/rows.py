"""From raw cells to values: each row of a mapped sheet read by its columns' readers, with what was found on the way."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from crm.enterprises.uscc import division_of
from crm.intake.findings import Finding, refusal, remark
from crm.intake.kinds.fields import Field
from crm.intake.models import Import
from crm.intake.reading.amounts import amount_cell, count_cell
from crm.intake.reading.cells import (
    Cell,
    choice_cell,
    code_cell,
    date_cell,
    is_blank,
    name_cell,
    plain,
    text_cell,
    uscc_cell,
    year_cell,
)
from crm.intake.reading.columns import Column, MappedSheet
from crm.intake.reading.places import Places
from crm.intake.reading.sheets import Merge, Row

Value = str | int | Decimal | date
Values = dict[str, Value]
"""What a row says, by field; a field that it says nothing about is not in it."""


LEVELS = ("province", "city", "county")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRow:
    """One row as it was read."""

    sheet: str
    number: int
    cells: tuple[Cell, ...]
    values: Values
    findings: tuple[Finding, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether what was found refuses the row."""
        return any(finding.refuses for finding in self.findings)

    def found(self, *findings: Finding) -> "ReadRow":
        """The same row with more findings."""
        return replace(self, findings=self.findings + findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What reading a row takes besides its cells."""

    kind: str
    known_on: date
    places: Places


CellReader = Callable[[Cell], Value | Finding | None]


def read_rows(mapped: MappedSheet, reading: Reading) -> Iterator[ReadRow]:
    """Read every row below the header."""
    merges = [merge for merge in mapped.sheet.merges if merge.last_row > mapped.header_row]
    readers = [
        (column, column.field.name, _reader(column.field, column.unit, mapped.sheet.epoch_1904, reading))
        for column in mapped.columns
        if column.field is not None
    ]
    for row in mapped.data_rows:
        values, findings = _values(row, readers, mapped.sheet.formulas)
        findings.extend(_shape_findings(row, mapped, merges))
        findings.extend(_whole_row(values, mapped, reading))
        yield ReadRow(
            sheet=mapped.sheet.name, number=row.number, cells=row.cells, values=values, findings=tuple(findings)
        )


def _reader(field: Field, unit: str | None, epoch_1904: bool, reading: Reading) -> CellReader:
    """The function that reads the cells of one column."""
    choices = {plain(word).casefold(): value for word, value in field.choices}
    readers: dict[str, CellReader] = {
        "uscc": uscc_cell,
        "registration_no": code_cell,
        "name": lambda cell: name_cell(cell, field.most or 200),
        "text": lambda cell: text_cell(cell, field.most),
        "date": lambda cell: date_cell(cell, epoch_1904=epoch_1904, latest=reading.known_on),
        "amount": lambda cell: amount_cell(cell, unit=unit, may_be_negative=field.may_be_negative),
        "count": count_cell,
        "year": lambda cell: year_cell(cell, latest=reading.known_on.year),
        "place": code_cell,
        "industry": code_cell,
        "choice": lambda cell: choice_cell(cell, choices),
    }
    return readers[field.reading]


def _values(
    row: Row, readers: list[tuple[Column, str, CellReader]], formulas: frozenset[tuple[int, int]]
) -> tuple[Values, list[Finding]]:
    values: Values = {}
    findings: list[Finding] = []
    for column, name, read in readers:
        cell = row.cells[column.index] if column.index < len(row.cells) else None
        value = None if cell is None else read(cell)
        if isinstance(value, Finding):
            findings.append(value.at(column.header))
        elif value is not None:
            values[name] = value
            if formulas and (row.number, column.index + 1) in formulas:
                findings.append(remark("cell.formula").at(column.header))
    return values, findings


def _shape_findings(row: Row, mapped: MappedSheet, merges: list[Merge]) -> Iterator[Finding]:
    """Cells that may stand under the wrong header, or belong to several rows."""
    if mapped.sheet.fixed_width and len(row.cells) != len(mapped.columns):
        surplus = row.cells[len(mapped.columns) :]
        if len(row.cells) < len(mapped.columns) or not all(is_blank(cell) for cell in surplus):
            yield refusal("row.width", found=len(row.cells), expected=len(mapped.columns))
    for merge in merges:
        if merge.first_row <= row.number <= merge.last_row and merge.last_row > mapped.header_row:
            first, last = _address(merge.first_row, merge.first_column), _address(merge.last_row, merge.last_column)
            yield refusal("row.merged", range=f"{first}:{last}")


def _address(row: int, column: int) -> str:
    return f"{Column(index=column - 1, header='').letter}{row}"


def _whole_row(values: Values, mapped: MappedSheet, reading: Reading) -> Iterator[Finding]:
    """What takes more than one cell: whose code it is, where the firm lies, what it does. Changes `values`."""
    yield from _codes(values, mapped)
    yield from _places(values, mapped, reading)
    yield from _status(values)


def _header(mapped: MappedSheet, field: str) -> str:
    column = mapped.column_of(field)
    return column.header if column is not None else ""


def _codes(values: Values, mapped: MappedSheet) -> Iterator[Finding]:
    """An old 15-digit number goes to its own field, whichever column it stood in; it is never padded."""
    code = str(values.get("uscc", ""))
    if len(code) == 15:
        values["registration_no"] = values.pop("uscc")
    number = values.get("registration_no")
    if isinstance(number, str):
        number = values["registration_no"] = plain(number)
        if not (len(number) == 15 and number.isascii() and number.isdigit()):
            del values["registration_no"]
            given = uscc_cell(number)
            if isinstance(given, str) and len(given) == 18:
                values.setdefault("uscc", given)
            else:
                yield remark("registration_no.shape", value=number).at(_header(mapped, "registration_no"))


def _places(values: Values, mapped: MappedSheet, reading: Reading) -> Iterator[Finding]:
    """Names of places and industries become codes of the directory; one that is in no list is told and left empty."""
    yield from _replace(values, "registered_region", reading.places.region, "region.not_found", mapped)
    yield from _replace(values, "operating_region", reading.places.region, "region.not_found", mapped)
    yield from _replace(values, "industry", reading.places.industry, "industry.not_found", mapped)
    parts: list[tuple[str, str]] = [(name, str(values.pop(name))) for name in LEVELS if name in values]
    code, unknown = reading.places.region_of_parts(parts)
    if code is not None:
        values.setdefault("registered_region", code)
    if unknown is not None:
        yield remark("region.not_found", value=unknown[1]).at(_header(mapped, unknown[0]))
    uscc = str(values.get("uscc", ""))
    if reading.kind == Import.Kind.ENTERPRISES and uscc and not reading.places.is_listed(division_of(uscc)):
        yield remark("uscc.division_not_listed", value=division_of(uscc)).at(
            _header(mapped, "uscc") or _header(mapped, "registration_no")
        )


def _replace(
    values: Values, field: str, find: Callable[[str], str | None], code: str, mapped: MappedSheet
) -> Iterator[Finding]:
    """Put the code that `find` has for the text in its place."""
    if field not in values:
        return
    text = str(values.pop(field))
    found = find(text)
    if found is None:
        yield remark(code, value=text).at(_header(mapped, field))
    else:
        values[field] = found


def _status(values: Values) -> Iterator[Finding]:
    if "ended_on" in values and values.get("status") in {"operating", "suspended"}:
        yield refusal("status.end_without_reason")
