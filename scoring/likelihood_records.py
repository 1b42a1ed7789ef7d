"""The history of likelihoods: a record where one moved, another model spoke, or a model fell silent or spoke again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
import pandas as pd
from django.db import connection
from django.utils import timezone

from crm.bulk import among, copy_in
from scoring.models import LikelihoodRecord, ModelVersion, ScoringRun

COLUMNS = (
    "enterprise_id",
    "target",
    "as_of",
    "model_version_id",
    "probability",
    "low",
    "high",
    "abstained",
    "recorded_at",
)
KEY = ("enterprise_id", "target")
MOVED = 0.01
"""A probability that moved by less is what it was."""
ROUNDING = 1e-9
HISTORY_LOCK = 0x7469_6468
"""Whoever compares with the newest records and writes newer ones does so alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Newest:
    """The last record of a firm under a target; `probability` is None where the model was silent."""

    model_version: int
    probability: float | None
    as_of: date


def store_records(run: ScoringRun, results: Mapping[ModelVersion, pd.DataFrame]) -> int:
    """Record what models say of a chunk of firms where it is not what is on record already; how many records that made.

    A run that looks back at a day before the newest record of a firm adds nothing to the history of that firm.

    Parameters
    ----------
    run : the run that the results belong to
    results : of each model, a frame as `scoring.likelihood.predict.score` makes it, indexed by enterprise id
    """
    firms = sorted({int(firm) for one in results.values() for firm in one.index})
    if not firms:
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [HISTORY_LOCK])
    newest, now = newest_of(firms), timezone.now()
    rows = (row for version, said in results.items() for row in _rows(run, version, said, newest, now))
    return copy_in(LikelihoodRecord, COLUMNS, rows)


def forget_records(run: ScoringRun) -> None:
    """Delete what a run that is given up recorded: its likelihoods never stood anywhere.

    There is one unfinished run of a kind at a time, so all that was recorded since it began is its own. Call this in
    the transaction that deletes the run, with the row of the run locked.
    """
    if run.kind == ScoringRun.Kind.SCORE:
        LikelihoodRecord.objects.filter(recorded_at__gte=run.started_at, as_of=run.as_of).delete()


def newest_of(firms: Sequence[int]) -> dict[tuple[int, str], Newest]:
    """The last record of each firm under each target."""
    last = LikelihoodRecord.objects.filter(among("enterprise", firms)).order_by(*KEY, "-pk").distinct(*KEY)
    return {
        (firm, target): Newest(model_version=model, probability=probability, as_of=as_of)
        for firm, target, model, probability, as_of in last.values_list(
            *KEY, "model_version_id", "probability", "as_of"
        )
    }


def moved(before: Newest | None, model_version: int, probability: float | None, as_of: date) -> bool:
    """Whether what a model says of a firm on a day is worth a record after the last one."""
    if before is None:
        return True
    if as_of < before.as_of:
        return False
    if before.model_version != model_version or (before.probability is None) != (probability is None):
        return True
    if before.probability is None or probability is None:
        return False
    return abs(probability - before.probability) >= MOVED - ROUNDING


def _rows(
    run: ScoringRun,
    version: ModelVersion,
    said: pd.DataFrame,
    newest: Mapping[tuple[int, str], Newest],
    now: datetime,
) -> Iterator[tuple[object, ...]]:
    columns = (said.index, said["probability"], said["low"], said["high"], said["abstained_because"])
    for firm, probability, low, high, because in zip(*columns, strict=True):
        silent = bool(np.isnan(probability))
        value = None if silent else float(probability)
        if moved(newest.get((int(firm), version.target)), version.pk, value, run.as_of):
            answer = (None, None, None, because.code) if silent else (value, float(low), float(high), "")
            yield int(firm), version.target, run.as_of, version.pk, *answer, now
