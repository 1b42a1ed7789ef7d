"""What was made of a file's sheets and columns, as it is kept with the import and shown beside it."""

from collections.abc import Iterable

from crm.intake.findings import Finding, remark
from crm.intake.models import Import
from crm.intake.reading.columns import Column, MappedSheet, UnreadSheet
from crm.intake.reading.mapping import MappedTable
from crm.intake.reading.sheets import Row, Sheet
from crm.intake.reading.stored_cells import cells_to_store, shown_cells

SAMPLE = 20
"""So many rows of each sheet are shown as they stand, for whoever maps the columns by hand."""
WIDEST = 120
"""Characters of a cell that a sample shows."""


def describe(mapped: MappedTable, *, confirm_suspicions: bool = False) -> dict[str, object]:
    """`Import.mapping`: the format, each sheet with its columns, what is unclear, what is to be told of the whole."""
    table = mapped.table
    findings = [*table.findings, *_sheet_findings(mapped), *_basis_assumed(mapped)]
    return {
        "format": table.format,
        "encoding": table.encoding,
        "reader_peak_bytes": table.reader_peak_bytes,
        "confirm_suspicions": confirm_suspicions,
        "findings": [finding.to_json() for finding in findings],
        "fixed": dict(mapped.fixed),
        "needs": [need.to_json() for need in mapped.needs],
        "sheets": [_described(sheet) for sheet in mapped.sheets],
    }


def _described(found: MappedSheet | UnreadSheet) -> dict[str, object]:
    sheet = found.sheet
    return {
        "name": sheet.name,
        **(_read(found) if isinstance(found, MappedSheet) else _not_read(found)),
        "hidden": sheet.hidden,
        "hidden_rows": sheet.hidden_rows,
        "hidden_columns": sheet.hidden_columns,
        "epoch_1904": sheet.epoch_1904,
        "fixed_width": sheet.fixed_width,
        "sample": [_sampled(row) for row in sheet.rows[:SAMPLE]],
        "columns": [_column(column) for column in found.columns],
    }


def _read(found: MappedSheet) -> dict[str, object]:
    merges = [merge for merge in found.sheet.merges if merge.last_row > found.header.last_row]
    return {
        "read": True,
        "header_row": found.header.row,
        "last_header_row": found.header.last_row,
        "rows": len(found.data_rows),
        "fixed": dict(found.fixed),
        "merges": [[merge.first_row, merge.first_column, merge.last_row, merge.last_column] for merge in merges],
    }


def _not_read(found: UnreadSheet) -> dict[str, object]:
    return {
        "read": False,
        "header_row": None,
        "last_header_row": None,
        "rows": len(found.sheet.rows),
        "fixed": {},
        "merges": [],
    }


def _sampled(row: Row) -> dict[str, object]:
    cells = shown_cells(cells_to_store(row.cells))
    return {"number": row.number, "cells": [cell[:WIDEST] if isinstance(cell, str) else cell for cell in cells]}


def _column(column: Column) -> dict[str, object]:
    return {
        "column": column.header,
        "letter": column.letter,
        "field": column.field.name if column.field else None,
        "field_name": {"zh": column.field.zh, "en": column.field.en} if column.field else None,
        "unit": column.unit,
        "by": column.by,
        "suggestions": [
            {"field": near.field.name, "zh": near.field.zh, "en": near.field.en, "similarity": near.similarity}
            for near in column.suggestions
        ],
    }


def _sheet_findings(mapped: MappedTable) -> Iterable[Finding]:
    for found in mapped.sheets:
        if isinstance(found, MappedSheet):
            yield from found.findings
            if found.sheet.hidden_rows:
                yield remark("table.hidden_rows", value=found.sheet.name, rows=found.sheet.hidden_rows)
        else:
            yield from _why_not_read(found.sheet)


def _why_not_read(sheet: Sheet) -> Iterable[Finding]:
    if sheet.hidden:
        yield remark("table.sheet_hidden", value=sheet.name)
    elif sheet.rows:
        yield remark("table.sheet_not_read", value=sheet.name)


def _basis_assumed(mapped: MappedTable) -> Iterable[Finding]:
    if mapped.kind != Import.Kind.FINANCIAL_YEARS:
        return
    if any(sheet.column_of("basis") is None and "basis" not in sheet.fixed for sheet in mapped.read):
        yield remark("table.basis_assumed")
