"""Trainings on record: one of a target at a time, refusals and failures with their words, none that hangs for ever."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import OperationalError, connections
from procrastinate.contrib.django.models import ProcrastinateJob

from scoring.likelihood.targets import HNTE_12M, TARGETS
from scoring.models import TrainingRun
from scoring.tasks import TRAINING_RETRIES, train_model
from scoring.training import carrying
from scoring.training.carrying import carry_out_training
from scoring.training_runs import (
    BROKEN_OFF,
    CUT_OFF,
    TASK,
    WORKED_ON,
    UnknownTarget,
    fail_training,
    has_stalled,
    open_training,
    request_training,
    targets_without_need,
    tell_progress,
    working_on,
)
from tests.factories import ImportFactory, UserFactory
from tests.jobs import run_jobs
from tests.scoring.training.city import TODAY, firm

pytestmark = pytest.mark.django_db
KEY = HNTE_12M.key


def refresh(run: TrainingRun) -> TrainingRun:
    return TrainingRun.objects.get(pk=run.pk)


class TestRequestTraining:
    def test_queues_one_job_however_often_it_is_asked(self) -> None:
        owner = UserFactory(role="model_owner")
        run = request_training(KEY, by=owner)
        assert request_training(KEY, by=UserFactory(role="model_owner")) == run
        assert (run.state, run.requested_by) == ("queued", owner)
        (job,) = ProcrastinateJob.objects.filter(task_name=TASK)
        assert job.args == {"run_id": run.pk}

    def test_trains_targets_beside_one_another(self) -> None:
        runs = {request_training(key, by=None).pk for key in TARGETS}
        assert len(runs) == len(TARGETS)

    def test_knows_no_target_of_another_name(self) -> None:
        with pytest.raises(UnknownTarget):
            request_training("hnte_99m", by=None)

    def test_begins_anew_in_place_of_one_that_nobody_works_on_any_more(self) -> None:
        gone = request_training(KEY, by=None)
        ProcrastinateJob.objects.filter(task_name=TASK).update(status="failed")
        assert has_stalled(gone)
        anew = request_training(KEY, by=None)
        assert anew != gone
        assert (refresh(gone).state, refresh(gone).refusal) == ("failed", BROKEN_OFF)


class TestOpenTraining:
    def test_leaves_a_target_alone_that_is_being_trained(self) -> None:
        request_training(KEY, by=None)
        assert open_training(HNTE_12M, by=None, as_of=TODAY) is None

    @pytest.mark.django_db(transaction=True)
    def test_is_seen_to_be_worked_on_by_others_until_its_worker_is_gone(self) -> None:
        run = open_training(HNTE_12M, by=None, as_of=TODAY)
        assert run
        elsewhere = connections["default"].copy()
        with elsewhere.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", [WORKED_ON, run.pk])
        try:
            assert not has_stalled(run)
            with working_on(run.pk) as alone:
                assert not alone
            assert request_training(KEY, by=None) == run
        finally:
            elsewhere.close()
        assert has_stalled(run)


class TestCarryOutTraining:
    def test_writes_down_why_there_is_no_model(self) -> None:
        firm()
        run = request_training(KEY, by=None)
        assert run_jobs("default") == 1
        ended = refresh(run)
        assert ended.state == "refused"
        assert ended.refusal
        assert ended.refusal["code"] == "too_few_outcomes"
        assert ended.refusal["found"] < ended.refusal["needed"]
        assert "至少" in ended.refusal["zh"]
        assert "needed" in ended.refusal["en"]
        assert ended.outcomes[-1] == {"as_of": ended.outcomes[-1]["as_of"], "rows": 1, "positives": 0}
        assert ended.finished_at

    def test_does_nothing_for_one_that_has_ended(self) -> None:
        run = request_training(KEY, by=None)
        fail_training(run.pk)
        carry_out_training(run.pk)
        assert refresh(run).started_at is None

    def test_tells_how_far_it_is_only_while_it_runs(self) -> None:
        run = request_training(KEY, by=None)
        tell_progress(run.pk, "fit", 2, 5)
        assert (refresh(run).step, refresh(run).done, refresh(run).total) == ("fit", 2, 5)
        fail_training(run.pk)
        tell_progress(run.pk, "judge", 1, 1)
        assert refresh(run).step == ""


class TestTrainModel:
    def attempt(self, run: TrainingRun, number: int) -> None:
        train_model.func(SimpleNamespace(job=SimpleNamespace(attempts=number)), run_id=run.pk)

    def test_says_that_it_broke_off_and_lets_the_error_be_logged(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def break_off(run: TrainingRun) -> None:
            raise ValueError("a fault of ours")

        monkeypatch.setattr(carrying, "train_alone", break_off)
        run = request_training(KEY, by=None)
        with pytest.raises(ValueError, match="a fault of ours"):
            self.attempt(run, 0)
        assert (refresh(run).state, refresh(run).refusal) == ("failed", BROKEN_OFF)

    @pytest.mark.parametrize(("attempt", "state"), [(0, "running"), (TRAINING_RETRIES, "failed")])
    def test_waits_for_the_database_a_few_times(
        self, attempt: int, state: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def lose_connection(run: TrainingRun) -> None:
            raise OperationalError("the connection is gone")

        monkeypatch.setattr(carrying, "train_alone", lose_connection)
        run = request_training(KEY, by=None)
        with pytest.raises(OperationalError):
            self.attempt(run, attempt)
        assert refresh(run).state == state

    def test_gives_up_what_cut_its_worker_off_again_and_again(self, monkeypatch: pytest.MonkeyPatch) -> None:
        tried = []
        monkeypatch.setattr(carrying, "train_alone", tried.append)
        run = request_training(KEY, by=None)
        self.attempt(run, TRAINING_RETRIES)
        assert tried == [run]
        self.attempt(run, TRAINING_RETRIES + 1)
        assert tried == [run]
        assert (refresh(run).state, refresh(run).refusal) == ("failed", CUT_OFF)


class TestTargetsWithoutNeed:
    def refused(self, **fields: Any) -> None:
        started = datetime(2026, 11, 1, tzinfo=UTC)
        ended = {"state": "refused", "started_at": started, "finished_at": started}
        TrainingRun.objects.create(target=KEY, as_of=TODAY, **ended | fields)

    def test_names_those_that_were_refused_a_model(self) -> None:
        self.refused()
        assert targets_without_need(list(TARGETS.values())) == [HNTE_12M]

    def test_tries_again_once_facts_were_imported(self) -> None:
        self.refused()
        ImportFactory(state="committed", committed_at=datetime(2026, 11, 2, tzinfo=UTC))
        assert targets_without_need([HNTE_12M]) == []

    def test_tries_again_after_one_that_broke_off(self) -> None:
        self.refused(state="failed")
        assert targets_without_need([HNTE_12M]) == []
