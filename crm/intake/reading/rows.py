"""From raw cells to values: each column of a mapped sheet read as a whole, then each row put together."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import zip_longest

from crm.intake.findings import Finding, refusal, remark
from crm.intake.kinds.registry import FIELDS
from crm.intake.reading.cells import Cell, is_blank
from crm.intake.reading.column_readers import Manner, Value, column_reader
from crm.intake.reading.columns import Column, MappedSheet, letter_of
from crm.intake.reading.mapping import MappedTable
from crm.intake.reading.places import Places
from crm.intake.reading.sheets import Merge, Row
from crm.intake.reading.whole_rows import Columns, settle_columns

Values = dict[str, Value]
"""What a row says, by field; a field that it says nothing about is not in it."""

Progress = Callable[[int, int], None]
"""Called with the rows done and the rows in all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRow:
    """One row as it was read."""

    sheet: str
    number: int
    cells: Sequence[Cell]
    values: Values
    findings: tuple[Finding, ...] = ()
    formulas: frozenset[int] = frozenset()
    """Places in `cells`, from 0, of values that a formula gave."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Rows that are read together, and how their columns are to be read."""

    sheet: str
    rows: Sequence[Row]
    columns: Sequence[Column]
    fixed: Mapping[str, str]
    epoch_1904: bool = False
    fixed_width: bool = False
    merges: Sequence[Merge] = ()
    formulas: Mapping[int, frozenset[int]] = field(default_factory=dict)
    """By row, the places (from 0) of cells whose value a formula gave."""


def read_rows(mapped: MappedTable, reading: Reading, progress: Progress | None = None) -> list[ReadRow]:
    """Read every row below the headers of all sheets that are read."""
    rows: list[ReadRow] = []
    for sheet in mapped.read:
        rows.extend(read_block(block_of(sheet), reading))
        if progress:
            progress(len(rows), mapped.rows)
    return rows


def block_of(mapped: MappedSheet) -> Block:
    """The rows of a sheet with what was understood of it."""
    sheet, formulas = mapped.sheet, dict[int, set[int]]()
    for row, column in sheet.formulas:
        formulas.setdefault(row, set()).add(column - 1)
    return Block(
        sheet=sheet.name,
        rows=mapped.data_rows,
        columns=mapped.columns,
        fixed=mapped.fixed,
        epoch_1904=sheet.epoch_1904,
        fixed_width=sheet.fixed_width,
        merges=[merge for merge in sheet.merges if merge.last_row > mapped.header.last_row],
        formulas={row: frozenset(places) for row, places in formulas.items()},
    )


def read_block(block: Block, reading: Reading) -> list[ReadRow]:
    """Read rows that have the same columns."""
    said = _columns_read(block, reading)
    _tell_shapes(block, said)
    settle_columns(said, reading.kind, reading.places)
    names = tuple(said.values)
    rows = zip(*said.values.values(), strict=True) if names else iter([()] * len(block.rows))
    findings, formulas, none = said.findings, block.formulas, frozenset[int]()
    return [
        ReadRow(
            sheet=block.sheet,
            number=row.number,
            cells=row.cells,
            values={name: value for name, value in zip(names, values, strict=True) if value is not None},
            findings=tuple(findings[index]) if index in findings else (),
            formulas=formulas.get(row.number, none) if formulas else none,
        )
        for index, (row, values) in enumerate(zip(block.rows, rows, strict=True))
    ]


def _columns_read(block: Block, reading: Reading) -> Columns:
    """The values of each field, row by row, and what the readers found."""
    said = Columns(length=len(block.rows))
    by_place = list(zip_longest(*(row.cells for row in block.rows)))
    blank = (None,) * said.length
    for column in block.columns:
        if column.field is None:
            continue
        manner = Manner(field=column.field, unit=column.unit, epoch_1904=block.epoch_1904, known_on=reading.known_on)
        cells = by_place[column.index] if column.index < len(by_place) else blank
        said.headers[column.field.name] = column.header
        said.take(column.field.name, column.header, column_reader(manner)(cells))
    _tell_formulas(block, said)
    for name, text in block.fixed.items():
        fixed = next(known for known in FIELDS[reading.kind] if known.name == name)
        [value] = column_reader(Manner(field=fixed, known_on=reading.known_on))([text])
        said.take(name, fixed.zh, [value] * said.length)
    return said


def _tell_formulas(block: Block, said: Columns) -> None:
    """Remark on the values that were worked out by a formula."""
    if not block.formulas:
        return
    read = {column.index: column for column in block.columns if column.field is not None}
    for index, row in enumerate(block.rows):
        for place in sorted(block.formulas.get(row.number, ())):
            column = read.get(place)
            if column is not None and column.field and said.values[column.field.name][index] is not None:
                said.tell(index, remark("cell.formula").at(column.header))


def _tell_shapes(block: Block, said: Columns) -> None:
    """Refuse rows whose cells may stand under the wrong header, or belong to several rows."""
    if block.fixed_width:
        width = len(block.columns)
        for index, row in enumerate(block.rows):
            if len(row.cells) < width or not all(map(is_blank, row.cells[width:])):
                said.tell(index, refusal("row.width", found=len(row.cells), expected=width))
    if block.merges:
        places = {row.number: index for index, row in enumerate(block.rows)}
        for merge in block.merges:
            finding = refusal("row.merged", range=_range(merge))
            for index in _held(places, merge):
                said.tell(index, finding)


def _held(places: Mapping[int, int], merge: Merge) -> Iterator[int]:
    return (places[number] for number in range(merge.first_row, merge.last_row + 1) if number in places)


def _range(merge: Merge) -> str:
    first = f"{letter_of(merge.first_column - 1)}{merge.first_row}"
    return f"{first}:{letter_of(merge.last_column - 1)}{merge.last_row}"
