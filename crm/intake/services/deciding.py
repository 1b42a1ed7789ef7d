"""Mending a row in place and deciding on what waits: read and planned again, with the rows about the same firms."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from crm.accounts.models import User
from crm.enterprises.models import Enterprise
from crm.intake.errors import FirmUnknown, NotConfirmable, NotPreviewed
from crm.intake.kinds.fields import IDENTITY
from crm.intake.models import Import, ImportRow
from crm.intake.planning.plan import plan_import
from crm.intake.planning.planned import NOT_CONFIRMABLE, ImportPlan
from crm.intake.planning.related import firms_of, rows_about
from crm.intake.reading.again import StoredRow, reread
from crm.intake.reading.places import Places
from crm.intake.reading.rows import Reading, ReadRow
from crm.intake.services.cells import mend_cells, mended_fields
from crm.intake.services.circumstances import circumstances_of
from crm.intake.services.mended import unconfirmed
from crm.intake.services.planned_rows import changed_rows, count_rows, write_back
from crm.intake.services.turns import in_state, wait_for_preview
from crm.intake.writing.stored import row_from_store


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChange:
    """What somebody wants of a row; what is None stays as it is."""

    cells: Mapping[str, str | None] | None = None
    """By column letter; None empties a cell."""
    confirm: Sequence[str] | None = None
    """Codes of findings that are taken as right from now on."""
    enterprise: str | None = None
    """Code of the firm that the row is about; '' takes it back."""
    leave_out: bool | None = None
    note: str | None = None

    @property
    def plans(self) -> bool:
        """Whether it can change what becomes of a row: a note cannot."""
        return bool(self.cells or self.confirm) or self.enterprise is not None or self.leave_out is not None

    @property
    def decides(self) -> bool:
        """Whether it says anything besides cells."""
        return not (self.confirm is None and self.enterprise is None and self.leave_out is None and self.note is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowMended:
    """A row after a change, and the other rows whose outcome changed with it."""

    row: ImportRow
    also: tuple[ImportRow, ...]


@transaction.atomic
def mend_row(*, import_id: int, row_id: int, by: User, change: RowChange, at: datetime | None = None) -> RowMended:
    """Change cells of a row in place, or decide on it; read and plan it again, and those that speak of the same firms.

    A note alone is kept and nothing is planned again. What was confirmed, and of which firm the row speaks, was decided
    on what it said then: mending a cell ends that.

    :raises NotPreviewed: the import is not waiting for a decision.
    :raises CellUnknown: the sheet has no such column.
    :raises NotConfirmable: the code is none that holds this row, or one that nobody can confirm.
    :raises FirmUnknown: no firm that `by` may see has the code.
    """
    import_ = _previewed(import_id)
    row = import_.rows.select_for_update(of=("self",)).get(pk=row_id)
    if change.cells:
        before = row.cells
        mend_cells(import_, row, change.cells)
        if fields := mended_fields(import_, row, before):
            row.decision = unconfirmed(row.decision, other_firm=not fields.isdisjoint(IDENTITY))
    if change.decides:
        row.decision = _decision(row, by, change, at or timezone.now())
    if not change.plans:
        row.save(update_fields=["decision"])
        return RowMended(row=row, also=())
    return _planned_again(import_, row, by)


@transaction.atomic
def decide_all(*, import_id: int, code: str, by: User | None, at: datetime | None = None) -> int:
    """Confirm `code` for every row that is held for it; how many there were.

    :raises NotPreviewed: the import is not waiting for a decision.
    :raises NotConfirmable: no row is held for the code, or it is one that nobody can confirm.
    """
    import_ = _previewed(import_id)
    held = import_.rows.filter(
        outcome=ImportRow.Outcome.CONFLICT, findings__contains=[{"code": code, "weight": "hold"}]
    )
    rows = list(held.order_by("pk"))
    if not rows or code in NOT_CONFIRMABLE:
        raise _not_confirmable(code)
    for row in rows:
        row.decision = _decided(row, by, at or timezone.now(), confirmed=[code])
    _plan_anew(import_, rows, by)
    return len(rows)


def _previewed(import_id: int) -> Import:
    wait_for_preview(import_id)
    import_ = Import.objects.select_related("uploaded_by").get(pk=import_id)
    return in_state(import_, Import.State.PREVIEWED, NotPreviewed)


def _decision(row: ImportRow, by: User, change: RowChange, at: datetime) -> dict[str, Any]:
    holding = {finding["code"] for finding in row.findings if finding["weight"] == "hold"}
    for code in change.confirm or ():
        if code in NOT_CONFIRMABLE or code not in holding:
            raise _not_confirmable(code)
    said: dict[str, Any] = {"confirmed": list(change.confirm or ())}
    if change.enterprise is not None:
        said["enterprise"] = _firm(change.enterprise, by).pk if change.enterprise else None
    if change.leave_out is not None:
        said["leave_out"] = change.leave_out
    if change.note is not None:
        said["note"] = change.note
    return _decided(row, by, at, **said)


def _decided(row: ImportRow, by: User | None, at: datetime, *, confirmed: Iterable[str], **said: Any) -> dict[str, Any]:
    before = {"confirmed": [], "enterprise": None, "leave_out": False, "note": ""} | (row.decision or {})
    codes = sorted({*before["confirmed"], *confirmed})
    return before | said | {"confirmed": codes, "by": by.pk if by else None, "at": at.isoformat()}


def _firm(uscc: str, by: User) -> Enterprise:
    firm = Enterprise.objects.visible_to(by).filter(uscc=uscc.upper()).first()
    if firm is None:
        raise FirmUnknown(_("No firm that you may see has the code %(uscc)s.") % {"uscc": uscc})
    return firm


def _not_confirmable(code: str) -> NotConfirmable:
    return NotConfirmable(
        _("“%(code)s” holds no such row, or cannot be confirmed: mend the row, assign its firm or leave it out.")
        % {"code": code}
    )


def _planned_again(import_: Import, row: ImportRow, by: User) -> RowMended:
    outcomes = _plan_anew(import_, [row], by, mended=True)
    also = [other for other in outcomes if other.pk != row.pk]
    return RowMended(row=next((other for other in outcomes if other.pk == row.pk), row), also=tuple(also))


def _plan_anew(import_: Import, touched: list[ImportRow], by: User | None, *, mended: bool = False) -> list[ImportRow]:
    """Plan `touched` and all rows that speak of the same firms; the rows whose outcome, values or findings changed."""
    again = _read_again(import_, touched) if mended else [row_from_store(import_.kind, row) for row in touched]
    alone = _plan(import_, again, touched, by)
    others = import_.rows.exclude(pk__in=[row.pk for row in touched])
    together = rows_about(others, firms_of([*touched, *alone.rows]), import_.kind)
    rows = sorted([*touched, *together], key=lambda row: row.pk)
    by_pk = {row.pk: read for row, read in zip(touched, again, strict=True)}
    read = [by_pk.get(row.pk) or row_from_store(import_.kind, row) for row in rows]
    changed = changed_rows(_plan(import_, read, rows, by), rows)
    saved = {row.pk: row for row in [*touched, *changed]}
    write_back(saved.values(), "cells", "edits", "decision")
    Import.objects.filter(pk=import_.pk).update(counts=count_rows(import_), problem=None)
    return list(saved.values())


def _plan(import_: Import, read: list[ReadRow], rows: list[ImportRow], by: User | None) -> ImportPlan:
    decisions = {(row.sheet, row.number): row.decision for row in rows if row.decision}
    return plan_import(
        kind=import_.kind, rows=read, circumstances=circumstances_of(import_, by=by, decisions=decisions)
    )


def _read_again(import_: Import, rows: list[ImportRow]) -> list[ReadRow]:
    stored = [StoredRow(sheet=row.sheet, number=row.number, cells=row.cells) for row in rows]
    reading = Reading(kind=import_.kind, known_on=import_.known_on, places=Places.load())
    return reread(import_.mapping, stored, reading)
