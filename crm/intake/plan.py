"""What an import would do, row by row, before it does anything."""

from collections.abc import Callable, Iterable

from crm.intake.enterprise_plan import plan_enterprises
from crm.intake.models import Import
from crm.intake.planned import Circumstances, ImportPlan, PlannedRow
from crm.intake.rows import ReadRow
from crm.intake.year_plan import plan_years


def plan_import(*, kind: str, rows: Iterable[ReadRow], circumstances: Circumstances) -> ImportPlan:
    """Work out what importing `rows` would do to what is on record now.

    Rows that were refused when they were read stay refused; they never hold up the others.
    """
    planners: dict[str, Callable[[list[ReadRow], Circumstances], list[PlannedRow]]] = {
        Import.Kind.ENTERPRISES: plan_enterprises,
        Import.Kind.FINANCIAL_YEARS: plan_years,
    }
    return ImportPlan(rows=tuple(planners[kind](list(rows), circumstances)))
