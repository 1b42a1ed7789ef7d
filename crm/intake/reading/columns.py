"""Which column of a sheet says what, in which unit, and who said so: its header, a saved mapping, a person."""

import dataclasses
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from crm.intake.findings import Finding, remark
from crm.intake.kinds.fields import Field
from crm.intake.kinds.registry import FIELDS
from crm.intake.reading.header_rows import Header
from crm.intake.reading.headers import Suggestion, bare, suggestions, understood, unit_stated
from crm.intake.reading.needs import Need
from crm.intake.reading.sheets import Row, Sheet

By = Literal["word", "saved", "hand"]
"""Who says what a column means: its own words, a saved mapping, a person."""

ONE_COLUMN_ONLY = frozenset({"uscc", "registration_no", "code", "year", "amount", "count", "ratio"})
"""Readings of which two columns for one field are asked about; of two that describe, neither is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a sheet: its header as it stands, and what was understood."""

    index: int
    header: str
    field: Field | None = None
    unit: str | None = None
    year: int | None = None
    """The year that the header puts the column under."""
    by: By | None = None
    suggestions: tuple[Suggestion, ...] = ()

    @property
    def letter(self) -> str:
        """The column as spreadsheets name it."""
        return letter_of(self.index)


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedSheet:
    """A sheet with its header understood."""

    sheet: Sheet
    header: Header
    columns: tuple[Column, ...]
    data_rows: tuple[Row, ...]
    """The rows below the header that hold anything."""
    fixed: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """Values of every row, for fields that no column states; a year that all headers name is among them."""
    findings: tuple[Finding, ...] = ()
    needs: tuple[Need, ...] = ()
    """What has to be said of these columns before they can be read."""

    @property
    def header_row(self) -> int:
        """The row that names the columns."""
        return self.header.row

    def column_of(self, field: str) -> Column | None:
        """The column that says `field`, if any does."""
        return next(
            (column for column in self.columns if column.field is not None and column.field.name == field), None
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadSheet:
    """A sheet that is not read: hidden, without a header, or left out by hand."""

    sheet: Sheet
    columns: tuple[Column, ...] = ()
    """What its first row holds, so that somebody may map it after all."""


def letter_of(index: int) -> str:
    """The letters by which spreadsheets call a column: 0 is A, 26 is AA."""
    name, left = "", index + 1
    while left:
        left, rest = divmod(left - 1, 26)
        name = chr(65 + rest) + name
    return name


def columns_of(
    header: Header, kind: str, *, saved: Mapping[str, Any], asked: Mapping[str, Any], year_known: bool
) -> tuple[Column, ...]:
    """The columns of a sheet: what a person says of them goes before a saved mapping, that before their own words.

    `saved` maps bare headers and `asked` letters to {"field", "unit"}. With `year_known`, a header that names a year of
    its own is not understood: two statements of the year could disagree.
    """
    columns = [_column(index, header, kind, saved, asked) for index in range(len(header.parts))]
    if year_known or any(column.field is not None and column.field.name == "year" for column in columns):
        columns = [replace(c, field=None, unit=None, by=None) if c.year and c.by == "word" else c for c in columns]
    told = {column.field.name for column in columns if column.field is not None and column.by != "word"}
    columns = [
        replace(c, field=None, unit=None, by=None) if c.by == "word" and c.field and c.field.name in told else c
        for c in columns
    ]
    return tuple(
        replace(column, suggestions=suggestions(header.parts[column.index], kind)) if column.field is None else column
        for column in columns
    )


def _column(index: int, header: Header, kind: str, saved: Mapping[str, Any], asked: Mapping[str, Any]) -> Column:
    parts, text = header.parts[index], header.texts[index]
    own = understood(parts, kind)
    said, by = _told(index, parts, text, saved, asked)
    field, unit = (own.field, own.unit) if said is None else _field_and_unit(said, by, own.unit, parts, kind)
    if field is not None and field.reading == "amount" and unit is None:
        unit = header.declared_unit
    return Column(index=index, header=text, field=field, unit=unit, year=own.year, by=(by or "word") if field else None)


def _told(
    index: int, parts: tuple[str, ...], text: str, saved: Mapping[str, Any], asked: Mapping[str, Any]
) -> tuple[Mapping[str, Any] | None, By | None]:
    """What a person or a saved mapping says of a column, and which of the two."""
    if (letter := letter_of(index)) in asked:
        return asked[letter], "hand"
    for word in (text, *parts[-1:]):
        if word and (said := saved.get(bare(word))) is not None:
            return said, "saved"
    return None, None


def _field_and_unit(
    said: Mapping[str, Any], by: By | None, own_unit: str | None, parts: tuple[str, ...], kind: str
) -> tuple[Field | None, str | None]:
    """What is told of a column; a unit that the header states goes before a saved one, a person before both."""
    field = next((field for field in FIELDS[kind] if field.name == said.get("field")), None)
    if field is None:
        return None, None
    own = own_unit or _unit_of(parts)
    unit = said.get("unit") or own if by == "hand" else own or said.get("unit")
    return field, unit if unit in field.units else None


def _unit_of(parts: tuple[str, ...]) -> str | None:
    """The unit that a header states whose word was not understood: '其他资金（万元）'."""
    from_the_bottom = (unit_stated(part) for part in reversed(parts))
    return next((unit for unit in from_the_bottom if unit), None)


def without_rivals(
    columns: tuple[Column, ...], sheet: str
) -> tuple[tuple[Column, ...], tuple[Finding, ...], tuple[Need, ...]]:
    """Read no field from two columns: where values count it is asked which one, of two that describe it is told."""
    times = Counter(column.field.name for column in columns if column.field)
    findings: list[Finding] = []
    needs: list[Need] = []
    for name in [name for name, count in times.items() if count > 1]:
        rivals = [column for column in columns if column.field and column.field.name == name]
        field = rivals[0].field
        assert field is not None
        headers = "、".join(f"{column.header} ({column.letter})" for column in rivals)
        if field.reading in ONE_COLUMN_ONLY:
            needs.append(Need.of("table.column_ambiguous", rivals[0], sheet, headers=headers, field=field.name))
        else:
            findings.append(remark("column.ambiguous", value=headers, field=field.name))
        columns = tuple(replace(c, field=None, unit=None, by=None) if c in rivals else c for c in columns)
    return columns, tuple(findings), tuple(needs)
