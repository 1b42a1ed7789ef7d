from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from scoring.likelihood.dataset import SLICES, NothingLabelled, Snapshot, build, plain_dataset
from scoring.likelihood.features import LeakRefused, plain_features
from scoring.likelihood.targets import HNTE_12M, HNTE_IF_APPLIED
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

    def test_keeps_unlabelled_firms_at_risk_where_labels_are_a_selection(self) -> None:
        made = build(HNTE_IF_APPLIED, [snapshot([True, None, False, None])])
        assert list(made.labelled) == [True, False, True, False]
        assert list(made.y) == [1, 0, 0, 0]
        assert made.selective

    def test_leaves_out_a_day_on_which_nobody_has_a_label(self) -> None:
        one = snapshot([True, False])
        nobody = replace(one, as_of=date(2023, 12, 31), label=one.label.mask(one.label.notna()))
        made = build(HNTE_IF_APPLIED, [nobody, one])
        assert list(np.unique(made.as_of).astype(str)) == ["2024-12-31"]

    def test_carries_the_slices_as_text_empty_where_not_known(self) -> None:
        one = snapshot([True, False])
        given = pd.DataFrame({"county": ["411302", None], "size": "micro"}, index=one.frame.index)
        made = build(HNTE_12M, [replace(one, slices=given)]).slices
        assert list(made.columns) == list(SLICES)
        assert made.to_numpy().tolist() == [["411302", "", "micro", ""], ["", "", "micro", ""]]

    def test_refuses_a_planted_leak(self) -> None:
        one = snapshot([True, False])
        with pytest.raises(LeakRefused, match="caseworker"):
            build(HNTE_12M, [replace(one, frame=one.frame.assign(caseworker=7.0))])

    def test_says_when_no_outcome_is_known(self) -> None:
        with pytest.raises(NothingLabelled, match="hnte_12m") as refused:
            build(HNTE_12M, [snapshot([None, None])])
        assert (refused.value.code, refused.value.found, refused.value.needed) == ("too_few_outcomes", 0, 30)
        assert "补充" in refused.value.zh


class TestSha256:
    def test_tells_tables_apart_by_any_figure_or_label(self) -> None:
        one = build(HNTE_12M, snapshots(firms=10, years=2))
        moved = one.X.assign(age_years=one.X["age_years"] + np.eye(1, len(one.X), 3)[0] * 1e-9)
        others = [replace(one, X=moved), replace(one, y=1 - one.y), replace(one, group=one.group[::-1])]
        assert build(HNTE_12M, snapshots(firms=10, years=2)).sha256 == one.sha256
        assert one.sha256 not in {other.sha256 for other in others}

    def test_tells_who_has_a_label(self) -> None:
        one = build(HNTE_12M, snapshots(firms=10, years=2))
        assert replace(one, labelled=~one.labelled).sha256 != one.sha256


class TestPlainDataset:
    def test_takes_a_table_without_time_or_groups(self) -> None:
        X = pd.DataFrame({"b": [1, 2, 3], "a": [4, 5, 6]}, index=[7, 8, 9])
        made = plain_dataset(X, [True, False, True], features=plain_features("ab"))
        assert made.X.columns.tolist() == ["a", "b"]
        assert made.y.tolist() == [1, 0, 1]
        assert len(np.unique(made.group)) == 3
        assert len(np.unique(made.as_of)) == 1
        assert not made.selective

    def test_keeps_the_rows_together(self) -> None:
        X = pd.DataFrame({"a": [4.0, 5.0, 6.0]})
        days = np.array(["2024-01-01", "2025-01-01", "2026-01-01"], dtype="datetime64[D]")
        whole = plain_dataset(X, [1, 0, 1], features=plain_features("a"), group=["x", "y", "x"], as_of=days)
        made = whole.only(np.array([False, True, True]))
        assert made.X["a"].tolist() == [5.0, 6.0]
        assert made.y.tolist() == [0, 1]
        assert made.group.tolist() == ["y", "x"]
        assert made.as_of.astype(str).tolist() == ["2025-01-01", "2026-01-01"]
