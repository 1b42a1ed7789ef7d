"""How likely one enterprise is to get there, and why."""

from datetime import date
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.permissions import Need
from api.v1.likelihoods_serializers import LikelihoodOut
from api.views import ApiView
from scoring.likelihood.candidate_names import CANDIDATE_NAMES
from scoring.likelihood.targets import TARGETS
from scoring.likelihoods import ExplainedLikelihood, explain_likelihoods
from scoring.models import ModelVersion


class EnterpriseLikelihoods(ApiView):
    """The likelihoods of one enterprise by the models in use."""

    needs = {"GET": Need("view", "score")}

    @extend_schema(operation_id="listLikelihoods", tags=["enterprises"], responses=LikelihoodOut(many=True))
    def get(self, request: Request, uscc: str) -> Response:
        """Explain the likelihoods of one enterprise."""
        explained = explain_likelihoods(self.enterprise(uscc))
        return Response(LikelihoodOut([shown(one) for one in explained], many=True).data)


def shown(one: ExplainedLikelihood) -> dict[str, Any]:
    """An explained likelihood under the names of the API."""
    target, why = TARGETS[one.target], one.explanation
    return {
        "target": {"code": target.key, "zh": target.zh, "en": target.en, "horizon": target.horizon_months},
        "as_of": one.as_of,
        "probability": one.stored.probability,
        "abstained_because": one.stored.abstained_because,
        "base_log_odds": why.base_log_odds if why else None,
        "log_odds": why.log_odds if why else None,
        "reasons": why.reasons if why else (),
        "model": _model(one.model_version),
    }


def _model(version: ModelVersion) -> dict[str, Any]:
    """The model card in short."""
    card = version.card
    zh, en = CANDIDATE_NAMES[card["chosen"]]
    metrics = next(row["metrics"] for row in card["candidates"] if row["name"] == card["chosen"])
    return {
        "version": version.version,
        "trained_on": date.fromisoformat(card["trained_on"]),
        "algorithm": {"code": card["chosen"], "zh": zh, "en": en},
        "metrics": metrics,
    }
