"""The history of verdicts: only what came out otherwise than the last time is kept, with all that was known then."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
import pandas as pd
from django.db import connection
from django.db.models import Count, QuerySet
from django.utils import timezone

from crm.bulk import among, copy_in
from crm.enterprises.models import Enterprise
from scoring.assessing import VERDICT, Judged
from scoring.models import RulebookVersion, ScoringRun, VerdictChange
from scoring.rulebook_versions import definition
from scoring.rulebooks.engine import Assessments, assess
from scoring.snapshots import measures_of, take_snapshots

COLUMNS = (
    "enterprise_id",
    "programme_id",
    "rulebook_id",
    "as_of",
    "before",
    "verdict",
    "cause",
    "points_low",
    "points_high",
    "turned",
    "unmet",
    "unknown",
    "snapshot_id",
    "recorded_at",
)
KEY = ("enterprise_id", "programme_id")
HISTORY_LOCK = 0x7469_6476
"""Whoever compares with the newest verdicts and writes newer ones does so alone."""
SIGN = {VERDICT[sign].value: sign for sign in VERDICT}
FIRST, FACTS, RULEBOOK = (cause.value for cause in VerdictChange.Cause)


@dataclass(frozen=True, slots=True, kw_only=True)
class Newest:
    """The last verdict on record of a firm under a programme."""

    pk: int
    sign: int
    as_of: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A verdict that came out otherwise: row `at` of what a version says now, and what was on record before."""

    judged: Judged
    at: int
    before: int | None

    @property
    def firm(self) -> int:
        """The firm's key."""
        return int(self.judged.results.index[self.at])


def store_changes(run: ScoringRun, measures: pd.DataFrame, judged: Sequence[Judged]) -> int:
    """Store the verdicts of a chunk that differ from the newest on record, firm by firm and programme by programme.

    A run that looks back at a day before the newest on record adds nothing to the history of that firm.

    Returns
    -------
    The number of changes.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [HISTORY_LOCK])
    newest = newest_of(measures.index.tolist())
    turns = [turn for one in judged for turn in _turns(one, newest, run.as_of)]
    if not turns:
        return 0
    firms = pd.Index(dict.fromkeys(turn.firm for turn in turns))
    snapshots = take_snapshots(run.as_of, measures_of(measures.loc[firms]))
    before = VerdictChange.objects.in_bulk([turn.before for turn in turns if turn.before is not None])
    by_rulebook = _by_rulebook(turns, before, measures, applied_before(run))
    rows = _rows(turns, before, snapshots, by_rulebook, run.as_of, timezone.now())
    return copy_in(VerdictChange, COLUMNS, rows)


def forget_changes(run: ScoringRun) -> None:
    """Delete what a run that is given up added to the history: its verdicts never stood anywhere.

    There is one unfinished run of a kind at a time, so all that was recorded since it began is its own. Call this in
    the transaction that deletes the run, with the row of the run locked.
    """
    if run.kind == ScoringRun.Kind.ASSESS:
        VerdictChange.objects.filter(recorded_at__gte=run.started_at, as_of=run.as_of).delete()


def applied_before(run: ScoringRun) -> dict[str, RulebookVersion]:
    """By programme the versions that the finished run before `run` applied; none if there is no such run any more.

    A verdict that stayed the same under another version left no change, so the last change does not tell.
    """
    finished = ScoringRun.objects.filter(kind=run.kind, state=ScoringRun.State.DONE, as_of__lte=run.as_of)
    last = finished.order_by("-as_of", "-pk").first()
    return {version.programme_id: version for version in last.rulebooks.all()} if last else {}


def newest_of(firms: Sequence[int]) -> dict[tuple[int, str], Newest]:
    """The last verdict on record of each firm under each programme."""
    rows = _latest(VerdictChange.objects.filter(among("enterprise", firms)))
    return {
        (firm, programme): Newest(pk=pk, sign=SIGN[verdict], as_of=as_of)
        for firm, programme, pk, verdict, as_of in rows.values_list(*KEY, "pk", "verdict", "as_of")
    }


def verdicts_on(firms: "QuerySet[Enterprise]", day: date) -> Iterator[tuple[str, str, int]]:
    """How many of `firms` had which verdict on a past day, by programme (of those with a rulebook in force then)."""
    programmes = RulebookVersion.objects.in_force(day).values("programme")
    told = VerdictChange.objects.filter(as_of__lte=day, enterprise__in=firms.values("pk"), programme__in=programmes)
    counted = VerdictChange.objects.filter(pk__in=_latest(told).values("pk"))
    yield from counted.values_list("programme_id", "verdict").annotate(Count("pk")).order_by("programme__tier")


def _latest(changes: "QuerySet[VerdictChange]") -> "QuerySet[VerdictChange]":
    """The last of `changes` of each firm under each programme."""
    return changes.order_by(*KEY, "-pk").distinct(*KEY)


def _turns(judged: Judged, newest: Mapping[tuple[int, str], Newest], as_of: date) -> Iterator[Turn]:
    programme = judged.version.programme_id
    verdicts = judged.results.verdict.tolist()
    for at, (firm, sign) in enumerate(zip(judged.results.index.tolist(), verdicts, strict=True)):
        last = newest.get((firm, programme))
        if last is None:
            yield Turn(judged=judged, at=at, before=None)
        elif last.sign != sign and last.as_of <= as_of:
            yield Turn(judged=judged, at=at, before=last.pk)


def _by_rulebook(
    turns: Sequence[Turn],
    before: Mapping[int, VerdictChange],
    measures: pd.DataFrame,
    applied: Mapping[str, RulebookVersion],
) -> frozenset[tuple[int, str]]:
    """The firms and programmes whose verdict turned because of the rulebook.

    That is so where the version applied before (that of the last change, if no run tells) says today, on the same
    facts, what was said before.
    """
    asked: dict[RulebookVersion, list[VerdictChange]] = defaultdict(list)
    versions = RulebookVersion.objects.in_bulk({change.rulebook_id for change in before.values()})
    for turn in turns:
        last = before.get(turn.before) if turn.before is not None else None
        if last is None:
            continue
        version = applied.get(last.programme_id, versions[last.rulebook_id])
        if version.pk != turn.judged.version.pk:
            asked[version].append(last)
    found: set[tuple[int, str]] = set()
    for version, changes in asked.items():
        firms = [change.enterprise_id for change in changes]
        signs = assess(measures.loc[firms], definition(version)).verdict.tolist()
        found.update(
            (change.enterprise_id, change.programme_id)
            for change, sign in zip(changes, signs, strict=True)
            if SIGN[change.verdict] == sign
        )
    return frozenset(found)


def _rows(
    turns: Sequence[Turn],
    before: Mapping[int, VerdictChange],
    snapshots: Mapping[int, int],
    by_rulebook: frozenset[tuple[int, str]],
    as_of: date,
    now: datetime,
) -> Iterator[tuple[object, ...]]:
    statuses: dict[int, np.ndarray[tuple[int, int], np.dtype[np.int8]]] = {}
    for turn in turns:
        results, version = turn.judged.results, turn.judged.version
        if version.pk not in statuses:
            statuses[version.pk] = np.column_stack(list(results.status.values()))
        status = dict(zip(results.status, statuses[version.pk][turn.at].tolist(), strict=True))
        last = before[turn.before] if turn.before is not None else None
        changed_rulebook = (turn.firm, version.programme_id) in by_rulebook
        low, high = _points(results, turn.at)
        yield (
            turn.firm,
            version.programme_id,
            version.pk,
            as_of,
            last.verdict if last else "",
            VERDICT[int(results.verdict[turn.at])].value,
            FIRST if last is None else RULEBOOK if changed_rulebook else FACTS,
            low,
            high,
            array(turned(last, status) if last else ()),
            array(name for name, sign in status.items() if sign < 0),
            array(name for name, sign in status.items() if sign == 0),
            snapshots[turn.firm],
            now,
        )


def turned(last: VerdictChange, status: Mapping[str, int]) -> list[str]:
    """The criteria that stand otherwise than in the change before; one that was not there then hindered nobody."""
    was = {**dict.fromkeys(last.unmet, -1), **dict.fromkeys(last.unknown, 0)}
    here = [name for name, sign in status.items() if sign != was.get(name, 1)]
    return [*here, *(name for name in was if name not in status)]


def array(names: "Iterator[str] | Sequence[str]") -> str:
    """Ids of criteria as PostgreSQL writes an array; they have letters, digits and underscores only."""
    return "{" + ",".join(names) + "}"


def _points(results: Assessments, at: int) -> tuple[float | None, float | None]:
    if results.points_low is None or results.points_high is None:
        return None, None
    return float(results.points_low[at]), float(results.points_high[at])
