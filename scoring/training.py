"""From the facts of past years to a model: yearly snapshots, what happened after them, training, promotion."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, timedelta

import pandas as pd
from django.conf import settings
from django.db import transaction

from crm.enterprises.models import Enterprise
from scoring.facts import Facts, read_facts
from scoring.frame import cut
from scoring.identities import identities
from scoring.likelihood.dataset import Snapshot, build
from scoring.likelihood.labels import becomes_gazelle, recognised_within
from scoring.likelihood.model import TrainedModel
from scoring.likelihood.registry import save
from scoring.likelihood.targets import Target
from scoring.likelihood.training import train
from scoring.likelihoods import with_rulebook_points
from scoring.models import ModelVersion, RulebookVersion

REPORTING_LAG = timedelta(days=60)
"""How long after the fact a recognition or a year's figures may still come in: horizons have to end before that."""
SNAPSHOT_YEARS = 8
"""How far back snapshots go, one a year on today's day of the year, so that each knows as much of its year as today."""


def train_target(target: Target, facts: Facts, today: date) -> ModelVersion:
    """Train a model of `target` on what was known in past years; put it in use if it earned its place.

    :raises NothingLabelled: nothing is known of what happened to any firm.
    :raises TooFewOutcomes: too few firms reached the target in too few years.
    """
    dataset = build(target, snapshots(target, facts, today))
    return register(train(dataset, trained_on=today, seed=0))


def facts_of_all(today: date) -> Facts:
    """The facts about every firm that `today` knows of."""
    return read_facts(Enterprise.objects.unmerged(), today)


def snapshots(target: Target, facts: Facts, today: date) -> Iterator[Snapshot]:
    """One snapshot a year whose horizon has run out, and been reported on, by `today`; the oldest first."""
    horizon_years = target.horizon_months // 12
    for back in range(horizon_years + SNAPSHOT_YEARS - 1, horizon_years - 1, -1):
        as_of = _years_before(today - REPORTING_LAG, back)
        measures = cut(facts, as_of)
        if measures.empty:
            continue
        yield Snapshot(
            as_of=as_of, frame=_with_rules(measures, as_of), label=_label(target, facts, measures, as_of, today)
        )


def _with_rules(measures: pd.DataFrame, as_of: date) -> pd.DataFrame:
    return with_rulebook_points(measures, list(RulebookVersion.objects.in_force(as_of)))


def _label(target: Target, facts: Facts, measures: pd.DataFrame, as_of: date, today: date) -> "pd.Series[bool]":
    """What happened to each firm in the horizon after `as_of`: yes, no, or not known."""
    if target.programme is not None:
        titles = facts.recognitions.rename(columns={"programme_id": "programme"})
        label = recognised_within(
            titles,
            programme=target.programme,
            enterprises=measures.index,
            as_of=as_of,
            months=target.horizon_months,
            observed_until=today - REPORTING_LAG,
        )
        return label.mask(measures.index.isin(_holders(titles, target.programme, as_of)))
    end = _years_before(as_of, -(target.horizon_months // 12))
    survived = _survived(facts, measures.index, end, today)
    return becomes_gazelle(measures, cut(facts, end), as_of=as_of, survived=survived)


def _survived(facts: Facts, firms: "pd.Index[int]", end: date, today: date) -> "pd.Series[bool]":
    """Whether each firm was still there on `end`, by what is known `today`; unknown where its end has no day."""
    now = identities(facts, pd.Timestamp(today)).reindex(firms)
    survived = (~(now["ended_on"] <= pd.Timestamp(end))).astype("boolean")
    ended_some_day = now["status"].notna() & ~now["status"].isin(Enterprise.IN_BUSINESS) & now["ended_on"].isna()
    return survived.mask(ended_some_day)


def _holders(titles: pd.DataFrame, programme: str, as_of: date) -> "pd.Series[int]":
    """Firms that held the title on `as_of`, whenever that became known: not at risk, though they looked it."""
    day = pd.Timestamp(as_of)
    covers = (titles["valid_from"] <= day) & (titles["valid_until"] >= day)
    return titles[covers & (titles["programme"] == programme)]["enterprise"]


def _years_before(day: date, years: int) -> date:
    return (pd.Timestamp(day) - pd.DateOffset(years=years)).date()


@transaction.atomic
def register(model: TrainedModel) -> ModelVersion:
    """Store a trained model's files and card; if it earned promotion, it takes the place of the one in use.

    The same data trained on the same day give the same version: it is replaced by its like.
    """
    card = model.card
    folder = save(model, settings.ML_MODELS_ROOT, key=settings.SECRET_KEY.encode())
    if card.promoted:
        ModelVersion.objects.filter(target=card.target, is_promoted=True).update(is_promoted=False)
    stored = {
        "sha256": hashlib.sha256((folder / "model.skops").read_bytes()).hexdigest(),
        "card": json.loads(json.dumps(asdict(card), default=str)),
        "is_promoted": card.promoted,
    }
    return ModelVersion.objects.update_or_create(target=card.target, version=card.version, defaults=stored)[0]
