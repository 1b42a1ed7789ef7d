"""How a firm's likelihood moved: as it was said on the day, and as the model in use would have said it then."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from django.utils.translation import gettext as _

from crm.enterprises.models import Enterprise
from scoring.facts import read_facts
from scoring.frame import cut
from scoring.likelihood.targets import TARGETS
from scoring.model_files import ModelUnavailable, open_model
from scoring.models import LikelihoodOverride, LikelihoodRecord, ModelVersion, RulebookVersion
from scoring.overrides import NoSuchTarget, overrides_of
from scoring.rulebook_points import with_rulebook_points
from scoring.under_way import HAS_APPLIED, has_applied

QUARTERS = 8
"""Two years are looked back on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A likelihood with its 90 % interval on a day by a version of a model, or the code of why none was given."""

    as_of: date
    probability: float | None
    low: float | None
    high: float | None
    abstained: str
    model: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """Points with the oldest first, and all overrides with the newest first.

    `recorded` is what was said on the day, by the models of the day. `recomputed` is what the model in use today makes
    of the facts that were known at the end of each of the last quarters: nobody was told that then. It is empty where
    that model cannot be opened, which is in the log.
    """

    recorded: tuple[Point, ...]
    recomputed: tuple[Point, ...]
    overrides: tuple[LikelihoodOverride, ...]


def likelihood_trend(enterprise: Enterprise, target: str, *, on: date) -> Trend:
    """The history of a firm's likelihood under a target, up to `on`.

    :raises NoSuchTarget: nothing is foretold under this name.
    """
    if target not in TARGETS:
        raise NoSuchTarget(_("Nothing is foretold under the name %(target)s.") % {"target": target})
    return Trend(
        recorded=tuple(_recorded(enterprise, target)),
        recomputed=tuple(_recomputed(enterprise, target, on)),
        overrides=tuple(overrides_of(enterprise, target)),
    )


def quarter_ends(on: date) -> list[date]:
    """The ends of the last quarters that are over on `on`, the oldest first."""
    ends = pd.date_range(end=pd.Timestamp(on), periods=QUARTERS, freq="QE")
    return [day.date() for day in ends]


def _recorded(enterprise: Enterprise, target: str) -> Iterator[Point]:
    records = LikelihoodRecord.objects.filter(enterprise=enterprise, target=target).select_related("model_version")
    for record in records.order_by("as_of", "pk"):
        yield Point(
            as_of=record.as_of,
            probability=record.probability,
            low=record.low,
            high=record.high,
            abstained=record.abstained,
            model=record.model_version.version,
        )


def _recomputed(enterprise: Enterprise, target: str, on: date) -> Iterator[Point]:
    version = ModelVersion.objects.filter(target=target, is_promoted=True).first()
    if version is None:
        return
    from scoring.likelihood.predict import score

    known = dict(_as_known(enterprise, on))
    if not known:
        return
    try:
        model = open_model(version)
    except ModelUnavailable:
        return
    said = score(pd.concat(known.values(), ignore_index=True), model)
    columns = (said[name] for name in ("probability", "low", "high", "abstained_because"))
    for day, probability, low, high, because in zip(known, *columns, strict=True):
        applied = has_applied(enterprise, TARGETS[target], day)
        silent = applied or bool(np.isnan(probability))
        yield Point(
            as_of=day,
            probability=None if silent else float(probability),
            low=None if silent else float(low),
            high=None if silent else float(high),
            abstained=HAS_APPLIED["code"] if applied else because.code if silent else "",
            model=version.version,
        )


def _as_known(enterprise: Enterprise, on: date) -> Iterator[tuple[date, pd.DataFrame]]:
    """The firm as it was known at the end of each quarter at which it was known and operated."""
    facts = read_facts(Enterprise.objects.filter(pk=enterprise.pk), on)
    for day in quarter_ends(on):
        measures = cut(facts, day)
        if len(measures):
            yield day, with_rulebook_points(measures, list(RulebookVersion.objects.in_force(day)))
