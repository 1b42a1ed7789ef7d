"""The two upper steps, gazelles and innovation leaders: few firms, chosen by the province out of high-tech enterprises.

Their official thresholds are not published; the city chooses by size, growth and research, and by chance.
"""

import numpy as np
import pandas as pd

from seeds.demo.clock import Calendar, days_of_year, stream
from seeds.demo.finance import Finance
from seeds.demo.path import holders, rows_of
from seeds.demo.population import Flags, Floats, Population

FIRST_CALL = 3
"""Years of the simulation before the province first calls for gazelles."""


def choose(seed: int, firms: Population, finance: Finance, titles: pd.DataFrame, calendar: Calendar) -> pd.DataFrame:
    """Applications for the upper steps; `titles` are the applications for the high-tech title so far."""
    rng = stream(seed, "upper")
    found: list[pd.DataFrame] = []
    for year in range(calendar.first_year + 3 + FIRST_CALL, calendar.today.year + 1):
        column = calendar.column(year - 1)
        titled = holders(titles, firms.count, days_of_year(year, 5, 1)) & firms.alive(days_of_year(year, 5, 1))
        growth = _growth(finance, column)
        found.append(
            _gazelles(rng, titled & ~_held(found, "gazelle", firms.count, year), finance, growth, year, column)
        )
        found.append(
            _leaders(rng, titled & ~_held(found, "innovation_leader", firms.count, year), finance, year, column)
        )
    return pd.concat(found, ignore_index=True)


def _growth(finance: Finance, column: int) -> Floats:
    """Yearly growth of revenue over the last two years, NaN where one is missing."""
    now, then = finance["revenue"][:, column], finance["revenue"][:, column - 2]
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.sqrt(now / then) - 1)


def _gazelles(
    rng: np.random.Generator, free: Flags, finance: Finance, growth: Floats, year: int, column: int
) -> pd.DataFrame:
    """Growing by a fifth a year from ten million yuan; nearly half try, two in five of those win."""
    able = free & (growth >= 0.2) & (finance["revenue"][:, column] >= 1.2e7)
    who = np.flatnonzero(able & (rng.random(len(free)) < 0.45))
    granted = rng.random(len(who)) < 0.3 + 0.5 * np.clip(growth[who] - 0.2, 0, 0.6)
    submitted = days_of_year(year, 5, 10) + rng.integers(0, 30, len(who)).astype("timedelta64[D]")
    return rows_of(who, "gazelle", year, submitted, np.full(len(who), days_of_year(year, 8, 12)), granted)


def _leaders(rng: np.random.Generator, free: Flags, finance: Finance, year: int, column: int) -> pd.DataFrame:
    """Three hundred million yuan and three per cent for research."""
    revenue = finance["revenue"][:, column]
    able = free & (revenue >= 3e8) & (finance["rnd_expense"][:, column] >= 0.03 * revenue)
    who = np.flatnonzero(able & (rng.random(len(free)) < 0.25))
    granted = rng.random(len(who)) < 0.5
    submitted = days_of_year(year, 8, 20) + rng.integers(0, 30, len(who)).astype("timedelta64[D]")
    return rows_of(who, "innovation_leader", year, submitted, np.full(len(who), days_of_year(year, 12, 20)), granted)


def _held(found: list[pd.DataFrame], programme: str, firms: int, year: int) -> Flags:
    """Who was granted the step in the last three years."""
    held = np.zeros(firms, dtype=bool)
    for rows in found:
        recent = rows[(rows["programme"] == programme) & rows["granted"] & (rows["year"] > year - 3)]
        held[recent["enterprise"].to_numpy()] = True
    return held
