"""The reference tables as CSV files: read strictly, into rows that are not saved yet."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from django.utils.translation import gettext as _

from crm.directory.models import IndustrialChain, Industry, Region, TechnologyField
from crm.errors import DomainError

T = TypeVar("T")
YES_OR_NO = {"yes": True, "no": False}


class ReferenceFileUnreadable(DomainError):
    """A file of reference data is not as it has to be: the installation is damaged, or somebody edited the file."""

    code = "reference.file_unreadable"


def read_regions(path: Path) -> Iterator[Region]:
    """Read regions.csv; a parent stands before what lies below it, and gives it its path."""
    paths = {"": ""}
    levels = {str(level): level for level in Region.Level}
    for where, row in _rows(path, ("code", "name", "level", "parent", "is_official", "note")):
        code = row["code"]
        paths[code] = f"{_look_up(row['parent'], paths, where)}{code}/"
        yield Region(
            code=code,
            name=row["name"],
            level=_look_up(row["level"], levels, where),
            parent_id=row["parent"] or None,
            path=paths[code],
            is_official=_look_up(row["is_official"], YES_OR_NO, where),
            note=row["note"],
        )


def read_industries(path: Path) -> Iterator[Industry]:
    """Read industries.csv (GB/T 4754-2017); a parent stands before what lies below it."""
    parents: dict[str, str | None] = {"": None}
    levels = {str(level): level for level in Industry.Level}
    for where, row in _rows(path, ("code", "name", "level", "section", "parent")):
        parents[row["code"]] = row["code"]
        yield Industry(
            code=row["code"],
            name=row["name"],
            level=_look_up(row["level"], levels, where),
            section=row["section"],
            parent_id=_look_up(row["parent"], parents, where),
        )


def read_technology_fields(path: Path) -> Iterator[TechnologyField]:
    """Read technology_fields.csv (国科发火〔2016〕32号, annex); a parent stands before what lies below it."""
    parents: dict[str, str | None] = {"": None}
    for where, row in _rows(path, ("code", "zh", "en", "parent", "is_verified")):
        parents[row["code"]] = row["code"]
        yield TechnologyField(
            code=row["code"],
            zh=row["zh"],
            en=row["en"],
            parent_id=_look_up(row["parent"], parents, where),
            is_verified=_look_up(row["is_verified"], YES_OR_NO, where),
        )


def read_chains(path: Path) -> Iterator[IndustrialChain]:
    """Read chains.csv: what ships is an example, until the bureau says otherwise."""
    for _where, row in _rows(path, ("slug", "zh", "en", "source")):
        yield IndustrialChain(slug=row["slug"], zh=row["zh"], en=row["en"], source=row["source"], is_example=True)


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[str, dict[str, str]]]:
    """Each row after the words that say where it stands; the first column is a key and occurs once."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file, strict=True)
        header = tuple(next(reader, ()))
        if header != columns:
            raise _unreadable(f"{path.name}:1", _("the columns are not {columns}").format(columns=", ".join(columns)))
        keys: set[str] = set()
        for cells in reader:
            where = f"{path.name}:{reader.line_num}"
            if len(cells) != len(columns):
                raise _unreadable(where, _("the row has not as many cells as the header"))
            if cells[0] in keys:
                raise _unreadable(where, _("the key “{key}” stands twice").format(key=cells[0]))
            keys.add(cells[0])
            yield where, dict(zip(columns, cells, strict=True))


def _look_up(key: str, table: Mapping[str, T], where: str) -> T:
    if key not in table:
        raise _unreadable(where, _("“{key}” is neither an allowed word nor a key that stands above").format(key=key))
    return table[key]


def _unreadable(where: str, what: str) -> ReferenceFileUnreadable:
    return ReferenceFileUnreadable(
        _("%(where)s: %(what)s. Restore the file that ships with this version.") % {"where": where, "what": what}
    )
