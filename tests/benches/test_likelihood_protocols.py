import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benches.likelihood_description import DescriptionWrong, Protocol
from benches.likelihood_protocols import as_days, cut_in_periods, parts
from benches.likelihood_table import Table


def table(many: int = 240, *, groups: int | None = None, timed: bool = False, seed: int = 0) -> Table:
    draw = np.random.default_rng(seed)
    return Table(
        X=pd.DataFrame({"size": draw.normal(size=many)}),
        kinds={"size": "number"},
        y=(draw.random(many) < 0.3).astype("int64"),
        group=None if groups is None else draw.integers(0, groups, many).astype("str"),
        time=np.sort(draw.integers(0, 12, many)).astype("float64") if timed else None,
        split_by=pd.DataFrame({"part": np.where(np.arange(many) % 3 == 0, "1.0", "0")}),
    )


ALL = [
    (Protocol(kind="folds", numbers={"folds": 5}), {}),
    (Protocol(kind="grouped_folds", numbers={"folds": 5}), {"groups": 40}),
    (Protocol(kind="rolling", numbers={"window": 100, "step": 30}), {}),
    (Protocol(kind="rolling", numbers={"window": 100, "step": 30}), {"groups": 40}),
    (Protocol(kind="forward", numbers={"periods": 6, "judged": 2}), {"timed": True}),
    (Protocol(kind="forward", numbers={"periods": 6, "judged": 2}), {"timed": True, "groups": 40}),
    (Protocol(kind="split", numbers={}, column="part", judge="1"), {}),
    (Protocol(kind="split", numbers={}, column="part", judge="1"), {"groups": 200}),
]


class TestParts:
    @pytest.mark.parametrize(("protocol", "kind"), ALL, ids=lambda one: str(one))
    def test_never_judges_a_row_that_was_learnt_from_nor_one_of_its_group(
        self, protocol: Protocol, kind: dict[str, int]
    ) -> None:
        whole = table(**kind)  # type: ignore[arg-type]  # of each kind its own
        for part in parts(whole, protocol):
            assert not set(part.learn) & set(part.judge)
            if whole.group is not None:
                assert not set(whole.group[part.learn]) & set(whole.group[part.judge])

    @pytest.mark.parametrize(("protocol", "kind"), ALL, ids=lambda one: str(one))
    def test_judges_no_row_twice(self, protocol: Protocol, kind: dict[str, int]) -> None:
        judged = np.concatenate([part.judge for part in parts(table(**kind), protocol)])  # type: ignore[arg-type]
        assert len(np.unique(judged)) == len(judged)

    def test_judges_every_row_in_folds_with_the_outcome_spread_evenly(self) -> None:
        whole = table()
        cut = parts(whole, Protocol(kind="folds", numbers={"folds": 5}))
        assert sorted(np.concatenate([part.judge for part in cut])) == list(range(240))
        assert np.ptp([whole.y[part.judge].sum() for part in cut]) <= 1

    def test_rolls_a_window_that_ends_where_judging_begins(self) -> None:
        first, *_, last = parts(table(), Protocol(kind="rolling", numbers={"window": 100, "step": 30}))
        assert (first.learn[0], first.learn[-1], first.judge[0], first.judge[-1]) == (0, 99, 100, 129)
        assert (last.learn[0], last.learn[-1], last.judge[0], last.judge[-1]) == (120, 219, 220, 239)

    def test_learns_only_from_what_was_before(self) -> None:
        whole = table(timed=True)
        assert whole.time is not None
        cut = parts(whole, Protocol(kind="forward", numbers={"periods": 6, "judged": 2}))
        assert len(cut) == 2
        for part in cut:
            assert whole.time[part.learn].max() < whole.time[part.judge].min()

    @pytest.mark.parametrize(
        "protocol",
        [
            Protocol(kind="rolling", numbers={"window": 240, "step": 30}),
            Protocol(kind="split", numbers={}, column="part", judge="nowhere"),
            Protocol(kind="folds", numbers={"folds": 200}),
        ],
        ids=str,
    )
    def test_refuses_a_table_that_is_too_short(self, protocol: Protocol) -> None:
        with pytest.raises(DescriptionWrong):
            parts(table(), protocol)


class TestCutInPeriods:
    @given(
        st.lists(st.integers(0, 30), min_size=1, max_size=200).map(sorted),
        st.integers(2, 8),
    )
    def test_keeps_rows_of_one_moment_together_and_in_order(self, moments: list[int], many: int) -> None:
        time = np.array(moments, dtype="float64")
        period = cut_in_periods(time, many)
        assert (np.diff(period) >= 0).all()
        assert set(period) == set(range(int(period[-1]) + 1))
        assert len(set(period)) <= many
        assert all(len(set(period[time == one])) == 1 for one in set(moments))

    def test_takes_years_as_they_are_where_there_are_few(self) -> None:
        assert cut_in_periods(np.array([2019.0, 2019, 2020, 2022]), 6).tolist() == [0, 0, 1, 2]

    def test_gives_each_period_a_day_of_its_own(self) -> None:
        assert as_days(np.array([0, 1, 1])).astype(str).tolist() == ["2000-01-01", "2001-01-01", "2001-01-01"]
