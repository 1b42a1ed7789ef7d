from dataclasses import replace

import numpy as np
import pytest

from scoring.likelihood.dataset import Dataset, build
from scoring.likelihood.splits import Rows, TooFewOutcomes, forward_splits
from scoring.likelihood.targets import HNTE_12M
from tests.scoring.likelihood.city import snapshots


def years(dataset: Dataset, rows: Rows) -> list[int]:
    return [day.astype(object).year for day in np.unique(dataset.as_of[rows])]


class TestForwardSplits:
    def test_trains_on_the_past_calibrates_on_the_year_after_and_judges_on_the_next(self) -> None:
        dataset = build(HNTE_12M, snapshots(firms=30, years=5))
        newest = forward_splits(dataset)[-1]
        assert years(dataset, newest.train) == [2020, 2021, 2022]
        assert years(dataset, newest.calibrate) == [2023]
        assert years(dataset, newest.judge) == [2024]

    def test_never_lets_an_earlier_split_see_the_hold_out(self) -> None:
        dataset = build(HNTE_12M, snapshots(firms=30, years=5))
        *earlier, newest = forward_splits(dataset)
        assert not any(((one.train | one.calibrate | one.judge) & newest.judge).any() for one in earlier)

    def test_keeps_judged_firms_out_of_learning_where_windows_overlap(self) -> None:
        dataset = replace(build(HNTE_12M, snapshots(firms=90, years=6)), horizon_months=36)
        newest = forward_splits(dataset)[-1]
        judged = set(dataset.group[newest.judge])
        overlapping = (newest.train | newest.calibrate) & (dataset.as_of > np.datetime64("2022-12-31"))
        before = newest.train & (dataset.as_of <= np.datetime64("2022-12-31"))
        assert newest.by_group
        assert 0 < len(judged) < 90
        assert overlapping.any()
        assert not judged & set(dataset.group[overlapping])
        assert judged <= set(dataset.group[before])

    def test_uses_all_firms_where_windows_do_not_overlap(self) -> None:
        newest = forward_splits(build(HNTE_12M, snapshots(firms=30, years=4)))[-1]
        assert not newest.by_group
        assert newest.judge.sum() == newest.calibrate.sum() == 30

    def test_refuses_a_cold_start(self) -> None:
        with pytest.raises(TooFewOutcomes, match="three are needed"):
            forward_splits(build(HNTE_12M, snapshots(firms=30, years=2)))
