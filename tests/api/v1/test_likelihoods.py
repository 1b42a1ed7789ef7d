"""How likely one enterprise is to get there, and why."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from api.v1.likelihoods import shown
from api.v1.likelihoods_serializers import LikelihoodOut
from crm.enterprises.models import Enterprise
from scoring.likelihood.reasons import Explanation, Reason
from scoring.likelihoods import ExplainedLikelihood
from scoring.models import Likelihood
from tests.api.conftest import TODAY
from tests.api.contract import conforming

WHY = Explanation(
    probability=0.42,
    log_odds=-0.5,
    base_log_odds=-1.5,
    reasons=(
        Reason(feature="rnd", zh="研发", en="R&D", unit="ratio", value=0.06, contribution=1.2, changeable=True),
        Reason(feature="section", zh="门类", en="section", unit="code", value="C", contribution=-0.2, changeable=False),
        Reason(feature="own_ip", zh="自有", en="own IP", unit="yes_no", value=None, contribution=0.0, changeable=True),
    ),
    rest=0.0,
)


class TestEnterpriseLikelihoods:
    def read(self, client: Client, firm: Enterprise) -> list[dict[str, Any]]:
        answer = client.get(f"/api/v1/enterprises/{firm.uscc}/likelihoods")
        rows: list[dict[str, Any]] = conforming(answer, "listLikelihoods")
        return rows

    def test_names_the_target_and_the_model_behind_it(
        self, own_firm: Enterprise, likelihood: Callable[..., Likelihood]
    ) -> None:
        stored = likelihood(own_firm, 0.42)
        explained = ExplainedLikelihood(
            model_version=stored.model_version, target="hnte_12m", as_of=TODAY, explanation=WHY, stored=stored
        )
        row = LikelihoodOut(shown(explained)).data
        assert (row["probability"], row["base_log_odds"], row["log_odds"]) == (0.42, -1.5, -0.5)
        assert [reason["value"] for reason in row["reasons"]] == [0.06, "C", None]
        assert (row["target"]["code"], row["target"]["horizon"]) == ("hnte_12m", 12)
        assert row["model"]["algorithm"]["code"] == "logistic"
        assert row["model"]["metrics"][0]["name"] == "log_loss"

    def test_says_that_a_model_cannot_be_used_and_what_to_do(
        self, caseworker: Client, own_firm: Enterprise, likelihood: Callable[..., Likelihood]
    ) -> None:
        likelihood(own_firm, 0.42)
        answer = caseworker.get(f"/api/v1/enterprises/{own_firm.uscc}/likelihoods")
        assert (answer.status_code, answer.json()["code"]) == (503, "likelihood.model_unavailable")
        assert "./tidu train_models" in answer.json()["detail"]

    def test_says_why_there_is_no_probability(
        self, caseworker: Client, own_firm: Enterprise, likelihood: Callable[..., Likelihood]
    ) -> None:
        likelihood(own_firm, None)
        (row,) = self.read(caseworker, own_firm)
        assert (row["probability"], row["log_odds"], row["reasons"]) == (None, None, [])
        assert row["abstained_because"]["code"] == "facts_missing"

    def test_is_empty_before_the_first_run(self, caseworker: Client, own_firm: Enterprise) -> None:
        assert self.read(caseworker, own_firm) == []
