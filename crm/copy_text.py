"""Rows as PostgreSQL's COPY reads them as text, a block of rows at a time and each block column by column.

A value at a time, as psycopg writes rows, costs three times as much. What is not known here is left to psycopg.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from types import NoneType

import orjson

NULL = "\\N"
ESCAPES = (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r"))
"""The signs that COPY takes for its own, the backslash first."""


def copy_text(rows: Sequence[Sequence[object]], json_places: Collection[int] = ()) -> str | None:
    """The rows as lines of COPY; None where a column holds what only psycopg can write, or values of several types.

    `json_places` are the columns, from 0, whose values are to be written as JSON.
    """
    columns = []
    for place, column in enumerate(zip(*rows, strict=True)):
        written = _column(column, as_json=place in json_places)
        if written is None:
            return None
        columns.append(written)
    return "".join(f"{line}\n" for line in map("\t".join, zip(*columns, strict=True)))


def _column(values: Sequence[object], *, as_json: bool) -> Iterable[str] | None:
    kinds = set(map(type, values))
    if kinds == {NoneType}:
        return [NULL] * len(values)
    if NoneType in kinds:
        said = _column([value for value in values if value is not None], as_json=as_json)
        if said is None:
            return None
        stated = iter(said)
        return [NULL if value is None else next(stated) for value in values]
    if as_json:
        return _json(values)
    writer = WRITERS.get(kinds.pop()) if len(kinds) == 1 else None
    return writer(values) if writer else None


def _json(values: Sequence[object]) -> list[str]:
    return [orjson.dumps(value).decode().replace("\\", "\\\\") for value in values]


def _plain(values: Sequence[object]) -> Iterable[str]:
    """Values in whose text no sign of COPY's can be."""
    return map(str, values)


def _often_the_same(values: Sequence[object]) -> Iterable[str]:
    """Plain values of which a table repeats few, and whose text takes long to make."""
    known = {value: str(value) for value in set(values)}
    return map(known.__getitem__, values)


def _texts(values: Sequence[str]) -> Sequence[str]:
    together = "".join(values)
    for sign, escaped in ESCAPES:
        if sign in together:
            values = [text.replace(sign, escaped) for text in values]
    return values


def _truths(values: Sequence[object]) -> Iterable[str]:
    return ["t" if value else "f" for value in values]


WRITERS: dict[type, Callable[[Sequence[object]], Iterable[str]]] = {
    str: _texts,  # type: ignore[dict-item]  # asked for columns of nothing but texts
    bool: _truths,
    **dict.fromkeys((int, float, Decimal), _plain),
    **dict.fromkeys((date, datetime), _often_the_same),
}
