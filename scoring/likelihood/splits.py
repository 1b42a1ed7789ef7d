"""Forward chaining: learn from the past, calibrate on the year after, judge on the year after that."""

import zlib
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from scoring.likelihood.dataset import Dataset
from scoring.likelihood.errors import LikelihoodError

Rows = npt.NDArray[np.bool_]
JUDGED_PARTS = 2  # where outcome windows overlap, one group of firms in two is kept for judging


class TooFewOutcomes(LikelihoodError):
    """Cold start: too few years or outcomes to learn a model that could be trusted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """Which rows to train on, calibrate on and judge on; `by_group` where windows overlap."""

    year: date
    train: Rows
    calibrate: Rows
    judge: Rows
    by_group: bool


def forward_splits(dataset: Dataset) -> tuple[Split, ...]:
    """One split for each year that has at least two before it; the last one judges on the hold-out.

    With a horizon beyond one year, what happened after an earlier snapshot overlaps what happens after the judged one.
    Then half of the groups are judged, and their rows with overlapping windows are kept out of learning.

    :raises TooFewOutcomes: fewer than three labelled years.
    """
    days = np.unique(dataset.as_of)
    if len(days) < 3:
        raise TooFewOutcomes(
            f"{dataset.target}: {len(days)} labelled year(s), three are needed (train, calibrate, judge). "
            "Import earlier years of financial data and recognitions."
        )
    kept_for_judging = _kept_for_judging(dataset.group)
    return tuple(_split(dataset, days[: place + 1], kept_for_judging) for place in range(2, len(days)))


def _split(dataset: Dataset, days: npt.NDArray[np.datetime64], kept_for_judging: Rows) -> Split:
    *earlier, before, judged = days
    months = np.timedelta64(dataset.horizon_months, "M")
    ends = (dataset.as_of.astype("datetime64[M]") + months).astype("datetime64[M]")
    overlaps = ends > judged.astype("datetime64[M]")
    past = dataset.as_of < judged
    by_group = bool((overlaps & past).any())
    free = ~(overlaps & kept_for_judging) if by_group else np.ones(len(past), dtype=bool)
    return Split(
        year=judged.astype(object),
        train=np.isin(dataset.as_of, earlier) & free,
        calibrate=(dataset.as_of == before) & free,
        judge=(dataset.as_of == judged) & (kept_for_judging if by_group else True),
        by_group=by_group,
    )


def _kept_for_judging(group: npt.NDArray[np.str_]) -> Rows:
    """Half of the groups, the same ones in every year and every run."""
    names, of_row = np.unique(group, return_inverse=True)
    kept = np.array([zlib.crc32(str(name).encode()) % JUDGED_PARTS == 0 for name in names], dtype=bool)
    return np.asarray(kept[of_row])
