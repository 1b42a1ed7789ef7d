"""Quantities that round more than once, decided exactly on the edges of bounds and bands.

A rate may come out a hair beside an edge on which it lies: 3 years of 100, 90, 99 grow by nothing, in floats by
2·10⁻¹⁶; 1000 → 1728 in three years is 20 % a year, in floats a little less. Values near an edge, a handful, are
therefore compared once more in whole numbers of any size.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from scoring.rulebooks.columns import Columns, Numbers
from scoring.rulebooks.measures import MEASURES
from scoring.rulebooks.schema import Growth, MeanGrowth, MeanRatio, Quantity

NEAR = 1e-9
"""Far wider than any rounding of a rate (2⁻⁵² of its yearly factors, up to a millionfold), far narrower than a band."""

Rows = npt.NDArray[np.intp]


def settle(quantity: Quantity, columns: Columns, value: Numbers, edges: Sequence[Decimal | float]) -> Numbers:
    """Put every value that is near an edge on its true side of it: below, on, or above, by the smallest step."""
    side_of = _SIDES.get(type(quantity))
    if side_of is None:
        return value
    settled = value
    for edge in edges:
        near = np.flatnonzero(np.abs(value - float(edge)) < NEAR)
        if len(near):
            settled = settled.copy() if settled is value else settled
            side = side_of(quantity, columns, near, Fraction(edge))
            settled[near] = np.nextafter(float(edge), float(edge) + side)
    return settled


def _side_of_mean_growth(growth: MeanGrowth, columns: Columns, rows: Rows, edge: Fraction) -> Numbers:
    """Return 1, 0 or −1 as the exact rate of these rows is above, on or below the edge, in integers of any size."""
    v1, v2, v3 = (_exact(columns, name, rows) for name in (growth.oldest, growth.middle, growth.newest))
    single = (columns.numbers[growth.within][rows] < 3) | (v1 == 0)
    top, bottom = np.where(single, v3, v2), np.where(single, v2, v1)
    # sign of ½ × (top/bottom + v3/v2) − 1 − edge, with the denominators multiplied out
    excess = edge.denominator * (top * v2 + v3 * bottom) - 2 * (edge.denominator + edge.numerator) * bottom * v2
    return _signs(excess * np.sign(bottom * v2))


def _side_of_growth(growth: Growth, columns: Columns, rows: Rows, edge: Fraction) -> Numbers:
    """Compare newest with oldest × (1 + edge)^years."""
    oldest, newest = (_exact(columns, name, rows) for name in (growth.oldest, growth.newest))
    factor = (1 + edge) ** growth.years
    return _signs(newest * factor.denominator - oldest * factor.numerator)


def _side_of_mean_ratio(mean: MeanRatio, columns: Columns, rows: Rows, edge: Fraction) -> Numbers:
    """Compare the sum of the yearly ratios with edge × years, year by year in fractions."""
    years = columns.numbers[mean.within][rows] if mean.within else None
    excess = np.full(len(rows), Fraction(0), dtype=object)
    for top, bottom in zip(mean.numerator, mean.denominator, strict=True):
        back = MEASURES[bottom].year
        counted = np.full(len(rows), fill_value=True) if years is None or back is None else years > back
        tops, bottoms = _exact(columns, top, rows), _exact(columns, bottom, rows)
        for at in np.flatnonzero(counted).tolist():
            excess[at] += Fraction(tops[at], bottoms[at]) - edge
    return _signs(excess)


def _signs(excess: npt.NDArray[np.object_]) -> Numbers:
    return np.array([(value > 0) - (value < 0) for value in excess.tolist()], dtype=np.float64)


def _exact(columns: Columns, name: str, rows: Rows) -> npt.NDArray[np.object_]:
    """Return figures as numbers without rounding, 0 where missing: a year that a near rate does not use.

    Money and people are whole numbers of fen and hundredths; of all else the float's own value is taken.
    """
    figures = np.nan_to_num(columns.whole(name)[rows]).tolist()
    return np.array([int(one) if one.is_integer() else Fraction(one) for one in figures], dtype=object)


_SIDES: dict[type, Callable[[Any, Columns, Rows, Fraction], Numbers]] = {
    MeanGrowth: _side_of_mean_growth,
    Growth: _side_of_growth,
    MeanRatio: _side_of_mean_ratio,
}
