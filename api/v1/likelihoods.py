"""How likely one enterprise is to get there, why, and how that moved."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.permissions import Need
from api.v1.likelihoods_serializers import LikelihoodHistoryOut, LikelihoodOut
from api.v1.models import algorithm, metrics_of_chosen
from api.v1.overrides import override_shown
from api.v1.targets import known_target, target_shown
from api.views import ApiView
from api.visibility import ASSESSMENT
from scoring.likelihood.targets import TARGETS
from scoring.likelihood_explanations import ExplainedLikelihood, explain_likelihoods
from scoring.likelihood_trend import Point, likelihood_trend
from scoring.models import LikelihoodOverride, ModelVersion

TAG = "enterprises"
SEES = Need("view", "score")
SEES_OVERRIDES = Need("view", "score_override")


class LikelihoodView(ApiView):
    """A view about the likelihoods of one firm."""

    needs = {"GET": SEES}

    def overrides(self, found: Iterable[LikelihoodOverride]) -> list[dict[str, Any]]:
        """The overrides under the names of the API; none to who may not see overrides."""
        if not self.may(SEES_OVERRIDES):
            return []
        return [override_shown(one, self.user, self.today) for one in found]


class EnterpriseLikelihoods(LikelihoodView):
    """The likelihoods of one enterprise by the models in use."""

    @extend_schema(operation_id="listLikelihoods", tags=[TAG], responses=LikelihoodOut(many=True))
    def get(self, request: Request, uscc: str) -> Response:
        """List all that is foretold of one enterprise: a probability with its reasons, or why there is none."""
        explained = explain_likelihoods(self.enterprise(uscc), on=self.today)
        return Response(LikelihoodOut([self.shown(one) for one in explained], many=True).data)

    def shown(self, one: ExplainedLikelihood) -> dict[str, Any]:
        """An explained likelihood under the names of the API, as far as who asks may see it."""
        plain = ("state", "as_of", "probability", "low", "high", "abstained_because", "no_model_because")
        why = ("base_log_odds", "log_odds", "reasons_by", "reasons", "reasons_stale", "peers")
        (override,) = self.overrides([one.override] if one.override else []) or (None,)
        return {
            **{name: getattr(one, name) for name in (*plain, *why)},
            "target": target_shown(TARGETS[one.target]),
            "eligibility": one.eligibility if self.may(ASSESSMENT) else None,
            "override": override,
            "model": _model(one.model_version) if one.model_version else None,
        }


class LikelihoodHistory(LikelihoodView):
    """One likelihood of one enterprise over time."""

    @extend_schema(operation_id="readLikelihoodHistory", tags=[TAG], responses=LikelihoodHistoryOut)
    def get(self, request: Request, uscc: str, target: str) -> Response:
        """Read how a likelihood moved: as it was said, as it is recomputed, and what people thought instead."""
        trend = likelihood_trend(self.enterprise(uscc), known_target(target).key, on=self.today)
        body = {
            "recorded": [_point(point) for point in trend.recorded],
            "recomputed": [_point(point) for point in trend.recomputed],
            "overrides": self.overrides(trend.overrides),
        }
        return Response(LikelihoodHistoryOut(body).data)


def _point(point: Point) -> dict[str, Any]:
    plain = ("as_of", "probability", "low", "high", "model")
    return {**{name: getattr(point, name) for name in plain}, "abstained": point.abstained or None}


def _model(version: ModelVersion) -> dict[str, Any]:
    """The model card in short."""
    card = version.card
    return {
        "version": version.version,
        "trained_on": date.fromisoformat(card["trained_on"]),
        "algorithm": algorithm(card["chosen"]),
        "metrics": metrics_of_chosen(card),
        "earned": card["earned"],
    }
