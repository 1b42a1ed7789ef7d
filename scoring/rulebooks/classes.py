"""Codes and classes on columns: whether a code is listed, and in which class of a table a firm is."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from scoring.rulebooks.columns import Columns, Numbers, Signs
from scoring.rulebooks.kept import Kept
from scoring.rulebooks.schema import ClassTable, InClass, Membership

CODES = 100
"""Codes have two digits."""

Places = npt.NDArray[np.int8]
"""The row of the table that has a firm's code, counted from 1; 0 where none has it, or the code is unknown."""


def listed(clause: Membership, columns: Columns) -> Signs:
    """Return whether each firm's code is among those listed, or, for `code_not_in`, is not."""
    known, code = _codes(clause.measure, columns)
    signs: Signs = _listing(clause.codes)[code] * known
    return signs if clause.kind == "code_in" else -signs


def in_class(clause: InClass, classes: Mapping[str, Signs]) -> Signs:
    """Return whether each firm is in one of the classes named, from the signs of every class of the table.

    Kleene: in one of them for certain, or in none of the others for certain.
    """
    among = [signs for name, signs in classes.items() if name in clause.among]
    others = [signs for name, signs in classes.items() if name not in clause.among]
    inside: Signs = np.maximum.reduce(among)
    return np.maximum(inside, -np.maximum.reduce(others)) if others else inside


def class_signs(table: ClassTable, columns: Columns) -> dict[str, Signs]:
    """Return, class by class, whether a firm is in it: it reaches its bounds, and those of no better class.

    Computed once for `columns`, however many rulebooks ask by the same table.
    """
    known = columns.classes.get(id(table))
    if known is None or known[0] is not table:
        known = columns.classes[id(table)] = (table, _class_signs(table, columns))
    return known[1]


def _class_signs(table: ClassTable, columns: Columns) -> dict[str, Signs]:
    place = places(table, columns)
    better = np.full(columns.size, -1, np.int8)
    found: dict[str, Signs] = {}
    for name, signs in reached(table, columns, place).items():
        found[name] = np.minimum(signs, -better)
        better = np.maximum(better, signs)
    return found


def places(table: ClassTable, columns: Columns) -> Places:
    """Return the place of each firm's row in the table."""
    known, code = _codes(table.by, columns)
    found: Places = _compiled(table).places[code] * known
    return found


def reached(table: ClassTable, columns: Columns, place: Places) -> dict[str, Signs]:
    """Return, class by class, whether a firm reaches all bounds of its row; unknown where it has no row."""
    compiled = _compiled(table)
    has_row = (place > 0).view(np.int8)
    found: dict[str, Signs] = {}
    for named in table.classes:
        signs = has_row
        for measure, bounds in compiled.bounds[named.id].items():
            bound, value = bounds[place], columns.numbers[measure]
            # a measure that the row does not name has a bound of −inf, which even an unknown value reaches
            yes, no = (value >= bound) | (bound == -np.inf), value < bound
            signs = np.minimum(signs, (yes.view(np.int8) - no.view(np.int8)) * has_row)
        found[named.id] = signs
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Compiled:
    """A table as arrays: place of the row by code, and by class and measure the bound by place."""

    places: Places
    bounds: Mapping[str, Mapping[str, Numbers]]


def _compile(table: ClassTable) -> _Compiled:
    place = np.zeros(CODES, np.int8)
    bounds: dict[str, dict[str, Numbers]] = {named.id: {} for named in table.classes}
    for at, row in enumerate(table.rows, start=1):
        place[list(row.codes)] = at
        for name, of_class in row.bounds.items():
            for measure, bound in of_class:
                by_place = bounds[name].setdefault(measure, np.full(len(table.rows) + 1, -np.inf))
                by_place[at] = float(bound)
    return _Compiled(places=place, bounds=bounds)


_compiled = Kept(_compile, most=64)


def _codes(measure: str, columns: Columns) -> tuple[Signs, npt.NDArray[np.integer[Any]]]:
    """Return 1 where the code is known, 0 where not, and the code itself; one that cannot be is 0."""
    values = columns.numbers[measure]
    inside = (values > 0) & (values < CODES)
    return (~np.isnan(values)).view(np.int8), np.where(inside, values, 0.0).astype(np.int64)


@lru_cache(maxsize=256)
def _listing(codes: tuple[int, ...]) -> Signs:
    signs = np.full(CODES, -1, np.int8)
    signs[list(codes)] = 1
    return signs
