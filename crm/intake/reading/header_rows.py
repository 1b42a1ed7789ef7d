"""Which rows of a sheet are its header, and what stands in it column by column, from the top down."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from crm.intake.characters import plain
from crm.intake.kinds.fields import IDENTITY, Field
from crm.intake.reading.cells import BrokenCell, Cell, as_text, is_blank
from crm.intake.reading.headers import is_unit_like, unit_alone, year_alone
from crm.intake.reading.sheets import Merge, Row, Sheet

HEADER_WITHIN = 10
"""The header row is looked for among the first ten rows that hold anything."""
LEVELS = 4
"""So many rows, one above the other, make a header at most."""

DECLARED_UNIT = re.compile(r"(?:金额|货币|计量)?单位[::]?(?:人民币)?(?P<unit>(?:千|万|百万|亿)?元)")

FieldOf = Callable[[Sequence[str]], Field | None]
"""The field that a header means, given its parts from the top down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The header of a sheet, of one row or several."""

    row: int
    """The row that names the columns, as the spreadsheet counts."""
    last_row: int
    """The last row of the header: one of units may follow."""
    parts: tuple[tuple[str, ...], ...]
    """By column, what stands in it from the top down; empty for a column without a header."""
    declared_unit: str | None = None
    """The unit that a line above declares for the whole sheet ('单位：万元')."""

    @property
    def texts(self) -> tuple[str, ...]:
        """Each column's header on one line: '2024年/营业收入(万元)'."""
        return tuple("/".join(parts) for parts in self.parts)


def find_header(sheet: Sheet, field_of: FieldOf) -> Header | None:
    """The header of `sheet`: of its first rows the one that names most fields, the first of equals.

    A row counts that names a firm's code, number or name, or two fields of any kind.
    """
    best, most = None, 0
    for row in sheet.rows[:HEADER_WITHIN]:
        header = header_at(sheet, row.number)
        found = [field_of(parts) for parts in header.parts if parts]
        names = {field.name for field in found if field is not None}
        if len(names) > most and (len(names) > 1 or names & set(IDENTITY)):
            best, most = header, len(names)
    return best


def header_at(sheet: Sheet, number: int) -> Header:
    """The header whose columns the row `number` names, with the rows that belong to it above and below."""
    start = bisect_left(sheet.rows, number, key=lambda row: row.number)
    above = sheet.rows[max(0, start - HEADER_WITHIN) : start]
    rows = {row.number: row for row in (*above, *sheet.rows[start : start + 2])}
    merges = [merge for merge in sheet.merges if merge.first_row <= number]
    width = max((len(row.cells) for at, row in rows.items() if at <= number), default=0)
    levels = [_texts(rows, n, merges, width, lowest=n == number) for n in _levels(rows, merges, number)]
    units = _units_below(rows.get(number + 1))
    parts = [_distinct(level[column] for level in levels) for column in range(width)]
    for column, unit in units.items():
        parts[column] = (*parts[column], unit) if parts[column] else ()
    return Header(row=number, last_row=number + bool(units), parts=tuple(parts), declared_unit=_declared_unit(above))


def _levels(rows: Mapping[int, Row], merges: Sequence[Merge], number: int) -> list[int]:
    """The rows of the header from the top down: those above that cells merged across or downwards tie to it."""
    levels = [number]
    while len(levels) < LEVELS and _belongs_above(rows, merges, levels[0]):
        levels.insert(0, levels[0] - 1)
    return levels


def _belongs_above(rows: Mapping[int, Row], merges: Sequence[Merge], number: int) -> bool:
    above, row = rows.get(number - 1), rows.get(number)
    if above is None:
        return False
    alone = sum(not is_blank(cell) for cell in above.cells) < 2  # one text across the whole is a title
    for merge in merges:
        downwards = merge.first_row < number <= merge.last_row
        across = merge.first_row == number - 1 and merge.first_column < merge.last_column
        if downwards or (across and (not alone or merge.first_column > 1)):
            return True
    return row is not None and not merges and _fills_gaps(above.cells, row.cells)


def _fills_gaps(above: Sequence[Cell], cells: Sequence[Cell]) -> bool:
    """Without merges, as in CSV: whether what is blank in a row of words stands in the row above, and not the same."""
    held = [not is_blank(cell) for cell in cells]
    held_above = [not is_blank(cell) for cell in above]
    if sum(held_above) < 2 or not any(held) or not all(isinstance(cell, str) for cell in cells if cell is not None):
        return False
    return any(one and not other for one, other in zip(held_above, held, strict=False))


def _texts(rows: Mapping[int, Row], number: int, merges: Sequence[Merge], width: int, *, lowest: bool) -> list[str]:
    """What stands in each column of one level: a merged cell says the same in all its columns and rows."""
    row = rows.get(number)
    texts = [header_text(cell) for cell in row.cells] if row else []
    texts.extend([""] * (width - len(texts)))
    for merge in merges:
        origin = rows.get(merge.first_row)
        if not merge.first_row <= number <= merge.last_row or origin is None:
            continue
        if merge.first_column > len(origin.cells) or merge.last_column - merge.first_column + 1 >= width > 2:
            continue
        said = header_text(origin.cells[merge.first_column - 1])
        for column in range(merge.first_column - 1, min(merge.last_column, width)):
            texts[column] = texts[column] or said
    return texts if merges or lowest else _years_carried(texts)


def _years_carried(texts: list[str]) -> list[str]:
    """Without merges, a year stands over the columns to its right as well, up to the next word."""
    carried, year = [], ""
    for text in texts:
        year = text if text and year_alone(text) else "" if text else year
        carried.append(text or year)
    return carried


def _distinct(texts: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))


def _units_below(row: Row | None) -> dict[int, str]:
    """The units that the row below the header states, where it states nothing else."""
    held = {index: cell for index, cell in enumerate(row.cells) if not is_blank(cell)} if row else {}
    texts = {index: cell for index, cell in held.items() if isinstance(cell, str) and is_unit_like(cell)}
    if not texts or len(texts) < len(held):
        return {}
    return {index: plain(text) for index, text in texts.items() if unit_alone(text)}


def _declared_unit(above: Sequence[Row]) -> str | None:
    """The unit that a line above the header declares for the whole sheet, when only one does."""
    texts = [re.sub(r"\s+", "", plain(cell)) for row in above for cell in row.cells if isinstance(cell, str)]
    units = {found["unit"] for text in texts for found in DECLARED_UNIT.finditer(text)}
    return units.pop() if len(units) == 1 else None


def header_text(cell: Cell) -> str:
    """A header on one line, '' for a blank one."""
    if cell is None or isinstance(cell, BrokenCell) or is_blank(cell):
        return ""
    return re.sub(r"\s*\n\s*", "", as_text(cell)).strip()
