"""Which column says what: the header row, its words mapped to fields, and the units that headers state."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache

from django.utils.translation import gettext as _

from crm.errors import DomainError
from crm.intake.findings import Finding, remark
from crm.intake.kinds.fields import FIELDS, REQUIRED, Field
from crm.intake.reading.amounts import UNITS
from crm.intake.reading.cells import BrokenCell, Cell, as_text, is_blank, plain
from crm.intake.reading.sheets import Merge, Row, Sheet

HEADER_WITHIN = 10
"""The header row is looked for among the first ten rows that hold anything."""

UNIT = re.compile(
    r"(?:[(\[:/_,\-]|单位[:]?|以)*(?P<unit>(?:千|万|十万|百万|千万|亿)?元)(?:人民币|计)?[)\]]*$|^人民币(?P<only>元)$"
)
DECLARED_UNIT = re.compile(r"(?:金额|货币|计量)?单位[::]?(?:人民币)?(?P<unit>(?:千|万|百万|亿)?元)")
DECORATION = re.compile(r"[*＊]|\((?:必填|选填|人|名|文本|不含税|含税)\)|^[0-9]+[.、]\s*")


class ColumnsUnclear(DomainError):
    """The table cannot be read before its headers are mended."""

    code = "table.columns"


class NoHeader(ColumnsUnclear):
    code = "table.no_header"


class ColumnMissing(ColumnsUnclear):
    code = "table.column_missing"


class ColumnAmbiguous(ColumnsUnclear):
    code = "table.column_ambiguous"


class UnitMissing(ColumnsUnclear):
    code = "table.unit_missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a sheet: its header as it stands, and what was understood."""

    index: int
    header: str
    field: Field | None = None
    unit: str | None = None

    @property
    def letter(self) -> str:
        """The column as spreadsheets name it."""
        name, left = "", self.index + 1
        while left:
            left, rest = divmod(left - 1, 26)
            name = chr(65 + rest) + name
        return name


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedSheet:
    """A sheet with its header understood."""

    sheet: Sheet
    header_row: int
    columns: tuple[Column, ...]
    data_rows: tuple[Row, ...]
    """The rows below the header that hold anything."""
    findings: tuple[Finding, ...] = ()

    def column_of(self, field: str) -> Column | None:
        """The column that says `field`, if any does."""
        return next(
            (column for column in self.columns if column.field is not None and column.field.name == field), None
        )


def template_headers(kind: str) -> list[str]:
    """The headers of an empty table of this kind, with units."""
    return [f"{field.zh}（万元）" if field.reading == "amount" else field.zh for field in FIELDS[kind]]


def map_sheet(sheet: Sheet, kind: str) -> MappedSheet | None:
    """Find the header row of `sheet` and map its columns; None when no row names a code column.

    :raises ColumnAmbiguous: several columns claim the code, the year or an amount.
    :raises ColumnMissing: a column without which the kind cannot be read is not there.
    :raises UnitMissing: a column of money has no unit, in the header or in its cells.
    """
    header = _header_row(sheet, kind)
    if header is None:
        return None
    above = [row for row in sheet.rows if row.number < header.number]
    columns = _columns(_filled(header, sheet.merges, sheet.rows), kind, _declared_unit(above))
    columns, findings = _without_ambiguous(columns)
    rows = tuple(row for row in sheet.rows if row.number > header.number and not all(map(is_blank, row.cells)))
    mapped = MappedSheet(sheet=sheet, header_row=header.number, columns=columns, data_rows=rows, findings=findings)
    _require(mapped, kind)
    _require_units(mapped)
    return mapped


def no_header(sheets: tuple[Sheet, ...]) -> NoHeader:
    """What to say when no sheet has a header row: the words that were found instead."""
    seen = [cell for sheet in sheets for row in sheet.rows[:3] for cell in row.cells if isinstance(cell, str)]
    return NoHeader(
        _(
            "None of the first ten rows names a column “统一社会信用代码”. Found: %(seen)s."
            " Name the columns as in the template."
        )
        % {"seen": "、".join(seen[:12]) or "—"}
    )


@cache
def _fields_by_word(kind: str) -> dict[str, Field]:
    return {_bare(word): field for field in FIELDS[kind] for word in field.words}


def _bare(header: str) -> str:
    """A header without what people add to it: blanks, line ends, asterisks, '(必填)', numbering, case."""
    text = re.sub(r"\s+", "", plain(header))
    return DECORATION.sub("", text).casefold()


def _split_unit(bare: str, kind: str) -> tuple[str, str | None]:
    """The word and the unit of a header such as '营业收入(万元)', '营业收入:万元', '研发费用万元'."""
    found = UNIT.search(bare)
    if found is None or bare in _fields_by_word(kind):
        return bare, None
    unit = found["unit"] or found["only"]
    return bare[: found.start()], unit if unit in UNITS else None


def _understood(header: str, kind: str) -> tuple[Field | None, str | None]:
    word, unit = _split_unit(_bare(header), kind)
    known = _fields_by_word(kind)
    field = known.get(word) or known.get(re.sub(r"\([^()]*\)$", "", word))
    return field, unit if field is not None and field.reading == "amount" else None


def _header_row(sheet: Sheet, kind: str) -> Row | None:
    """Of the first rows, the one with most known words that include a code; the first of equals."""
    best, most = None, 0
    for row in sheet.rows[:HEADER_WITHIN]:
        filled = _filled(row, sheet.merges, sheet.rows)
        fields = {
            field.name for cell in filled if isinstance(cell, str) for field in [_understood(cell, kind)[0]] if field
        }
        if {"uscc", "registration_no"} & fields and len(fields) > most:
            best, most = row, len(fields)
    return best


def _filled(header: Row, merges: tuple[Merge, ...], rows: tuple[Row, ...]) -> tuple[Cell, ...]:
    """The cells of a header row, with what cells merged downwards into it say above."""
    cells = list(header.cells)
    by_number = {row.number: row.cells for row in rows[:HEADER_WITHIN]}
    for merge in merges:
        column = merge.first_column - 1
        spans_down = merge.first_row < header.number <= merge.last_row and column < len(cells)
        above = by_number.get(merge.first_row, ())
        if spans_down and is_blank(cells[column]) and column < len(above):
            cells[column] = above[column]
    return tuple(cells)


def _declared_unit(above: list[Row]) -> str | None:
    """The unit that a line above the header declares for the whole sheet ('单位：万元'), when only one does."""
    texts = [re.sub(r"\s+", "", plain(cell)) for row in above for cell in row.cells if isinstance(cell, str)]
    units = {found["unit"] for text in texts for found in DECLARED_UNIT.finditer(text)}
    return units.pop() if len(units) == 1 else None


def _columns(cells: tuple[Cell, ...], kind: str, declared: str | None) -> tuple[Column, ...]:
    columns = []
    for index, cell in enumerate(cells):
        header = _header_text(cell)
        field, unit = _understood(header, kind) if header else (None, None)
        if field is not None and field.reading == "amount" and unit is None:
            unit = declared
        columns.append(Column(index=index, header=header, field=field, unit=unit))
    return tuple(columns)


def _header_text(cell: Cell) -> str:
    """A header on one line, '' for a blank one."""
    if cell is None or isinstance(cell, BrokenCell) or is_blank(cell):
        return ""
    return re.sub(r"\s*\n\s*", "", as_text(cell)).strip()


def _without_ambiguous(columns: tuple[Column, ...]) -> tuple[tuple[Column, ...], tuple[Finding, ...]]:
    """Refuse two columns for one field where values count; only tell of two that describe."""
    times = Counter(column.field.name for column in columns if column.field)
    findings: list[Finding] = []
    for name in [name for name, count in times.items() if count > 1]:
        rivals = [column for column in columns if column.field and column.field.name == name]
        headers = "、".join(f"{column.header} ({column.letter})" for column in rivals)
        field = rivals[0].field
        assert field is not None
        if field.reading in {"uscc", "year", "amount", "count"}:
            raise ColumnAmbiguous(
                _("The columns %(headers)s all mean “%(field)s”. Keep one of them and upload the table again.")
                % {"headers": headers, "field": field.zh}
            )
        findings.append(remark("column.ambiguous", value=headers, field=field.zh))
        columns = tuple(replace(column, field=None, unit=None) if column in rivals else column for column in columns)
    return columns, tuple(findings)


def _require(mapped: MappedSheet, kind: str) -> None:
    for name in REQUIRED[kind]:
        if mapped.column_of(name) is None:
            field = next(field for field in FIELDS[kind] if field.name == name)
            raise ColumnMissing(
                _("Sheet “%(sheet)s”: no column “%(field)s” in row %(row)s. Add it and upload the table again.")
                % {"sheet": mapped.sheet.name, "field": field.zh, "row": mapped.header_row}
            )


def _require_units(mapped: MappedSheet) -> None:
    """Refuse a column of money without a unit, in its header or its cells: a guess would be off by ten thousand."""
    for column in mapped.columns:
        if column.field is None or column.field.reading != "amount" or column.unit is not None:
            continue
        cells = [row.cells[column.index] for row in mapped.data_rows if column.index < len(row.cells)]
        stated = [cell for cell in cells if isinstance(cell, str) and re.search("[元万亿]", cell)]
        if not stated and any(_is_bare_number(cell) for cell in cells):
            raise UnitMissing(
                _(
                    "Column %(letter)s “%(header)s” holds money without a unit."
                    " Write it in the header, as in “%(header)s（万元）”."
                )
                % {"letter": column.letter, "header": column.header}
            )


def _is_bare_number(cell: Cell) -> bool:
    if isinstance(cell, str):
        return re.fullmatch(r"[-(]?¥?[0-9][0-9,. ]*\)?", plain(cell)) is not None
    return isinstance(cell, int | float)
