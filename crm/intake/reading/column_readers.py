"""How the cells of one column are read, the whole column at a time.

What a column reader gives is, cell by cell, what the reader of a single cell gives (`cells`, `amounts`); it only does
not ask it again for a text that it has read already, and takes numbers and codes in bulk.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from crm.intake.characters import plain
from crm.intake.findings import Finding
from crm.intake.kinds.fields import Field
from crm.intake.reading.amounts import MOST, MOST_PEOPLE, UNITS, amount_cell, count_cell, ratio_cell
from crm.intake.reading.cells import (
    Cell,
    choice_cell,
    code_text_cell,
    date_cell,
    name_cell,
    text_cell,
    uscc_cell,
    year_cell,
)
from crm.intake.reading.numbers import read_numbers
from crm.intake.reading.usccs import valid_among

Value = str | int | Decimal | date
Read = Value | Finding | None
CellReader = Callable[[Cell], Read]
ColumnReader = Callable[[Sequence[Cell]], Sequence[Read]]

YEARS_AHEAD = 20
"""How far ahead a day may lie that is allowed to: the end of a term, of a protection."""
EQUAL_ACROSS_TYPES = frozenset({bool, int, float})

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """What reading a column takes besides its cells."""

    field: Field
    unit: str | None = None
    epoch_1904: bool = False
    known_on: date


def cell_reader(manner: Manner) -> CellReader:
    """The function that reads a single cell of the column."""
    field, unit = manner.field, manner.unit
    choices = {plain(word).casefold(): value for word, value in field.choices}
    latest = _latest(manner)
    readers: dict[str, CellReader] = {
        "uscc": uscc_cell,
        "registration_no": code_text_cell,
        "code": lambda cell: code_text_cell(cell, field.most),
        "name": lambda cell: name_cell(cell, field.most or 200),
        "text": lambda cell: text_cell(cell, field.most),
        "date": lambda cell: date_cell(cell, epoch_1904=manner.epoch_1904, latest=latest),
        "amount": lambda cell: amount_cell(cell, unit=unit, may_be_negative=field.may_be_negative),
        "count": count_cell,
        "ratio": lambda cell: ratio_cell(cell, unit=unit),
        "year": lambda cell: year_cell(cell, latest=latest.year),
        "place": code_text_cell,
        "industry": code_text_cell,
        "choice": lambda cell: choice_cell(cell, choices),
    }
    return readers[field.reading]


def column_reader(manner: Manner) -> ColumnReader:
    """The function that reads all cells of the column."""
    read, field = cell_reader(manner), manner.field
    if field.reading == "amount" and manner.unit is not None:
        factor = UNITS[manner.unit]
        return lambda cells: read_numbers(cells, factor, MOST, negative=field.may_be_negative, one_by_one=read)
    if field.reading == "count":
        return lambda cells: read_numbers(cells, Decimal(1), MOST_PEOPLE, negative=False, one_by_one=read)
    if field.reading == "uscc":
        return _codes
    return lambda cells: by_distinct(read, cells)


def by_distinct(read: Callable[[Cell], T], cells: Sequence[Cell]) -> list[T]:
    """`read` of each cell, asked once for those that are the same."""
    if len(EQUAL_ACROSS_TYPES & set(map(type, cells))) < 2:
        known = {cell: read(cell) for cell in set(cells)}
        return list(map(known.__getitem__, cells))
    typed: dict[Hashable, T] = {(type(cell), cell): read(cell) for cell in set_by_type(cells)}
    return [typed[type(cell), cell] for cell in cells]


def set_by_type(cells: Sequence[Cell]) -> list[Cell]:
    """Each different cell once, where 1, 1.0 and True are different."""
    return [cell for _type, cell in {(type(cell), cell) for cell in cells}]


def _codes(cells: Sequence[Cell]) -> list[Read]:
    texts = {cell for cell in cells if isinstance(cell, str)}
    valid = valid_among(texts)
    return by_distinct(lambda cell: cell if isinstance(cell, str) and cell in valid else uscc_cell(cell), cells)


def _latest(manner: Manner) -> date:
    if not manner.field.may_be_future:
        return manner.known_on
    return date(manner.known_on.year + YEARS_AHEAD, 12, 31)
