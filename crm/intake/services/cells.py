"""Cells mended in place: what stands there now, and what stood there when the file came."""

from collections.abc import Mapping, Sequence
from itertools import zip_longest

from django.utils.translation import gettext as _

from crm.intake.errors import CellUnknown
from crm.intake.models import Import, ImportRow
from crm.intake.reading.stored_cells import StoredCell, cells_to_store, shown_cell, typed_cell


def mend_cells(import_: Import, row: ImportRow, cells: Mapping[str, str | None]) -> None:
    """Put `cells`, by column letter, into `row`; what the file said is kept in its `edits`. Saves nothing.

    :raises CellUnknown: the sheet has no such column.
    """
    places = _places(import_, row.sheet)
    edits = dict(row.edits or {})
    now = list(row.cells)
    for letter, text in cells.items():
        if letter not in places:
            raise CellUnknown(
                _("The sheet has no column %(letter)s. Its columns are %(letters)s.")
                % {"letter": letter, "letters": "、".join(places)}
            )
        index = places[letter]
        now.extend([None] * (index + 1 - len(now)))
        original = edits.get(str(index), now[index])
        now[index] = _stored(original, text)
        edits[str(index)] = original
        if now[index] == original:
            del edits[str(index)]
    row.cells, row.edits = now, edits or None


def mended_fields(import_: Import, row: ImportRow, before: Sequence[StoredCell]) -> frozenset[str | None]:
    """The fields whose cells are no longer what they were `before`; None is a column that is not read."""
    described = next(found for found in import_.mapping["sheets"] if found["name"] == row.sheet)
    cells = zip_longest(before, row.cells)
    return frozenset(
        column["field"] for column, (was, now) in zip(described["columns"], cells, strict=False) if was != now
    )


def _stored(original: StoredCell, text: str | None) -> StoredCell:
    """The cell as it is kept; what reads as the file had it is the cell of the file again, number or date and all."""
    shown = shown_cell(original)
    if (text or None) == (None if shown is None else str(shown)):
        return original
    (stored,) = cells_to_store([typed_cell(text)])
    return stored


def _places(import_: Import, sheet: str) -> dict[str, int]:
    described = next(found for found in import_.mapping["sheets"] if found["name"] == sheet)
    return {column["letter"]: index for index, column in enumerate(described["columns"])}
