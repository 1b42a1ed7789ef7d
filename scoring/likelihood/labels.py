"""What happened after the day of a snapshot: true, false, or not known (yet)."""

from datetime import date

import pandas as pd

HIGH_GROWTH_FACTOR = (1728, 1000)  # 1.2³: compared as cubes in whole numbers, a root would blur the edge
HIGH_GROWTH_STAFF = 10
UNDECIDED_ALLOWED = 0.1
"""Of the applications of a window: with more, its outcomes are those of whoever was early, and of no year."""


def recognised_within(
    recognitions: pd.DataFrame,
    *,
    programme: str,
    enterprises: "pd.Index[int]",
    as_of: date,
    months: int,
    observed_until: date,
) -> "pd.Series[bool]":
    """Tell which firms were recognised under `programme` after `as_of` and no later than `months` after it.

    Parameters
    ----------
    recognitions : DataFrame with columns enterprise, programme, valid_from
        One row a recognition; `valid_from` is the day on the certificate.
    observed_until : date
        The last day up to which the list of recognitions is complete.

    Returns
    -------
    Series on `enterprises`, dtype boolean
        <NA> where the horizon has not run out yet and no recognition was seen: the future is not a refusal.
    """
    start, end = pd.Timestamp(as_of), pd.Timestamp(as_of) + pd.DateOffset(months=months)
    granted = pd.to_datetime(recognitions["valid_from"])
    inside = (recognitions["programme"] == programme) & (granted > start) & (granted <= end)
    reached = pd.Series(enterprises.isin(recognitions.loc[inside, "enterprise"]), index=enterprises, dtype="boolean")
    return reached if end <= pd.Timestamp(observed_until) else reached.where(reached)


def granted_if_applied(
    applications: pd.DataFrame, *, programme: str, enterprises: "pd.Index[int]", as_of: date, months: int
) -> "pd.Series[bool]":
    """Tell of the firms that applied for `programme` after `as_of`, and no later than `months` after it, who won.

    Parameters
    ----------
    applications : DataFrame with columns enterprise, programme, submitted_on, outcome
        One row an application; `outcome` is granted, refused, withdrawn or pending.

    Returns
    -------
    Series on `enterprises`, dtype boolean
        Of the first application in the window. <NA> where there is none, or none that was decided: who never applied
        was not refused. <NA> for all firms while more than `UNDECIDED_ALLOWED` of the window's applications wait.
    """
    first = _first_in_window(applications, programme=programme, as_of=as_of, months=months)
    outcome = first["outcome"].reindex(enterprises)
    decided = outcome.map({"granted": True, "refused": False}).astype("boolean")
    waiting = (first["outcome"] == "pending").mean()  # NaN where nobody applied
    return decided.mask(pd.Series(waiting > UNDECIDED_ALLOWED, index=enterprises))


def applies_by_itself(
    applications: pd.DataFrame,
    engagements: pd.DataFrame,
    *,
    programme: str,
    enterprises: "pd.Index[int]",
    as_of: date,
    months: int,
    observed_until: date,
) -> "pd.Series[bool]":
    """Tell which firms applied for `programme` in the window after `as_of` without anybody having called on them.

    Parameters
    ----------
    applications : DataFrame with columns enterprise, programme, submitted_on, decided_on, outcome
    engagements : DataFrame with columns enterprise, happened_on
        All that the bureau recorded; its first day is taken for the day on which it began to.
    observed_until : date
        The last day up to which both lists are complete.

    Returns
    -------
    Series on `enterprises`, dtype boolean
        True: handed in before, or without, any engagement. False: neither handed in nor engaged. <NA>: engaged up to
        the day of handing in, or at all where nothing was handed in, since what the firm would have done by itself is
        not known; an application that was under way on `as_of`, since who has just applied does not apply again;
        and all firms where the window begins before engagements were recorded.
    """
    start, end = pd.Timestamp(as_of), pd.Timestamp(as_of) + pd.DateOffset(months=months)
    happened = pd.to_datetime(engagements["happened_on"])
    if happened.empty or start < happened.min():
        return pd.Series(pd.NA, index=enterprises, dtype="boolean")
    first = _first_in_window(applications, programme=programme, as_of=as_of, months=months)
    handed_in = pd.to_datetime(first["submitted_on"]).reindex(enterprises)
    inside = (happened > start) & (happened <= end)
    engaged = happened[inside].groupby(engagements.loc[inside, "enterprise"]).min().reindex(enterprises)
    applied = handed_in.notna().astype("boolean")
    under_way = enterprises.isin(_under_way(applications, programme=programme, on=start))
    by_itself = applied.mask((engaged <= handed_in.fillna(end)) | under_way)
    return by_itself if end <= pd.Timestamp(observed_until) else by_itself.where(by_itself)


def _under_way(applications: pd.DataFrame, *, programme: str, on: pd.Timestamp) -> "pd.Series[int]":
    """The firms whose application for `programme` was handed in by a day and not decided on it."""
    submitted, decided = (pd.to_datetime(applications[name]) for name in ("submitted_on", "decided_on"))
    waiting = (applications["programme"] == programme) & (submitted <= on) & ~(decided <= on)
    return applications.loc[waiting, "enterprise"]


def _first_in_window(applications: pd.DataFrame, *, programme: str, as_of: date, months: int) -> pd.DataFrame:
    """The first application of each firm for `programme` after `as_of` and no later than `months` after it."""
    start, end = pd.Timestamp(as_of), pd.Timestamp(as_of) + pd.DateOffset(months=months)
    submitted = pd.to_datetime(applications["submitted_on"])
    inside = applications[(applications["programme"] == programme) & (submitted > start) & (submitted <= end)]
    return inside.sort_values("submitted_on").drop_duplicates("enterprise").set_index("enterprise")


def high_growth(
    start: pd.DataFrame, end: pd.DataFrame, *, survived: "pd.Series[bool]", newborn: "pd.Series[bool] | None" = None
) -> "pd.Series[bool]":
    """Tell which firms are high-growth enterprises over three years, by the OECD–Eurostat manual of 2007.

    Average annualised growth above 20 % in employees or in turnover (end > start × 1.728; exactly 20 % is not above),
    at least 10 employees at the start, alive at the end; the year of birth does not serve as a start.

    Parameters
    ----------
    start, end : DataFrame with columns headcount, revenue (yuan)
        The first and the last year of the window; `end` is looked up on the index of `start`.
    survived, newborn : Series of boolean
        Alive at the end of the window; founded in the start year or later (default: no firm was).

    Returns
    -------
    Series on the index of `start`, dtype boolean
        Three-valued: one growth known to suffice is enough, <NA> where the missing figure would decide.
    """
    end = end.reindex(start.index)
    grew = _grew(start["headcount"], end["headcount"]) | _grew(start["revenue"], end["revenue"])
    large_enough = start["headcount"].astype("Float64") >= HIGH_GROWTH_STAFF
    verdict = large_enough & grew & survived.reindex(start.index).astype("boolean")
    return verdict if newborn is None else verdict & ~newborn.reindex(start.index).astype("boolean")


def becomes_gazelle(
    frame: pd.DataFrame, later: pd.DataFrame, *, as_of: date, survived: "pd.Series[bool]"
) -> "pd.Series[bool]":
    """Apply `high_growth` to the frame of a day and the frame of three years later."""
    columns = {"headcount_y0": "headcount", "revenue_y0": "revenue"}
    born = pd.to_datetime(frame["registered_on"]).dt.year.astype("Int64")
    return high_growth(
        frame.rename(columns=columns)[list(columns.values())],
        later.rename(columns=columns)[list(columns.values())],
        survived=survived,
        newborn=born >= as_of.year - 1,
    )


def _grew(start: "pd.Series[float]", end: "pd.Series[float]") -> "pd.Series[bool]":
    """From nothing there is no rate of growth: unknown unless the start is positive."""
    up, down = HIGH_GROWTH_FACTOR
    start, end = start.astype("Float64"), end.astype("Float64")
    return (end * down > start * up).where((start > 0).fillna(False))
