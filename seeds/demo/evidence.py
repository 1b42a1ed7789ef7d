"""What could be seen of each firm in a year: its rights, conversions and standing, counted from the events."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from seeds.demo.clock import Calendar, days_of_year, year_of
from seeds.demo.conditions import Evidence
from seeds.demo.innovation import Innovation, granted_before
from seeds.demo.mix import Mix
from seeds.demo.population import Flags, Floats, Population
from seeds.demo.tables import days_in


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """All events that an assessor could look up, and who has a technology field."""

    innovation: Innovation
    incidents: pd.DataFrame
    list_entries: pd.DataFrame
    has_field: Flags


def listed_fields(rng: np.random.Generator, firms: Population, mix: Mix) -> Flags:
    """Firms whose technology lies in a listed field: nine in ten of those whose trade has one."""
    return np.asarray((mix.of_trades("field") != "")[firms.trade] & (rng.random(firms.count) < 0.9))


def gather(firms: Population, history: History, year: int, used: Floats, calendar: Calendar) -> Evidence:
    """The evidence on 1 July of `year`; `used` class II rights were struck out by earlier applications."""
    day = days_of_year(year, 7, 1)
    rights = history.innovation.ip_rights
    class2 = granted_before(rights, firms.count, day, first=False)
    return Evidence(
        column=calendar.column(year - 1),
        class1=granted_before(rights, firms.count, day, first=True),
        class2=class2,
        class2_unused=np.maximum(class2 - used, 0.0),
        conversions=_conversions(firms, history.innovation.conversions, year),
        has_field=history.has_field,
        clean=~_recent_incident(firms, history.incidents, day),
        on_list=_listed(firms, history.list_entries, day),
    )


def _conversions(firms: Population, table: pd.DataFrame, year: int) -> Floats:
    """Mean a year over the three full years before `year`, or over those that the firm has lived."""
    years = year_of(days_in(table, "converted_on"))
    inside = (years >= year - 3) & (years < year)
    count = np.bincount(table["enterprise"].to_numpy()[inside], minlength=firms.count)
    return np.asarray(count / np.clip(year - firms.founded(), 1, 3))


def _recent_incident(firms: Population, table: pd.DataFrame, day: np.datetime64) -> Flags:
    happened = days_in(table, "occurred_on")
    recent = table["is_major"].to_numpy() & (happened <= day) & (happened > day - np.timedelta64(365, "D"))
    return _some(firms, table, recent)


def _listed(firms: Population, table: pd.DataFrame, day: np.datetime64) -> Flags:
    return _some(firms, table, (days_in(table, "listed_on") <= day) & ~(days_in(table, "removed_on") <= day))


def _some(firms: Population, table: pd.DataFrame, rows: Flags) -> Flags:
    found = np.zeros(firms.count, dtype=bool)
    found[table["enterprise"].to_numpy()[rows]] = True
    return found
