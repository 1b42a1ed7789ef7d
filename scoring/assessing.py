"""Rulebooks held against a chunk of firms, and what is stored of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from crm.bulk import copy_in
from scoring.models import Assessment, RulebookVersion, ScoringRun
from scoring.rulebook_versions import definition
from scoring.rulebooks.engine import Assessments, assess

COLUMNS = ("run_id", "enterprise_id", "rulebook_id", "verdict", "points_low", "points_high", "unmet", "unknown")
VERDICT = {1: Assessment.Verdict.MET, 0: Assessment.Verdict.UNDETERMINED, -1: Assessment.Verdict.UNMET}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What one version says of the firms of a frame."""

    version: RulebookVersion
    results: Assessments


def store_assessments(
    run: ScoringRun, measures: pd.DataFrame, rulebooks: Sequence[RulebookVersion]
) -> tuple[Judged, ...]:
    """Assess the firms of one frame under each rulebook and store the results under `run`."""
    judged = tuple(Judged(version=one, results=assess(measures, definition(one))) for one in rulebooks)
    for one in judged:
        copy_in(Assessment, COLUMNS, _rows(run, one.version, one.results))
    return judged


def _rows(run: ScoringRun, version: RulebookVersion, results: Assessments) -> Iterator[tuple[object, ...]]:
    names = np.array(list(results.status))
    status = np.column_stack(list(results.status.values()))
    low, high = _points(results.points_low, len(status)), _points(results.points_high, len(status))
    for place, enterprise in enumerate(results.index):
        unmet, unknown = names[status[place] == -1].tolist(), names[status[place] == 0].tolist()
        verdict = VERDICT[int(results.verdict[place])].value
        yield run.pk, int(enterprise), version.pk, verdict, low[place], high[place], unmet, unknown


def _points(points: "np.ndarray[tuple[int], np.dtype[np.float64]] | None", rows: int) -> list[float | None]:
    return [None] * rows if points is None else list(points.tolist())
