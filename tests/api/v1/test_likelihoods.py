"""What is foretold of one enterprise through the API: all targets, each with its reasons or why there are none."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from crm.enterprises.models import Enterprise
from scoring.likelihood.targets import TARGETS
from scoring.models import Likelihood, LikelihoodRecord, ModelVersion, ScoringRun
from scoring.overrides import make_override
from scoring.runs import carry_out, open_run
from tests.api.conftest import TODAY
from tests.api.contract import conforming
from tests.api.problems import problem
from tests.factories import EnterpriseFactory, UserFactory
from tests.scoring.stored_models import a_version, settle

pytestmark = pytest.mark.django_db


def read(client: Client, firm: Enterprise) -> dict[str, dict[str, Any]]:
    """What is foretold of a firm, by target."""
    answer = client.get(f"/api/v1/enterprises/{firm.uscc}/likelihoods")
    assert answer.status_code == 200, answer.content
    return {row["target"]["code"]: row for row in conforming(answer, "listLikelihoods")}


def history(client: Client, firm: Enterprise, target: str = "hnte_12m") -> dict[str, Any]:
    answer = client.get(f"/api/v1/enterprises/{firm.uscc}/likelihoods/{target}/history")
    assert answer.status_code == 200, answer.content
    body: dict[str, Any] = conforming(answer, "readLikelihoodHistory")
    return body


@pytest.fixture
def seedling(wolong: Any) -> Enterprise:
    """A firm of the users' county that holds nothing yet and reports its figures."""
    firm: Enterprise = EnterpriseFactory(registered_region=wolong, with_years=3)
    return firm


@pytest.fixture
def scored(seedling: Enterprise) -> ModelVersion:
    """A model in use that has scored all firms, after they were assessed."""
    settle()
    version = a_version(trained_by=UserFactory(role="model_owner"), in_use=True)
    for kind in (ScoringRun.Kind.ASSESS, ScoringRun.Kind.SCORE):
        carry_out(open_run(kind, TODAY))
    return version


class TestEnterpriseLikelihoods:
    def test_tells_all_that_is_foretold_with_what_is_asked(self, caseworker: Client, seedling: Enterprise) -> None:
        told = read(caseworker, seedling)
        assert list(told) == list(TARGETS)
        assert told["hnte_if_applied"]["target"] == {
            "code": "hnte_if_applied",
            "zh": TARGETS["hnte_if_applied"].zh,
            "en": TARGETS["hnte_if_applied"].en,
            "horizon": 12,
            "question": "if_applied",
            "programme": "hnte",
        }
        assert (told["gazelle_3y"]["target"]["programme"], told["gazelle_3y"]["target"]["horizon"]) == (None, 36)

    def test_says_on_a_cold_start_why_there_is_no_model_and_shows_the_rules(
        self, caseworker: Client, seedling: Enterprise, rulebooks: None
    ) -> None:
        carry_out(open_run(ScoringRun.Kind.ASSESS, TODAY))
        row = read(caseworker, seedling)["hnte_12m"]
        assert (row["state"], row["probability"], row["reasons"], row["model"]) == ("no_model", None, [], None)
        assert row["no_model_because"]["code"] == "never_trained"
        assert row["eligibility"]["programme"] == "hnte"
        assert row["eligibility"]["verdict"] in ("unmet", "undetermined")

    def test_gives_a_probability_inside_its_interval_with_reasons_that_add_up(
        self, caseworker: Client, seedling: Enterprise, scored: ModelVersion
    ) -> None:
        row = read(caseworker, seedling)["hnte_12m"]
        assert (row["state"], row["as_of"], row["reasons_by"]) == ("given", str(TODAY), "additive")
        assert 0 <= row["low"] < row["probability"] < row["high"] <= 1
        summed = row["base_log_odds"] + sum(reason["contribution"] for reason in row["reasons"])
        assert summed == pytest.approx(row["log_odds"], abs=1e-6)
        assert row["peers"]["firms"] == 150
        spoken = [reason for reason in row["reasons"] if reason["sentence"]]
        assert spoken
        assert all(reason["zh"] in reason["sentence"]["zh"] for reason in spoken)
        assert all(reason["sentence"] is None for reason in row["reasons"] if reason["feature"] == "industry_section")

    def test_names_the_model_behind_it(self, caseworker: Client, seedling: Enterprise, scored: ModelVersion) -> None:
        model = read(caseworker, seedling)["hnte_12m"]["model"]
        assert (model["version"], model["trained_on"], model["earned"]) == (scored.version, "2026-05-01", True)
        assert model["algorithm"] == {
            "code": "logistic",
            "zh": "正则化逻辑回归",
            "en": "regularised logistic regression",
        }
        assert [metric["name"] for metric in model["metrics"]] == ["auc", "log_loss"]

    def test_keeps_the_probability_but_gives_no_reasons_once_facts_have_moved(
        self, caseworker: Client, seedling: Enterprise, scored: ModelVersion
    ) -> None:
        before = read(caseworker, seedling)["hnte_12m"]["probability"]
        seedling.financial_years.update(rnd_expense=0)
        row = read(caseworker, seedling)["hnte_12m"]
        assert (row["probability"], row["reasons_stale"], row["reasons"]) == (before, True, [])
        assert (row["base_log_odds"], row["log_odds"], row["peers"]) == (None, None, None)

    def test_says_of_a_holder_that_nothing_is_left_to_be_foretold(
        self, caseworker: Client, own_firm: Enterprise, scored: ModelVersion
    ) -> None:
        row = read(caseworker, own_firm)["hnte_12m"]
        assert (row["state"], row["probability"], row["abstained_because"]["code"]) == (
            "not_at_risk",
            None,
            "not_at_risk",
        )

    def test_says_why_a_model_keeps_silent(
        self, caseworker: Client, own_firm: Enterprise, likelihood: Callable[..., Likelihood]
    ) -> None:
        likelihood(own_firm, None)
        ModelVersion.objects.update(is_promoted=True)
        row = read(caseworker, own_firm)["hnte_12m"]
        assert (row["state"], row["probability"], row["reasons"]) == ("silent", None, [])
        assert row["abstained_because"] == {"code": "facts_missing", "zh": "数据不足", "en": "facts missing"}

    def test_gives_no_reasons_of_a_model_whose_files_are_gone_and_logs_which(
        self,
        caseworker: Client,
        own_firm: Enterprise,
        likelihood: Callable[..., Likelihood],
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        likelihood(own_firm, 0.42)
        ModelVersion.objects.update(is_promoted=True)
        row = read(caseworker, own_firm)["hnte_12m"]
        assert (row["probability"], row["reasons"], row["reasons_stale"]) == (0.42, [], True)
        assert "card.json is missing" in caplog.text

    def test_tells_who_sees_counts_only_of_no_firm(
        self, signed_in: Callable[..., Client], seedling: Enterprise
    ) -> None:
        for role in ("leadership", "model_owner", "rule_approver", "audit_administrator"):
            answer = signed_in(role).get(f"/api/v1/enterprises/{seedling.uscc}/likelihoods")
            problem(answer, 403, "permission_denied")

    def test_hides_firms_of_other_counties(self, caseworker: Client, foreign_firm: Enterprise) -> None:
        for path in ("", "/hnte_12m/history"):
            answer = caseworker.get(f"/api/v1/enterprises/{foreign_firm.uscc}/likelihoods{path}")
            problem(answer, 404, "not_found")

    def test_shows_the_override_that_stands_beside_it_but_to_no_client(
        self, caseworker: Client, signed_in: Callable[..., Client], seedling: Enterprise
    ) -> None:
        make_override(
            enterprise=seedling,
            target="hnte_12m",
            probability=0.9,
            reason="厂房已投产，材料齐备",
            until=date(2026, 12, 31),
            by=UserFactory(),
            on=TODAY,
        )
        row = read(caseworker, seedling)["hnte_12m"]
        assert (row["state"], row["override"]["probability"], row["override"]["stands"]) == ("no_model", 0.9, True)
        client = signed_in("api_client")
        assert read(client, seedling)["hnte_12m"]["override"] is None
        assert history(client, seedling)["overrides"] == []


class TestLikelihoodHistory:
    def test_tells_what_was_said_and_what_would_have_been_said(
        self, caseworker: Client, seedling: Enterprise, scored: ModelVersion
    ) -> None:
        told = history(caseworker, seedling)
        (point,) = told["recorded"]
        assert (point["as_of"], point["model"], point["abstained"]) == (str(TODAY), scored.version, None)
        assert point["low"] < point["probability"] < point["high"]
        days = [point["as_of"] for point in told["recomputed"]]
        assert days == sorted(days)
        assert days[-1] == "2026-03-31"

    def test_tells_silence_by_its_code_and_overrides_the_newest_first(
        self, caseworker: Client, seedling: Enterprise, likelihood: Callable[..., Likelihood]
    ) -> None:
        version = likelihood(seedling, None).model_version
        LikelihoodRecord.objects.create(
            enterprise=seedling,
            target="hnte_12m",
            as_of=TODAY,
            model_version=version,
            abstained="facts_missing",
            recorded_at=timezone.now(),
        )
        for probability in (0.2, 0.7):
            make_override(
                enterprise=seedling,
                target="hnte_12m",
                probability=probability,
                reason="厂房已投产，材料齐备",
                until=TODAY,
                by=UserFactory(),
                on=TODAY,
            )
        told = history(caseworker, seedling)
        assert [point["abstained"] for point in told["recorded"]] == ["facts_missing"]
        assert [(one["probability"], one["stands"]) for one in told["overrides"]] == [(0.7, True), (0.2, False)]
        assert told["recomputed"] == []

    @pytest.mark.parametrize("target", ["nothing", "hnte", "HNTE_12M", "hnte_12m-2"])
    def test_knows_only_what_is_foretold(self, caseworker: Client, seedling: Enterprise, target: str) -> None:
        answer = caseworker.get(f"/api/v1/enterprises/{seedling.uscc}/likelihoods/{target}/history")
        problem(answer, 404, "not_found")
