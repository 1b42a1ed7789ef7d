"""Training tables: yearly snapshots whose horizon has run out, and no table that rests on one person's word."""

from datetime import date

import pytest

from crm.accounts.models import User
from scoring.likelihood.dataset import NothingLabelled
from scoring.likelihood.targets import GAZELLE_3Y, HNTE_12M, HNTE_IF_APPLIED
from scoring.models import TrainingLabel
from scoring.training.past import Past
from scoring.training.tables import LabelsOfOnePerson, outcomes_by_year, snapshot_days, table
from tests.factories import RecognitionFactory, UserFactory
from tests.scoring.training.city import TODAY, firm

pytestmark = pytest.mark.django_db


def state(firms: list[int], by: User, *, year: int = 2025) -> None:
    for one in firms:
        TrainingLabel.objects.create(
            enterprise_id=one,
            target=HNTE_12M.key,
            year=year,
            outcome="reached",
            basis="省厅批复文件",
            state="approved",
            stated_by=by,
            decided_by=UserFactory(),
            decided_at="2026-10-01T00:00:00Z",
        )


class TestSnapshotDays:
    def test_are_yearly_and_end_where_the_horizon_has_run_out_and_was_reported_on(self) -> None:
        past = Past.read(TODAY)
        assert snapshot_days(past, HNTE_12M)[-2:] == [date(2024, 9, 24), date(2025, 9, 24)]
        assert snapshot_days(past, GAZELLE_3Y)[-1] == date(2023, 9, 24)
        assert len(snapshot_days(past, HNTE_12M)) == 8


class TestTable:
    def test_counts_the_outcomes_of_each_year(self) -> None:
        RecognitionFactory(enterprise=firm(), valid_from=date(2025, 11, 1))
        firm()
        made = outcomes_by_year(table(Past.read(TODAY), HNTE_12M))
        assert made[-2:] == [
            {"as_of": "2024-09-24", "rows": 2, "positives": 0},
            {"as_of": "2025-09-24", "rows": 2, "positives": 1},
        ]

    def test_says_so_where_nothing_is_known_of_anybody(self) -> None:
        RecognitionFactory(enterprise=firm(), valid_from=date(2025, 11, 1))
        with pytest.raises(NothingLabelled):
            table(Past.read(TODAY), HNTE_IF_APPLIED)

    def test_refuses_a_table_of_which_one_person_stated_more_than_a_twentieth(self) -> None:
        firms = [firm(registered_on=date(2025, 1, 1), known_on=date(2025, 1, 1)).pk for _ in range(40)]
        one, other = UserFactory(), UserFactory()
        state(firms[:2], one)
        state(firms[2:4], other)
        assert int(table(Past.read(TODAY), HNTE_12M).y.sum()) == 4
        state(firms[4:5], one)
        with pytest.raises(LabelsOfOnePerson) as refused:
            table(Past.read(TODAY), HNTE_12M)
        assert (refused.value.found, refused.value.needed) == (3 / 40, 0.05)
        assert "7.5%" in refused.value.zh
        assert "7.5%" in refused.value.en

    def test_refuses_a_year_of_which_one_person_stated_more_though_it_is_little_of_the_whole(self) -> None:
        born = {"registered_on": date(2024, 1, 1), "known_on": date(2024, 1, 1)}
        firms = [firm(**born).pk for _ in range(40)]
        one = UserFactory()
        state(firms[:2], one)
        assert len(table(Past.read(TODAY), HNTE_12M).y) == 80
        state(firms[2:3], one)
        with pytest.raises(LabelsOfOnePerson) as refused:
            table(Past.read(TODAY), HNTE_12M)
        assert refused.value.found == 3 / 40, "but 3 of 80 in all"
        assert refused.value.zh.startswith("2025 年有 7.5% 的训练结果")
        assert "of 2025" in refused.value.en
