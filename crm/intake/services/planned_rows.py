"""Kept rows and their plan: what was planned anew is written back, and the counts stay true."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from django.db import models
from django.db.models import Count, Q
from django.db.models.functions import Cast

from crm.intake.models import Import, ImportRow
from crm.intake.planning.planned import ImportPlan, PlannedRow
from crm.intake.reading.rows import ReadRow
from crm.intake.writing.stored import findings_to_json, read_row, said_to_json, values_to_json

BAD = (ImportRow.Outcome.REFUSE, ImportRow.Outcome.CONFLICT)


@dataclass(slots=True, kw_only=True)
class KeptRow:
    """What planning a kept row anew takes, and telling whether the new plan says anything else; no cells."""

    pk: int
    read: ReadRow
    becomes: dict[str, Any]
    """Its stored values besides those that it says: what the last plan would replace."""
    outcome: str
    findings: list[dict[str, object]]
    enterprise: int | None
    left_out: bool


def stored_rows(import_: Import) -> list[KeptRow]:
    """All rows of an import that may become facts: those that were not refused, or were left out on purpose."""
    values, findings = (Cast(name, models.TextField()) for name in ("values", "findings"))
    rows = import_.rows.exclude(outcome=ImportRow.Outcome.REFUSE).order_by("pk").annotate(v=values, f=findings)
    columns = ("pk", "sheet", "number", "v", "f", "outcome", "enterprise_id", "decision")
    # not all of the answer and all of the rows in memory at once
    return [_kept(import_.kind, *record) for record in rows.values_list(*columns).iterator(chunk_size=5000)]


def _kept(
    kind: str,
    pk: int,
    sheet: str,
    number: int,
    values: str,
    findings: str,
    outcome: str,
    enterprise: int | None,
    decision: Mapping[str, Any] | None,
) -> KeptRow:
    becomes = orjson.loads(values)
    found = [] if findings == "[]" else orjson.loads(findings)
    return KeptRow(
        pk=pk,
        read=read_row(kind, sheet, number, becomes.pop("new"), found),
        becomes=becomes,
        outcome=outcome,
        findings=found,
        enterprise=enterprise,
        left_out=bool(decision and decision.get("leave_out")),
    )


def bad_rows(import_id: int) -> int:
    """How many rows are refused or wait for a decision; those that somebody left out on purpose are decided."""
    bad = ImportRow.objects.filter(table=import_id, outcome__in=BAD)
    return bad.exclude(Q(decision__isnull=False) & Q(decision__leave_out=True)).count()


def bring_up_to_date(import_: Import, plan: ImportPlan, stored: Sequence[KeptRow]) -> dict[str, int]:
    """Write outcomes, values and findings that are no longer those of the last plan; the counts of the whole import.

    `stored` are the rows that were planned, in their order.
    """
    write_back(
        ImportRow(
            pk=kept.pk,
            outcome=planned.outcome.value,
            values=values_to_json(planned),
            findings=findings_to_json(planned),
            enterprise_id=planned.enterprise,
        )
        for kept, planned in zip(stored, plan.rows, strict=True)
        if not _says_the_same(kept, planned)
    )
    return count_rows(import_)


def _says_the_same(kept: KeptRow, planned: PlannedRow) -> bool:
    """Whether a plan is the last one: of most rows nothing was found and nothing is replaced, which is quick."""
    if (planned.outcome, planned.enterprise) != (kept.outcome, kept.enterprise):
        return False
    if planned.row is kept.read and not (kept.findings or planned.found or kept.becomes or planned.changed):
        return True
    now = values_to_json(planned)
    return now.pop("new") == said_to_json(kept.read.values) and (now, findings_to_json(planned)) == (
        kept.becomes,
        kept.findings,
    )


def changed_rows(plan: ImportPlan, stored: Iterable[ImportRow]) -> list[ImportRow]:
    """The stored rows whose outcome, values or findings the plan changes, with the new ones set but not saved."""
    by_place: dict[tuple[str, int], PlannedRow] = {(row.row.sheet, row.row.number): row for row in plan.rows}
    return [row for row in stored if _takes(row, by_place[row.sheet, row.number])]


def _takes(row: ImportRow, planned: PlannedRow) -> bool:
    now = (planned.outcome.value, values_to_json(planned), findings_to_json(planned), planned.enterprise)
    if now == (row.outcome, row.values, row.findings, row.enterprise_id):
        return False
    row.outcome, row.values, row.findings, row.enterprise_id = now
    return True


def write_back(rows: Iterable[ImportRow], *also: str) -> None:
    """Save what a plan changed about rows, and the fields `also`."""
    changed = list(rows)
    fields = ["outcome", "values", "findings", "enterprise", *also]
    ImportRow.objects.bulk_update(changed, fields, batch_size=1000)


def count_rows(import_: Import) -> dict[str, int]:
    """Rows by outcome, as they are kept now."""
    found = import_.rows.order_by().values_list("outcome").annotate(number=Count("pk"))
    times = Counter(dict(found))
    return {outcome.value: times[outcome.value] for outcome in ImportRow.Outcome}
