"""Reading a received table: parsed, mapped, read, planned, kept row by row. No fact is changed."""

import io
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from crm.bulk import copy_in, next_ids
from crm.collector import collector_paused
from crm.intake.batch import is_batch, read_batch
from crm.intake.described import describe
from crm.intake.errors import ColumnsUnclear, TableHasNoRows
from crm.intake.mappings import with_saved
from crm.intake.models import Import, ImportRow
from crm.intake.planning.plan import plan_import
from crm.intake.planning.planned import ImportPlan
from crm.intake.progress import Progress, no_progress
from crm.intake.reading.mapping import AskedUnusable, MappedTable, map_table
from crm.intake.reading.places import Places
from crm.intake.reading.rows import Reading, ReadRow, read_rows
from crm.intake.reading.sheets import FileRefused, Table
from crm.intake.reading.tables import read_table
from crm.intake.services.circumstances import Place, circumstances_of
from crm.intake.services.mended import Mended, mended_rows, still_standing, with_cells
from crm.intake.services.turns import move, wait_for_preview
from crm.intake.writing.stored import ROW_COLUMNS, row_to_store

UNREAD = (Import.State.RECEIVED, Import.State.READING)


def read_import(*, import_id: int, progress: Progress = no_progress) -> None:
    """Read a received table: afterwards it is previewed, unclear or failed. The job; harmless when run again.

    :raises Stopped: somebody asked to stop; nothing was changed then.
    """
    if not move(import_id, UNREAD, Import.State.READING):
        return
    import_ = Import.objects.select_related("saved_mapping", "uploaded_by").get(pk=import_id)
    try:
        with collector_paused():
            _read(import_, progress)
    except ColumnsUnclear:
        move(import_id, UNREAD, Import.State.UNCLEAR, mapping=import_.mapping, counts={}, problem=None)
    except (AskedUnusable, FileRefused, TableHasNoRows) as refused:
        problem = {"code": refused.code, "message": refused.message}
        move(import_id, UNREAD, Import.State.FAILED, mapping=import_.mapping, counts={}, problem=problem)


def read_now(import_: Import, progress: Progress) -> Import:
    """Read a table that was just received, in the transaction at hand.

    :raises FileRefused: it cannot be read as a table.
    :raises ColumnsUnclear: its columns have to be told first.
    :raises TableHasNoRows: there is nothing below the header.
    """
    with collector_paused():
        _read(import_, progress)
    import_.refresh_from_db()
    return import_


def _read(import_: Import, progress: Progress) -> None:
    progress("reading", 0, 0)
    table = _table(import_)
    mapped = _mapped(import_, table)
    mended = mended_rows(import_)
    rows = read_rows(
        with_cells(mapped, mended),
        Reading(kind=import_.kind, known_on=import_.known_on, places=Places.load()),
        progress=lambda done, total: progress("reading", done, total),
    )
    progress("planning", 0, len(rows))
    with transaction.atomic():
        wait_for_preview(import_.pk)
        plan = _planned(import_, rows, mended)
        standing = still_standing(mended, plan)
        if standing != mended:
            mended, plan = standing, _planned(import_, rows, standing)
        progress("storing", 0, len(rows))
        import_.rows.all().delete()
        _store_rows(import_, plan, mended)
        progress("storing", len(rows), len(rows))
        read = {"mapping": import_.mapping, "counts": plan.counts(), "problem": None}
        move(import_.pk, UNREAD, Import.State.PREVIEWED, **read)


def _planned(import_: Import, rows: list[ReadRow], mended: Mapping[Place, Mended]) -> ImportPlan:
    decisions = {place: kept.decision for place, kept in mended.items() if kept.decision}
    return plan_import(kind=import_.kind, rows=rows, circumstances=circumstances_of(import_, decisions=decisions))


def _table(import_: Import) -> Table:
    return read_batch(import_) if is_batch(import_) else read_table(io.BytesIO(bytes(import_.file.content)))


def _mapped(import_: Import, table: Table) -> MappedTable:
    """The table with its columns understood; what was understood is in `import_.mapping`, too."""
    saved = import_.saved_mapping
    mapped = map_table(
        table,
        import_.kind,
        asked={name: asked for name, asked in import_.asked.items() if name == "sheets"},
        saved=saved.columns if saved else {},
        fixed=with_saved(saved, import_.fixed),
    )
    import_.mapping = describe(mapped)
    if mapped.needs:
        raise ColumnsUnclear(*mapped.needs)
    if not mapped.rows:
        raise TableHasNoRows(_("There is no row below the header. Fill in the table and upload it again."))
    return mapped


def _store_rows(import_: Import, plan: ImportPlan, mended: Mapping[tuple[str, int], Mended]) -> None:
    ids = next_ids(ImportRow, len(plan.rows))
    copy_in(
        ImportRow,
        (*ROW_COLUMNS, "edits", "decision"),
        (
            (*row_to_store(pk, import_, planned), *_kept(mended.get((planned.row.sheet, planned.row.number))))
            for pk, planned in zip(ids, plan.rows, strict=True)
        ),
    )


def _kept(mended: Mended | None) -> tuple[Any, Any]:
    return (mended.edits, mended.decision) if mended else (None, None)
