"""Cells as they are kept with an import: JSON from which each comes back as it was, and as it is shown.

A text, a number, a truth value and nothing are themselves. What JSON (or a JSON text in PostgreSQL) cannot hold is an
object: {"date": …}, {"broken": kind, "shown": …}, {"text": …} for a text with signs that cannot be stored, and
{"formula": cell} around a value that a formula gave.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import cast

import orjson

from crm.intake.reading.cells import BrokenCell, Cell

Plain = str | int | float | bool | None
StoredCell = Plain | Mapping[str, object]

OPTIONS = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS
NUL = b"\\u0000"


def cells_to_store(cells: Sequence[Cell], formulas: Collection[int] = ()) -> list[StoredCell]:
    """The cells of a row as JSON values; `formulas` are the places, from 0, of values that a formula gave."""
    stored = [_stored(cell) for cell in cells]
    for place in formulas:
        stored[place] = {"formula": stored[place]}
    return stored


def cells_as_json(cells: Sequence[Cell], formulas: Collection[int] = ()) -> orjson.Fragment:
    """The same, written out: rows of nothing but texts and numbers, which is most, cost no look at each cell."""
    if not formulas:
        try:
            written = orjson.dumps(cells, default=_tagged, option=OPTIONS)
        except orjson.JSONEncodeError:  # half of a surrogate pair
            written = NUL
        if NUL not in written:
            return orjson.Fragment(written)
    return orjson.Fragment(orjson.dumps(cells_to_store(cells, formulas)))


def cells_from_store(stored: Sequence[StoredCell]) -> tuple[Cell, ...]:
    """The cells that `cells_to_store` stored."""
    return tuple(_cell(cell) if isinstance(cell, Mapping) else cell for cell in stored)


def formulas_in(stored: Sequence[StoredCell]) -> frozenset[int]:
    """The places of values that a formula gave."""
    return frozenset(place for place, cell in enumerate(stored) if isinstance(cell, Mapping) and "formula" in cell)


def shown_cell(stored: StoredCell) -> Plain:
    """A stored cell as a screen or a sheet shows it; what has no sign is named."""
    if not isinstance(stored, Mapping):
        return stored
    if "formula" in stored:
        return shown_cell(cast(StoredCell, stored["formula"]))
    if "text" in stored:
        text = _unescaped(str(stored["text"]))
        return text.replace("\x00", "\\x00").encode("utf-8", "backslashreplace").decode("utf-8")
    return str(stored.get("date") or stored.get("shown") or "") or None


def shown_cells(stored: Sequence[StoredCell]) -> list[Plain]:
    """A stored row as a screen or a sheet shows it."""
    return [shown_cell(cell) for cell in stored]


def typed_cell(text: str | None) -> Cell:
    """What somebody typed into a cell to mend it; nothing, where they emptied it."""
    return text or None


def _stored(cell: Cell) -> StoredCell:
    if isinstance(cell, str):
        return cell if _can_be_stored(cell) else {"text": _escaped(cell)}
    if isinstance(cell, BrokenCell | date):
        return _tagged(cell)
    return cell


def _tagged(cell: object) -> dict[str, object]:
    """A cell that JSON has not."""
    if isinstance(cell, BrokenCell):
        return {"broken": cell.kind, "shown": cell.shown}
    assert isinstance(cell, date | datetime)
    return {"date": cell.isoformat()}


def _cell(stored: Mapping[str, object]) -> Cell:
    if "formula" in stored:
        inner = cast(StoredCell, stored["formula"])
        return _cell(inner) if isinstance(inner, Mapping) else inner
    if "date" in stored:
        text = str(stored["date"])
        return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    if "text" in stored:
        return _unescaped(str(stored["text"]))
    return BrokenCell(
        kind="error" if stored["broken"] == "error" else "formula_without_value", shown=str(stored["shown"])
    )


def _can_be_stored(text: str) -> bool:
    return ("\x00" not in text and text.isascii()) or _is_whole(text)


def _is_whole(text: str) -> bool:
    """Whether a text has neither a NUL nor half of a surrogate pair."""
    return "\x00" not in text and not any("\ud800" <= sign <= "\udfff" for sign in text)


def _escaped(text: str) -> str:
    return text.encode("unicode_escape").decode("ascii")


def _unescaped(text: str) -> str:
    return text.encode("ascii").decode("unicode_escape")
