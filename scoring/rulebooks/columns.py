"""Columns of the as-of frame as NumPy arrays: numbers with NaN where unknown, flags as signs with 0 where unknown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.rulebooks.measures import MEASURES, whole_units
from scoring.rulebooks.schema import ClassTable

Numbers = npt.NDArray[np.float64]
Signs = npt.NDArray[np.int8]
"""1 yes, 0 unknown, −1 no: three-valued `and` is the minimum, three-valued `or` the maximum (Kleene)."""


_FLOAT = np.dtype(np.float64)


class MeasureMissing(LookupError):
    """A rulebook reads a measure that the frame has no column for."""


class MeasureUnreadable(TypeError):
    """A column of the frame holds something else than its measure's kind of value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The columns that a rulebook reads, for a run of rows."""

    numbers: Mapping[str, Numbers]
    flags: Mapping[str, Signs]
    size: int
    classes: dict[int, tuple[ClassTable, dict[str, Signs]]] = field(default_factory=dict)
    """The classes of these rows by the identity of their table, which several rulebooks may share."""
    _whole: dict[str, Numbers] = field(default_factory=dict)

    @classmethod
    def of(cls, frame: pd.DataFrame, names: Iterable[str]) -> Self:
        """Take the named columns out of `frame`.

        :raises MeasureMissing: a column is absent: an unknown measure is a column of missing values, never no column.
        :raises MeasureUnreadable: a number is not numeric, or a flag is neither `boolean` nor `bool`.
        """
        names = tuple(names)
        if absent := [name for name in names if name not in frame.columns]:
            raise MeasureMissing(f"The frame has no column for {', '.join(absent)}; add it, all missing if unknown.")
        flags = {name for name in names if MEASURES[name].unit == "flag"}
        return cls(
            numbers={name: _numbers(frame[name]) for name in names if name not in flags},
            flags={name: _signs(frame[name]) for name in names if name in flags},
            size=len(frame),
        )

    @classmethod
    def of_row(cls, row: Mapping[str, float | bool | None], names: Iterable[str]) -> Self:
        """Take the named measures of one firm; whatever `row` does not have is not known."""
        flags = {name: row.get(name) for name in names if MEASURES[name].unit == "flag"}
        numbers = [name for name in names if name not in flags]
        values = np.array([np.nan if (value := row.get(name)) is None else value for name in numbers], dtype=np.float64)
        signs = np.array([0 if flag is None else 1 if flag else -1 for flag in flags.values()], dtype=np.int8)
        return cls(
            numbers={name: values[place : place + 1] for place, name in enumerate(numbers)},
            flags={name: signs[place : place + 1] for place, name in enumerate(flags)},
            size=1,
        )

    def rows(self, start: int, stop: int) -> Self:
        """Return the rows from `start` to before `stop`, as views."""
        return type(self)(
            numbers={name: values[start:stop] for name, values in self.numbers.items()},
            flags={name: values[start:stop] for name, values in self.flags.items()},
            size=min(stop, self.size) - start,
        )

    def whole(self, name: str) -> Numbers:
        """Return a number in units that make it whole: money in fen, people in hundredths, all else as it is."""
        units = whole_units(name)
        if units == 1:
            return self.numbers[name]
        if name not in self._whole:
            self._whole[name] = np.rint(self.numbers[name] * units)
        return self._whole[name]


def columns_of_firm(frame: pd.DataFrame, enterprise: int, names: tuple[str, ...]) -> Columns:
    """Take the named columns of one firm out of `frame`: as `Columns.of`, much faster for a single row.

    :raises KeyError: the frame has no such firm.
    """
    place = frame.index.get_loc(enterprise)
    kinds = dict(zip(frame.columns, frame.dtypes, strict=True))
    if not isinstance(place, int) or not all(_is_plain(name, kinds.get(name)) for name in names):
        return Columns.of(frame.loc[[enterprise]], names)
    values = zip(frame.columns, frame.iloc[place].tolist(), strict=True)
    return Columns.of_row({name: None if value is pd.NA or value != value else value for name, value in values}, names)


def _is_plain(name: str, kind: object) -> bool:
    """Tell whether a column is what the as-of frame has for this measure."""
    return isinstance(kind, pd.BooleanDtype) if MEASURES[name].unit == "flag" else kind is _FLOAT


def _numbers(column: "pd.Series[float]") -> Numbers:
    if column.dtype == np.float64:
        return np.asarray(column, dtype=np.float64)
    if not pd.api.types.is_numeric_dtype(column.dtype) or pd.api.types.is_bool_dtype(column.dtype):
        raise MeasureUnreadable(f"Column {column.name} is {column.dtype}, a measure in numbers is float64.")
    return np.asarray(column.to_numpy(dtype=np.float64, na_value=np.nan), dtype=np.float64)


def _signs(column: "pd.Series[bool]") -> Signs:
    if not pd.api.types.is_bool_dtype(column.dtype):
        raise MeasureUnreadable(f"Column {column.name} is {column.dtype}, a flag is boolean (missing: NA) or bool.")
    yes = column.to_numpy(dtype=np.bool_, na_value=False)
    signs = yes.view(np.int8) * np.int8(2) - np.int8(1)
    if column.hasnans:
        signs[column.isna().to_numpy()] = 0
    return signs
