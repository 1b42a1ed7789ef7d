"""The ladder of the industry ministry: innovative SMEs, specialised SMEs, little giants (工信部企业〔2022〕63号).

It stands beside the path and has random numbers of its own, so that the path and what models learn of it do not move.
The conditions are a few of the official ones, on the true figures; who applies depends on ambition.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from seeds.demo.clock import Calendar, Days, days_of_year, stream
from seeds.demo.codes import certificate_number
from seeds.demo.finance import Finance
from seeds.demo.innovation import granted_before
from seeds.demo.mix import SIZES
from seeds.demo.path import three_years_from
from seeds.demo.population import Flags, Floats, Population
from seeds.demo.tables import SOURCE, days_in, firms_in, heard, told
from seeds.demo.titles import RECOGNITION_COLUMNS

FIRST_CALL = 2022
"""The ladder of three steps began with 63号, in force on 2022-08-01."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a call of one year looks at: figures of the last full year, rights on the day of the decision."""

    firms: Population
    year: int
    revenue: Floats
    research: Floats
    research_before: Floats
    intensity: Floats
    debt: Floats
    class1: Floats
    class2: Floats

    def aged(self, years: int) -> Flags:
        """Firms that have existed for so many full calendar years."""
        return np.asarray(self.firms.founded() < self.year - years)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the ladder, announced on a day of each year."""

    programme: str
    month: int
    day: int
    below: str | None
    """The step whose title an applicant has to hold."""
    fits: Callable[[Seen], Flags]
    share: float
    """How many of the middling firms that fit apply and win in a year."""


def _innovative(seen: Seen) -> Flags:
    small = seen.firms.size < SIZES.index("large")
    return np.asarray(small & (seen.intensity >= 0.02) & (seen.debt <= 0.75) & (seen.class1 + seen.class2 >= 1))


def _specialised(seen: Seen) -> Flags:
    spends = (np.minimum(seen.research, seen.research_before) >= 1e6) & (seen.intensity >= 0.03)
    return np.asarray(seen.aged(3) & spends & (seen.revenue >= 1.5e7) & (seen.class1 >= 1))


def _giant(seen: Seen) -> Flags:
    spends = seen.research + seen.research_before >= 1.2e7
    return np.asarray(seen.aged(3) & spends & (seen.revenue >= 5e7) & (seen.class1 >= 3) & (seen.debt <= 0.75))


STEPS = (
    Step(programme="little_giant", month=9, day=5, below="srdi_sme", fits=_giant, share=0.4),
    Step(programme="srdi_sme", month=8, day=20, below="innovative_sme", fits=_specialised, share=0.45),
    Step(programme="innovative_sme", month=11, day=10, below=None, fits=_innovative, share=0.12),
)
"""The upper steps first: they are announced earlier in the year, and ask for a title of an earlier one."""


def make_ladder(
    seed: int, firms: Population, finance: Finance, rights: pd.DataFrame, calendar: Calendar
) -> pd.DataFrame:
    """The titles of the ladder as recognitions on record."""
    rng = stream(seed, "ladder")
    until = {step.programme: np.full(firms.count, np.datetime64("NaT"), dtype="datetime64[D]") for step in STEPS}
    rows = []
    for year in range(max(FIRST_CALL, calendar.first_reported), calendar.today.year + 1):
        for step in STEPS:
            decided = days_of_year(year, step.month, step.day)
            free = firms.alive(decided) & ~(until[step.programme] >= decided)
            able = free & step.fits(_seen(firms, finance, rights, year, decided, calendar))
            able &= until[step.below] >= decided if step.below else True
            odds = step.share / (1 - step.share) * np.exp(0.6 * firms.ambition)
            who = np.flatnonzero(able & (rng.random(firms.count) < odds / (1 + odds)))
            begins = np.full(len(who), decided)
            until[step.programme][who] = three_years_from(begins)
            rows.append(pd.DataFrame({"enterprise": who, "programme": step.programme, "year": year, "begins": begins}))
    return _on_record(rng, pd.concat(rows, ignore_index=True), firms, calendar)


def _seen(
    firms: Population, finance: Finance, rights: pd.DataFrame, year: int, decided: np.datetime64, calendar: Calendar
) -> Seen:
    column = calendar.column(year - 1)
    revenue, research, assets, owed = (
        finance[name][:, column] for name in ("revenue", "rnd_expense", "total_assets", "total_liabilities")
    )
    return Seen(
        firms=firms,
        year=year,
        revenue=revenue,
        research=research,
        research_before=finance["rnd_expense"][:, column - 1],
        intensity=_ratio(research, revenue),
        debt=_ratio(owed, assets),
        class1=granted_before(rights, firms.count, decided, first=True),
        class2=granted_before(rights, firms.count, decided, first=False),
    )


def _ratio(part: Floats, whole: Floats) -> Floats:
    """Part ÷ whole, NaN where there is no whole: no condition holds on it."""
    return np.asarray(np.divide(part, whole, out=np.full(len(part), np.nan), where=whole > 0))


def _on_record(rng: np.random.Generator, table: pd.DataFrame, firms: Population, calendar: Calendar) -> pd.DataFrame:
    """Announced within three weeks; a title falls with its firm."""
    begins = days_in(table, "begins")
    until = three_years_from(begins)
    serial = table.groupby(["programme", "year"]).cumcount() + 1
    table = table.assign(
        certificate_no=[
            certificate_number(*row) for row in zip(table["programme"], table["year"], serial, strict=True)
        ],
        batch=[f"{year}年" for year in table["year"]],
        valid_from=begins,
        valid_until=until,
        withdrawn_on=_fallen(firms.ended_on[firms_in(table)], until, calendar),
        known_on=calendar.known(begins, rng.integers(0, 21, len(table))),
        source=SOURCE,
    )
    withdrawn = days_in(table, "withdrawn_on")
    table["withdrawn_known_on"] = heard(withdrawn, rng.integers(0, 30, len(table)), calendar)
    return told(table, calendar)[RECOGNITION_COLUMNS]


def _fallen(ended: Days, until: Days, calendar: Calendar) -> Days:
    day = ended + np.timedelta64(20, "D")
    return np.asarray(np.where((day <= until) & (day <= calendar.last_day), day, np.datetime64("NaT")))
