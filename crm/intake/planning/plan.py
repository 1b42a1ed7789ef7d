"""What an import would do, row by row, before it does anything."""

from collections.abc import Callable, Iterable
from functools import partial

from crm.intake.models import Import
from crm.intake.planning.enterprises import plan_enterprises
from crm.intake.planning.facts import plan_facts
from crm.intake.planning.financial_years import plan_years
from crm.intake.planning.planned import Circumstances, ImportPlan, PlannedRow, left_out, refused, settled
from crm.intake.reading.rows import ReadRow

Planner = Callable[[list[ReadRow], Circumstances], list[PlannedRow]]
"""Gives what would become of each row, in their order, if nothing that was found stood in the way."""

PLANNERS: dict[str, Planner] = {
    Import.Kind.ENTERPRISES: plan_enterprises,
    Import.Kind.FINANCIAL_YEARS: plan_years,
}
"""Kinds with a planner of their own; all others are facts of a firm, planned by their description."""


def plan_import(*, kind: str, rows: Iterable[ReadRow], circumstances: Circumstances) -> ImportPlan:
    """Work out what importing `rows` would do to what is on record now.

    Rows that were refused when they were read, or that somebody left out, never hold up the others.
    """
    given = list(rows)
    early = [_without_planning(row, circumstances) for row in given]
    open_rows = [row for row, decided in zip(given, early, strict=True) if decided is None]
    planner = PLANNERS.get(kind) or partial(plan_facts, kind)
    planned = iter(planner(open_rows, circumstances))
    return ImportPlan(
        rows=tuple(settled(next(planned), circumstances) if decided is None else decided for decided in early)
    )


def _without_planning(row: ReadRow, circumstances: Circumstances) -> PlannedRow | None:
    """What is clear of a row before anything is looked up."""
    if circumstances.decisions and circumstances.decision_of(row).leave_out:
        return left_out(row)
    return refused(row) if row.findings and row.refused else None
