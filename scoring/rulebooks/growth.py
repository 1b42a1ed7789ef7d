"""The growth formula of 195号 on columns, decided exactly on the edges of its bands.

Two rounded quotients are added, so a rate may come out a hair beside an edge on which it lies: 3 years of 100, 90, 99
grow by nothing, in floats by 2·10⁻¹⁶. Rates near an edge, a handful, are therefore compared once more in integers.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from scoring.rulebooks.columns import Columns, Numbers
from scoring.rulebooks.schema import MeanGrowth

NEAR = 1e-9
"""Far wider than any rounding of a rate (2⁻⁵² of its yearly factors, up to a millionfold), far narrower than a band."""

_ZERO = (Decimal(0),)


def mean_growth(growth: MeanGrowth, columns: Columns) -> Numbers:
    """Compute the rate for every row: NaN if unknown or without meaning, −inf if it counts as none by rule."""
    v1, v2, v3 = (columns.whole(name) for name in (growth.oldest, growth.middle, growth.newest))
    years = columns.numbers[growth.within]
    with np.errstate(divide="ignore", invalid="ignore"):
        last = v3 / v2
        first = np.where((years < 3) | (v1 == 0), last, v2 / v1)
        rate = (first + last) * 0.5 - 1.0 + 0.0 * years
    bad_base = (v2 < 0) | ((v1 < 0) & (years >= 3))
    if bad_base.any():
        rate = np.where(bad_base & (settle(growth, columns, rate, _ZERO) > 0), np.nan, rate)
    return np.where((v2 == 0) | (years < 2), -np.inf, rate)


def settle(growth: MeanGrowth, columns: Columns, rate: Numbers, edges: Sequence[Decimal]) -> Numbers:
    """Put every rate that is near an edge on its true side of it: below, on, or above, by the smallest step."""
    settled = rate
    for edge in edges:
        near = np.flatnonzero(np.abs(rate - float(edge)) < NEAR)
        if len(near):
            settled = settled.copy() if settled is rate else settled
            side = _side(growth, columns, near, Fraction(edge))
            settled[near] = np.nextafter(float(edge), float(edge) + side)
    return settled


def _side(growth: MeanGrowth, columns: Columns, rows: npt.NDArray[np.intp], edge: Fraction) -> Numbers:
    """Return 1, 0 or −1 as the exact rate of these rows is above, on or below the edge, in integers of any size."""
    v1, v2, v3 = (_integers(columns, name, rows) for name in (growth.oldest, growth.middle, growth.newest))
    single = (columns.numbers[growth.within][rows] < 3) | (v1 == 0)
    top, bottom = np.where(single, v3, v2), np.where(single, v2, v1)
    # sign of ½ × (top/bottom + v3/v2) − 1 − edge, with the denominators multiplied out
    excess = edge.denominator * (top * v2 + v3 * bottom) - 2 * (edge.denominator + edge.numerator) * bottom * v2
    side: Numbers = np.sign(excess * np.sign(bottom * v2)).astype(np.float64)
    return side


def _integers(columns: Columns, name: str, rows: npt.NDArray[np.intp]) -> npt.NDArray[np.object_]:
    """Return whole figures as Python integers, 0 where missing: a year that a near rate does not use."""
    return np.nan_to_num(columns.whole(name)[rows]).astype(np.int64).astype(object)
