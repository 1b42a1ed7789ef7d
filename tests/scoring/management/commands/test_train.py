"""`./tidu train`."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from scoring.likelihood.targets import TARGETS
from scoring.management.commands import train as command
from scoring.models import TrainingRun
from scoring.training_runs import fail_training, has_stalled, request_training
from tests.factories import UserFactory
from tests.scoring.stored_models import a_version
from tests.scoring.training.city import firm

pytestmark = pytest.mark.django_db


def train(*arguments: str) -> str:
    output = StringIO()
    call_command("train", *arguments, stdout=output)
    return output.getvalue()


class TestTrain:
    def test_says_of_each_target_why_there_is_no_model(self) -> None:
        firm()
        owner = UserFactory(role="model_owner")
        said = train("--by", owner.username, "--target", "hnte_12m", "--target", "gazelle_if_applied")
        lines = sorted(line.strip() for line in said.splitlines())
        assert [line.split(" no model; ")[0] for line in lines] == ["gazelle_if_applied:", "hnte_12m:"]
        assert set(TrainingRun.objects.values_list("state", "requested_by")) == {("refused", owner.pk)}

    def test_leaves_a_target_alone_that_a_job_is_to_train(self) -> None:
        run = request_training("hnte_12m", by=None)
        assert "hnte_12m: is being trained already" in train("--target", "hnte_12m")
        assert TrainingRun.objects.get() == run

    @pytest.mark.django_db(transaction=True)
    def test_lets_nobody_see_a_run_that_nobody_seems_to_work_on(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Somebody elsewhere looks at every step on the way from asking to training."""
        seen = []

        def look(step: Callable[..., Any]) -> Callable[..., Any]:
            def looked(*given: Any, **named: Any) -> Any:
                done = step(*given, **named)
                seen.extend(elsewhere())
                return done

            return looked

        def elsewhere() -> list[tuple[str, bool]]:
            with ThreadPoolExecutor(1) as other:
                return other.submit(told).result()

        def told() -> list[tuple[str, bool]]:
            try:
                return [(run.state, has_stalled(run)) for run in TrainingRun.objects.all()]
            finally:
                connection.close()

        for name in ("open_training", "working_on", "begin_training"):
            monkeypatch.setattr(command, name, look(getattr(command, name)))
        monkeypatch.setattr(command, "_trained", look(lambda runs, today: iter(())))
        train("--target", "hnte_12m")
        assert seen == [("running", False)]

    def test_leaves_a_run_alone_that_somebody_else_ended_meanwhile(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(command, "begin_training", lambda run_id: fail_training(run_id) is None)
        assert train("--target", "hnte_12m") == "hnte_12m: is being trained already\n"

    def test_refuses_who_may_not_train(self) -> None:
        approver = UserFactory(role="rule_approver")
        with pytest.raises(CommandError, match="may not train"):
            train("--by", approver.username)
        assert not TrainingRun.objects.exists()

    def test_refuses_somebody_who_is_not_there(self) -> None:
        UserFactory(username="gone", is_active=False)
        with pytest.raises(CommandError, match="no active user gone"):
            train("--by", "gone")


class TestIfMissing:
    def test_does_nothing_for_what_has_a_model_or_was_refused_one(self) -> None:
        firm()
        a_version("hnte_12m", trained_by=UserFactory())
        others = [argument for key in TARGETS if key != "hnte_12m" for argument in ("--target", key)]
        assert train("--if-missing").count("no model") == len(TARGETS) - 1
        assert train("--if-missing") == "models: nothing to train\n"
        assert train(*others[:2]).count("no model") == 1, "asked for by name, it is tried again"
