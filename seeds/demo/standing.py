"""What stands against the firms: accidents and violations, and stays on public lists."""

import numpy as np
import pandas as pd

from seeds.demo.clock import Calendar, stream
from seeds.demo.innovation import scatter
from seeds.demo.mix import Mix
from seeds.demo.population import Population
from seeds.demo.tables import SOURCE, days_in, heard, once, told

KINDS = ("safety", "quality", "environment", "misconduct")


def make_incidents(seed: int, firms: Population, mix: Mix, calendar: Calendar) -> pd.DataFrame:
    """Incidents on record: rare, rarer still where a firm is good, more often in industry; some are major."""
    rng = stream(seed, "incidents")
    industry = (mix.of_trades("row") == "industry")[firms.trade]
    rate = 0.011 * np.exp(-0.35 * firms.quality) * np.where(industry, 1.3, 0.5)
    years = calendar.recorded_years
    table = scatter(rng, firms, np.repeat(rate[:, None], len(years), axis=1), years, calendar)
    kinds = np.array(KINDS)[rng.choice(len(KINDS), len(table), p=[0.35, 0.3, 0.33, 0.02])]
    table = table.rename(columns={"day": "occurred_on"}).assign(
        kind=kinds,
        is_major=(rng.random(len(table)) < 0.4) | (kinds == "misconduct"),
        description="演示事件，并非真实发生",
        source=SOURCE,
    )
    table["known_on"] = calendar.known(days_in(table, "occurred_on"), rng.integers(1, 45, len(table)))
    return once(told(table, calendar), ["enterprise", "kind", "occurred_on"])


def make_list_entries(seed: int, firms: Population, calendar: Calendar) -> pd.DataFrame:
    """Stays on the abnormal list (yearly report forgotten, address not found) and, seldom, on the dishonest list."""
    rng = stream(seed, "list entries")
    years = calendar.recorded_years
    rate = 0.02 * np.exp(-0.5 * firms.quality)
    table = scatter(rng, firms, np.repeat(rate[:, None], len(years), axis=1), years, calendar)
    dishonest = rng.random(len(table)) < 0.06
    listed = days_in(table, "day")
    stay = np.where(
        dishonest, rng.integers(700, 1500, len(table)), rng.exponential(260, len(table)).astype(np.int64) + 15
    )
    removed = listed + stay.astype("timedelta64[D]")
    removed = np.where(removed <= calendar.last_day, removed, np.datetime64("NaT"))
    table = table.rename(columns={"day": "listed_on"}).assign(
        kind=np.where(dishonest, "dishonest", "abnormal"),
        removed_on=removed,
        removed_known_on=heard(removed, rng.integers(0, 15, len(table)), calendar),
        reason=np.where(dishonest, "演示：严重违法失信", "演示：未按期公示年度报告"),
        source=SOURCE,
        known_on=calendar.known(listed, rng.integers(0, 10, len(table))),
    )
    return once(told(table, calendar), ["enterprise", "kind", "listed_on"])
