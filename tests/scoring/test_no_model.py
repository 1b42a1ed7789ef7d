"""Why nothing is foretold: the last thing that happened to a target tells, in both languages."""

from datetime import UTC, datetime, timedelta

import pytest

from crm.accounts.models import User
from scoring.models import ModelDecision, ModelVersion, TrainingRun
from scoring.no_model import NoModel, why_no_model
from tests.factories import UserFactory

NOON = datetime(2026, 6, 1, 4, tzinfo=UTC)
REFUSAL = {"code": "too_few_outcomes", "zh": "认定数不足", "en": "too few outcomes", "found": 12, "needed": 40}
pytestmark = pytest.mark.django_db


def trained(at: datetime, *, held: bool = False, version: str = "1") -> ModelVersion:
    card = {"earned": held, "findings": [{"rule": "calibrated", "held": held}, {"rule": "slices", "held": True}]}
    made = ModelVersion.objects.create(target="hnte_12m", version=version, sha256="0" * 64, card=card)
    ModelVersion.objects.filter(pk=made.pk).update(trained_at=at)
    return made


def refused(at: datetime, **refusal: object) -> None:
    TrainingRun.objects.create(
        target="hnte_12m", as_of=at.date(), state="refused", refusal={**REFUSAL, **refusal}, finished_at=at
    )


def retired(version: ModelVersion, by: User) -> None:
    ModelDecision.objects.create(model_version=version, kind="retire", note="2026年新办法", decided_by=by)


def why() -> NoModel:
    return why_no_model(["hnte_12m"])["hnte_12m"]


class TestWhyNoModel:
    def test_says_that_nobody_has_trained_one(self) -> None:
        told = why_no_model(["hnte_12m", "gazelle_3y"])
        assert {one.code for one in told.values()} == {"never_trained"}
        assert "资格评估" in told["hnte_12m"].zh
        assert "eligibility" in told["hnte_12m"].en

    @pytest.mark.parametrize("state", ["failed", "done"])
    def test_holds_no_refusal_against_a_training_that_failed(self, state: str) -> None:
        TrainingRun.objects.create(target="hnte_12m", as_of=NOON.date(), state=state, finished_at=NOON)
        assert why().code == "never_trained"

    def test_says_what_training_refused_and_with_which_numbers(self) -> None:
        refused(NOON)
        assert why() == NoModel(code="too_few_outcomes", zh="认定数不足", en="too few outcomes", found=12, needed=40)

    def test_says_that_one_person_stated_too_many_labels(self) -> None:
        refused(NOON, code="labels_one_person", found=0.2, needed=0.05)
        assert (why().code, why().found, why().needed) == ("labels_one_person", 0.2, 0.05)

    def test_says_whether_the_newest_model_has_earned_its_place(self) -> None:
        trained(NOON)
        assert (why().code, "1" in why().zh, "1 of the conditions" in why().en) == ("not_promoted", True, True)
        trained(NOON + timedelta(hours=1), held=True, version="2")
        assert (why().code, "等待" in why().zh, "waits" in why().en) == ("not_promoted", True, True)

    def test_says_that_it_was_taken_out_of_use_and_why(self) -> None:
        retired(trained(NOON), UserFactory(role="rule_approver"))
        assert (why().code, "2026年新办法" in why().zh, "2026年新办法" in why().en) == ("retired", True, True)

    def test_tells_the_last_of_what_happened(self) -> None:
        refused(NOON)
        trained(NOON + timedelta(days=1))
        assert why().code == "not_promoted"
        refused(NOON + timedelta(days=2))
        assert why().code == "too_few_outcomes"

    def test_takes_no_model_of_a_release_before_for_one_that_waits(self) -> None:
        old = trained(NOON, held=True)
        ModelVersion.objects.filter(pk=old.pk).update(card={"findings": [], "sklearn_version": "1.7.0"})
        assert why().code == "never_trained"
        refused(NOON - timedelta(days=1))
        assert why().code == "too_few_outcomes"

    def test_forgets_a_retirement_once_a_model_was_trained_after_it(self) -> None:
        version = trained(NOON)
        retired(version, UserFactory(role="rule_approver"))
        trained(ModelDecision.objects.get().decided_at + timedelta(hours=1), version="2")
        assert why().code == "not_promoted"
