"""Splits: nobody learns from the future; what is chosen and calibrated by is foretold of groups never learnt from.

The newest year is set apart first (`hold_out`): no row of it is learnt from. Earlier years of the same firms are, as
when the model is used, which also speaks of firms whose past it knows; so the newest year tells how the model does on
these firms a year later, not on strangers. Only where outcome windows overlap are groups kept apart there too: half of
them are judged, and learnt from in those years alone whose windows have ended.

All that is chosen, fitted and calibrated happens on the rest, by the `Plan` that `plan` makes of it. No group stands on
both sides of its splits.
"""

import zlib
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from scoring.likelihood.cold_start import has_enough, refuse_too_few_years
from scoring.likelihood.dataset import Dataset, Rows

JUDGED_PARTS = 2  # where outcome windows overlap, one group of firms in two is kept for judging
EARLIER_YEARS = 2  # the newest of the earlier years, on which the candidate is chosen
GROUP_FOLDS = 3  # within a year
FOLDS = 5  # where there is no time


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldOut:
    """The newest year, and what may be learnt from; `by_group` where windows overlap."""

    year: date
    inside: Rows
    judge: Rows
    by_group: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """Rows to learn from and rows to foretell: no group on both sides, nothing learnt from a later day."""

    train: Rows
    judge: Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How a table is learnt from.

    `splits` foretell rows for the choice and for the calibration; the chosen candidate is fitted on `train`, and
    calibrated by what was foretold of `calibrate`.
    """

    train: Rows
    calibrate: Rows
    splits: tuple[Split, ...]


def hold_out(dataset: Dataset) -> HoldOut:
    """Set the newest labelled year apart.

    With a horizon beyond one year, what happened after an earlier snapshot overlaps what happens after the judged one.
    Then half of the groups are judged, and their rows with overlapping windows are kept out of learning.

    :raises TooFewOutcomes: fewer than three labelled years.
    """
    days = np.unique(dataset.as_of[dataset.labelled])
    refuse_too_few_years(dataset.target, len(days))
    newest = days[-1]
    months = np.timedelta64(dataset.horizon_months, "M")
    ends = (dataset.as_of.astype("datetime64[M]") + months).astype("datetime64[M]")
    overlaps = ends > newest.astype("datetime64[M]")
    past = dataset.as_of < newest
    by_group = bool((overlaps & past).any())
    kept = _kept_for_judging(dataset.group) if by_group else np.zeros(len(past), dtype=bool)
    judge = (dataset.as_of == newest) & dataset.labelled
    return HoldOut(
        year=newest.astype(object),
        inside=past & ~(overlaps & kept),
        judge=judge & kept if by_group else judge,
        by_group=by_group,
    )


def _kept_for_judging(group: npt.NDArray[np.str_]) -> Rows:
    """Half of the groups, the same ones in every year and every run."""
    names, of_row = np.unique(group, return_inverse=True)
    kept = np.array([_dealt(str(name)) % JUDGED_PARTS == 0 for name in names], dtype=bool)
    return np.asarray(kept[of_row])


def _dealt(name: str) -> int:
    return zlib.crc32(name.encode())


def plan(dataset: Dataset) -> Plan:
    """Plan the learning: forward in time where there are at least two days, else in grouped folds."""
    days = np.unique(dataset.as_of[dataset.labelled])
    return _forward(dataset, days) if len(days) > 1 else _in_folds(dataset)


def _forward(dataset: Dataset, days: npt.NDArray[np.datetime64]) -> Plan:
    """Train on all days but the last and calibrate on that one; foretell the newest days from those before them."""
    fold = group_folds(dataset, folds=GROUP_FOLDS)
    judged = [day for day in days[1:][-EARLIER_YEARS:] if day == days[-1] or _worth_foretelling(dataset, day)]
    return Plan(
        train=dataset.labelled & (dataset.as_of < days[-1]),
        calibrate=dataset.labelled & (dataset.as_of == days[-1]),
        splits=tuple(
            Split(
                train=dataset.labelled & (dataset.as_of < day) & (fold != one),
                judge=dataset.labelled & (dataset.as_of == day) & (fold == one),
            )
            for day in judged
            for one in range(GROUP_FOLDS)
        ),
    )


def _worth_foretelling(dataset: Dataset, day: np.datetime64) -> bool:
    before, on = (dataset.y[dataset.labelled & rows] for rows in (dataset.as_of < day, dataset.as_of == day))
    return has_enough(before, "train") and has_enough(on, "judge")


def _in_folds(dataset: Dataset) -> Plan:
    """Foretell every fold from the others, and learn from all at last."""
    fold = group_folds(dataset, folds=FOLDS)
    return Plan(
        train=dataset.labelled,
        calibrate=dataset.labelled,
        splits=tuple(
            Split(train=dataset.labelled & (fold != one), judge=dataset.labelled & (fold == one))
            for one in range(FOLDS)
        ),
    )


def group_folds(dataset: Dataset, *, folds: int) -> npt.NDArray[np.int64]:
    """Deal whole groups into folds, those in which a firm reached the target evenly; the same in every run."""
    names, of_row = np.unique(dataset.group, return_inverse=True)
    reached = np.zeros(len(names), dtype=bool)
    np.logical_or.at(reached, of_row, (dataset.y == 1) & dataset.labelled)
    shuffled = np.array([_dealt(str(name)) for name in names], dtype=np.int64)
    order = np.lexsort((shuffled, reached))
    dealt = np.empty(len(names), dtype=np.int64)
    dealt[order] = np.arange(len(names)) % folds
    return np.asarray(dealt[of_row])
