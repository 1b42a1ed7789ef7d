"""Watching the models in use: whether firms and their likelihoods drift, and how what was foretold came out."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from crm.enterprises.models import Enterprise
from scoring.facts import read_facts
from scoring.frame import cut
from scoring.likelihood.targets import TARGETS
from scoring.model_files import ModelUnavailable, open_model
from scoring.models import LikelihoodRecord, ModelVersion, ModelWatch, ScoringRun
from scoring.rulebook_points import with_rulebook_points

if TYPE_CHECKING:
    from scoring.likelihood.model import TrainedModel
    from scoring.likelihood.watch import Matured

LOG = logging.getLogger(__name__)
LOOKED_AT = 20_000
"""Firms whose features are looked at: the index of so many differs from that of all by less than chance does."""
CHUNK = 5_000
"""Firms read at once."""


def watch(run: ScoringRun) -> list[ModelWatch]:
    """Look at each model of a finished run; once a day a model. One that cannot be opened is logged and left out."""
    seen = ModelWatch.objects.filter(as_of=run.as_of).values("model_version")
    waiting = run.model_versions.exclude(pk__in=seen).order_by("target")
    made = [_watched(run, version) for version in waiting]
    return [one for one in made if one is not None]


def _watched(run: ScoringRun, version: ModelVersion) -> ModelWatch | None:
    """None where the run scored no firm with the model, or its files cannot be used."""
    from scoring.likelihood.drift import psi, score_psi
    from scoring.likelihood.watch import alerts

    said = dict(run.likelihoods.filter(model_version=version).values_list("enterprise_id", "probability"))
    if not said:
        return None
    try:
        model = open_model(version)
    except ModelUnavailable:
        LOG.error("%s is not watched, since its files cannot be used", version)
        return None
    score = score_psi(model.card.score_reference, pd.Series(said, dtype="float64").to_numpy())
    features = psi(model.card.reference, _features(run, model, sorted(said)))
    matured = _matured(version, run.as_of)
    found = alerts(model.card, score=score, features=features, seen=matured)
    return ModelWatch.objects.create(
        model_version=version,
        as_of=run.as_of,
        firms=len(said),
        drift={"score": asdict(score), "features": [asdict(one) for one in features]},
        matured=asdict(matured) if matured else None,
        alerts=[asdict(one) for one in found],
    )


def _features(run: ScoringRun, model: "TrainedModel", firms: Sequence[int]) -> pd.DataFrame:
    """What the model read of the firms on the day of the run; of many firms, of each so-manieth."""
    from scoring.likelihood.predict import features_of

    rulebooks = list(run.rulebooks.all())
    some = firms[:: -(-len(firms) // LOOKED_AT)]
    chunks = (some[start : start + CHUNK] for start in range(0, len(some), CHUNK))
    return pd.concat(
        features_of(with_rulebook_points(_measures(chunk, run.as_of), rulebooks), model) for chunk in chunks
    )


def _measures(firms: Sequence[int], as_of: date) -> pd.DataFrame:
    return cut(read_facts(Enterprise.objects.filter(pk__in=firms), as_of), as_of)


def _matured(version: ModelVersion, today: date) -> "Matured | None":
    """What a model had said on the last day whose horizon has run out and been reported on, beside what happened."""
    from scoring.likelihood.watch import matured
    from scoring.training.outcomes import REPORTING_LAG, label
    from scoring.training.past import Past

    target = TARGETS[version.target]
    then = (pd.Timestamp(today - REPORTING_LAG) - pd.DateOffset(months=target.horizon_months)).date()
    said = pd.Series(dict(_said(version, then)), dtype="float64").dropna()
    if said.empty:
        return None
    past = Past.read(today)
    day = past.day(then)
    # A firm that reached the target, or left, between the record and that day is no foretelling that failed.
    said = said[said.index.isin(day.frame.index[target.at_risk(day.frame)])]
    happened = label(past, target, day).reindex(said.index)
    known = happened.notna()
    firms = said.index[known]
    return matured(said[firms], happened[firms].astype("float64"), group=day.group.reindex(firms).to_numpy())


def _said(version: ModelVersion, then: date) -> Iterator[tuple[int, float]]:
    """By firm what was on record on a day, if it was this model that had spoken last; NaN where it was silent."""
    records = LikelihoodRecord.objects.filter(target=version.target, as_of__lte=then)
    last = records.order_by("enterprise", "-pk").distinct("enterprise")
    rows = last.values_list("enterprise_id", "model_version_id", "probability").iterator()
    for firm, model, probability in rows:
        if model == version.pk:
            yield firm, np.nan if probability is None else probability
