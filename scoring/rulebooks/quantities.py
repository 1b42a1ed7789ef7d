"""The numbers that clauses and bands look at, computed on columns, exact on their edges.

Why the edges are exact. Money is whole fen up to 10¹⁵, so `rint(yuan × 100)` recovers the whole number from the float,
and sums of a few years stay exact integers below 2⁵³. One division of two exact integers is correctly rounded and so
is the bound p/q; rounding is monotone, so `n/d` and `p/q` compare as the true fractions do whenever these differ by
more than one rounding step, which they do, or are equal, as long as d·p < 2⁵² (for 3 %, a total of 15 trillion yuan).
The growth formula adds two quotients; what `growth` does for its edges is said there.
"""

import numpy as np

from scoring.rulebooks.columns import Columns, Numbers
from scoring.rulebooks.growth import mean_growth
from scoring.rulebooks.measures import MEASURES
from scoring.rulebooks.schema import MeanGrowth, Quantity, Ratio, Reading, Steps


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


def _total(names: tuple[str, ...], within: str | None, columns: Columns) -> Numbers:
    years = columns.numbers[within] if within else None
    total = _counted(names[0], years, columns)
    for name in names[1:]:
        total = total + _counted(name, years, columns)
    return total


def _counted(name: str, years: Numbers | None, columns: Columns) -> Numbers:
    """Return a figure, 0 where its year lies before the firm's first, NaN where that is not known."""
    figure = columns.whole(name)
    back = MEASURES[name].year
    if years is None or back is None:
        return figure
    return np.where(years <= back, 0.0, figure + 0.0 * years)
