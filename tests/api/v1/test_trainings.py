"""Trainings through the API: asked for once at a time, watched, told why no model came of them."""

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from crm.accounts.models import User
from scoring.models import TrainingRun
from tests.api.conftest import TODAY
from tests.api.contract import conforming
from tests.api.models import MODELS, read, sent
from tests.api.problems import field_codes, problem
from tests.api.situations import client_of

pytestmark = pytest.mark.django_db


class TestTraining:
    def test_is_asked_for_and_done_by_a_job(self, model_owner: User) -> None:
        answer = sent(model_owner, "hnte_if_applied/train")
        assert answer.status_code == 202
        told = conforming(answer, "trainModel")
        assert (told["state"], told["target"], told["requested_by"]) == (
            "queued",
            "hnte_if_applied",
            {"display_name": "模管"},
        )
        assert (told["stalled"], told["version"], told["refusal"]) == (False, None, None)
        assert ProcrastinateJob.objects.filter(task_name="scoring.tasks.train_model", status="todo").count() == 1
        seen = client_of(model_owner).get(f"{MODELS}/hnte_if_applied/trainings/{told['id']}")
        assert conforming(seen, "readModelTraining") == told

    def test_is_not_begun_twice(self, model_owner: User) -> None:
        sent(model_owner, "hnte_12m/train")
        problem(sent(model_owner, "hnte_12m/train"), 409, "training.running")
        assert TrainingRun.objects.count() == 1
        assert sent(model_owner, "gazelle_3y/train").status_code == 202

    def test_takes_nothing_that_nobody_would_heed(self, model_owner: User) -> None:
        asked = sent(model_owner, "hnte_12m/train", {"seed": 7})
        assert field_codes(asked) == {"seed": "unknown_field"}
        assert not TrainingRun.objects.exists()

    def test_tells_why_no_model_came_of_it(self, model_owner: User) -> None:
        refusal = {"code": "too_few_outcomes", "zh": "认定数不足", "en": "too few outcomes", "found": 12, "needed": 40}
        run = TrainingRun.objects.create(
            target="hnte_12m",
            as_of=TODAY,
            state="refused",
            refusal=refusal,
            outcomes=[{"as_of": "2024-04-02", "rows": 300, "positives": 12}],
            finished_at=timezone.now(),
        )
        answer = client_of(model_owner).get(f"{MODELS}/hnte_12m/trainings/{run.pk}")
        told = conforming(answer, "readModelTraining")
        assert (told["refusal"]["found"], told["refusal"]["needed"], told["outcomes"][0]["positives"]) == (12, 40, 12)
        row = read(model_owner, "/hnte_12m", "readModelTarget")
        assert (row["no_model_because"]["code"], row["trainings"][0]["id"]) == ("too_few_outcomes", run.pk)

    def test_tells_no_number_of_fewer_than_five_firms(self, model_owner: User) -> None:
        years = [(300, 12), (200, 3), (60, 58), (4, 0), (90, 30)]
        run = TrainingRun.objects.create(
            target="hnte_12m",
            as_of=TODAY,
            state="failed",
            outcomes=[
                {"as_of": f"{2020 + place}-04-02", "rows": rows, "positives": positives}
                for place, (rows, positives) in enumerate(years)
            ],
            finished_at=timezone.now(),
        )
        answer = client_of(model_owner).get(f"{MODELS}/hnte_12m/trainings/{run.pk}")
        told = [(one["rows"], one["positives"]) for one in conforming(answer, "readModelTraining")["outcomes"]]
        assert told == [(300, 12), (200, None), (None, None), (None, None), (90, 30)]

    def test_is_told_of_the_last_ten(self, model_owner: User) -> None:
        for _number in range(11):
            TrainingRun.objects.create(target="hnte_12m", as_of=TODAY, state="failed", finished_at=timezone.now())
        assert len(read(model_owner, "/hnte_12m", "readModelTarget")["trainings"]) == 10

    def test_knows_no_other_target_and_no_training_of_another(self, model_owner: User) -> None:
        number = conforming(sent(model_owner, "hnte_12m/train"), "trainModel")["id"]
        problem(sent(model_owner, "nothing/train"), 404, "not_found")
        for path in (
            f"gazelle_3y/trainings/{number}",
            f"hnte_12m/trainings/{number + 1}",
            f"hnte_12m/trainings/{10**30}",
        ):
            problem(client_of(model_owner).get(f"{MODELS}/{path}"), 404, "not_found")

    def test_is_not_asked_for_by_who_puts_models_in_use(self, model_approver: User) -> None:
        problem(sent(model_approver, "hnte_12m/train"), 403, "permission_denied")
