"""Growth on columns: the formula of 195号, and the compound yearly rate that everyone else means.

Both round more than once; `exact` decides the rates that come out beside an edge.
"""

import numpy as np

from scoring.rulebooks.columns import Columns, Numbers
from scoring.rulebooks.exact import settle
from scoring.rulebooks.measures import MEASURES
from scoring.rulebooks.schema import Growth, MeanGrowth

_ZERO = (0.0,)


def mean_growth(growth: MeanGrowth, columns: Columns) -> Numbers:
    """Compute the rate for every row: NaN if unknown or without meaning, −inf if it counts as none by rule."""
    if growth.bases == "unknown":
        return _mean_of_known_bases(growth, columns)
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


def growth(growth: Growth, columns: Columns) -> Numbers:
    """Compute the compound rate a year: NaN if unknown or without meaning, −inf if the firm was not there yet."""
    oldest, newest = columns.whole(growth.oldest), columns.whole(growth.newest)
    base = np.where((oldest > 0) & (newest >= 0), oldest, np.nan)
    rate = (newest - base) / base if growth.years == 1 else (newest / base) ** (1.0 / growth.years) - 1.0
    back = MEASURES[growth.oldest].year
    if growth.within is None or back is None:
        return np.asarray(rate, dtype=np.float64)
    years = columns.numbers[growth.within]
    return np.where(years <= back, -np.inf, rate + 0.0 * years)


def _mean_of_known_bases(growth: MeanGrowth, columns: Columns) -> Numbers:
    v1, v2, v3 = (columns.whole(name) for name in (growth.oldest, growth.middle, growth.newest))
    years = columns.numbers[growth.within]
    sound = (v1 > 0) & (v2 > 0) & (years >= 3)
    first = v2 / np.where(sound, v1, np.nan)
    return (first + v3 / np.where(sound, v2, np.nan)) * 0.5 - 1.0
