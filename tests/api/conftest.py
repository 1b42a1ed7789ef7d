"""Somebody at the API: a day that stands still, firms in two counties, users of each role with a session."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

import seeds
from crm.accounts.models import User
from crm.directory.models import Region
from crm.enterprises.models import Enterprise
from scoring.models import Likelihood, ModelVersion, ScoringRun
from scoring.rulebook_versions import load_version
from scoring.runs import carry_out, open_run
from tests.api.situations import client_of
from tests.factories import EnterpriseFactory, ProgrammeFactory, RegionFactory, UserFactory
from tests.scoring.stored_models import a_version

TODAY = date(2026, 6, 1)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> date:
    """The day at the bureau."""
    monkeypatch.setattr(timezone, "localdate", lambda *_args: TODAY)
    return TODAY


@pytest.fixture
def wolong(db: None) -> Region:
    """The county that most users here answer for."""
    return RegionFactory(code="411303")


@pytest.fixture
def xixia(db: None) -> Region:
    """Another county."""
    return RegionFactory(code="411323")


@pytest.fixture
def own_firm(wolong: Region) -> Enterprise:
    """A firm of the users' county."""
    return EnterpriseFactory(registered_region=wolong, hnte=True, with_years=3)


@pytest.fixture
def foreign_firm(xixia: Region) -> Enterprise:
    """A firm of the other county."""
    return EnterpriseFactory(registered_region=xixia)


@pytest.fixture
def signed_in(wolong: Region) -> Callable[..., Client]:
    """A client with the session of a user of this role who answers for 卧龙区, or for other `regions`."""

    def client(role: str = "county_caseworker", **traits: Any) -> Client:
        return client_of(UserFactory(**{"role": role, "regions": [wolong], **traits}))

    return client


@pytest.fixture
def caseworker(signed_in: Callable[..., Client]) -> Client:
    """The county caseworker of 卧龙区."""
    return signed_in()


RULEBOOKS = Path(seeds.__file__).with_name("rulebooks")


@pytest.fixture
def rulebooks(db: None) -> None:
    """The shipped rulebooks, loaded."""
    for programme, name in (("tech_sme", "2017"), ("hnte", "2016")):
        ProgrammeFactory(code=programme)
        load_version(RULEBOOKS / programme / f"{name}.yaml")


@pytest.fixture
def runs(rulebooks: None) -> Callable[[], None]:
    """Assess and score all firms that there are, as the worker does."""

    def carry_out_both() -> None:
        for kind in ScoringRun.Kind:
            carry_out(open_run(kind, TODAY))

    return carry_out_both


@pytest.fixture
def likelihood(db: None) -> Callable[..., Likelihood]:
    """Give a firm a likelihood in the current scoring run, which is made if there is none."""

    def give(firm: Enterprise, probability: float | None, target: str = "hnte_12m") -> Likelihood:
        finished = {"state": "done", "finished_at": timezone.now()}
        run, _made = ScoringRun.objects.get_or_create(kind="score", as_of=TODAY, defaults=finished)
        model, _made = ModelVersion.objects.get_or_create(
            target=target, version="2026-01", defaults={"sha256": "0" * 64, "card": CARD}
        )
        because = (
            None if probability is not None else {"code": "facts_missing", "zh": "数据不足", "en": "facts missing"}
        )
        return Likelihood.objects.create(
            run=run,
            enterprise=firm,
            model_version=model,
            target=target,
            probability=probability,
            abstained_because=because,
        )

    return give


@pytest.fixture
def model_owner(db: None) -> User:
    """Who trains models."""
    user: User = UserFactory(role="model_owner", display_name="模管")
    return user


@pytest.fixture
def model_approver(db: None) -> User:
    """Who puts them in use."""
    user: User = UserFactory(role="rule_approver", display_name="审批")
    return user


@pytest.fixture
def waiting_model(model_owner: User) -> ModelVersion:
    """A model that has earned its place and that nobody has decided on."""
    return a_version(trained_by=model_owner)


CARD = {
    "trained_on": "2026-01-15",
    "chosen": "logistic",
    "candidates": [
        {"name": "base_rate", "metrics": []},
        {"name": "logistic", "metrics": [{"name": "log_loss", "value": 0.3, "low": 0.28, "high": 0.33}]},
    ],
    "findings": [],
    "earned": True,
}
"""What is told of a model with each likelihood; no files lie behind it."""
