"""What is reported of the financial years: by whom, when, with what left out and what got wrong.

The true figures are in `finance`; here they pass through audited accounts, tax returns, statistics and the firms' own
declarations. Figures are missing, two sources differ, a clerk types 万元 where yuan are asked, corrections come late.
"""

import numpy as np
import pandas as pd

from seeds.demo.clock import Calendar, Days, january_first, stream, year_of
from seeds.demo.finance import Finance
from seeds.demo.population import Floats, Numbers, Population
from seeds.demo.tables import SOURCE, days_in, firms_in, once, told

MONEY = (
    "revenue", "main_revenue", "total_income", "hightech_income", "costs", "rnd_expense", "rnd_domestic",
    "total_assets", "total_liabilities", "net_assets", "net_profit", "tax_paid",
)  # fmt: skip
PEOPLE = ("headcount", "st_staff", "rnd_staff")
FIGURES = (*MONEY, *PEOPLE)
COLUMNS = ["enterprise", "year", "basis", *FIGURES, "known_on", "source"]

REPORTED = (0.74, 0.97, 0.99)
"""How often a year is on record, by the tier of the firm at its end: 0, 1, 2 and more."""

MISSING = {
    "rnd_expense": (0.34, 0.05, 0.01),
    "rnd_domestic": (0.30, 0.08, 0.02),
    "hightech_income": (0.48, 0.22, 0.03),
    "total_income": (0.14, 0.08, 0.02),
    "main_revenue": (0.12, 0.06, 0.02),
    "st_staff": (0.24, 0.04, 0.01),
    "rnd_staff": (0.34, 0.10, 0.02),
    "headcount": (0.06, 0.02, 0.005),
    "costs": (0.10, 0.05, 0.02),
    "total_assets": (0.08, 0.04, 0.01),
    "total_liabilities": (0.10, 0.05, 0.01),
    "tax_paid": (0.08, 0.05, 0.02),
    "net_profit": (0.07, 0.04, 0.01),
    "revenue": (0.03, 0.01, 0.002),
}
"""How often a figure is left out of a report, by tier; net assets go with assets and liabilities."""

WINDOWS = {"audit": (91, 180), "tax": (152, 180), "statistics": (182, 212), "declared": (162, 243)}
"""Days after New Year between which the report on the year before arrives, by basis."""

CONTRADICTED = 0.10
SLIPS = 0.002
CORRECTED = 0.02


def make_financial_years(
    seed: int, firms: Population, finance: Finance, tiers: Numbers, decided: pd.DataFrame, calendar: Calendar
) -> pd.DataFrame:
    """All reports; `tiers` (n_firms, n_recorded_years), `decided`: decided applications for the high-tech title."""
    rng = stream(seed, "reports")
    truth = _on_record(rng, firms, finance, tiers, calendar)
    truth = truth.assign(basis=_bases(rng, truth))
    truth["known_on"] = _arrives(rng, truth)
    said = _declared(rng, _left_out(rng, truth))
    parts = [*_with_mistakes(rng, said), _second_source(rng, truth), _handed_in(finance, decided, calendar)]
    table = pd.concat(parts, ignore_index=True)
    table = table[~(firms.ended_on[firms_in(table)] <= days_in(table, "known_on"))]
    table = table.sort_values(["enterprise", "year", "known_on", "basis"], ignore_index=True)
    return once(told(table.assign(source=SOURCE), calendar)[COLUMNS], ["enterprise", "year", "basis", "known_on"])


def _on_record(
    rng: np.random.Generator, firms: Population, finance: Finance, tiers: Numbers, calendar: Calendar
) -> pd.DataFrame:
    """The true figures of every firm and year that somebody reported, with the firm's tier (0–2) at the year's end."""
    first, last = calendar.column(calendar.first_reported), calendar.column(calendar.last_year)
    revenue = finance["revenue"][:, first : last + 1]
    level = np.minimum(tiers[:, : last + 1 - first], 2)
    there = ~np.isnan(revenue) & (revenue > 0) & (rng.random(revenue.shape) < np.array(REPORTED)[level])
    enterprise, year = np.nonzero(there)
    rows = _true_rows(finance, enterprise, calendar.first_reported + year, calendar)
    return rows.assign(level=level[enterprise, year])


def _true_rows(finance: Finance, enterprise: Numbers, year: Numbers, calendar: Calendar) -> pd.DataFrame:
    """The true figures of some firms and years."""
    figures = {name: finance[name][enterprise, year - calendar.first_year] for name in FIGURES}
    return pd.DataFrame({"enterprise": enterprise, "year": year, **figures})


def _handed_in(finance: Finance, decided: pd.DataFrame, calendar: Calendar) -> pd.DataFrame:
    """Audited accounts that came with an application: complete, and with the bureau once it was decided.

    Earlier they are with the province: what the bureau has on record must not tell who has an application running.
    """
    who, year = firms_in(decided), year_of(days_in(decided, "submitted_on")) - 1
    rows = _true_rows(finance, who, year, calendar).assign(basis="audit", known_on=days_in(decided, "decided_on"))
    return rows[rows["revenue"].notna() & (rows["year"] >= calendar.first_reported)]


def _bases(rng: np.random.Generator, truth: pd.DataFrame) -> "np.ndarray[tuple[int], np.dtype[np.str_]]":
    """Who reports: audited accounts for titled firms, declarations for entered ones, mostly tax for the rest."""
    chance, level = rng.random(len(truth)), truth["level"].to_numpy()
    none = np.select([chance < 0.6, chance < 0.8], ["tax", "statistics"], "declared")
    entered = np.where(chance < 0.55, "declared", "tax")
    titled = np.where(chance < 0.85, "audit", "tax")
    return np.asarray(np.select([level == 0, level == 1], [none, entered], titled))


def _arrives(rng: np.random.Generator, truth: pd.DataFrame) -> Days:
    edges = np.array([WINDOWS[basis] for basis in truth["basis"]])
    days = rng.integers(edges[:, 0], edges[:, 1] + 1)
    return np.asarray(january_first(truth["year"].to_numpy() + 1) + days.astype("timedelta64[D]"))


def _left_out(rng: np.random.Generator, truth: pd.DataFrame) -> pd.DataFrame:
    """Take figures away."""
    said, level = truth.copy(), truth["level"].to_numpy()
    for figure, rates in MISSING.items():
        said.loc[rng.random(len(said)) < np.array(rates)[level], figure] = np.nan
    said.loc[said["rnd_expense"].isna(), "rnd_domestic"] = np.nan
    said.loc[said["total_assets"].isna() | said["total_liabilities"].isna(), "net_assets"] = np.nan
    return said


def _declared(rng: np.random.Generator, said: pd.DataFrame) -> pd.DataFrame:
    """Firms declare a little more research than their books hold; statistics round differently."""
    boast = np.where(said["basis"] == "declared", np.exp(np.abs(rng.normal(0.02, 0.05, len(said)))), 1.0)
    drift = np.where(said["basis"] == "statistics", np.exp(rng.normal(0, 0.01, len(said))), 1.0)
    boast = np.where(boast * said["rnd_expense"] <= said["revenue"], boast, 1.0)
    out = _scaled(said, drift)
    for figure in ("rnd_expense", "rnd_domestic"):
        out[figure] = np.round(out[figure] * boast, 2)
    return out


def _scaled(rows: pd.DataFrame, factor: Floats) -> pd.DataFrame:
    """All amounts times a factor a row, to the fen, still adding up."""
    out = rows.copy()
    for figure in MONEY:
        out[figure] = np.round(out[figure].to_numpy() * factor, 2)
    out["net_assets"] = np.where(
        out["net_assets"].isna(), np.nan, np.round(out["total_assets"] - out["total_liabilities"], 2)
    )
    return out


def _with_mistakes(rng: np.random.Generator, said: pd.DataFrame) -> list[pd.DataFrame]:
    """The first reports, some wrong, and the corrections of most of those."""
    chance = rng.random(len(said))
    slipped, wrong = chance < SLIPS, (chance >= SLIPS) & (chance < SLIPS + CORRECTED)
    factor = np.where(slipped, 1e-4, np.where(wrong, np.exp(rng.normal(0, 0.05, len(said))), 1.0))
    mended = (slipped & (rng.random(len(said)) < 0.8)) | wrong
    later = rng.integers(40, 300, len(said)).astype("timedelta64[D]")
    corrections = said[mended].assign(known_on=said["known_on"].to_numpy()[mended] + later[mended])
    return [_scaled(said, factor), corrections]


def _second_source(rng: np.random.Generator, truth: pd.DataFrame) -> pd.DataFrame:
    """A tenth of the years stand in a second source too, with another revenue: 3 to 25 % apart."""
    rows = truth[rng.random(len(truth)) < CONTRADICTED].copy()
    apart = rng.uniform(0.03, 0.25, len(rows)) * rng.choice([-1, 1], len(rows))
    rows["basis"] = np.where(rows["basis"] == "statistics", "tax", "statistics")
    rows = _scaled(rows, 1 + apart)
    silent = [
        figure
        for figure in FIGURES
        if figure not in ("revenue", "main_revenue", "headcount", "rnd_expense", "tax_paid")
    ]
    rows[silent] = np.nan
    rows["known_on"] = january_first(rows["year"].to_numpy() + 1) + rng.integers(182, 260, len(rows)).astype(
        "timedelta64[D]"
    )
    return rows
