"""From past years to a model in use, on a small demo city: snapshots without foresight, promotion, likelihoods."""

from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest
from django.core.management import call_command
from django.test import Client

import seeds
from crm.accounts.models import User
from crm.programmes.models import Recognition
from scoring.likelihood.targets import GAZELLE_3Y, HNTE_12M
from scoring.likelihoods import model_folder, open_model, untrained_targets
from scoring.models import Likelihood, ModelVersion, ScoringRun
from scoring.rulebook_versions import load_version
from scoring.runs import carry_out, open_run
from scoring.training import facts_of_all, register, snapshots, train_target
from seeds.demo.city import make_city
from seeds.demo.load import load_city
from seeds.demo.logins import make_logins
from tests.api.contract import conforming

TODAY = date(2026, 11, 23)
FIRMS = 1_500
RULEBOOKS = Path(seeds.__file__).with_name("rulebooks")
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def city() -> object:
    return make_city(seed=7, firms=FIRMS, today=TODAY)


@pytest.fixture
def settled(db: None, city: object) -> None:
    call_command("load_reference", verbosity=0)
    for programme, name in (("tech_sme", "2017"), ("hnte", "2016")):
        load_version(RULEBOOKS / programme / f"{name}.yaml")
    logins = {login.role: login.user_id for login in make_logins()}
    load_city(city, caseworkers=logins, at=datetime(2026, 11, 23, tzinfo=UTC))  # type: ignore[arg-type]  # a City


@pytest.mark.usefixtures("settled")
class TestSnapshots:
    def test_are_yearly_and_end_where_the_horizon_has_run_out(self) -> None:
        facts = facts_of_all(TODAY)
        assert [one.as_of.isoformat() for one in snapshots(HNTE_12M, facts, TODAY)][-2:] == ["2024-09-24", "2025-09-24"]
        assert [one.as_of.isoformat() for one in snapshots(GAZELLE_3Y, facts, TODAY)][-1:] == ["2023-09-24"]

    def test_label_a_firm_by_what_came_after_and_never_by_what_was(self) -> None:
        facts = facts_of_all(TODAY)
        *_, newest = snapshots(HNTE_12M, facts, TODAY)
        titles = facts.recognitions[facts.recognitions["programme_id"] == "hnte"]
        after = titles[(titles["valid_from"] > "2025-09-24") & (titles["valid_from"] <= "2026-09-24")]
        holding = titles[(titles["valid_from"] <= "2025-09-24") & (titles["valid_until"] >= "2025-09-24")]
        positive = newest.label[newest.label.fillna(False).astype(bool)].index
        assert set(positive) == (set(after["enterprise"]) - set(holding["enterprise"])) & set(newest.frame.index)
        assert newest.label[newest.frame.index.isin(holding["enterprise"])].isna().all()


@pytest.mark.usefixtures("settled")
class TestTrainTarget:
    def test_leaves_a_model_with_its_card_and_likelihoods_whose_reasons_add_up(self, client: Client) -> None:
        assert {target.key for target in untrained_targets()} == {"hnte_12m", "gazelle_3y"}
        version = train_target(HNTE_12M, facts_of_all(TODAY), TODAY)
        assert (model_folder(version) / "card.md").is_file()
        assert [target.key for target in untrained_targets()] == ["gazelle_3y"]
        ModelVersion.objects.update(is_promoted=True)
        run = carry_out(open_run(ScoringRun.Kind.SCORE, TODAY))
        given = Likelihood.objects.filter(run=run, probability__isnull=False).order_by("-probability")
        silent = Likelihood.objects.filter(run=run, probability=None)
        assert given.exists()
        assert all(one.abstained_because["zh"] for one in silent)
        client.force_login(User.objects.get(username="demo-data-steward"))
        for stored in given.select_related("enterprise")[:5]:
            answer = client.get(f"/api/v1/enterprises/{stored.enterprise.uscc}/likelihoods")
            (row,) = conforming(answer, "listLikelihoods")
            total = row["base_log_odds"] + sum(reason["contribution"] for reason in row["reasons"])
            assert total == pytest.approx(row["log_odds"], abs=1e-6)
            assert stored.probability == pytest.approx(1 / (1 + np.exp(-total)), abs=1e-6)
        titles = Recognition.objects.in_force(TODAY).known_on(TODAY).filter(programme="hnte")
        assert titles.exists()
        assert not run.likelihoods.filter(enterprise__recognitions__in=titles).exists(), "holders are not at risk"
        assert register(open_model(version)).pk == version.pk, "stored again, it stays one version"
        likeliest = given[0].enterprise
        likeliest.financial_years.update(revenue=10**9, rnd_expense=0, headcount=1, hightech_income=0)
        answer = client.get(f"/api/v1/enterprises/{likeliest.uscc}/likelihoods")
        assert (answer.status_code, answer.json()["code"]) == (409, "likelihood.facts_changed")
        (model_folder(version) / "model.skops").write_bytes(b"another")
        assert [target.key for target in untrained_targets()] == ["hnte_12m", "gazelle_3y"]
