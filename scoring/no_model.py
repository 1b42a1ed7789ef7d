"""Why nothing is foretold of a target: nobody has trained a model, nothing can be learnt yet, or none is in use."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from scoring.models import ModelDecision, ModelVersion, TrainingRun

NEVER_TRAINED = (
    "尚未训练过该目标的模型，因此只给出资格评估和差距，不给出可能性",
    "no model of this target has been trained yet, so there are eligibility and gap, but no likelihood",
)
EARNED = (
    "最新模型已通过全部检验，等待另一人批准启用",
    "the newest model has earned its place and waits for another person to put it in use",
)
NOT_EARNED = (
    "最新模型未启用：有 {count} 项启用条件不成立",
    "the newest model is not in use: {count} of the conditions did not hold",
)
RETIRED = (
    "模型已停用：{note}",
    "the model was taken out of use: {note}",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoModel:
    """Why a target has no model in use; `found` and `needed` where a number decided it."""

    code: str
    zh: str
    en: str
    found: float | None = None
    needed: float | None = None


def why_no_model(targets: Iterable[str]) -> dict[str, NoModel]:
    """For each of `targets` without a model in use, why it has none: the last thing that happened to it tells.

    Models of releases before cards said what was earned are left out: they cannot be put in use any more.
    """
    asked = list(targets)
    refused = _newest(TrainingRun.objects.filter(state=TrainingRun.State.REFUSED, target__in=asked), "-finished_at")
    trained = _newest(ModelVersion.objects.filter(target__in=asked, card__has_key="earned"), "-trained_at")
    retired = _retired(asked)
    return {target: _why(refused.get(target), trained.get(target), retired.get(target)) for target in asked}


def _newest(rows: Any, order: str) -> dict[str, Any]:
    return {row.target: row for row in rows.order_by("target", order, "-pk").distinct("target")}


def _retired(targets: list[str]) -> dict[str, ModelDecision]:
    """By target the decision that took its model out of use, if that was the last decision on it."""
    decisions = ModelDecision.objects.filter(model_version__target__in=targets).select_related("model_version")
    without_cards = decisions.defer("model_version__card")
    last = without_cards.order_by("model_version__target", "-decided_at", "-pk").distinct("model_version__target")
    return {one.model_version.target: one for one in last if one.kind == ModelDecision.Kind.RETIRE}


def _why(refused: TrainingRun | None, trained: ModelVersion | None, retired: ModelDecision | None) -> NoModel:
    told: list[tuple[datetime, NoModel]] = []
    if refused and refused.finished_at and refused.refusal:
        told.append((refused.finished_at, _of_refusal(refused.refusal)))
    if trained:
        told.append((trained.trained_at, _not_promoted(trained.card)))
    if retired:
        told.append((retired.decided_at, _words("retired", RETIRED, note=retired.note)))
    return max(told, key=lambda one: one[0])[1] if told else _words("never_trained", NEVER_TRAINED)


def _of_refusal(refusal: Mapping[str, Any]) -> NoModel:
    said: dict[str, Any] = {name: refusal.get(name) for name in ("code", "zh", "en", "found", "needed")}
    return NoModel(**said)


def _not_promoted(card: Mapping[str, Any]) -> NoModel:
    failed = sum(not finding["held"] for finding in card["findings"])
    return _words("not_promoted", NOT_EARNED if failed else EARNED, count=failed)


def _words(code: str, words: tuple[str, str], **named: object) -> NoModel:
    zh, en = (word.format(**named) for word in words)
    return NoModel(code=code, zh=zh, en=en)
