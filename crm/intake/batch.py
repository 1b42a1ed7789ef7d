"""Rows that came as JSON: a table whose headers are the names of fields, and whose money is in yuan."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from crm.intake.errors import BatchUnusable
from crm.intake.kinds.fields import Field
from crm.intake.kinds.registry import FIELDS
from crm.intake.models import Import
from crm.intake.reading.cells import is_text
from crm.intake.reading.columns import letter_of
from crm.intake.reading.sheets import Row, Sheet, Table

MOST_ROWS = 10_000
FILE_NAME = "batch.json"
HEADER_ROW = 0
"""Above the first row: rows are counted from 1, as who sent them counts."""

UNITS = {"amount": "元", "ratio": "1"}
"""In which unit a batch states a field of each reading."""

MOST_NUMBER = 2**63
"""Larger ones no spreadsheet holds and no column keeps."""

TEXTS = frozenset({"uscc", "registration_no", "name", "text", "code"})
"""Readings of words: 12.5 or true would become the words '12.5' and 'True'. Whole numbers are codes and phones."""


def batch_content(kind: str, rows: Sequence[object]) -> bytes:
    """The rows as they are kept, after a look at their shape.

    :raises BatchUnusable: there are none or too many, or one is no object of the fields of `kind` and plain values.
    """
    if not 1 <= len(rows) <= MOST_ROWS:
        raise BatchUnusable(
            _("Send 1 to %(most)s rows at a time; these are %(number)s.") % {"most": MOST_ROWS, "number": len(rows)}
        )
    fields = {field.name: field for field in FIELDS[kind]}
    for number, row in enumerate(rows, start=1):
        _check_row(number, row, fields)
    return json.dumps(rows).encode()


def batch_asked(kind: str, rows: Sequence[Mapping[str, Any]]) -> dict[str, object]:
    """`Import.asked` for these rows: each column is the field that it is named after."""
    fields = [field for field in FIELDS[kind] if any(field.name in row for row in rows)]
    columns = {letter_of(index): _said_of(field) for index, field in enumerate(fields)}
    return {"batch": True, "sheets": [{"name": "", "read": True, "header_row": HEADER_ROW, "columns": columns}]}


def is_batch(import_: Import) -> bool:
    """Whether the rows came as JSON and not in a file."""
    return bool(import_.asked.get("batch"))


def read_batch(import_: Import) -> Table:
    """The kept rows as a table, their fields in the order in which they were asked for."""
    rows: list[dict[str, Any]] = json.loads(bytes(import_.file.content))
    (sheet,) = import_.asked["sheets"]
    names = [column["field"] for column in sheet["columns"].values()]
    header = Row(number=HEADER_ROW, cells=tuple(names))
    below = (Row(number=n, cells=tuple(map(row.get, names))) for n, row in enumerate(rows, start=1))
    return Table(format="json", sheets=(Sheet(name="", rows=(header, *below)),), sha256=import_.file_sha256)


def _said_of(field: Field) -> dict[str, object]:
    return {"field": field.name, "unit": UNITS.get(field.reading)}


def _check_row(number: int, row: object, fields: Mapping[str, Field]) -> None:
    if not isinstance(row, dict):
        raise BatchUnusable(_("Row %(row)s is no object of field and value.") % {"row": number})
    if unknown := sorted(set(row) - set(fields)):
        raise BatchUnusable(
            _("Row %(row)s: “%(field)s” is no field of this kind. Fields are named as under /import-kinds.")
            % {"row": number, "field": unknown[0][:64]}
        )
    for name, value in row.items():
        if (why := _why_not(value, fields[name])) is not None:
            raise BatchUnusable(why % {"row": number, "field": name})


def _why_not(value: object, field: Field) -> str | None:
    """Why a row cannot have this value in this field: a message with a place for both; None when it can."""
    if not (value is None or isinstance(value, str | int | float)):
        return _("Row %(row)s: “%(field)s” has to be a text, a number, true, false or null.")
    if isinstance(value, bool | float) and field.reading in TEXTS:
        return _("Row %(row)s: “%(field)s” has to be a text in quotation marks.")
    if isinstance(value, int | float) and not abs(value) < MOST_NUMBER:
        return _("Row %(row)s: the number in “%(field)s” is larger than can be kept.")
    if isinstance(value, str) and not is_text(value):
        return _("Row %(row)s: “%(field)s” holds half a character (a lone surrogate), which is no text.")
    return None
