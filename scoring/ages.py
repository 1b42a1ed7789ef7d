"""Ages by the calendar: a firm is fifteen on the fifteenth anniversary of its registration, not a leap day later."""

import numpy as np
import numpy.typing as npt
import pandas as pd

Days = npt.NDArray[np.datetime64]


def age_in_years(registered: "pd.Series[pd.Timestamp]", day: pd.Timestamp) -> "pd.Series[float]":
    """Completed years, and of the running one the part that has passed; missing where the day of birth is.

    Whole on every anniversary. Who was registered on 29 February has it on the 28th in other years, since a term of
    years ends in the last month that lacks the day on the last day of that month (民法典 第二百零二条). Negative
    before the registration.
    """
    year = registered.dt.year
    this, before, after = (_anniversary(registered, day.year + more) for more in (0, -1, 1))
    now = day.to_datetime64().astype("datetime64[D]")
    had = this <= now
    since, until = np.where(had, this, before), np.where(had, after, this)
    part = (now - since) / (until - since)
    completed = day.year - year - np.where(had, 0, 1)
    age: pd.Series[float] = (completed + part).astype(np.float64).where(registered.notna())
    return age


def _anniversary(registered: "pd.Series[pd.Timestamp]", year: int) -> Days:
    """The anniversaries in one year; NaT where the day is missing."""
    born = registered.to_numpy().astype("datetime64[D]")
    month = born.astype("datetime64[M]")
    offset = born - month.astype("datetime64[D]")
    january = born.astype("datetime64[Y]").astype("datetime64[M]")
    same_month = np.datetime64(year - 1970, "Y").astype("datetime64[M]") + (month - january)
    first, following = same_month.astype("datetime64[D]"), (same_month + 1).astype("datetime64[D]")
    days: Days = np.minimum(first + offset, following - np.timedelta64(1, "D"))
    return days
