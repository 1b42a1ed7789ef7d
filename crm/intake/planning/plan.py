"""What an import would do, row by row, before it does anything."""

from collections.abc import Callable, Iterable

from crm.intake.models import Import
from crm.intake.planning.enterprises import plan_enterprises
from crm.intake.planning.financial_years import plan_years
from crm.intake.planning.planned import Circumstances, ImportPlan, PlannedRow
from crm.intake.reading.rows import ReadRow


def plan_import(*, kind: str, rows: Iterable[ReadRow], circumstances: Circumstances) -> ImportPlan:
    """Work out what importing `rows` would do to what is on record now.

    Rows that were refused when they were read stay refused; they never hold up the others.
    """
    planners: dict[str, Callable[[list[ReadRow], Circumstances], list[PlannedRow]]] = {
        Import.Kind.ENTERPRISES: plan_enterprises,
        Import.Kind.FINANCIAL_YEARS: plan_years,
    }
    return ImportPlan(rows=tuple(planners[kind](list(rows), circumstances)))
