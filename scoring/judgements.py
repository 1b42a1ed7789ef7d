"""What people judged, as far as it still speaks on a day: the frame and the facts behind it read it here.

Nobody judges every year, and what was true once need not be true for ever:

- A score of the platform is one of a calendar year. The next year it is the score of the year before.
- Years in a niche market go on passing: each whole year since the judgement adds one.
- A yes about the last three or five years holds until these have passed. A no holds for a year: since then there may
  have been what it denies.
- All else holds until somebody judges anew.
"""

from datetime import date

import numpy as np
import pandas as pd

from crm.enterprises.models import Judgement
from scoring.ages import age_in_years

SPEAKS_FOR_YEARS = {
    name: int(years.removesuffix("y"))
    for name in Judgement.Measure.values
    for years in [name.rpartition("_")[2]]
    if years in {"3y", "5y"}
}
"""Judgements about the last years. Once they are that old they say nothing of the last years any more."""
NO_HOLDS_YEARS = 1
SCORE, SCORE_BEFORE = Judgement.Measure.PLATFORM_SCORE.value, Judgement.Measure.PLATFORM_SCORE_BEFORE.value
GROWS = Judgement.Measure.NICHE_YEARS.value
COLUMNS = ["id", "enterprise", "measure", "value", "judged_on", "known_on"]


def speaking(judgements: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """The judgement behind each measure of each firm on `day`, out of those that were known then.

    Returns
    -------
    DataFrame with the columns of `judgements`, a row a firm and measure
        `measure` is the one that the judgement fills on the day, `value` what it comes to by then; `id` is still that
        of the judgement.
    """
    rows = _of_the_year(judgements, day).sort_values(["judged_on", "known_on", "id"])
    newest = rows.drop_duplicates(["enterprise", "measure"], keep="last")
    newest = newest[~_silent(newest, day)]
    grows = newest["measure"] == GROWS
    years = age_in_years(newest["judged_on"], day).clip(lower=0.0)
    return newest.assign(value=newest["value"] + np.where(grows, np.floor(years), 0.0))


def speaking_of_one(judgements: "list[Judgement]", day: date) -> dict[str, Judgement]:
    """Measure → the judgement behind it, of one firm."""
    by_id = {one.pk: one for one in judgements}
    table = pd.DataFrame(
        [(one.pk, one.enterprise_id, one.measure, float(one.value), one.judged_on, one.known_on) for one in judgements],
        columns=COLUMNS,
    ).astype({"judged_on": "datetime64[ns]", "known_on": "datetime64[ns]", "value": np.float64})
    told = speaking(table, pd.Timestamp(day))
    return {measure: by_id[pk] for measure, pk in zip(told["measure"], told["id"], strict=True)}


def _of_the_year(judgements: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """Without the platform's scores of other years; last year's stand for the year before.

    Where somebody entered the score of the year before this very year, that is what counts.
    """
    year = judgements["judged_on"].dt.year
    of_platform = judgements["measure"].isin([SCORE, SCORE_BEFORE])
    this_year = judgements[~of_platform | (year == day.year)]
    last_year = judgements[(judgements["measure"] == SCORE) & (year == day.year - 1)]
    entered = this_year.loc[this_year["measure"] == SCORE_BEFORE, "enterprise"]
    moved = last_year[~last_year["enterprise"].isin(entered)].assign(measure=SCORE_BEFORE)
    counted: pd.DataFrame = pd.concat([this_year, moved]) if len(moved) else this_year
    return counted


def _silent(judgements: pd.DataFrame, day: pd.Timestamp) -> "pd.Series[bool]":
    """Judgements about a stretch of years of which too much has passed since."""
    silent = pd.Series(False, index=judgements.index)
    no = judgements["value"] == 0
    for stretch in sorted(set(SPEAKS_FOR_YEARS.values())):
        about = judgements["measure"].isin([name for name, years in SPEAKS_FOR_YEARS.items() if years == stretch])
        for answer, holds in ((no, NO_HOLDS_YEARS), (~no, stretch)):
            silent |= about & answer & (judgements["judged_on"] <= day - pd.DateOffset(years=holds))
    return silent
