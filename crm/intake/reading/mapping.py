"""From a file's sheets to columns that are understood, and what has to be said before the rest can be."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from crm.errors import DomainError
from crm.intake.characters import plain
from crm.intake.findings import remark, shown
from crm.intake.kinds.fields import Field
from crm.intake.kinds.registry import FIELDS, REQUIRED
from crm.intake.reading.cells import Cell, is_blank
from crm.intake.reading.columns import Column, MappedSheet, UnreadSheet, columns_of, letter_of, without_rivals
from crm.intake.reading.header_rows import find_header, header_at, header_text
from crm.intake.reading.headers import bare, suggestions, understood
from crm.intake.reading.needs import Need
from crm.intake.reading.sheets import Sheet, Table
from crm.intake.words import field_word

BARE_NUMBER = re.compile(r"[-(]?¥?[0-9][0-9,. ]*\)?")
STATED_UNIT = {"amount": re.compile("[元万亿]"), "ratio": re.compile("[%％]")}
"""What a cell holds that states its unit itself."""
MOST_SEEN = 12


class AskedUnusable(DomainError):
    """A mapping by hand that names what is not there, or says one thing twice."""

    code = "import.mapping_unusable"


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedTable:
    """A file with its columns understood as far as they could be."""

    table: Table
    kind: str
    sheets: tuple[MappedSheet | UnreadSheet, ...]
    needs: tuple[Need, ...] = ()
    fixed: Mapping[str, str]
    """Values of every row, for fields without a column."""

    @property
    def read(self) -> tuple[MappedSheet, ...]:
        """The sheets that are read."""
        return tuple(sheet for sheet in self.sheets if isinstance(sheet, MappedSheet))

    @property
    def rows(self) -> int:
        """How many rows are read."""
        return sum(len(sheet.data_rows) for sheet in self.read)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What is said of a table besides what stands in it."""

    kind: str
    saved: Mapping[str, Mapping[str, Any]]
    """By bare header."""
    asked: Mapping[str, Mapping[str, Any]]
    """By sheet."""
    fixed: Mapping[str, str]


def map_table(
    table: Table,
    kind: str,
    *,
    asked: Mapping[str, Any] | None = None,
    saved: Mapping[str, Any] | None = None,
    fixed: Mapping[str, str] | None = None,
) -> MappedTable:
    """Find the header of each sheet and map its columns; what stays unclear is told in `needs`.

    `asked` is `Import.asked`, a mapping by hand; `saved` is `SavedMapping.columns`; `fixed` has values of every row.

    :raises AskedUnusable: `asked` or `fixed` names a sheet, column, field or unit that does not exist.
    """
    by_sheet = {str(sheet["name"]): sheet for sheet in (asked or {}).get("sheets", ())}
    by_word = {bare(text): told for text, told in (saved or {}).items()}
    said = _Said(kind=kind, saved=by_word, asked=by_sheet, fixed=dict(fixed or {}))
    _check(table, said)
    sheets = _complete_ones([_mapped(sheet, said) for sheet in table.sheets], said)
    read = [sheet for sheet in sheets if isinstance(sheet, MappedSheet)]
    needs = [need for sheet in read for need in (*sheet.needs, *_needs(sheet, said))]
    return MappedTable(
        table=table,
        kind=kind,
        sheets=tuple(sheets),
        needs=tuple(needs) if read else (_no_header(table),),
        fixed=said.fixed,
    )


def _mapped(sheet: Sheet, said: _Said) -> MappedSheet | UnreadSheet:
    asked = said.asked.get(sheet.name, {})
    if not asked.get("read", not sheet.hidden) or not sheet.rows:
        return _unread(sheet, said)
    row = asked.get("header_row")
    header = header_at(sheet, int(row)) if row is not None else find_header(sheet, lambda parts: _field_of(parts, said))
    if header is None:
        return _unread(sheet, said)
    year_known = "year" in said.fixed or not any(field.name == "year" for field in FIELDS[said.kind])
    columns = columns_of(header, said.kind, saved=said.saved, asked=asked.get("columns", {}), year_known=year_known)
    columns, findings, needs = without_rivals(columns, sheet.name)
    rows = tuple(row for row in sheet.rows if row.number > header.last_row and not all(map(is_blank, row.cells)))
    year = None if year_known else _year_of(columns)
    return MappedSheet(
        sheet=sheet,
        header=header,
        columns=columns,
        data_rows=rows,
        fixed=_fixed(said.fixed, columns) | ({} if year is None else {"year": str(year)}),
        findings=findings if year is None else (*findings, remark("table.year_from_header", value=year)),
        needs=needs,
    )


def _unread(sheet: Sheet, said: _Said) -> UnreadSheet:
    first = next(iter(sheet.rows), None)
    headers = [header_text(cell) for cell in first.cells] if first else []
    near = [suggestions((header,), said.kind) if header else () for header in headers]
    return UnreadSheet(
        sheet=sheet,
        columns=tuple(
            Column(index=index, header=header, suggestions=found)
            for index, (header, found) in enumerate(zip(headers, near, strict=True))
        ),
    )


def _field_of(parts: Sequence[str], said: _Said) -> Field | None:
    """The field that a header means, by a saved mapping or its own words."""
    for word in ("/".join(parts), *parts[-1:]):
        told = said.saved.get(bare(word))
        if told is not None and told.get("field"):
            return next((field for field in FIELDS[said.kind] if field.name == told["field"]), None)
    return understood(parts, said.kind).field


def _fixed(fixed: Mapping[str, str], columns: Iterable[Column]) -> dict[str, str]:
    """The values of every row that no column of the sheet states."""
    stated = {column.field.name for column in columns if column.field is not None}
    return {name: value for name, value in fixed.items() if name not in stated}


def _year_of(columns: Iterable[Column]) -> int | None:
    """The year that all figures of a sheet stand under, where each header says one and no column does."""
    fields = [(column.field, column.year) for column in columns if column.field is not None]
    years = {year for field, year in fields if field.reading in {"amount", "count", "ratio"}}
    return years.pop() if len(years) == 1 and all(field.name != "year" for field, _year in fields) else None


def _complete_ones(sheets: list[MappedSheet | UnreadSheet], said: _Said) -> list[MappedSheet | UnreadSheet]:
    """Leave aside what is no table of this kind (notes, code lists) where another sheet is one.

    That is a sheet that lacks a column where another is complete, or that names one field where another names more.
    """
    read = [sheet for sheet in sheets if isinstance(sheet, MappedSheet)]
    most = max(map(_fields_named, read), default=0)
    lacking = {id(sheet) for sheet in read if list(_missing(sheet, said)) or _fields_named(sheet) == 1 < most - 1}
    if len(lacking) == len(read):
        return sheets
    return [
        _unread(sheet.sheet, said) if id(sheet) in lacking and not _is_asked_for(sheet.sheet, said) else sheet
        for sheet in sheets
    ]


def _fields_named(sheet: MappedSheet) -> int:
    return sum(column.field is not None for column in sheet.columns)


def _is_asked_for(sheet: Sheet, said: _Said) -> bool:
    asked = said.asked.get(sheet.name, {})
    return bool(asked.get("read") and (asked.get("header_row") or asked.get("columns")))


def _no_header(table: Table) -> Need:
    """What to ask when no sheet has a header row: with the words that were found instead."""
    sheets = [sheet for sheet in table.sheets if sheet.rows and not sheet.hidden] or list(table.sheets)
    seen = [cell for sheet in sheets for row in sheet.rows[:3] for cell in row.cells if isinstance(cell, str)]
    words = "、".join(shown(cell, 20) for cell in seen[:MOST_SEEN]) or "—"
    return Need(code="table.no_header", sheet=sheets[0].name if sheets else "", details={"seen": words})


def _needs(sheet: MappedSheet, said: _Said) -> Iterator[Need]:
    yield from _missing(sheet, said)
    yield from _without_units(sheet)


def _missing(sheet: MappedSheet, said: _Said) -> Iterator[Need]:
    """The fields without which a row of this kind says nothing, and that no column and no fixed value states."""
    asked_about = {need.details.get("field") for need in sheet.needs}
    for required in REQUIRED[said.kind]:
        names = (required,) if isinstance(required, str) else required
        if any(sheet.column_of(name) or name in sheet.fixed or name in asked_about for name in names):
            continue
        labels = [field.zh for field in FIELDS[said.kind] if field.name in names]  # as the template heads the column
        yield Need(
            code="table.column_missing",
            sheet=sheet.sheet.name,
            field=names[0],
            details={"sheet": sheet.sheet.name, "row": str(sheet.header_row), "fields": " / ".join(labels)},
        )


def _without_units(sheet: MappedSheet) -> Iterator[Need]:
    """Columns of money without a unit, in header or cells: a guess would be off by ten thousand. Ratios likewise."""
    for column in sheet.columns:
        if column.field is None or not column.field.units or column.unit is not None:
            continue
        cells = [row.cells[column.index] for row in sheet.data_rows if column.index < len(row.cells)]
        stated = STATED_UNIT[column.field.reading]
        if not any(isinstance(cell, str) and stated.search(cell) for cell in cells) and any(map(_is_bare, cells)):
            yield Need.of("table.unit_missing", column, sheet.sheet.name, letter=column.letter, header=column.header)


def _is_bare(cell: Cell) -> bool:
    """Whether a cell is a number that says nothing of its unit."""
    if isinstance(cell, str):
        return BARE_NUMBER.fullmatch(plain(cell)) is not None
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _check(table: Table, said: _Said) -> None:
    """Refuse a mapping by hand that names what is not there."""
    sheets = {sheet.name: sheet for sheet in table.sheets}
    fields = {field.name: field for field in FIELDS[said.kind]}
    for name in said.fixed:
        if name not in fields:
            raise AskedUnusable(_("There is no field “%(value)s” in tables of this kind.") % {"value": name})
    for name, asked in said.asked.items():
        if name not in sheets:
            raise AskedUnusable(_("There is no sheet “%(value)s” in this file.") % {"value": name})
        _check_sheet(sheets[name], asked, fields)


def _check_sheet(sheet: Sheet, asked: Mapping[str, Any], fields: Mapping[str, Field]) -> None:
    numbers = {row.number for row in sheet.rows}
    if asked.get("header_row") is not None and int(asked["header_row"]) not in numbers:
        raise AskedUnusable(
            _("Row %(row)s of sheet “%(sheet)s” is empty, so it cannot name the columns.")
            % {"row": asked["header_row"], "sheet": sheet.name}
        )
    letters = {letter_of(index) for index in range(max((len(row.cells) for row in sheet.rows), default=0))}
    taken: set[str] = set()
    for letter, said in asked.get("columns", {}).items():
        name, unit = said.get("field"), said.get("unit")
        if letter not in letters:
            raise AskedUnusable(_("There is no column %(letter)s in this sheet.") % {"letter": letter})
        if name is None:
            continue
        if name not in fields:
            raise AskedUnusable(_("There is no field “%(value)s” in tables of this kind.") % {"value": name})
        if unit and unit not in fields[name].units:
            raise AskedUnusable(_("Column %(letter)s cannot be in “%(unit)s”.") % {"letter": letter, "unit": unit})
        if name in taken:
            raise AskedUnusable(_("Two columns were given the field %(field)s.") % {"field": field_word(name)})
        taken.add(name)
