"""What sources say of who the firms are, and since when: the register, and a statistical directory that is less exact.

The register speaks of a firm when it is founded, when it ends, and each summer from its annual report; the directory
knows some of the firms and is wrong about a few. What is shown of a firm is what the register says last.
"""

import numpy as np
import pandas as pd

from seeds.demo.clock import Calendar, Days, days_of_year, stream
from seeds.demo.population import Flags
from seeds.demo.tables import DIRECTORY, REGISTER, days_in

STATED = [
    "name", "registration_no", "legal_form", "registered_on", "registered_capital", "registered_region",
    "operating_region", "address", "business_scope", "industry", "technology_field", "status", "ended_on",
]  # fmt: skip
TEXTS = (
    "registration_no", "legal_form", "operating_region", "address", "business_scope", "industry", "technology_field",
)  # fmt: skip
COLUMNS = ["enterprise", *STATED, "known_on", "source"]

REPORTS = 0.88
"""How many of the firms in business hand in their annual report in time."""
LISTED = 0.3
"""How many of them the directory knows."""
WRONG = {"operating_region": 0.07, "registered_capital": 0.06, "industry": 0.08, "address": 0.1}
"""How often it says something else than the register, of what the register speaks of too."""
CHOSEN = 12
"""Firms of which somebody found that the directory is right about where they work."""


def make_registrations(seed: int, enterprises: pd.DataFrame, calendar: Calendar) -> pd.DataFrame:
    """Every statement about every firm; each firm has at least the one with which the bureau learned of it."""
    rng = stream(seed, "registrations")
    said = enterprises[STATED].assign(enterprise=np.arange(len(enterprises)))
    ended = enterprises["ended_on"].notna().to_numpy()
    known, last_day = days_in(enterprises, "known_on"), calendar.last_day
    told = np.minimum(
        days_in(enterprises, "ended_on") + rng.integers(3, 45, len(said)).astype("timedelta64[D]"), last_day
    )
    later = ended & (told > known)
    founded = said.assign(
        status=np.where(later, "operating", said["status"]),
        ended_on=said["ended_on"].where(~later),
        known_on=known,
        source=REGISTER,
    )
    ends = said[later].assign(known_on=told[later], source=REGISTER)
    reports = _reports(rng, said, ~ended, known, calendar)
    listed = _directory(rng, said, ~ended, known, calendar)
    every = pd.concat([founded, ends, reports, listed], ignore_index=True)[COLUMNS]
    every[list(TEXTS)] = every[list(TEXTS)].replace("", None)  # a blank would be a statement
    ordered: pd.DataFrame = every.sort_values(["enterprise", "known_on", "source"], ignore_index=True)
    return ordered


def last_summer(calendar: Calendar) -> np.datetime64:
    """The day on which the register published the last annual reports: 10 July of this year or of the one before."""
    this_year = days_of_year(calendar.today.year, 7, 10)
    return this_year if this_year <= calendar.last_day else days_of_year(calendar.today.year - 1, 7, 10)


def _reports(
    rng: np.random.Generator, said: pd.DataFrame, there: Flags, known: Days, calendar: Calendar
) -> pd.DataFrame:
    """The annual reports of last summer: the same once more."""
    day = last_summer(calendar)
    reporting = there & (known < day) & (rng.random(len(said)) < REPORTS)
    return said[reporting].assign(known_on=day, source=REGISTER)


def _directory(
    rng: np.random.Generator, said: pd.DataFrame, there: Flags, known: Days, calendar: Calendar
) -> pd.DataFrame:
    """What the directory says of the firms that it knows; it states nothing that the register does not speak of."""
    since = calendar.last_day - rng.integers(20, 300, len(said)).astype("timedelta64[D]")
    listed = there & (known < since) & (rng.random(len(said)) < LISTED)
    rows = said[listed].assign(known_on=since[listed], source=DIRECTORY)
    rows[["registration_no", "business_scope", "technology_field"]] = ""
    for field, share in WRONG.items():
        differs = (rng.random(len(rows)) < share) & (rows[field].notna() & (rows[field] != "")).to_numpy()
        rows[field] = np.where(differs, _otherwise(rng, rows, field), rows[field])
    return rows


def _otherwise(
    rng: np.random.Generator, rows: pd.DataFrame, field: str
) -> "np.ndarray[tuple[int], np.dtype[np.object_]]":
    """What stands of another firm in the same column; of capital half as much again, of an address an old one."""
    if field == "registered_capital":
        return np.asarray(rows[field].to_numpy(np.float64) * 1.5, dtype=object)
    if field == "address":
        return np.asarray(rows[field].astype(str) + "（旧址）", dtype=object)
    return np.asarray(rng.permutation(rows[field].to_numpy()), dtype=object)


def make_choices(seed: int, registrations: pd.DataFrame, calendar: Calendar) -> pd.DataFrame:
    """Of some firms somebody who was there found that they work where the directory says."""
    rng = stream(seed, "source choices")
    region = registrations.pivot_table(
        index="enterprise", columns="source", values="operating_region", aggfunc="last"
    ).reindex(columns=[REGISTER, DIRECTORY])
    differ = region[region[DIRECTORY].notna() & (region[DIRECTORY] != "") & (region[DIRECTORY] != region[REGISTER])]
    who = np.sort(rng.permutation(differ.index.to_numpy(np.int64, copy=True))[:CHOSEN])
    return pd.DataFrame(
        {
            "enterprise": who,
            "table": "registration",
            "field": "operating_region",
            "source": DIRECTORY,
            "basis": "",
            "reason": "演示：实地走访确认经营地与名录一致",
            "chosen_on": calendar.last_day - rng.integers(1, 20, len(who)).astype("timedelta64[D]"),
        }
    )
