"""What all tables of the city share: who says so, and the habits of dated rows."""

import numpy as np
import pandas as pd

from seeds.demo.clock import Calendar, Days
from seeds.demo.population import Numbers

SOURCE = "演示数据 synthetic"
"""Stands in every row that has a source, so that no figure can pass for one of a real firm."""

REGISTER = f"{SOURCE}·登记机关"
DIRECTORY = f"{SOURCE}·统计名录"
"""Of who the firms are, two sources speak."""
RANKS = {REGISTER: 20, DIRECTORY: 60}
"""How they rank: the register before the directory."""


def days_in(table: pd.DataFrame, column: str) -> Days:
    """A column of days as NumPy days."""
    return table[column].to_numpy().astype("datetime64[D]")


def firms_in(table: pd.DataFrame) -> Numbers:
    """The positions of the firms that the rows are about."""
    return table["enterprise"].to_numpy().astype(np.int64)


def heard(happened: Days, delay: Numbers, calendar: Calendar) -> Days:
    """When the end of something became known: `delay` days later, but by the last day; NaT where nothing ended."""
    return np.asarray(np.minimum(happened + delay.astype("timedelta64[D]"), calendar.last_day))


def told(table: pd.DataFrame, calendar: Calendar) -> pd.DataFrame:
    """Only what is known by the last day."""
    return table[days_in(table, "known_on") <= calendar.last_day].reset_index(drop=True)


def once(table: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """The first row of each key: the tables hold each fact once."""
    return table.drop_duplicates(key).reset_index(drop=True)
