"""Columns of the as-of frame as NumPy arrays: numbers with NaN where unknown, flags as signs with 0 where unknown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.rulebooks.measures import MEASURES

Numbers = npt.NDArray[np.float64]
Signs = npt.NDArray[np.int8]
"""1 yes, 0 unknown, −1 no: three-valued `and` is the minimum, three-valued `or` the maximum (Kleene)."""


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

    def rows(self, start: int, stop: int) -> Self:
        """Return the rows from `start` to before `stop`, as views."""
        return type(self)(
            numbers={name: values[start:stop] for name, values in self.numbers.items()},
            flags={name: values[start:stop] for name, values in self.flags.items()},
            size=min(stop, self.size) - start,
        )

    def whole(self, name: str) -> Numbers:
        """Return a number in units that make it whole: money in fen, all else as it is."""
        values = self.numbers[name]
        return np.rint(values * 100.0) if MEASURES[name].unit == "yuan" else values


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
