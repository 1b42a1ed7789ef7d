"""Groups of firms under one controlling organisation, which may be one of them: for the splits of a training."""

import numpy as np
import pandas as pd

from seeds.demo.clock import Calendar, stream
from seeds.demo.codes import LARGEST_SERIAL, unified_code
from seeds.demo.knowledge import CITY
from seeds.demo.population import Numbers
from seeds.demo.tables import SOURCE, days_in, heard, told

IN_GROUPS = 0.125
"""Share of the firms that belong to a group."""
SIZES = {2: 0.42, 3: 0.25, 4: 0.16, 5: 0.1, 6: 0.07}
"""Firms of the city in a group, and how likely it is to have so many."""
PARENT_INSIDE = 0.5
"""How likely the controller is one of them; another one lies outside the city."""
SOLD_A_GROUP = 0.06
"""Share of the controls that ended."""


def make_controls(seed: int, enterprises: pd.DataFrame, calendar: Calendar) -> pd.DataFrame:
    """Who controls whom, since when, and since when that is known: from the founding on, or by a later purchase."""
    rng = stream(seed, "controls")
    pairs = _pairs(rng, len(enterprises))
    count, child = len(pairs), pairs["enterprise"].to_numpy()
    parent = pairs["parent"].fillna(pairs["enterprise"]).to_numpy().astype(np.int64)
    born, gone = days_in(enterprises, "registered_on"), days_in(enterprises, "ended_on")
    both = np.maximum(born[child], born[parent])
    left = np.fmin(np.fmin(gone[child], gone[parent]), calendar.last_day) - both
    waits = np.where(rng.random(count) < 0.5, 0, rng.random(count)) * left.astype(np.int64)
    since = both + waits.astype(np.int64).astype("timedelta64[D]")
    ended = since + rng.integers(200, 2500, count).astype("timedelta64[D]")
    is_over = (rng.random(count) < SOLD_A_GROUP) & (ended <= calendar.last_day)
    ended = np.where(is_over, ended, np.datetime64("NaT"))
    public = calendar.known(since, rng.integers(5, 90, count))
    share = np.round(rng.uniform(0.51, 1.0, count), 2)
    table = pd.DataFrame(
        {
            "enterprise": child,
            "kind": "organisation",
            "controller_uscc": _codes(enterprises, pairs),
            "controller_name": _names(enterprises, pairs),
            "person_ref": "",
            "share": np.where(rng.random(count) < 0.15, np.nan, share),
            "since": since,
            "ended_on": ended,
            "ended_known_on": heard(ended, rng.integers(5, 90, count), calendar),
            "known_on": np.maximum(public, days_in(enterprises, "known_on")[child]),
            "source": SOURCE,
        }
    )
    kept: pd.DataFrame = table[left.astype(np.int64) > 0]
    return told(kept, calendar)


def _pairs(rng: np.random.Generator, firms: int) -> pd.DataFrame:
    """The firms that are controlled, by group; `parent` is the place of the controller in the city, NA outside."""
    sizes = rng.choice(list(SIZES), size=firms // 2 + 1, p=list(SIZES.values()))
    ends = np.cumsum(sizes)
    sizes = sizes[: int(np.searchsorted(ends, IN_GROUPS * firms, side="right"))]
    member: Numbers = rng.permutation(firms)[: sizes.sum()]
    group = np.repeat(np.arange(len(sizes)), sizes)
    first = np.r_[True, group[1:] != group[:-1]][: len(group)]
    inside = rng.random(len(sizes)) < PARENT_INSIDE
    parent = pd.array(np.repeat(member[first], sizes), dtype="Int64")
    parent[~inside[group]] = pd.NA
    table = pd.DataFrame({"enterprise": member, "parent": parent, "group": group})
    controlled: pd.DataFrame = table[~(first & inside[group])]
    return controlled.reset_index(drop=True)


def _codes(enterprises: pd.DataFrame, pairs: pd.DataFrame) -> list[str]:
    """The code of each controller; those outside the city have fictional codes counted from the other end."""
    codes = enterprises["uscc"].tolist()
    return [
        unified_code(CITY, LARGEST_SERIAL - group) if pd.isna(parent) else codes[parent]
        for parent, group in zip(pairs["parent"], pairs["group"], strict=True)
    ]


def _names(enterprises: pd.DataFrame, pairs: pd.DataFrame) -> list[str]:
    names = enterprises["name"].tolist()
    return [
        f"演示控股集团{group + 1}有限公司" if pd.isna(parent) else names[parent]
        for parent, group in zip(pairs["parent"], pairs["group"], strict=True)
    ]
