"""Saying by hand what the columns of a table are: it is read again with that."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from crm.intake.errors import NotMappable
from crm.intake.jobs import queue
from crm.intake.kinds.registry import FIELDS
from crm.intake.models import Import
from crm.intake.reading.mapping import AskedUnusable
from crm.intake.rights import MAPPABLE
from crm.intake.services.turns import move


@transaction.atomic
def map_import(*, import_id: int, sheets: Sequence[Mapping[str, Any]], fixed: Mapping[str, str] | None = None) -> None:
    """Keep what is said of header rows, columns, units and values of every row; a job reads the table again with it.

    A sheet without `columns` is recognised anew. Cells that were mended and decisions on rows outlast it.

    :raises AskedUnusable: it names a sheet, a field or a unit that does not exist.
    :raises NotMappable: the import was committed or discarded, or a job works on it.
    """
    import_ = Import.objects.get(pk=import_id)
    check_fields(import_.kind, fixed or {})
    for sheet in sheets:
        _check_sheet(import_, sheet)
    asked = {**import_.asked, "sheets": [asked_of(sheet) for sheet in sheets]}
    fixed_now = import_.fixed if fixed is None else dict(fixed)
    if not move(import_id, MAPPABLE, Import.State.READING, asked=asked, fixed=fixed_now, problem=None):
        raise NotMappable(
            _("This import is %(state)s, so its columns cannot be set any more.")
            % {"state": import_.get_state_display()}
        )
    queue("read", import_, before=import_.state, then=None)


def check_fields(kind: str, names: Iterable[str]) -> None:
    """Refuse names that no field of this kind has.

    :raises AskedUnusable: there is no such field.
    """
    known = {field.name for field in FIELDS[kind]}
    for name in names:
        if name not in known:
            raise AskedUnusable(_("There is no field “%(value)s” in tables of this kind.") % {"value": name})


def _check_sheet(import_: Import, sheet: Mapping[str, Any]) -> None:
    if sheet["name"] not in {found["name"] for found in import_.mapping.get("sheets", [])}:
        raise AskedUnusable(_("There is no sheet “%(value)s” in this file.") % {"value": sheet["name"]})
    said = [column for column in sheet.get("columns", ()) if column["field"] is not None]
    check_fields(import_.kind, (column["field"] for column in said))
    units = {field.name: field.units for field in FIELDS[import_.kind]}
    for column in said:
        if column["unit"] and column["unit"] not in units[column["field"]]:
            raise AskedUnusable(
                _("Column %(letter)s cannot be in “%(unit)s”.") % {"letter": column["letter"], "unit": column["unit"]}
            )


def asked_of(sheet: Mapping[str, Any]) -> dict[str, Any]:
    """What is said of one sheet, as `Import.asked` keeps it."""
    said = {"name": sheet["name"], "read": sheet["read"], "header_row": sheet["header_row"]}
    if columns := sheet.get("columns"):
        said["columns"] = {column["letter"]: {"field": column["field"], "unit": column["unit"]} for column in columns}
    return said
