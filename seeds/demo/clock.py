"""Time and chance: the calendar that a city lives by, and its streams of random numbers."""

import zlib
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

Days = npt.NDArray[np.datetime64]

HISTORY_YEARS = 8
"""Full calendar years of which the bureau has figures."""

WARM_UP_YEARS = 5
"""Years before those that are lived through but not recorded, so that the first recorded year has a past."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The years of a city as seen from its last day, `today`."""

    today: date

    @property
    def last_year(self) -> int:
        """The last full calendar year."""
        return self.today.year - 1

    @property
    def first_year(self) -> int:
        """The first year that is simulated."""
        return self.first_reported - WARM_UP_YEARS

    @property
    def first_reported(self) -> int:
        """The first year of which figures are on record."""
        return self.last_year - HISTORY_YEARS + 1

    @property
    def years(self) -> tuple[int, ...]:
        """All simulated full years, oldest first."""
        return tuple(range(self.first_year, self.last_year + 1))

    @property
    def recorded_years(self) -> tuple[int, ...]:
        """The full years on record, and the current one."""
        return tuple(range(self.first_reported, self.today.year + 1))

    @property
    def records_begin(self) -> np.datetime64:
        """The day on which the bureau began to keep records: what is older became known on it."""
        return np.datetime64(f"{self.first_reported}-01-01")

    @property
    def last_day(self) -> np.datetime64:
        """`today`, as NumPy wants it."""
        return np.datetime64(self.today)

    def column(self, year: int) -> int:
        """Where `year` stands among `years`."""
        return year - self.first_year

    def known(self, happened: Days, delay: npt.NDArray[np.int64]) -> Days:
        """The day on which something became known: `delay` days after it happened, never before records begin."""
        told = happened + delay.astype("timedelta64[D]")
        return np.asarray(np.maximum(told, self.records_begin))


def stream(seed: int, part: str) -> np.random.Generator:
    """The random numbers of one part of the city: its own, so that a change in one part does not shift the others."""
    return np.random.default_rng([seed, zlib.crc32(part.encode())])


def days_of_year(year: int, month: int, day: int) -> np.datetime64:
    """One day."""
    return np.datetime64(f"{year:04d}-{month:02d}-{day:02d}")


def year_of(days: Days) -> npt.NDArray[np.int64]:
    """The calendar years of `days` (NaT not allowed)."""
    return days.astype("datetime64[Y]").astype(np.int64) + 1970


def january_first(years: npt.NDArray[np.int64]) -> Days:
    """1 January of each of `years`."""
    return (years - 1970).astype("datetime64[Y]").astype("datetime64[D]")
