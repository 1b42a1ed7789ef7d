"""From facts to the cells of the files that they came from: read once for as many facts as there are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from crm.bulk import among
from crm.intake.models import Import, ImportRow

READ_FROM: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "registered_region": ("registered_region", "county", "city", "province"),
        "operating_region": ("operating_region", "county", "city"),
    }
)
"""Fields that a column of another name may have filled, the likeliest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlace:
    """Where in an imported file a value stood; `cell` is None where no column was read for it."""

    import_id: int
    row_id: int
    file_name: str
    sheet: str
    row: int
    cell: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a sheet: its letter, and its place among the cells of a stored row."""

    letter: str
    index: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The imported rows behind some facts, and the columns of the tables that they stood in."""

    rows: Mapping[int, ImportRow]
    columns: Mapping[tuple[int, str], Mapping[str, Column]]
    """Import and sheet → field → the column that was read for it."""
    names: Mapping[int, str]
    """Import → name of the file."""

    def of(self, row_id: int | None, field: str = "") -> ImportPlace | None:
        """Where the value of `field` stood in this imported row; None for what was not imported."""
        row = self.rows.get(row_id) if row_id is not None else None
        if row is None:
            return None
        column = self.column(row, field)
        return ImportPlace(
            import_id=row.table_id,
            row_id=row.pk,
            file_name=self.names[row.table_id],
            sheet=row.sheet,
            row=row.number,
            cell=f"{column.letter}{row.number}" if column else None,
        )

    def column(self, row: ImportRow, field: str) -> Column | None:
        """The column of the row's sheet that was read for `field`."""
        columns = self.columns.get((row.table_id, row.sheet), {})
        return next((columns[name] for name in READ_FROM.get(field, (field,)) if name in columns), None)

    def cells(self, row: ImportRow) -> dict[str, str]:
        """The cell of each field that was read from this row: `{"revenue": "D37"}`."""
        read = {*self.columns.get((row.table_id, row.sheet), {}), *READ_FROM}
        found = {field: self.column(row, field) for field in sorted(read)}
        return {field: f"{column.letter}{row.number}" for field, column in found.items() if column}


def places_of(row_ids: Iterable[int | None]) -> Places:
    """Read where these imported rows stood, by two queries however many they are."""
    wanted = {row_id for row_id in row_ids if row_id is not None}
    if not wanted:
        return Places(rows={}, columns={}, names={})
    rows = {row.pk: row for row in ImportRow.objects.filter(among("id", wanted)).defer("values", "findings")}
    tables = Import.objects.filter(among("id", {row.table_id for row in rows.values()})).only("file_name", "mapping")
    found = list(tables)
    return Places(
        rows=rows,
        columns={(table.pk, sheet["name"]): _columns(sheet) for table in found for sheet in _sheets(table)},
        names={table.pk: table.file_name for table in found},
    )


def _sheets(table: Import) -> Iterable[Mapping[str, Any]]:
    sheets: Iterable[Mapping[str, Any]] = table.mapping.get("sheets", ())
    return sheets


def _columns(sheet: Mapping[str, Any]) -> dict[str, Column]:
    return {
        column["field"]: Column(letter=column["letter"], index=index)
        for index, column in enumerate(sheet.get("columns", ()))
        if column.get("field")
    }
