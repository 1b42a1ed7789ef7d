"""The numbers that clauses and bands look at, computed on columns, exact on their edges.

Why the edges are exact. Money is whole fen up to 10¹⁵ and people, whose yearly mean may be a fraction, are whole
hundredths: `rint(yuan × 100)` recovers the whole number from the float, and sums of a few years stay exact integers
below 2⁵³. One division of two exact integers is correctly rounded and so is the bound p/q; rounding is monotone, so
`n/d` and `p/q` compare as the true fractions do whenever these differ by more than one rounding step, which they do,
or are equal, as long as d·p < 2⁵² (for 3 %, a total of 15 trillion yuan). Sums and means are one such division too.
Means of ratios and growth round more than once; `exact` sees to their edges.
"""

import numpy as np

from scoring.rulebooks.columns import Columns, Numbers
from scoring.rulebooks.growth import growth, mean_growth
from scoring.rulebooks.measures import MEASURES, whole_units
from scoring.rulebooks.schema import Growth, Mean, MeanGrowth, MeanRatio, Quantity, Ratio, Reading, Steps, Sum


def value_of(quantity: Quantity, columns: Columns) -> Numbers:
    """Compute a quantity for every row.

    Parameters
    ----------
    quantity : Quantity
    columns : Columns of n rows, money in yuan.

    Returns
    -------
    float64 array of shape (n,)
        NaN where a fact is missing or the document gives no rule; −inf for a growth that counts as none by rule.
    """
    match quantity:
        case Reading():
            return columns.numbers[quantity.measure]
        case Ratio():
            return _ratio(quantity, columns)
        case Sum():
            return _sum(quantity, columns)
        case Mean():
            return _mean(quantity, columns)
        case MeanRatio():
            return _mean_ratio(quantity, columns)
        case Growth():
            return growth(quantity, columns)
        case MeanGrowth():
            return mean_growth(quantity, columns)


def bound_by_steps(steps: Steps, columns: Columns) -> Numbers:
    """Return the bound that applies to each row, NaN where the measure that steps are taken by is unknown."""
    by = columns.numbers[steps.measure]
    bound = np.full(columns.size, float(steps.steps[-1].bound))
    for step in reversed(steps.steps[:-1]):
        assert step.at_most is not None, "only the last step is open"
        bound = np.where(by <= float(step.at_most), float(step.bound), bound)
    return bound + 0.0 * by


def _ratio(ratio: Ratio, columns: Columns) -> Numbers:
    numerator = _total(ratio.numerator, ratio.within, columns)
    denominator = _total(ratio.denominator, ratio.within, columns)
    value = numerator / np.where(denominator > 0, denominator, np.nan)
    return np.where(denominator == 0, 0.0, value) if ratio.zero == "as_zero" else value


def _sum(total: Sum, columns: Columns) -> Numbers:
    value = _total(total.plus, total.within, columns)
    if total.minus:
        value = value - _total(total.minus, total.within, columns)
    return value / whole_units(total.plus[0])


def _mean(mean: Mean, columns: Columns) -> Numbers:
    years = _counted_years(mean.of, mean.within, columns)
    return _total(mean.of, mean.within, columns) / (years * whole_units(mean.of[0]))


def _mean_ratio(mean: MeanRatio, columns: Columns) -> Numbers:
    total: Numbers | float = 0.0
    for top, bottom in zip(mean.numerator, mean.denominator, strict=True):
        whole = columns.whole(bottom)
        ratio = columns.whole(top) / np.where(whole > 0, whole, np.nan)
        total = total + _if_counted(ratio, bottom, mean.within, columns)
    return np.asarray(total / _counted_years(mean.denominator, mean.within, columns), dtype=np.float64)


def _counted_years(names: tuple[str, ...], within: str | None, columns: Columns) -> Numbers | float:
    """Return how many of the figures count, NaN if none does or if that is not known."""
    if within is None:
        return float(len(names))
    years = columns.numbers[within]
    always = sum(MEASURES[name].year is None for name in names)
    counted = always + sum(
        (years > back).astype(np.float64) for name in names if (back := MEASURES[name].year) is not None
    )
    return np.where(counted > 0, counted, np.nan) + 0.0 * years


def _total(names: tuple[str, ...], within: str | None, columns: Columns) -> Numbers:
    total = _if_counted(columns.whole(names[0]), names[0], within, columns)
    for name in names[1:]:
        total = total + _if_counted(columns.whole(name), name, within, columns)
    return total


def _if_counted(figure: Numbers, name: str, within: str | None, columns: Columns) -> Numbers:
    """Return a figure of the measure's year, 0 where that lies before the firm's first, NaN where that is not known."""
    back = MEASURES[name].year
    if within is None or back is None:
        return figure
    years = columns.numbers[within]
    return np.where(years <= back, 0.0, figure + 0.0 * years)
