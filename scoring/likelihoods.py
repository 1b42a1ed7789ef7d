"""Likelihoods of a chunk of firms from the models in use, and what is stored of them."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from crm.bulk import copy_in
from scoring.likelihood.targets import TARGETS
from scoring.likelihood_records import store_records
from scoring.model_files import ModelUnavailable, open_model
from scoring.models import Likelihood, ModelVersion, RulebookVersion, ScoringRun
from scoring.rulebook_points import with_rulebook_points

if TYPE_CHECKING:
    from scoring.likelihood.model import TrainedModel

LOG = logging.getLogger(__name__)
COLUMNS = ("run_id", "enterprise_id", "model_version_id", "target", "probability", "low", "high", "abstained_because")


def promoted_models(run: ScoringRun) -> "Mapping[ModelVersion, TrainedModel]":
    """The models that were in use when the run began.

    One that cannot be opened says nothing: its target is left out, and the others go on.
    """
    opened = {}
    for version in run.model_versions.order_by("target"):
        try:
            opened[version] = open_model(version)
        except ModelUnavailable:
            LOG.error("run %s tells no likelihood of %s: %s cannot be used", run.pk, version.target, version)
    return opened


def store_likelihoods(
    run: ScoringRun,
    measures: pd.DataFrame,
    rulebooks: Sequence[RulebookVersion],
    models: "Mapping[ModelVersion, TrainedModel]",
) -> Mapping[str, "pd.Series[float]"]:
    """Score the firms of one frame with each model and store the results; returns the probabilities by target.

    A firm that cannot reach a target any more (it holds the title) gets no row for it; a target that none of the firms
    can reach is left out.
    """
    from scoring.likelihood.predict import score

    read = with_rulebook_points(measures, rulebooks)
    asked = {version: read[TARGETS[version.target].at_risk(read)] for version in models}
    said = {version: score(firms, models[version]) for version, firms in asked.items() if len(firms)}
    for version, results in said.items():
        copy_in(Likelihood, COLUMNS, _rows(run, version, results))
    store_records(run, said)
    return {version.target: results["probability"].reindex(measures.index) for version, results in said.items()}


def _rows(run: ScoringRun, version: ModelVersion, results: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    columns = (results.index, *(results[name] for name in ("probability", "low", "high", "abstained_because")))
    for enterprise, probability, low, high, because in zip(*columns, strict=True):
        silent = bool(np.isnan(probability))
        answer = (None, None, None, asdict(because)) if silent else (float(probability), float(low), float(high), None)
        yield run.pk, int(enterprise), version.pk, version.target, *answer
