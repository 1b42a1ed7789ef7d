"""How likely one enterprise is to get there, and why."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

import scoring.likelihoods
from crm.enterprises.models import Enterprise
from scoring.likelihood.reasons import Explanation, Reason
from scoring.models import Likelihood
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

    def test_gives_reasons_that_add_up(
        self,
        caseworker: Client,
        own_firm: Enterprise,
        likelihood: Callable[..., Likelihood],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        likelihood(own_firm, 0.42)
        monkeypatch.setattr(scoring.likelihoods, "open_model", lambda version: SimpleNamespace(version=version))
        monkeypatch.setattr(scoring.likelihoods, "explain", lambda frame, model: {own_firm.pk: WHY})
        (row,) = self.read(caseworker, own_firm)
        assert row["probability"] == 0.42
        assert row["base_log_odds"] + sum(reason["contribution"] for reason in row["reasons"]) == row["log_odds"]
        assert [reason["value"] for reason in row["reasons"]] == [0.06, "C", None]
        assert row["target"]["code"] == "hnte_12m"
        assert row["target"]["horizon"] == 12
        assert row["model"]["algorithm"]["code"] == "logistic"
        assert row["model"]["metrics"][0]["name"] == "log_loss"

    def test_says_why_there_is_no_probability(
        self, caseworker: Client, own_firm: Enterprise, likelihood: Callable[..., Likelihood]
    ) -> None:
        likelihood(own_firm, None)
        (row,) = self.read(caseworker, own_firm)
        assert (row["probability"], row["log_odds"], row["reasons"]) == (None, None, [])
        assert row["abstained_because"]["code"] == "facts_missing"

    def test_is_empty_before_the_first_run(self, caseworker: Client, own_firm: Enterprise) -> None:
        assert self.read(caseworker, own_firm) == []
