"""Training a model: asked for, and watched."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.permissions import Need
from api.v1.models_serializers import TrainingRunOut
from api.v1.small_counts import told_counts
from api.v1.targets import known_target
from api.views import ApiView
from crm.errors import DomainError
from scoring.models import TrainingRun
from scoring.training_runs import has_stalled, request_training

TAG = "models"


class TrainingUnderWay(DomainError):
    """One of the target is asked for or under way already."""

    code = "training.running"


class ModelTraining(ApiView):
    """Having a model trained."""

    needs = {"POST": Need("run", "model_version")}

    @extend_schema(operation_id="trainModel", tags=[TAG], request=None, responses={202: TrainingRunOut})
    def post(self, request: Request, target: str) -> Response:
        """Have a model of the target trained by a job. Nothing is put in use by it."""
        self.refuse_body()
        _refuse_second(known_target(target).key)
        run = request_training(target, by=self.user)
        return Response(TrainingRunOut(run_shown(run)).data, status=202)


class TrainingPage(ApiView):
    """One training."""

    needs = {"GET": Need("view", "model_version")}

    @extend_schema(operation_id="readModelTraining", tags=[TAG], responses=TrainingRunOut)
    def get(self, request: Request, target: str, number: int) -> Response:
        """Read how far a training has come, or what came of it."""
        runs = TrainingRun.objects.filter(target=target).select_related("model_version", "requested_by")
        return Response(TrainingRunOut(run_shown(get_object_or_404(runs, pk=number))).data)


def _refuse_second(target: str) -> None:
    """Refuse to begin beside a training that somebody works on; of two at the same instant, the service makes one.

    :raises TrainingUnderWay: there is one.
    """
    for run in TrainingRun.objects.filter(target=target, state__in=TrainingRun.OPEN):
        if not has_stalled(run):
            message = _("A model of this target is being trained already; wait for training %(number)s to end.")
            raise TrainingUnderWay(message % {"number": run.pk}, number=run.pk)


def run_shown(run: TrainingRun) -> dict[str, Any]:
    """A training under the names of the API."""
    plain = ("id", "target", "as_of", "state", "step", "done", "total", "refusal", "requested_by")
    instants = ("requested_at", "started_at", "finished_at")
    return {
        **{name: getattr(run, name) for name in (*plain, *instants)},
        "outcomes": _outcomes(run.outcomes),
        "stalled": has_stalled(run),
        "version": run.model_version.version if run.model_version else None,
    }


def _outcomes(years: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What there was to learn from, year by year, without a number that speaks of fewer than five firms."""
    told = told_counts([(year["rows"], year["positives"]) for year in years])
    return [
        {"as_of": year["as_of"], "rows": counts.firms, "positives": counts.positives}
        for year, counts in zip(years, told, strict=True)
    ]
