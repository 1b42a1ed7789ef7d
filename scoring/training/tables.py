"""The training table of a target, out of one snapshot a year."""

from datetime import date

import numpy as np
import pandas as pd

from scoring.likelihood.dataset import Dataset, Rows, Snapshot, build
from scoring.likelihood.errors import LikelihoodError
from scoring.likelihood.targets import Target
from scoring.training.outcomes import REPORTING_LAG, label, stated_of, years_after
from scoring.training.past import Day, Past

SNAPSHOT_YEARS = 8
"""How far back snapshots go, one a year on today's day of the year, so that each knows as much of its year as today."""
LARGEST_SHARE = 0.05
"""Of the labelled rows of a table, and of each of its years, as many as one person may have stated: no single hand may
turn a model, nor the year that judges it."""


class LabelsOfOnePerson(LikelihoodError):
    """One person stated more of the outcomes than one person may."""

    code = "labels_one_person"

    def __init__(self, *, target: str, found: float, year: int | None = None) -> None:
        zh, en = ("", "") if year is None else (f"{year} 年有 ", f" of {year}")
        super().__init__(
            f"{target}: {found:.1%} of the outcomes{en} were stated by one person, at most {LARGEST_SHARE:.0%} may be. "
            "Have others state outcomes too, or let some of these labels be withdrawn.",
            zh=f"{zh}{found:.1%} 的训练结果由同一人认定，最多允许 {LARGEST_SHARE:.0%}。"
            "请由其他人参与认定，或撤回部分标签。",
        )
        self.found, self.needed = found, LARGEST_SHARE


def table(past: Past, target: Target) -> Dataset:
    """The training table of `target`: of the years in which the outcome of any firm is known.

    :raises NothingLabelled: nothing is known of what happened to any firm at risk.
    :raises LabelsOfOnePerson: too much of it rests on one person's word.
    """
    days = [past.day(one) for one in snapshot_days(past, target)]
    taken = [snapshot(past, target, one) for one in days]
    dataset = build(target, [one for one in taken if one.label.notna().any()])
    _refuse_one_person(past, target, days, dataset)
    return dataset


def snapshot_days(past: Past, target: Target) -> list[date]:
    """The days of the snapshots, the oldest first: one a year whose horizon has run out, and was reported on, today."""
    newest = years_after(past.today - REPORTING_LAG, -(target.horizon_months // 12))
    return [years_after(newest, -back) for back in reversed(range(SNAPSHOT_YEARS))]


def snapshot(past: Past, target: Target, day: Day) -> Snapshot:
    """The firms of a day with what came of them."""
    return Snapshot(
        as_of=day.as_of, frame=day.frame, label=label(past, target, day), group=day.group, slices=day.slices
    )


def outcomes_by_year(dataset: Dataset) -> list[dict[str, object]]:
    """How many firms at risk have an outcome after each snapshot, and how many of them reached the target."""
    rows = pd.DataFrame({"as_of": dataset.as_of, "y": dataset.y})[dataset.labelled]
    counted = rows.groupby("as_of")["y"].agg(["size", "sum"])
    return [
        {"as_of": f"{day:%Y-%m-%d}", "rows": int(one["size"]), "positives": int(one["sum"])}
        for day, one in counted.iterrows()
    ]


def _refuse_one_person(past: Past, target: Target, days: list[Day], dataset: Dataset) -> None:
    stated = {day.as_of: stated_of(past, target, day)["stated_by"] for day in days}
    found = _of_one_person(pd.concat(stated.values()), dataset.labelled)
    if found > LARGEST_SHARE:
        raise LabelsOfOnePerson(target=target.key, found=found)
    for as_of, by in stated.items():
        found = _of_one_person(by, dataset.labelled[dataset.as_of == np.datetime64(as_of)])
        if found > LARGEST_SHARE:
            raise LabelsOfOnePerson(target=target.key, found=found, year=as_of.year)


def _of_one_person(by: "pd.Series[int]", labelled: Rows) -> float:
    """The share of the labelled rows that the person who stated most of them stated."""
    return float(by.value_counts().iloc[0] / max(int(labelled.sum()), 1)) if len(by) else 0.0
