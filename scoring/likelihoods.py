"""Likelihoods of a chunk of firms from the promoted models, and what is stored of them.

What needs scikit-learn and skops is imported where it is used: together they take seconds to load, for which neither
the first page of a web process waits (it calls `warm_up` beside) nor a command that finds nothing to do.
"""

import hashlib
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache
from importlib.metadata import version as installed
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from django.conf import settings
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from crm.bulk import copy_in
from crm.enterprises.models import Enterprise
from crm.errors import DomainError
from scoring.frame import frame
from scoring.likelihood.features import without_contact
from scoring.likelihood.targets import TARGETS, Target
from scoring.models import Likelihood, ModelVersion, RulebookVersion, ScoringRun
from scoring.rulebook_versions import definition
from scoring.rulebooks.engine import assess

if TYPE_CHECKING:
    from scoring.likelihood.model import TrainedModel
    from scoring.likelihood.reasons import Explanation

LOG = logging.getLogger(__name__)
COLUMNS = ("run_id", "enterprise_id", "model_version_id", "target", "probability", "abstained_because")
HNTE = "hnte"
SAME = 1e-9
"""Probabilities of the same model on the same facts differ by rounding only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedLikelihood:
    """One firm's likelihood with its reasons, or why none is given."""

    model_version: ModelVersion
    target: str
    as_of: date
    explanation: "Explanation | None"
    stored: Likelihood


def model_folder(version: ModelVersion) -> Path:
    """Where the files of a model version lie."""
    return Path(settings.ML_MODELS_ROOT) / version.target / version.version


def untrained_targets() -> list[Target]:
    """The targets that nothing has been trained for yet, or whose model in use, or newest, cannot be used any more."""
    versions = ModelVersion.objects.order_by("target", "-is_promoted", "-trained_at").distinct("target")
    trained = {version.target for version in versions if _is_whole(version)}
    return [target for key, target in TARGETS.items() if key not in trained]


def _is_whole(version: ModelVersion) -> bool:
    """Whether the files are what training wrote, for the scikit-learn that is installed; loading checks the rest."""
    folder = model_folder(version)
    model, card = folder / "model.skops", folder / "card.json"
    return (
        model.is_file()
        and hashlib.sha256(model.read_bytes()).hexdigest() == version.sha256
        and card.is_file()
        and version.card["sklearn_version"] == installed("scikit-learn")
    )


@lru_cache(maxsize=8)
def _loaded(folder: Path, sha256: str) -> "TrainedModel":
    from scoring.likelihood.registry import load

    return load(folder, key=settings.SECRET_KEY.encode())


class ModelUnavailable(DomainError):
    """The files of a model in use are missing, changed, or of another release."""

    code = "likelihood.model_unavailable"
    status = 503


class FactsChanged(DomainError):
    """The stored likelihood was computed from other facts than are on record now, so its reasons are gone."""

    code = "likelihood.facts_changed"


def open_model(version: ModelVersion) -> "TrainedModel":
    """Load a stored model.

    :raises ModelUnavailable: the files are not there, or not what training wrote.
    """
    from scoring.likelihood.errors import LikelihoodError

    try:
        return _loaded(model_folder(version), version.sha256)
    except (LikelihoodError, OSError) as why:
        LOG.error("model %s cannot be used: %s", version, why)
        raise ModelUnavailable(
            _("The model %(version)s cannot be used; its administrator has to train it again: ./tidu train_models")
            % {"version": version}
        ) from why


def warm_up() -> None:
    """Load the models in use, so that nobody who asks for reasons waits; one that cannot be used is logged."""
    with suppress(DatabaseError):
        for version in ModelVersion.objects.filter(is_promoted=True):
            with suppress(ModelUnavailable):
                open_model(version)
    connection.close()


def promoted_models(run: ScoringRun) -> "Mapping[ModelVersion, TrainedModel]":
    """The models that were in use when the run began."""
    return {version: open_model(version) for version in run.model_versions.all()}


def with_rulebook_points(measures: pd.DataFrame, rulebooks: Sequence[RulebookVersion]) -> pd.DataFrame:
    """The frame with what the 高企 rulebook says of each firm: criteria unmet, and the middle of its points.

    Facts that are known only of firms somebody visited are left out, or the model would learn where we have been.
    """
    version = next((one for one in rulebooks if one.programme_id == HNTE), None)
    if version is None:
        return measures.assign(rulebook_unmet=np.nan, rulebook_points=np.nan)
    results = assess(without_contact(measures), definition(version))
    unmet = np.sum([status == -1 for status in results.status.values()], axis=0).astype(np.float64)
    bounds = [points for points in (results.points_low, results.points_high) if points is not None]
    return measures.assign(rulebook_unmet=unmet, rulebook_points=np.mean(bounds, axis=0) if bounds else np.nan)


def store_likelihoods(
    run: ScoringRun,
    measures: pd.DataFrame,
    rulebooks: Sequence[RulebookVersion],
    models: "Mapping[ModelVersion, TrainedModel]",
) -> Mapping[str, "pd.Series[float]"]:
    """Score the firms of one frame with each model and store the results; returns the probabilities by target.

    A firm that cannot reach a target any more (it holds the title) gets no row for it.
    """
    from scoring.likelihood.predict import score

    read = with_rulebook_points(measures, rulebooks)
    chances = {}
    for version, model in models.items():
        at_risk = read[TARGETS[version.target].at_risk(read)]
        results = score(at_risk, model)
        copy_in(Likelihood, COLUMNS, _rows(run, version, results))
        chances[version.target] = results["probability"].reindex(measures.index)
    return chances


def _rows(run: ScoringRun, version: ModelVersion, results: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    columns = (results.index, results["probability"], results["abstained_because"])
    for enterprise, probability, because in zip(*columns, strict=True):
        silent = bool(np.isnan(probability))
        answer = (None, asdict(because)) if silent else (float(probability), None)
        yield run.pk, int(enterprise), version.pk, version.target, *answer


def explain_likelihoods(enterprise: Enterprise) -> tuple[ExplainedLikelihood, ...]:
    """The stored likelihoods of a firm, with reasons that add up to their log-odds, on what the run knew.

    :raises FactsChanged: facts were recorded since that the run would have known.
    :raises ModelUnavailable: the model's files cannot be used.
    """
    run = ScoringRun.objects.current(ScoringRun.Kind.SCORE)
    if run is None:
        return ()
    stored = run.likelihoods.filter(enterprise=enterprise).select_related("model_version").order_by("target")
    measures = frame(run.as_of, Enterprise.objects.filter(pk=enterprise.pk))
    read = with_rulebook_points(measures, list(run.rulebooks.all()))
    return tuple(_explained(run, one, read) for one in stored)


def _explained(run: ScoringRun, stored: Likelihood, read: pd.DataFrame) -> ExplainedLikelihood:
    reasons = _reasons(stored, read) if stored.probability is not None else None
    return ExplainedLikelihood(
        model_version=stored.model_version, target=stored.target, as_of=run.as_of, explanation=reasons, stored=stored
    )


def _reasons(stored: Likelihood, read: pd.DataFrame) -> "Explanation | None":
    from scoring.likelihood.reasons import explain

    reasons = explain(read, open_model(stored.model_version)).get(stored.enterprise_id)
    given = stored.probability or 0.0
    if reasons is None or abs(reasons.probability - given) > SAME:
        raise FactsChanged(
            _("Facts about this firm became known after the likelihoods were computed; the next run brings new ones.")
        )
    return reasons
