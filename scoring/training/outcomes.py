"""What came of the firms in the horizon after a day: by the official lists, and by what people stated and approved."""

from datetime import date, timedelta
from typing import Any

import pandas as pd

from crm.enterprises.models import Enterprise
from scoring.facts import Facts
from scoring.identities import identities, told
from scoring.likelihood.labels import applies_by_itself, becomes_gazelle, granted_if_applied, recognised_within
from scoring.likelihood.targets import Target
from scoring.models import TrainingLabel
from scoring.training.past import Day, Past

REPORTING_LAG = timedelta(days=60)
"""How long after the fact a recognition or a year's figures may still come in: horizons have to end before that."""
STATED = {TrainingLabel.Outcome.REACHED: True, TrainingLabel.Outcome.NOT_REACHED: False}


def label(past: Past, target: Target, day: Day) -> "pd.Series[bool]":
    """What happened to each firm of `day` in the horizon of `target` after it: yes, no, or not known."""
    return with_stated(_on_record(past, target, day), past, target, day)


def with_stated(found: "pd.Series[bool]", past: Past, target: Target, day: Day) -> "pd.Series[bool]":
    """The outcomes, with those in their place that people stated of this target and year and others approved."""
    said = stated_of(past, target, day)
    outcomes = pd.Series([STATED.get(one) for one in said["outcome"]], index=said["enterprise"], dtype="boolean")
    return found.where(~found.index.isin(outcomes.index), outcomes.reindex(found.index))


def stated_of(past: Past, target: Target, day: Day) -> pd.DataFrame:
    """The approved labels that speak of a firm of `day` at risk of `target`."""
    at_risk = day.frame.index[target.at_risk(day.frame)]
    said = past.stated
    return said[(said["target"] == target.key) & (said["year"] == day.as_of.year) & said["enterprise"].isin(at_risk)]


def _on_record(past: Past, target: Target, day: Day) -> "pd.Series[bool]":
    if target.programme is None:
        return _growth(past, target, day)
    firms, months = day.frame.index, target.horizon_months
    window: dict[str, Any] = {"programme": target.programme, "enterprises": firms, "as_of": day.as_of, "months": months}
    until = past.today - REPORTING_LAG
    titles = past.facts.recognitions.rename(columns={"programme_id": "programme"})
    if target.question == "becomes":
        found = recognised_within(titles, **window, observed_until=until)
    elif target.question == "if_applied":
        found = granted_if_applied(past.applications, **window)
    else:
        found = applies_by_itself(past.applications, past.engagements, **window, observed_until=until)
    return found.mask(firms.isin(_holders(titles, target.programme, day.as_of, past.today)))


def _growth(past: Past, target: Target, day: Day) -> "pd.Series[bool]":
    end = years_after(day.as_of, target.horizon_months // 12)
    survived = _survived(past.facts, day.frame.index, end, past.today)
    return becomes_gazelle(day.frame, past.day(end).frame, as_of=day.as_of, survived=survived)


def _survived(facts: Facts, firms: "pd.Index[int]", end: date, today: date) -> "pd.Series[bool]":
    """Whether each firm was still there on `end`, by what is known `today`; unknown where its end has no day."""
    now = identities(facts, pd.Timestamp(today)).reindex(firms)
    survived = (~(now["ended_on"] <= pd.Timestamp(end))).astype("boolean")
    ended_some_day = now["status"].notna() & ~now["status"].isin(Enterprise.IN_BUSINESS) & now["ended_on"].isna()
    return survived.mask(ended_some_day)


def _holders(titles: pd.DataFrame, programme: str, as_of: date, today: date) -> "pd.Series[int]":
    """Firms that held the title on `as_of`, by what is known `today`: not at risk, though they may have looked it."""
    day = pd.Timestamp(as_of)
    withdrawn = told(titles, "withdrawn_on", pd.Timestamp(today)) <= day
    covers = (titles["valid_from"] <= day) & (titles["valid_until"] >= day) & ~withdrawn
    return titles[covers & (titles["programme"] == programme)]["enterprise"]


def years_after(day: date, years: int) -> date:
    """The same day so many years later, or earlier where `years` is negative."""
    return (pd.Timestamp(day) + pd.DateOffset(years=years)).date()
