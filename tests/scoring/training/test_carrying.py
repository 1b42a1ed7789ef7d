"""From past years to models, on a small demo city: some trained side by side, others refused for want of outcomes."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import call_command

import seeds
from scoring.likelihood.targets import GAZELLE_IF_APPLIED, HNTE_12M
from scoring.model_files import model_folder, open_model
from scoring.models import Likelihood, ScoringRun, TrainingRun
from scoring.rulebook_versions import load_version
from scoring.runs import carry_out, open_run
from scoring.training.carrying import train_side_by_side
from scoring.training.past import Past
from scoring.training_runs import open_training
from seeds.demo.city import make_city
from seeds.demo.load import load_city
from seeds.demo.logins import make_logins
from tests.factories import UserFactory
from tests.scoring.training.city import TODAY

FIRMS = 1_500
RULEBOOKS = Path(seeds.__file__).with_name("rulebooks")
pytestmark = pytest.mark.django_db


@pytest.fixture
def settled() -> None:
    call_command("load_reference", verbosity=0)
    for programme, name in (("tech_sme", "2017"), ("hnte", "2016")):
        load_version(RULEBOOKS / programme / f"{name}.yaml")
    logins = {login.role: login.user_id for login in make_logins()}
    city = make_city(seed=7, firms=FIRMS, today=TODAY)
    load_city(city, caseworkers=logins, at=datetime(2026, 11, 23, tzinfo=UTC))


@pytest.mark.usefixtures("settled")
class TestTrainSideBySide:
    def test_leaves_versions_that_can_be_put_in_use_and_reasons_where_there_is_none(self) -> None:
        owner = UserFactory(role="model_owner")
        begun = [open_training(target, by=owner, as_of=TODAY) for target in (HNTE_12M, GAZELLE_IF_APPLIED)]
        ended = train_side_by_side([run for run in begun if run], Past.read(TODAY))
        runs = {run.target: run for run in ended}
        self.check_refused(runs[GAZELLE_IF_APPLIED.key])
        self.check_trained(runs[HNTE_12M.key], owner.username)

    def check_refused(self, run: TrainingRun) -> None:
        assert (run.state, run.model_version) == ("refused", None)
        assert run.refusal
        assert run.refusal["found"] < run.refusal["needed"]

    def check_trained(self, run: TrainingRun, owner: str) -> None:
        version = run.model_version
        assert version
        assert (run.state, version.is_promoted) == ("done", False)
        assert (version.card["trained_by"], version.card["question"]) == (owner, "becomes")
        assert {"card.zh.md", "card.en.md", "card.json", "model.skops"} <= {
            file.name for file in model_folder(version).iterdir()
        }
        assert [one["as_of"] for one in run.outcomes][-1] == "2025-09-24"
        assert len(open_model(version).refits) == version.card["refits"] > 0
        version.is_promoted = True
        version.save()
        scored = carry_out(open_run(ScoringRun.Kind.SCORE, TODAY))
        given = Likelihood.objects.filter(run=scored, probability__isnull=False)
        assert given.count() > FIRMS / 4
        assert all(one.low <= one.probability <= one.high for one in given)
        assert all(one.abstained_because["zh"] for one in Likelihood.objects.filter(run=scored, probability=None))
