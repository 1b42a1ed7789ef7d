"""What a plan becomes: firms, what sources say of them, and facts, each tied to the row of the file it came from."""

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter

from django.db import connection

from crm.bulk import copy_in, next_ids, update_from
from crm.enterprises.models import Enterprise, FinancialYear, Registration
from crm.enterprises.projection import STATED, reproject, state_known
from crm.intake.models import Import
from crm.intake.planning.known import registrations_of
from crm.intake.planning.planned import ImportPlan, Outcome, PlannedRow
from crm.intake.reading.column_readers import Value
from crm.intake.writing.facts import write_facts

RowIds = Mapping[tuple[str, int], int]
"""Sheet and number of a row → key of its `ImportRow`."""

NOT_STATED: dict[str, Value | None] = dict.fromkeys(STATED) | {
    "registration_no": "",
    "legal_form": "",
    "address": "",
    "business_scope": "",
    "status": Enterprise.Status.OPERATING.value,
}
"""What is shown of a firm where nobody says anything."""


def write_plan(plan: ImportPlan, import_: Import, row_ids: RowIds) -> None:
    """Write all that the plan creates and updates. Rows that are refused, wait or repeat write nothing."""
    writers: dict[str, Callable[[ImportPlan, Import, RowIds], None]] = {
        Import.Kind.ENTERPRISES: _write_enterprises,
        Import.Kind.FINANCIAL_YEARS: _write_years,
    }
    writers.get(import_.kind, write_facts)(plan, import_, row_ids)


def _id(row: PlannedRow, row_ids: RowIds) -> int:
    return row_ids[row.row.sheet, row.row.number]


def _write_enterprises(plan: ImportPlan, import_: Import, row_ids: RowIds) -> None:
    new, told = plan.of(Outcome.CREATE), plan.of(Outcome.UPDATE)
    if new:
        firms = next_ids(Enterprise, len(new))
        _create_firms(firms, new, import_, row_ids)
        _state(zip(firms, new, strict=True), import_, row_ids)
        _tie_to_rows(import_)
    if told:
        known = {row.enterprise for row in told if row.enterprise is not None}
        state_known(known)
        _restate(told, import_, row_ids)
        reproject(known)


def _create_firms(firms: Sequence[int], rows: Sequence[PlannedRow], import_: Import, row_ids: RowIds) -> None:
    """The firms as their only statement has them: there is nothing to choose from yet."""
    shown = itemgetter(*STATED)
    copy_in(
        Enterprise,
        ("id", "uscc", *STATED.values(), "source", "known_on", "is_synthetic", "import_row_id"),
        (
            (
                *(firm, row.row.values["uscc"]),
                *shown({**NOT_STATED, **row.row.values}),
                *(import_.source, import_.known_on, False, _id(row, row_ids)),
            )
            for firm, row in zip(firms, rows, strict=True)
        ),
    )


def _state(said: "zip[tuple[int, PlannedRow]]", import_: Import, row_ids: RowIds) -> None:
    """What the source of this import says of these firms."""
    copy_in(
        Registration,
        ("enterprise_id", *STATED.values(), "source", "known_on", "recorded_at", "import_row_id"),
        (
            (
                firm,
                *map(row.row.values.get, STATED),
                *(import_.source, import_.known_on, import_.committed_at, _id(row, row_ids)),
            )
            for firm, row in said
        ),
    )


def _restate(rows: Sequence[PlannedRow], import_: Import, row_ids: RowIds) -> None:
    """What the source says of known firms: put right where it spoke on the same day, else said beside the others."""
    about = import_.source, import_.known_on
    own = {
        firm: one.said.id
        for firm, stated in registrations_of({_firm(row) for row in rows}).items()
        for one in stated
        if (one.said.source, one.said.known_on) == about
    }
    update_from(
        Registration,
        (*STATED.values(), "import_row_id"),
        (
            (
                own[_firm(row)],
                *(row.row.values[name] if name in row.changed else None for name in STATED),
                _id(row, row_ids),
            )
            for row in rows
            if _firm(row) in own
        ),
    )
    unsaid = [row for row in rows if _firm(row) not in own]
    _state(zip(map(_firm, unsaid), unsaid, strict=True), import_, row_ids)


def _firm(row: PlannedRow) -> int:
    assert row.enterprise is not None
    return row.enterprise


def _tie_to_rows(import_: Import) -> None:
    """Each row that made a firm names it."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE intake_importrow AS row SET enterprise_id = firm.id
            FROM enterprises_enterprise AS firm WHERE firm.import_row_id = row.id AND row.table_id = %s
            """,
            [import_.pk],
        )


def _write_years(plan: ImportPlan, import_: Import, row_ids: RowIds) -> None:
    figures = FinancialYear.FIGURES
    copy_in(
        FinancialYear,
        ("enterprise_id", "year", "basis", *figures, "source", "known_on", "recorded_at", "import_row_id"),
        (
            (
                *(row.enterprise, row.row.values["year"], row.row.values["basis"]),
                *map(row.row.values.get, figures),
                *(import_.source, import_.known_on, import_.committed_at, _id(row, row_ids)),
            )
            for row in plan.of(Outcome.CREATE)
        ),
    )
    changed = plan.of(Outcome.UPDATE)
    if changed:
        _correct_years(changed, row_ids)


def _correct_years(rows: Sequence[PlannedRow], row_ids: RowIds) -> None:
    figures = FinancialYear.FIGURES
    update_from(
        FinancialYear,
        (*figures, "import_row_id"),
        (
            (
                row.target,
                *(row.row.values[name] if name in row.changed else None for name in figures),
                _id(row, row_ids),
            )
            for row in rows
        ),
    )
