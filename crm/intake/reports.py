"""What is told of an import in the reader's language: how far it is, what is unclear, what was found, how often."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection

from crm.enterprises.masking import mask_name
from crm.intake.findings import Finding
from crm.intake.messages import TEMPLATES
from crm.intake.models import Import, ImportProgress, ImportRow
from crm.intake.reading.headers import understood
from crm.intake.reading.needs import Need
from crm.intake.reading.stored_cells import shown_cells
from crm.intake.rights import Words
from crm.intake.words import worded

QUOTED = frozenset({"seen", "header", "headers"})
"""Details that are words of the file."""
BUSY = (Import.State.RECEIVED, Import.State.READING, Import.State.COMMITTING, Import.State.UNDOING)


class _Elided(dict[str, str]):
    """Details of a finding that is told of many rows at once: each value is an ellipsis."""

    def __missing__(self, key: str) -> str:
        return "…"


def counts_of(import_: Import) -> dict[str, int]:
    """Rows by what becomes of them; zero until the table was read."""
    return {outcome.value: import_.counts.get(outcome.value, 0) for outcome in ImportRow.Outcome}


def progress_of(import_: Import) -> ImportProgress | None:
    """How far the job of an import is; None when no job has it."""
    return getattr(import_, "progress", None) if import_.state in BUSY else None


def problem_of(import_: Import) -> dict[str, str] | None:
    """Why it cannot be read, or was not carried out."""
    return import_.problem


def needs_of(import_: Import, words: Words = "all") -> list[dict[str, Any]]:
    """What has to be told about the columns before the table can be read, quoting as much of the file as `words`."""
    needs = [Need.from_json(stored) for stored in import_.mapping.get("needs", [])]
    return [
        {
            "sheet": need.sheet,
            "column": header_shown(need.column, import_.kind, words) or None,
            "letter": need.letter or None,
            "field": need.field or None,
            "code": need.code,
            "message": need.message if words == "all" else _elided(need, words),
        }
        for need in needs
    ]


def _elided(said: Need | Finding, words: Words) -> str:
    """The message of a need or a finding about the whole table, without what it quotes of the file."""
    known = {} if words == "none" else {name: text for name, text in said.details.items() if name not in QUOTED}
    return str(TEMPLATES[said.code]) % _Elided(worded(known))


def header_shown(header: str, kind: str, words: Words) -> str:
    """A header as it is told: what is no word for a field may be the first row of data, and name a person."""
    if words == "all":
        return header
    known = words == "headers" and understood(header.split("/"), kind).field is not None
    return header if known else mask_name(header) if words == "headers" else ""


def columns_of(import_: Import, words: Words = "all") -> list[dict[str, Any]]:
    """The columns of all sheets, the unread ones too, with what each was taken for; headers as far as `words`."""
    sheets = import_.mapping.get("sheets", [])
    return [
        {"sheet": sheet["name"], **column, "column": header_shown(column["column"], import_.kind, words)}
        for sheet in sheets
        for column in sheet["columns"]
    ]


def sheets_of(import_: Import, words: Words = "all") -> list[dict[str, Any]]:
    """The sheets of the file; their first rows only for who may read all of it."""
    sheets = import_.mapping.get("sheets", [])
    return [{**sheet, "sample": _sample(sheet) if words == "all" else []} for sheet in sheets]


def _sample(sheet: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{"number": row["number"], "cells": shown_cells(row["cells"])} for row in sheet["sample"]]


def table_findings(import_: Import, words: Words = "all") -> list[dict[str, Any]]:
    """What was found about the table as a whole; headers that it quotes only for who may read all of the file."""
    findings = [Finding.from_json(stored) for stored in import_.mapping.get("findings", [])]
    return [
        told(finding)
        | ({"message": _elided(finding, "none")} if words != "all" and finding.code == "column.ambiguous" else {})
        for finding in findings
    ]


def told(finding: Finding, column: str | None = None, letter: str | None = None) -> dict[str, Any]:
    """A finding as it is told, in the active language."""
    return {
        "column": column or finding.column or None,
        "letter": letter,
        "code": finding.code,
        "message": finding.message,
        "refuses": finding.refuses,
        "holds": finding.holds,
    }


def findings_by_code(import_: Import) -> list[dict[str, object]]:
    """How many rows have each finding: what refuses first, then what waits, each the most frequent first."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT finding->>'code', finding->>'weight', count(DISTINCT row.id)
            FROM intake_importrow AS row, jsonb_array_elements(row.findings) AS finding
            WHERE row.table_id = %s
            GROUP BY 1, 2
            ORDER BY array_position(ARRAY['refuse', 'hold', 'remark'], finding->>'weight'), 3 DESC, 1
            """,
            [import_.pk],
        )
        found = cursor.fetchall()
    return [_counted(code, weight, count) for code, weight, count in found]


def _counted(code: str, weight: str, count: int) -> dict[str, object]:
    return {
        "code": code,
        "count": count,
        "refuses": weight == "refuse",
        "holds": weight == "hold",
        "message": str(TEMPLATES[code]) % _Elided(),
    }


def row_findings(row: ImportRow) -> list[dict[str, Any]]:
    """What was found in a row."""
    return [told(finding) for finding in found_in(row)]


def found_in(row: ImportRow) -> Iterable[Finding]:
    """The findings of a row."""
    return (Finding.from_json(stored) for stored in row.findings)
