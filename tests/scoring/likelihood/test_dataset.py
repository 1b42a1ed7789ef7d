from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from scoring.likelihood.dataset import NothingLabelled, Snapshot, build
from scoring.likelihood.features import LeakRefused
from scoring.likelihood.targets import HNTE_12M
from tests.scoring.likelihood.city import frame, snapshots


def snapshot(label: list[object]) -> Snapshot:
    table = frame(len(label), seed=1)
    return Snapshot(as_of=date(2024, 12, 31), frame=table, label=pd.Series(label, index=table.index, dtype="boolean"))


class TestBuild:
    def test_keeps_only_firms_at_risk_whose_outcome_is_known(self) -> None:
        one = snapshot([True, False, None, True])
        held = one.frame.assign(hnte_in_force=pd.array([True, False, False, False], dtype="boolean"))
        made = build(HNTE_12M, [replace(one, frame=held)])
        assert list(made.group) == ["2", "4"]
        assert list(made.y) == [0, 1]

    def test_puts_years_together_in_rows_that_belong_together(self) -> None:
        made = build(HNTE_12M, snapshots(firms=10, years=2))
        assert len(made.X) == len(made.y) == len(made.as_of) == len(made.group) == 20
        assert list(np.unique(made.as_of).astype(str)) == ["2020-12-31", "2021-12-31"]

    def test_ties_firms_of_one_controller_where_groups_are_given(self) -> None:
        one = snapshot([True, False])
        made = build(HNTE_12M, [replace(one, group=pd.Series(["A", "A"], index=one.frame.index))])
        assert list(made.group) == ["A", "A"]

    def test_refuses_a_planted_leak(self) -> None:
        one = snapshot([True, False])
        with pytest.raises(LeakRefused, match="caseworker"):
            build(HNTE_12M, [replace(one, frame=one.frame.assign(caseworker=7.0))])

    def test_says_when_no_outcome_is_known(self) -> None:
        with pytest.raises(NothingLabelled, match="hnte_12m"):
            build(HNTE_12M, [snapshot([None, None])])


class TestSha256:
    def test_tells_tables_apart_by_any_figure_or_label(self) -> None:
        one = build(HNTE_12M, snapshots(firms=10, years=2))
        moved = one.X.assign(age_years=one.X["age_years"] + np.eye(1, len(one.X), 3)[0] * 1e-9)
        others = [replace(one, X=moved), replace(one, y=1 - one.y), replace(one, group=one.group[::-1])]
        assert build(HNTE_12M, snapshots(firms=10, years=2)).sha256 == one.sha256
        assert one.sha256 not in {other.sha256 for other in others}
