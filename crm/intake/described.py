"""What was made of a file's sheets and columns, as it is kept with the import and shown beside it."""

from collections.abc import Iterable, Sequence

from crm.intake.findings import Finding, remark
from crm.intake.models import Import
from crm.intake.reading.columns import Column, MappedSheet
from crm.intake.reading.sheets import Sheet, Table

Mapped = Sequence[tuple[Sheet, MappedSheet | None]]
"""Each sheet of a file, and what was understood of it: None where it was not read."""


def describe(table: Table, mapped: Mapped, kind: str, *, confirm_suspicions: bool) -> dict[str, object]:
    """`Import.mapping`: the format, each sheet with its columns, what is to be told of the table as a whole."""
    findings = [*table.findings, *_sheet_findings(mapped), *_basis_assumed(mapped, kind)]
    return {
        "format": table.format,
        "encoding": table.encoding,
        "reader_peak_bytes": table.reader_peak_bytes,
        "confirm_suspicions": confirm_suspicions,
        "findings": [finding.to_json() for finding in findings],
        "sheets": [_described(sheet, found) for sheet, found in mapped],
    }


def _described(sheet: Sheet, found: MappedSheet | None) -> dict[str, object]:
    return {
        "name": sheet.name,
        "read": found is not None,
        "header_row": found.header_row if found else None,
        "rows": len(found.data_rows) if found else len(sheet.rows),
        "hidden": sheet.hidden,
        "hidden_rows": sheet.hidden_rows,
        "hidden_columns": sheet.hidden_columns,
        "columns": [_column(column) for column in found.columns] if found else [],
    }


def _column(column: Column) -> dict[str, object]:
    return {
        "column": column.header,
        "letter": column.letter,
        "field": column.field.name if column.field else None,
        "field_name": {"zh": column.field.zh, "en": column.field.en} if column.field else None,
        "unit": column.unit,
    }


def _sheet_findings(mapped: Mapped) -> Iterable[Finding]:
    for sheet, found in mapped:
        if found is not None:
            yield from found.findings
            if sheet.hidden_rows:
                yield remark("table.hidden_rows", value=sheet.name, rows=sheet.hidden_rows)
        elif sheet.hidden:
            yield remark("table.sheet_hidden", value=sheet.name)
        elif sheet.rows:
            yield remark("table.sheet_not_read", value=sheet.name)


def _basis_assumed(mapped: Mapped, kind: str) -> Iterable[Finding]:
    read = [found for _sheet, found in mapped if found is not None]
    if kind == Import.Kind.FINANCIAL_YEARS and any(found.column_of("basis") is None for found in read):
        yield remark("table.basis_assumed")
