"""Models: what is foretold, which version is in use, how it came to be, and what is watched of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from django.db.models import QuerySet
from django.db.models.functions import JSONObject
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.permissions import Need
from api.v1.models_serializers import ModelTargetOut, ModelTargetRowOut
from api.v1.small_counts import told_counts
from api.v1.targets import known_target, target_shown
from api.v1.trainings import run_shown
from api.views import ApiView
from scoring.likelihood.candidate_names import CANDIDATE_NAMES
from scoring.likelihood.targets import TARGETS, Target
from scoring.model_decisions import (
    champion_of,
    decisions_of,
    may_retire,
    may_roll_back,
    version_before,
    versions_before,
)
from scoring.models import ModelDecision, ModelVersion, ModelWatch, TrainingRun
from scoring.no_model import NoModel, why_no_model
from scoring.pipeline import SMALL

TAG = "models"
LIST, VIEW, RUN = Need("list", "model_version"), Need("view", "model_version"), Need("run", "model_version")
TRAININGS_TOLD, WATCHES_TOLD = 10, 30
SHORT = JSONObject(**{name: f"card__{name}" for name in ("earned", "chosen", "findings", "candidates")})
"""What a row tells of a card."""


class ModelView(ApiView):
    """A view about the models of one target."""

    def version(self, target: str, version: str) -> ModelVersion:
        """The version of a target's model, if there is one of this name."""
        return get_object_or_404(versions_of(known_target(target)), version=version)

    def rights(self, champion: ModelVersion | None, before: ModelVersion | None) -> list[str]:
        """What who asks may do with the models of a target now, given the one in use and the one before it."""
        may = {
            "train": self.may(RUN),
            "roll_back": may_roll_back(before, self.user),
            "retire": may_retire(champion, self.user),
        }
        return [action for action, allowed in may.items() if allowed]


def versions_of(target: Target) -> "QuerySet[ModelVersion]":
    """The versions of a target's model, the newest first."""
    return _versions().filter(target=target.key)


def _versions() -> "QuerySet[ModelVersion]":
    """All versions in short, the newest first; their cards, each as long as a book chapter, stay in the database.

    Those of releases before cards told of counties are left out: their files cannot be used any more either.
    """
    told = ModelVersion.objects.filter(card__has_key="earned").select_related("trained_by").defer("card")
    return told.annotate(short=SHORT).order_by("-trained_at", "-pk")


class ModelList(ModelView):
    """What is foretold, by which models."""

    needs = {"GET": LIST}

    @extend_schema(operation_id="listModels", tags=[TAG], responses=ModelTargetRowOut(many=True))
    def get(self, request: Request) -> Response:
        """List the targets, each with the model in use, the newest one, and the last training."""
        known = _AllTargets.read()
        rows = [self.row(target, known) for target in TARGETS.values()]
        return Response(ModelTargetRowOut(rows, many=True).data)

    def row(self, target: Target, known: "_AllTargets") -> dict[str, Any]:
        """A target under the names of the API."""
        key = target.key
        champion, newest = known.champions.get(key), known.newest.get(key)
        watch, training = known.watches.get(key), known.trainings.get(key)
        return {
            "target": target_shown(target),
            "champion": version_shown(champion) if champion else None,
            "newest": version_shown(newest) if newest else None,
            "training": run_shown(training) if training else None,
            "no_model_because": known.why_none.get(key),
            "watch": _watch(watch) if watch else None,
            "can": self.rights(known.in_use.get(key), known.before.get(key)),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class _AllTargets:
    """What the list tells, by target: read with as many questions for all targets as for one.

    `in_use` are the champions with those of earlier releases, whose cards cannot be shown.
    """

    in_use: Mapping[str, ModelVersion]
    before: Mapping[str, ModelVersion]
    champions: Mapping[str, ModelVersion]
    newest: Mapping[str, ModelVersion]
    watches: Mapping[str, ModelWatch]
    trainings: Mapping[str, TrainingRun]
    why_none: Mapping[str, NoModel]

    @classmethod
    def read(cls) -> Self:
        """Read it."""
        in_use = {one.target: one for one in ModelVersion.objects.filter(is_promoted=True).defer("card")}
        champions = {one.target: one for one in _versions().filter(is_promoted=True)}
        newest = _versions().order_by("target", "-trained_at", "-pk").distinct("target")
        watches = ModelWatch.objects.filter(model_version__in=[one.pk for one in champions.values()])
        last_watches = watches.order_by("model_version_id", "-as_of").distinct("model_version_id")
        targets = {one.pk: target for target, one in champions.items()}
        trainings = _trainings().order_by("target", "-requested_at", "-pk").distinct("target")
        return cls(
            in_use=in_use,
            before=versions_before(in_use),
            champions=champions,
            newest={one.target: one for one in newest},
            watches={targets[one.model_version_id]: one for one in last_watches},
            trainings={one.target: one for one in trainings},
            why_none=why_no_model(target for target in TARGETS if target not in champions),
        )


class ModelTarget(ModelView):
    """All about the models of one target."""

    needs = {"GET": VIEW}

    @extend_schema(operation_id="readModelTarget", tags=[TAG], responses=ModelTargetOut)
    def get(self, request: Request, target: str) -> Response:
        """Read the versions of a target's model, who decided on them, the last trainings, and what is watched."""
        return Response(ModelTargetOut(target_told(known_target(target), self)).data)


def target_told(target: Target, view: ModelView) -> dict[str, Any]:
    """All about the models of a target, under the names of the API."""
    versions = list(versions_of(target))
    champion = next((version for version in versions if version.is_promoted), None)
    watches = champion.watches.order_by("-as_of")[:WATCHES_TOLD] if champion else ()
    return {
        "target": target_shown(target),
        "versions": [version_shown(version) for version in versions],
        "decisions": [_decision(decision) for decision in decisions_of(target.key)],
        "trainings": [run_shown(run) for run in _trainings().filter(target=target.key)[:TRAININGS_TOLD]],
        "watches": [_watch_in_full(watch, champion) for watch in watches if champion],
        "no_model_because": None if champion else why_no_model([target.key])[target.key],
        "can": view.rights(champion_of(target.key), version_before(target.key)),
    }


def version_shown(version: ModelVersion) -> dict[str, Any]:
    """A version in short, as `versions_of` gives it, under the names of the API."""
    card: Mapping[str, Any] = vars(version)["short"]
    open_findings = [one for one in card["findings"] if not one["held"]]
    plain = ("target", "version", "trained_at", "trained_by", "is_promoted")
    return {
        **{name: getattr(version, name) for name in plain},
        "earned": card["earned"],
        "algorithm": algorithm(card["chosen"]),
        "metrics": metrics_of_chosen(card),
        "open_findings": [one["rule"] for one in open_findings],
        "signable": [one["rule"] for one in open_findings if one["signable"]],
    }


def algorithm(name: str) -> dict[str, str]:
    """A candidate by its code, with its names."""
    zh, en = CANDIDATE_NAMES[name]
    return {"code": name, "zh": zh, "en": en}


def metrics_of_chosen(card: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    """The figures of the candidate that was chosen."""
    metrics: Iterable[Mapping[str, Any]] = next(
        row["metrics"] for row in card["candidates"] if row["name"] == card["chosen"]
    )
    return metrics


def told_curve(points: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    """A reliability curve; nothing of it where a bin holds fewer than five firms."""
    return points if all(point["firms"] >= SMALL for point in points) else []


def _trainings() -> "QuerySet[TrainingRun]":
    runs = TrainingRun.objects.select_related("model_version", "requested_by").defer("model_version__card")
    return runs.order_by("-requested_at", "-pk")


def _decision(decision: ModelDecision) -> dict[str, Any]:
    plain = ("kind", "signed_for", "note", "decided_by", "decided_at")
    return {
        **{name: getattr(decision, name) for name in plain},
        "version": decision.model_version.version,
        "replaced": decision.replaced.version if decision.replaced else None,
    }


def _watch(watch: ModelWatch) -> dict[str, Any]:
    return {
        "as_of": watch.as_of,
        "firms": watch.firms,
        "score_psi": watch.drift["score"]["psi"],
        "alerts": watch.alerts,
    }


def _watch_in_full(watch: ModelWatch, version: ModelVersion) -> dict[str, Any]:
    named = {feature["name"]: feature for feature in version.card["features"]}
    features = [
        {"feature": one["feature"], "psi": one["psi"], **_words(named[one["feature"]])}
        for one in watch.drift["features"]
    ]
    matured = _matured(watch.matured) if watch.matured else None
    return {**_watch(watch), "version": version.version, "features": features, "matured": matured}


def _words(feature: Mapping[str, Any]) -> dict[str, str]:
    return {"zh": feature["zh"], "en": feature["en"]}


def _matured(seen: Mapping[str, Any]) -> dict[str, Any]:
    """What came true, without a number that speaks of fewer than five firms: who sees models sees no firm."""
    (told,) = told_counts([(seen["firms"], seen["positives"])])
    if told.positives is None:
        return {**seen, **dict.fromkeys(("positives", "happened", "shift")), "curve": []}
    return {**seen, "curve": told_curve(seen["curve"])}
