from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.likelihood.dataset import Dataset, Rows, build
from scoring.likelihood.errors import TooFewOutcomes
from scoring.likelihood.splits import FOLDS, group_folds, hold_out, plan
from scoring.likelihood.targets import HNTE_12M
from tests.scoring.likelihood.city import snapshots
from tests.scoring.likelihood.tables import table


def years(dataset: Dataset, rows: Rows) -> list[int]:
    return [day.astype(object).year for day in np.unique(dataset.as_of[rows])]


class TestHoldOut:
    def test_sets_the_newest_year_apart(self) -> None:
        dataset = build(HNTE_12M, snapshots(firms=30, years=5))
        held = hold_out(dataset)
        assert years(dataset, held.inside) == [2020, 2021, 2022, 2023]
        assert years(dataset, held.judge) == [2024]
        assert held.judge.sum() == 30
        assert not held.by_group

    def test_judges_firms_whose_earlier_years_were_learnt_from_as_the_model_is_used(self) -> None:
        dataset = build(HNTE_12M, snapshots(firms=30, years=5))
        held = hold_out(dataset)
        assert set(dataset.group[held.judge]) == set(dataset.group[held.inside])
        assert not (held.judge & held.inside).any()

    def test_keeps_judged_firms_out_of_learning_where_windows_overlap(self) -> None:
        dataset = replace(build(HNTE_12M, snapshots(firms=90, years=6)), horizon_months=36)
        held = hold_out(dataset)
        judged = set(dataset.group[held.judge])
        overlapping = held.inside & (dataset.as_of > np.datetime64("2022-12-31"))
        before = held.inside & (dataset.as_of <= np.datetime64("2022-12-31"))
        assert held.by_group
        assert 0 < len(judged) < 90
        assert overlapping.any()
        assert not judged & set(dataset.group[overlapping])
        assert judged <= set(dataset.group[before])

    def test_refuses_a_cold_start(self) -> None:
        with pytest.raises(TooFewOutcomes, match="three are needed") as refused:
            hold_out(build(HNTE_12M, snapshots(firms=30, years=2)))
        assert (refused.value.found, refused.value.needed) == (2, 3)


class TestPlan:
    def test_trains_on_the_past_and_calibrates_on_the_year_after(self) -> None:
        dataset = build(HNTE_12M, snapshots(firms=30, years=4))
        made = plan(dataset)
        assert years(dataset, made.train) == [2020, 2021, 2022]
        assert years(dataset, made.calibrate) == [2023]

    @settings(max_examples=40)
    @given(seed=st.integers(0, 10_000), days=st.integers(1, 5), firms=st.integers(2, 300))
    def test_puts_no_group_on_both_sides_and_learns_nothing_from_later(self, seed: int, days: int, firms: int) -> None:
        dataset, _ = table(400, seed=seed, days=days, firms=firms)
        made = plan(dataset)
        assert made.splits
        for split in made.splits:
            assert not set(dataset.group[split.train]) & set(dataset.group[split.judge])
            if days > 1 and split.train.any() and split.judge.any():
                assert dataset.as_of[split.train].max() < dataset.as_of[split.judge].min()

    @settings(max_examples=20)
    @given(seed=st.integers(0, 10_000), days=st.integers(1, 5))
    def test_foretells_each_row_that_calibrates_exactly_once(self, seed: int, days: int) -> None:
        dataset, _ = table(400, seed=seed, days=days, firms=150)
        made = plan(dataset)
        times = np.sum([split.judge for split in made.splits], axis=0)
        assert (times[made.calibrate] == 1).all()
        assert times.max() == 1

    def test_uses_labelled_rows_only(self) -> None:
        dataset, _ = table(400, seed=0, days=3)
        known = np.arange(400) % 2 == 0
        made = plan(replace(dataset, labelled=known))
        parts = [made.train, made.calibrate, *(split.train | split.judge for split in made.splits)]
        assert not any((part & ~known).any() for part in parts)


class TestGroupFolds:
    def test_deals_those_that_reached_the_target_evenly(self) -> None:
        dataset, _ = table(1_000, seed=0)
        fold = group_folds(dataset, folds=FOLDS)
        hits = [int(dataset.y[fold == one].sum()) for one in range(FOLDS)]
        assert max(hits) - min(hits) <= 1

    def test_does_not_depend_on_the_order_of_the_rows(self) -> None:
        dataset, _ = table(300, seed=0, firms=100)
        turned = dataset.only(np.ones(300, dtype=bool))
        turned = replace(turned, y=turned.y[::-1], group=turned.group[::-1], as_of=turned.as_of[::-1])
        np.testing.assert_array_equal(group_folds(turned, folds=3)[::-1], group_folds(dataset, folds=3))
