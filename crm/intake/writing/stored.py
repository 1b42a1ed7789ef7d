"""Rows as they are kept between preview and commit: JSON there, values here."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from types import NoneType
from typing import Any

from crm.intake.findings import Finding
from crm.intake.kinds.registry import FIELDS
from crm.intake.models import Import, ImportRow
from crm.intake.planning.planned import PlannedRow
from crm.intake.reading.column_readers import Value
from crm.intake.reading.rows import ReadRow, Values
from crm.intake.reading.stored_cells import cells_as_json

ROW_COLUMNS = ("id", "table_id", "sheet", "number", "cells", "values", "outcome", "findings", "enterprise_id")
AS_THEY_ARE = frozenset({str, int, NoneType})
"""Types of values that JSON has, too; all others are stored as their text."""


def row_to_store(pk: int, import_: Import, planned: PlannedRow) -> tuple[object, ...]:
    """A planned row as `ROW_COLUMNS` want it."""
    row = planned.row
    return (
        pk,
        import_.pk,
        row.sheet,
        row.number,
        cells_as_json(row.cells, row.formulas),
        values_to_json(planned),
        planned.outcome.value,
        findings_to_json(planned),
        planned.enterprise,
    )


def row_from_store(kind: str, stored: ImportRow) -> ReadRow:
    """The row again as it was read, to be planned anew. What the last plan found goes: the new plan finds its own."""
    return read_row(kind, stored.sheet, stored.number, stored.values["new"], stored.findings)


def read_row(
    kind: str, sheet: str, number: int, said: Mapping[str, Any], findings: Sequence[Mapping[str, Any]]
) -> ReadRow:
    """The same, from what is stored of it: `said` is what `values_to_json` has under `new`."""
    return ReadRow(
        sheet=sheet,
        number=number,
        cells=(),
        values=values_from_json(kind, said),
        findings=tuple(Finding.from_json(found) for found in findings if not found.get("planned")) if findings else (),
    )


def findings_to_json(planned: PlannedRow) -> list[dict[str, object]]:
    """What was found, by the reading and by the plan; the latter is marked."""
    if not planned.row.findings and not planned.found:
        return []
    read = [finding.to_json() for finding in planned.row.findings]
    return read + [finding.to_json() | {"planned": True} for finding in planned.found]


def values_to_json(planned: PlannedRow) -> dict[str, object]:
    """What the row says and what becomes of it.

    `new`: what the row says. Of an update also `old`: what it replaces, None where the field was empty; and `was_row`:
    the imported row that what it changes came from. `before`: what the statement that it changes said, where something
    else was shown.
    """
    written: dict[str, object] = {"new": said_to_json(planned.row.values)}
    if planned.changed:
        written["old"] = said_to_json(planned.old) | dict.fromkeys(planned.fills)
        if planned.target is not None:
            written["was_row"] = planned.was_row
        if planned.before is not None:
            written["before"] = said_to_json(planned.before)
    return written


def values_from_json(kind: str, stored: Mapping[str, object]) -> Values:
    """What `values_to_json` stored under `new`."""
    readers = _readers(kind)
    return {name: readers[name](value) for name, value in stored.items()}


@cache
def _readers(kind: str) -> dict[str, Callable[[Any], Value]]:
    """What makes a value of each field out of what is stored."""
    readers: dict[str, Callable[[Any], Value]] = {
        **dict.fromkeys(("amount", "count", "ratio"), Decimal),
        "date": date.fromisoformat,
        "year": int,
    }
    return {field.name: readers.get(field.reading, str) for field in FIELDS[kind]}


def said_to_json(values: Mapping[str, Value | None]) -> dict[str, object]:
    """Values by field as they are stored: numbers and days as texts."""
    return {name: value if type(value) in AS_THEY_ARE else str(value) for name, value in values.items()}
