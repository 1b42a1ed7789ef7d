"""Columns of numbers, all at once: amounts and counts to the fen, exactly as the readers of single cells give them.

A number cell means its shortest decimal form. In floating point its product with the unit is off by a few parts in
10**16; where that cannot change to which fen it is rounded, the fen is taken from the product. The few numbers that lie
so near the half that it could, and all that the readers would refuse, are left to the readers.
"""

import math
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from crm.intake.reading.amounts import FEN
from crm.intake.reading.cells import Cell

DOUBT = 2.0**-50
"""Relative error that is allowed for, several times what the two roundings make."""
EXACT = 2**53
"""Below it every whole number is a floating-point number."""
PLAIN = frozenset("0123456789.")

T = TypeVar("T")


def read_numbers(
    cells: Sequence[Cell], factor: Decimal, most: Decimal, *, negative: bool, one_by_one: Callable[[Cell], T]
) -> list[T | Decimal | None]:
    """Each of `cells` times `factor`, to the fen; what is no plain number below `most` goes through `one_by_one`."""
    only_floats = set(map(type, cells)) == {float}
    numeric = np.array(cells if only_floats else list(map(_as_float, cells)), dtype=np.float64)
    fen, sure = in_fen(numeric, float(factor), float(most), negative=negative)
    read: list[T | Decimal | None] = [FEN * number for number in fen.tolist()]
    memo: dict[str, T | Decimal] = {}
    for index in np.flatnonzero(~sure).tolist():
        cell = cells[index]
        if cell is None:
            read[index] = None
        elif isinstance(cell, str):
            if cell not in memo:
                memo[cell] = plain_decimal(cell, factor, most) or one_by_one(cell)
            read[index] = memo[cell]
        else:
            read[index] = one_by_one(cell)
    return read


def _as_float(cell: Cell) -> float:
    if isinstance(cell, float):
        return cell
    if isinstance(cell, int) and not isinstance(cell, bool) and -EXACT < cell < EXACT:
        return float(cell)
    return math.nan


def in_fen(
    numbers: npt.NDArray[np.float64], factor: float, most: float, *, negative: bool
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    """The hundredths of `numbers` times `factor`, rounded half up, and where that is certain.

    Parameters
    ----------
    numbers : array of shape (n,)
        NaN for what is no number.
    most : float
        Bound of the size of a value, not included.
    negative : bool
        Whether values below zero are read here.
    """
    with np.errstate(invalid="ignore", over="ignore"):
        size = np.abs(numbers) * (factor * 100)
        whole = np.floor(size)
        sure = np.abs(size - whole - 0.5) > size * DOUBT  # false for NaN
        sure &= size < min(most * 100, 2.0**49)
        if not negative:
            sure &= numbers >= 0
        rounded = np.where(sure, whole + (size - whole > 0.5), 0).astype(np.int64)
    return np.where(numbers < 0, -rounded, rounded), sure


def plain_decimal(text: str, factor: Decimal, most: Decimal) -> Decimal | None:
    """The value of a text of nothing but digits and a point; None for any other, which takes a closer look."""
    if not text or len(text) > 20 or not PLAIN.issuperset(text) or text.count(".") > 1 or text.endswith("."):
        return None
    value = Decimal(text) * factor
    return value.quantize(FEN, ROUND_HALF_UP) if value < most else None
