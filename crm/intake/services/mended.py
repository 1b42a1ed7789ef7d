"""Cells that were mended by hand outlast a new reading of the file, as do decisions on rows that say the same still."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from crm.intake.kinds.fields import IDENTITY
from crm.intake.models import Import
from crm.intake.planning.planned import ImportPlan
from crm.intake.reading.cells import Cell
from crm.intake.reading.columns import MappedSheet
from crm.intake.reading.mapping import MappedTable
from crm.intake.reading.sheets import Row
from crm.intake.reading.stored_cells import cells_from_store
from crm.intake.services.circumstances import Place
from crm.intake.writing.stored import said_to_json


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """What somebody did to a row."""

    cells: Mapping[int, Cell]
    """The mended cells, by their place in the row."""
    edits: dict[str, Any] | None
    said: dict[str, Any]
    """What the row said, by field, when it was decided on."""
    decision: dict[str, Any] | None


def mended_rows(import_: Import) -> dict[Place, Mended]:
    """The rows of this import that somebody mended or decided on."""
    touched = import_.rows.exclude(edits__isnull=True, decision__isnull=True)
    return {
        (row.sheet, row.number): Mended(
            cells=_cells(row.cells, row.edits), edits=row.edits, said=row.values["new"], decision=row.decision
        )
        for row in touched
    }


def _cells(stored: list[Any], edits: dict[str, Any] | None) -> dict[int, Cell]:
    now = cells_from_store(stored)
    return {int(index): now[int(index)] for index in edits or {}}


def unconfirmed(decision: dict[str, Any] | None, *, other_firm: bool) -> dict[str, Any] | None:
    """What stands of a decision once the row says something else; with `other_firm`, of whom it speaks."""
    if decision is None:
        return None
    return {**decision, "confirmed": [], "enterprise": None if other_firm else decision.get("enterprise")}


def still_standing(mended: Mapping[Place, Mended], plan: ImportPlan) -> dict[Place, Mended]:
    """What was done to rows, without what was decided on one that says something else after the new reading."""
    now = {(row.row.sheet, row.row.number): row.row.values for row in plan.rows} if mended else {}
    return {place: _standing(change, said_to_json(now.get(place, {}))) for place, change in mended.items()}


def _standing(change: Mended, now: Mapping[str, object]) -> Mended:
    if change.decision is None or now == change.said:
        return change
    other_firm = any(now.get(name) != change.said.get(name) for name in IDENTITY)
    return replace(change, decision=unconfirmed(change.decision, other_firm=other_firm))


def with_cells(mapped: MappedTable, mended: Mapping[Place, Mended]) -> MappedTable:
    """The table with the mended cells in place of those of the file."""
    if not any(row.cells for row in mended.values()):
        return mapped
    sheets = (
        replace(sheet, data_rows=tuple(_mended(sheet.sheet.name, row, mended) for row in sheet.data_rows))
        if isinstance(sheet, MappedSheet)
        else sheet
        for sheet in mapped.sheets
    )
    return replace(mapped, sheets=tuple(sheets))


def _mended(sheet: str, row: Row, mended: Mapping[Place, Mended]) -> Row:
    change = mended.get((sheet, row.number))
    if change is None or not change.cells:
        return row
    width = max(len(row.cells), 1 + max(change.cells))
    cells = [*row.cells, *[None] * (width - len(row.cells))]
    for index, cell in change.cells.items():
        cells[index] = cell
    return replace(row, cells=tuple(cells))
