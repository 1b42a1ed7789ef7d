"""Import a table: preview it, then commit or discard. A preview changes no facts; a commit is one transaction."""

from collections.abc import Callable
from datetime import date
from typing import BinaryIO

import pghistory
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from crm.accounts.models import User
from crm.enterprises.models import Enterprise
from crm.errors import DomainError
from crm.intake.bulk import among, copy_in, next_ids
from crm.intake.described import describe
from crm.intake.file_names import shown_file_name
from crm.intake.models import Import, ImportRow
from crm.intake.planning.plan import plan_import
from crm.intake.planning.planned import Circumstances, ImportPlan, PlannedRow
from crm.intake.reading.columns import MappedSheet, map_sheet, no_header
from crm.intake.reading.places import Places
from crm.intake.reading.rows import Reading, ReadRow, read_rows
from crm.intake.reading.sheets import Sheet, Table
from crm.intake.reading.tables import read_table
from crm.intake.writing.stored import ROW_COLUMNS, row_from_store, row_to_store, values_to_json
from crm.intake.writing.write import write_plan

Progress = Callable[[str, int, int], None]
"""Called with the stage, the rows done and the rows in all."""

COMMIT_LOCK = 0x7469_6475
"""Commits wait for one another: the plan of the second has to see what the first wrote."""


class KindUnknown(DomainError):
    code = "import.kind_unknown"


class SourceMissing(DomainError):
    code = "import.source_missing"


class KnownOnInFuture(DomainError):
    code = "import.known_on_in_future"


class TableHasNoRows(DomainError):
    code = "table.no_rows"


class NotPreviewed(DomainError):
    code = "import.not_previewed"


class ImportOvertaken(DomainError):
    code = "import.overtaken"


def no_progress(stage: str, done: int, of: int) -> None:
    """For callers who do not watch."""


def preview_import(
    *,
    file: BinaryIO,
    file_name: str,
    kind: str,
    source: str,
    known_on: date,
    user: User | None,
    confirm_suspicions: bool = False,
    today: date | None = None,
    progress: Progress = no_progress,
) -> Import:
    """Read a table and work out, row by row, what importing it would do. No fact is changed.

    `user` is on whose behalf, None for the command line, which may see every firm. `confirm_suspicions` takes figures
    that look like a slip of the unit, which are held otherwise.

    :raises FileRefused: the file cannot be read as a table.
    :raises ColumnsUnclear: the header row, a required column or a unit is missing, or two columns say the same.
    :raises DomainError: the kind, the source or the day is not usable, or there are no rows.
    """
    source = source.strip()
    _check(kind, source, known_on, today or timezone.localdate())
    progress("read", 0, 0)
    table = read_table(file)
    mapped = _mapped(table, kind)
    rows = _read(mapped, Reading(kind=kind, known_on=known_on, places=Places.load()), progress)
    progress("plan", 0, len(rows))
    circumstances = Circumstances(
        source=source, known_on=known_on, users=_people(user), confirm_suspicions=confirm_suspicions
    )
    with transaction.atomic():
        plan = plan_import(kind=kind, rows=rows, circumstances=circumstances)
        import_ = Import.objects.create(
            kind=kind,
            file_name=shown_file_name(file_name),
            file_sha256=table.sha256,
            source=source,
            known_on=known_on,
            uploaded_by=user,
            mapping=describe(table, mapped, kind, confirm_suspicions=confirm_suspicions),
            counts=plan.counts(),
        )
        progress("store", 0, len(rows))
        _store_rows(import_, plan)
    progress("store", len(rows), len(rows))
    return import_


def commit_import(*, import_id: int, by: User | None, progress: Progress = no_progress) -> Import:
    """Carry out a previewed import: all of its good rows or, if anything fails, none.

    `by` is who decides it, whom the history names; None for the command line. The rows are planned again, under lock
    and for what both the uploader and `by` may see now; outcomes and counts are brought up to date. A row that the
    preview refused stays refused.

    :raises NotPreviewed: it was committed or discarded before.
    :raises ImportOvertaken: somebody else entered one of the rows at the same moment.
    """
    try:
        with transaction.atomic():
            return _commit(import_id, by, progress)
    except IntegrityError as error:
        raise ImportOvertaken(
            _("Somebody entered some of these rows at the same moment, so nothing was imported. Commit again.")
        ) from error


def discard_import(*, import_id: int) -> Import:
    """Give up a previewed import; its rows stay readable.

    :raises NotPreviewed: it was committed or discarded before.
    """
    with transaction.atomic():
        import_ = _previewed(import_id)
        import_.state = Import.State.DISCARDED
        import_.save(update_fields=["state"])
    return import_


def _check(kind: str, source: str, known_on: date, today: date) -> None:
    if kind not in Import.Kind.values:
        raise KindUnknown(
            _("“%(kind)s” is no kind of table. Choose one of: %(kinds)s.")
            % {"kind": kind, "kinds": ", ".join(Import.Kind.values)}
        )
    if not 1 <= len(source) <= 64:
        raise SourceMissing(_("Say in 1 to 64 characters who published or reported the table."))
    if known_on > today:
        raise KnownOnInFuture(
            _("%(day)s lies in the future. Give the day on which the table became known.") % {"day": known_on}
        )


def _mapped(table: Table, kind: str) -> list[tuple[Sheet, MappedSheet | None]]:
    mapped = [(sheet, None if sheet.hidden else map_sheet(sheet, kind)) for sheet in table.sheets]
    found = [sheet for _name, sheet in mapped if sheet is not None]
    if not found:
        raise no_header(table.sheets)
    if not any(sheet.data_rows for sheet in found):
        raise TableHasNoRows(_("There is no row below the header. Fill in the table and upload it again."))
    return mapped


def _read(mapped: list[tuple[Sheet, MappedSheet | None]], reading: Reading, progress: Progress) -> list[ReadRow]:
    found = [sheet for _name, sheet in mapped if sheet is not None]
    total = sum(len(sheet.data_rows) for sheet in found)
    rows: list[ReadRow] = []
    for sheet in found:
        for row in read_rows(sheet, reading):
            rows.append(row)
            if len(rows) % 5000 == 0:
                progress("check", len(rows), total)
    progress("check", total, total)
    return rows


def _store_rows(import_: Import, plan: ImportPlan) -> None:
    ids = next_ids(ImportRow, len(plan.rows))
    stored = (row_to_store(pk, import_, planned) for pk, planned in zip(ids, plan.rows, strict=True))
    copy_in(ImportRow, ROW_COLUMNS, stored)


def _previewed(import_id: int) -> Import:
    import_ = Import.objects.select_for_update(of=("self",)).get(pk=import_id)
    if import_.state != Import.State.PREVIEWED:
        raise NotPreviewed(
            _("This import is %(state)s already. Upload the table again to import it anew.")
            % {"state": import_.get_state_display()}
        )
    return import_


def _commit(import_id: int, by: User | None, progress: Progress) -> Import:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [COMMIT_LOCK])
    import_ = _previewed(import_id)
    progress("plan", 0, 0)
    stored = list(import_.rows.exclude(outcome=ImportRow.Outcome.REFUSE).defer("cells").order_by("pk"))
    rows = [row_from_store(import_.kind, row) for row in stored]
    _lock_firms(rows)
    plan = plan_import(kind=import_.kind, rows=rows, circumstances=_circumstances(import_, by))
    row_ids = {(row.sheet, row.number): row.pk for row in stored}
    progress("write", 0, len(rows))
    import_.state, import_.committed_at, import_.committed_by = Import.State.COMMITTED, timezone.now(), by
    with pghistory.context(import_id=import_.pk, user=by.pk if by else None):
        write_plan(plan, import_, row_ids)
    _bring_up_to_date(import_, plan, stored)
    progress("write", len(rows), len(rows))
    return import_


def _circumstances(import_: Import, by: User | None) -> Circumstances:
    return Circumstances(
        source=import_.source,
        known_on=import_.known_on,
        users=_people(import_.uploaded_by, by),
        confirm_suspicions=import_.mapping["confirm_suspicions"],
    )


def _people(*users: User | None) -> tuple[User, ...]:
    """Each of `users` once; the command line is nobody."""
    return tuple(dict.fromkeys(user for user in users if user is not None))


def _lock_firms(rows: list[ReadRow]) -> None:
    """Hold the firms of these rows, in the order of their keys, until the transaction ends."""
    usccs = {str(row.values["uscc"]) for row in rows if "uscc" in row.values}
    locked = Enterprise.objects.filter(among("uscc", usccs)).order_by("pk").select_for_update(of=("self",))
    list(locked.values_list("pk"))


def _bring_up_to_date(import_: Import, plan: ImportPlan, stored: list[ImportRow]) -> None:
    """Outcomes and counts as they really came to be, where the plan is no longer that of the preview."""
    by_place: dict[tuple[str, int], PlannedRow] = {(row.row.sheet, row.row.number): row for row in plan.rows}
    moved = []
    for row in stored:
        planned = by_place[row.sheet, row.number]
        if planned.outcome != row.outcome or (planned.changed and row.values != values_to_json(planned)):
            row.values, row.outcome = values_to_json(planned), planned.outcome
            row.findings = [finding.to_json() for finding in planned.row.findings]
            moved.append(row)
    ImportRow.objects.bulk_update(moved, ["values", "outcome", "findings"], batch_size=1000)
    refused_before = import_.counts[ImportRow.Outcome.REFUSE]
    import_.counts = plan.counts() | {"refuse": plan.counts()["refuse"] + refused_before}
    import_.save(update_fields=["state", "committed_at", "committed_by", "counts"])
