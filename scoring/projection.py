"""The frame of a day to come, on what is known today: what a plan starts from."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from crm.enterprises.models import FinancialYear
from scoring.facts import Facts
from scoring.frame import YEARS_BACK, cut
from scoring.identities import known

TABLES = (
    "enterprises",
    "registrations",
    "financial_years",
    "ip_rights",
    "conversions",
    "rnd_institutions",
    "financing_rounds",
    "judgements",
    "controls",
    "incidents",
    "list_entries",
    "recognitions",
    "coverage",
    "regional_coverage",
)
"""The tables of facts whose rows have a `known_on`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """The firms as they would stand on a later day if nothing became known in between but the passing of time.

    `measures` has the columns of the frame. `carried` has the same firms and a column for each figure of a year that
    was not over on the day of knowledge, True where the figure was taken from the year in `carried_from` (missing
    where a firm has no figures at all).
    """

    measures: pd.DataFrame
    carried: pd.DataFrame
    carried_from: "pd.Series[float]"

    def carried_of(self, enterprise: int) -> frozenset[str]:
        """The measures of one firm that were carried forward."""
        row = self.carried.loc[enterprise]
        return frozenset(str(name) for name in row.index[row.to_numpy(dtype=np.bool_)])


def projected(facts: Facts, on: date, known_by: date) -> Projection:
    """The frame of `on` as far as can be said on `known_by`.

    Days run on: ages grow, titles and rights lapse, rounds and conversions fall out of their windows. No incident, no
    entry on a list and no new right is added. Of each firm, a year that is not over on `known_by` and has no report is
    taken to be like the newest year that has figures, all its figures from that one year, so that parts and wholes fit
    each other. A year that is over and has no report stays unknown: that can be found out.

    Parameters
    ----------
    facts : as `read_facts(…, known_by)` reads them
    on : the day to come, `known_by` itself or later
    known_by : the last day whose knowledge counts

    Raises
    ------
    ValueError
        `on` is before `known_by`.
    """
    if on < known_by:
        raise ValueError(f"{on} is before {known_by}: of a day gone by the frame says what was known then.")
    measures = cut(_as_known(facts, pd.Timestamp(known_by)), on)
    open_years = range(max(known_by.year, on.year - YEARS_BACK), on.year)
    newest = _newest_figures(measures, facts, known_by)
    carried = {}
    for year in reversed(open_years):
        back = on.year - 1 - year
        columns = [f"{figure}_y{back}" for figure in FinancialYear.FIGURES]
        silent = measures[columns].isna().all(axis=1)
        for figure, column in zip(FinancialYear.FIGURES, columns, strict=True):
            taken = newest[figure].where(silent)
            carried[column] = taken.notna()
            measures[column] = measures[column].where(~silent, taken)
    return Projection(
        measures=measures,
        carried=pd.DataFrame(carried, index=measures.index, dtype=np.bool_),
        carried_from=newest["year"],
    )


def _newest_figures(measures: pd.DataFrame, facts: Facts, known_by: date) -> pd.DataFrame:
    """The figures of each firm's newest year that has any, with that year, as they count on `known_by`."""
    then = cut(facts, known_by).reindex(measures.index)
    newest = pd.DataFrame(np.nan, index=measures.index, columns=["year", *FinancialYear.FIGURES])
    for back in range(YEARS_BACK):
        year = then[[f"{figure}_y{back}" for figure in FinancialYear.FIGURES]]
        first = newest["year"].isna() & year.notna().any(axis=1)
        newest.loc[first, "year"] = float(known_by.year - 1 - back)
        newest.loc[first, list(FinancialYear.FIGURES)] = year[first].to_numpy()
    return newest


def _as_known(facts: Facts, day: pd.Timestamp) -> Facts:
    """The facts as they stood on record on `day`: rows known later are gone, and so are ends known later."""
    tables = {name: _without_later_ends(known(getattr(facts, name), day), day) for name in TABLES}
    made = facts.source_choices[facts.source_choices["chosen_on"] <= day]
    revoked = made["revoked_on"].where(made["revoked_on"] <= day)
    return replace(facts, **tables, source_choices=made.assign(revoked_on=revoked))  # type: ignore[arg-type]  # tables, as TABLES says


def _without_later_ends(table: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """Without the ends, uses and withdrawals that became known after `day`."""
    later = {}
    for column in table.columns:
        ended = f"{column.removesuffix('_known_on')}_on"
        if column.endswith("_known_on") and ended in table.columns:
            later[ended] = table[ended].where(~(table[column] > day))
    return table.assign(**later) if later else table
