"""Rows as the reading hands them to the plan, and what holds for them."""

from datetime import date
from typing import Any

from crm.intake.findings import Finding
from crm.intake.planning.plan import plan_import
from crm.intake.planning.planned import Circumstances, ImportPlan, PlannedRow
from crm.intake.reading.rows import ReadRow

KNOWN_ON = date(2026, 3, 1)
SOURCE = "测试"


def row(number: int = 2, /, *findings: Finding, **values: Any) -> ReadRow:
    """A row of a nameless sheet that says `values`."""
    return ReadRow(sheet="", number=number, cells=(), values=values, findings=findings)


def rows(*said: dict[str, Any]) -> list[ReadRow]:
    """Rows one below the other, from row 2."""
    return [row(number, **values) for number, values in enumerate(said, start=2)]


def under(**given: Any) -> Circumstances:
    """Circumstances of the command line, unless told otherwise."""
    return Circumstances(**({"source": SOURCE, "known_on": KNOWN_ON, "users": ()} | given))


def plan(kind: str, *said: dict[str, Any], **given: Any) -> ImportPlan:
    """The plan of a table that says this."""
    return plan_import(kind=kind, rows=rows(*said), circumstances=under(**given))


def codes(planned: PlannedRow) -> list[str]:
    """The codes of what was found of a row."""
    return [finding.code for finding in planned.findings]


def finding(planned: PlannedRow, code: str) -> Finding:
    """The one finding of a row that has this code."""
    (found,) = (finding for finding in planned.findings if finding.code == code)
    return found
