"""What a plan becomes: enterprises, former names, financial years, each tied to the row of the file it came from."""

from collections.abc import Callable, Mapping

from crm.enterprises.models import Enterprise, FinancialYear, FormerName
from crm.intake.bulk import copy_in, update_from
from crm.intake.models import Import
from crm.intake.planning.known import ENTERPRISE_COLUMNS
from crm.intake.planning.planned import ImportPlan, Outcome, PlannedRow

RowIds = Mapping[tuple[str, int], int]
"""Sheet and number of a row → key of its `ImportRow`."""

NEVER_NULL = {
    "registration_no": "",
    "legal_form": "",
    "address": "",
    "business_scope": "",
    "status": Enterprise.Status.OPERATING.value,
}
UPDATED = {name: column for name, column in ENTERPRISE_COLUMNS.items() if name != "uscc"}


def write_plan(plan: ImportPlan, import_: Import, row_ids: RowIds) -> None:
    """Write all that the plan creates and updates. Refused rows and repeats write nothing."""
    writers: dict[str, Callable[[ImportPlan, Import, RowIds], None]] = {
        Import.Kind.ENTERPRISES: _write_enterprises,
        Import.Kind.FINANCIAL_YEARS: _write_years,
    }
    writers[import_.kind](plan, import_, row_ids)


def _id(row: PlannedRow, row_ids: RowIds) -> int:
    return row_ids[row.row.sheet, row.row.number]


def _target(row: PlannedRow) -> int:
    assert row.target is not None
    return row.target


def _write_enterprises(plan: ImportPlan, import_: Import, row_ids: RowIds) -> None:
    copy_in(
        Enterprise,
        (*ENTERPRISE_COLUMNS.values(), "source", "known_on", "is_synthetic", "import_row_id"),
        (
            (
                *(row.row.values.get(name, NEVER_NULL.get(name)) for name in ENTERPRISE_COLUMNS),
                *(import_.source, import_.known_on, False, _id(row, row_ids)),
            )
            for row in plan.of(Outcome.CREATE)
        ),
    )
    _change_enterprises(plan.of(Outcome.UPDATE), row_ids)


def _change_enterprises(changed: tuple[PlannedRow, ...], row_ids: RowIds) -> None:
    """Write what updates change; the name that a firm bore until now is kept as a former one."""
    update_from(
        Enterprise,
        (*UPDATED.values(), "import_row_id"),
        (
            (
                _target(row),
                *(row.row.values[name] if name in row.changed else None for name in UPDATED),
                _id(row, row_ids),
            )
            for row in changed
        ),
    )
    renamed = [
        FormerName(enterprise_id=_target(row), name=str(row.old["name"])) for row in changed if "name" in row.old
    ]
    FormerName.objects.bulk_create(renamed, ignore_conflicts=True)


def _write_years(plan: ImportPlan, import_: Import, row_ids: RowIds) -> None:
    figures = FinancialYear.FIGURES
    copy_in(
        FinancialYear,
        ("enterprise_id", "year", "basis", *figures, "source", "known_on", "recorded_at", "import_row_id"),
        (
            (
                *(row.enterprise, row.row.values["year"], row.row.values["basis"]),
                *(row.row.values.get(name) for name in figures),
                *(import_.source, import_.known_on, import_.committed_at, _id(row, row_ids)),
            )
            for row in plan.of(Outcome.CREATE)
        ),
    )
    update_from(
        FinancialYear,
        (*figures, "import_row_id"),
        (
            (
                _target(row),
                *(row.row.values[name] if name in row.changed else None for name in figures),
                _id(row, row_ids),
            )
            for row in plan.of(Outcome.UPDATE)
        ),
    )
