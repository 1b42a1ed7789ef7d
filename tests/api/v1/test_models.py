"""Models through the API: what is foretold, by which versions, and what is watched of them."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from crm.accounts.models import User
from scoring.likelihood.drift import Drift
from scoring.likelihood.metrics import CurvePoint
from scoring.likelihood.targets import TARGETS
from scoring.likelihood.watch import Alert, Matured
from scoring.models import ModelDecision, ModelVersion, ModelWatch, TrainingRun
from tests.api.conftest import TODAY
from tests.api.models import MODELS, metric, read
from tests.api.situations import client_of
from tests.factories import UserFactory
from tests.scoring.stored_models import a_version

pytestmark = pytest.mark.django_db


class TestModelList:
    def test_tells_of_every_target_which_model_is_in_use_or_why_none(
        self, model_owner: User, waiting_model: ModelVersion
    ) -> None:
        a_version("tech_sme_if_applied", trained_by=model_owner, in_use=True)
        rows = {row["target"]["code"]: row for row in read(model_owner, "", "listModels")}
        assert list(rows) == list(TARGETS)
        waiting, in_use, nothing = rows["hnte_12m"], rows["tech_sme_if_applied"], rows["gazelle_3y"]
        assert (waiting["champion"], waiting["newest"]["version"]) == (None, waiting_model.version)
        assert waiting["no_model_because"]["code"] == "not_promoted"
        assert (in_use["champion"]["is_promoted"], in_use["no_model_because"]) == (True, None)
        assert (nothing["newest"], nothing["training"], nothing["watch"]) == (None, None, None)
        assert nothing["no_model_because"]["code"] == "never_trained"

    def test_says_in_short_who_trained_a_version_and_how_good_it_is(
        self, model_owner: User, waiting_model: ModelVersion
    ) -> None:
        (row,) = read(model_owner, "/hnte_12m", "readModelTarget")["versions"]
        assert (row["trained_by"], row["earned"], row["is_promoted"]) == ({"display_name": "模管"}, True, False)
        assert (row["algorithm"]["code"], row["open_findings"], row["signable"]) == ("logistic", [], [])
        assert [one["name"] for one in row["metrics"]] == ["auc", "log_loss"]

    def test_names_the_conditions_that_did_not_hold_and_what_of_them_can_be_signed_for(self, model_owner: User) -> None:
        a_version(trained_by=model_owner, refused=("calibrated", "slices"))
        (row,) = read(model_owner, "/hnte_12m", "readModelTarget")["versions"]
        assert (row["earned"], row["open_findings"], row["signable"]) == (False, ["calibrated", "slices"], ["slices"])

    def test_lets_whom_it_may_concern_do_what_is_theirs(self, model_owner: User, model_approver: User) -> None:
        a_version(trained_by=model_owner, in_use=True)
        leader = UserFactory(role="leadership")
        can = {
            user.role: read(user, "/hnte_12m", "readModelTarget")["can"]
            for user in (model_owner, model_approver, leader)
        }
        assert can == {"model_owner": ["train"], "rule_approver": ["retire"], "leadership": []}

    def test_leaves_out_versions_of_earlier_releases(self, model_owner: User) -> None:
        ModelVersion.objects.create(
            target="hnte_12m", version="2025-old", sha256="0" * 64, card={"chosen": "logistic", "findings": []}
        )
        assert read(model_owner, "/hnte_12m", "readModelTarget")["versions"] == []


DRIFT = asdict(
    Drift(
        feature="rnd_intensity", psi=0.3, by_chance=0.05, edges=(0.5,), expected=(0.5, 0.5, 0.0), found=(0.2, 0.8, 0.0)
    )
)
ALERT = asdict(Alert(code="score_drift", level="alarm", feature="", zh="得分已变化", en="scores have moved"))


def due(firms: int, positives: int, bins: int = 1) -> dict[str, Any]:
    """What is kept of foretellings that have come due."""
    share = positives / firms
    return asdict(
        Matured(
            firms=firms,
            positives=positives,
            foretold=0.15,
            happened=share,
            brier=metric("brier", 0.08),
            shift=metric("shift", 0.15 - share),
            p_value=0.3,
            beyond_noise=False,
            curve=(CurvePoint(predicted=0.15, observed=share, firms=firms // bins),) * bins,
        )
    )


def watched(version: ModelVersion, as_of: date = TODAY, **other: Any) -> ModelWatch:
    """What was seen of a model on a day."""
    drift = {"score": {**DRIFT, "feature": "probability"}, "features": [DRIFT]}
    return ModelWatch.objects.create(
        model_version=version, as_of=as_of, drift=drift, **{"firms": 1_000, "alerts": [ALERT], **other}
    )


class TestWatch:
    def test_tells_drift_and_alerts_the_newest_day_first(self, model_owner: User) -> None:
        version = a_version(trained_by=model_owner, in_use=True)
        watched(version, TODAY - timedelta(days=1), firms=990)
        watched(version)
        newest, older = read(model_owner, "/hnte_12m", "readModelTarget")["watches"]
        assert (newest["as_of"], newest["firms"], newest["score_psi"]) == (str(TODAY), 1_000, 0.3)
        assert (newest["features"][0]["feature"], newest["version"]) == ("rnd_intensity", version.version)
        assert (older["firms"], older["matured"]) == (990, None)
        rows = {row["target"]["code"]: row for row in read(model_owner, "", "listModels")}
        assert rows["hnte_12m"]["watch"]["alerts"] == [ALERT]

    def test_tells_what_came_true(self, model_owner: User) -> None:
        watched(a_version(trained_by=model_owner, in_use=True), matured=due(100, 20, bins=10))
        told = read(model_owner, "/hnte_12m", "readModelTarget")["watches"][0]["matured"]
        assert (told["firms"], told["positives"], told["happened"], len(told["curve"])) == (100, 20, 0.2, 10)

    @pytest.mark.parametrize(("seen", "positives"), [(due(40, 4), None), (due(40, 37), None), (due(40, 8, bins=10), 8)])
    def test_tells_nothing_of_fewer_than_five_firms(
        self, model_owner: User, seen: dict[str, Any], positives: int | None
    ) -> None:
        watched(a_version(trained_by=model_owner, in_use=True), matured=seen)
        told = read(model_owner, "/hnte_12m", "readModelTarget")["watches"][0]["matured"]
        assert (told["firms"], told["positives"], told["curve"]) == (40, positives, [])
        assert (told["happened"] is None, told["shift"] is None) == (positives is None, positives is None)


def a_copy(version: ModelVersion, target: str, number: int = 0, **other: Any) -> ModelVersion:
    """Another version with the same card."""
    return ModelVersion.objects.create(
        target=target,
        version=f"copy-{number}",
        sha256="0" * 64,
        card=version.card,
        trained_by=version.trained_by,
        **other,
    )


class TestQuestionsToTheDatabase:
    def test_are_no_more_for_all_targets_than_for_one(
        self, model_owner: User, django_assert_max_num_queries: Callable[..., Any]
    ) -> None:
        first = a_version(trained_by=model_owner, in_use=True)
        for target in TARGETS:
            if target != first.target:
                version = a_copy(first, target, is_promoted=target.startswith("tech"))
                watched(version)
                TrainingRun.objects.create(
                    target=target, as_of=TODAY, state="done", finished_at=timezone.now(), model_version=version
                )
                ModelDecision.objects.create(model_version=version, kind="promote", note="好", decided_by=model_owner)
        client = client_of(model_owner)
        with django_assert_max_num_queries(14) as asked:
            client.get(MODELS)
        cards = [one["sql"] for one in asked.captured_queries if '"card",' in one["sql"]]
        assert len(cards) <= 1, "why none is in use is read off the newest card; no other is loaded whole"

    def test_are_no_more_for_many_versions_than_for_few(
        self, model_owner: User, django_assert_max_num_queries: Callable[..., Any]
    ) -> None:
        version = a_version(trained_by=model_owner, in_use=True)
        for number in range(5):
            a_copy(version, "hnte_12m", number)
        client = client_of(model_owner)
        with django_assert_max_num_queries(20):
            client.get(f"{MODELS}/hnte_12m")
