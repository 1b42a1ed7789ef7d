"""Rows as they are kept between preview and commit: JSON there, values here."""

from datetime import date, datetime
from decimal import Decimal
from functools import cache

from crm.intake.findings import Finding
from crm.intake.kinds.fields import FIELDS
from crm.intake.models import Import, ImportRow
from crm.intake.planning.planned import PlannedRow
from crm.intake.reading.cells import BrokenCell, Cell
from crm.intake.reading.rows import ReadRow, Value, Values

ROW_COLUMNS = ("id", "table_id", "sheet", "number", "cells", "values", "outcome", "findings")


def row_to_store(pk: int, import_: Import, planned: PlannedRow) -> tuple[object, ...]:
    """A planned row as `ROW_COLUMNS` want it."""
    row = planned.row
    return (
        pk,
        import_.pk,
        row.sheet,
        row.number,
        [cell_to_json(cell) for cell in row.cells],
        values_to_json(planned),
        planned.outcome.value,
        [finding.to_json() for finding in row.findings],
    )


def row_from_store(kind: str, stored: ImportRow) -> ReadRow:
    """The row again as it was read, to be planned anew. Remarks of the last plan go: the new plan makes its own."""
    findings = (Finding.from_json(finding) for finding in stored.findings)
    return ReadRow(
        sheet=stored.sheet,
        number=stored.number,
        cells=(),
        values=values_from_json(kind, stored.values["new"]),
        findings=tuple(finding for finding in findings if finding.column),
    )


def values_to_json(planned: PlannedRow) -> dict[str, dict[str, object]]:
    """`new`: what the row says; `old`: what an update replaces, None where the field was empty."""
    new: dict[str, object] = {name: _to_json(value) for name, value in planned.row.values.items()}
    old: dict[str, object] = {name: _to_json(value) for name, value in planned.old.items()} | dict.fromkeys(
        planned.fills
    )
    return {"new": new, "old": old} if old else {"new": new}


def values_from_json(kind: str, stored: dict[str, object]) -> Values:
    """What `values_to_json` stored under `new`."""
    readings = _readings(kind)
    return {name: _from_json(value, readings[name]) for name, value in stored.items()}


@cache
def _readings(kind: str) -> dict[str, str]:
    return {field.name: field.reading for field in FIELDS[kind]}


def _to_json(value: Value) -> str | int:
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def _from_json(value: object, reading: str) -> Value:
    if reading in {"amount", "count"}:
        return Decimal(str(value))
    if reading == "date":
        return date.fromisoformat(str(value))
    return int(str(value)) if reading == "year" else str(value)


def cell_to_json(cell: Cell) -> str | float | bool | None:
    """A raw cell as it is shown again; signs that a JSON text in PostgreSQL cannot hold are named."""
    if isinstance(cell, BrokenCell):
        return cell.shown or None
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    if isinstance(cell, str):
        return cell.replace("\x00", "\\x00").encode("utf-8", "backslashreplace").decode("utf-8")
    return cell
