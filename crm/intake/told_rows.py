"""Rows of an import as they are told: cells as they look, findings at their columns, firms and people by name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from crm.accounts.models import User
from crm.enterprises.masking import mask_email, mask_name, mask_phone, mask_within
from crm.enterprises.models import Enterprise
from crm.intake.findings import Finding
from crm.intake.models import Import, ImportRow, Kind
from crm.intake.reading.columns import letter_of
from crm.intake.reading.stored_cells import shown_cell, shown_cells
from crm.intake.reports import found_in, header_shown, told
from crm.intake.rights import Words, may_download

PERSONAL = {
    "person": mask_name,
    "phone": mask_phone,
    "email": mask_email,
}
"""Fields of contacts that are told with their middle struck out, and how."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldFirm:
    """A firm, in what is told of a row."""

    uscc: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldRow:
    """A row as it is told."""

    id: int
    sheet: str
    number: int
    cells: list[Any]
    values: Mapping[str, Any]
    outcome: str
    findings: list[dict[str, Any]]
    enterprise: ToldFirm | None
    edits: dict[str, Any] | None
    decision: dict[str, Any] | None


class Teller:
    """Tells rows of one import to one user."""

    def __init__(self, import_: Import, user: User) -> None:
        self.import_ = import_
        self.user = user
        self.masked = import_.kind == Kind.CONTACTS and user.sees_masked("contact")

    def tell(self, rows: Iterable[ImportRow]) -> list[ToldRow]:
        """The rows, with the firms and people that they name looked up at once."""
        rows = list(rows)
        firms, people = self._firms(rows), self._people(rows)
        return [self._row(row, firms, people) for row in rows]

    def _firms(self, rows: Sequence[ImportRow]) -> dict[int, ToldFirm]:
        decided = {row.decision["enterprise"] for row in rows if row.decision and row.decision.get("enterprise")}
        wanted = {row.enterprise_id for row in rows if row.enterprise_id} | decided
        seen = Enterprise.objects.visible_to(self.user).filter(pk__in=wanted).values_list("pk", "uscc", "name")
        return {pk: ToldFirm(uscc=uscc, name=name) for pk, uscc, name in seen}

    @staticmethod
    def _people(rows: Sequence[ImportRow]) -> dict[int, User]:
        return User.objects.in_bulk([row.decision["by"] for row in rows if row.decision and row.decision.get("by")])

    def _row(self, row: ImportRow, firms: Mapping[int, ToldFirm], people: Mapping[int, User]) -> ToldRow:
        columns = self._columns.get(row.sheet, [])
        return ToldRow(
            id=row.pk,
            sheet=row.sheet,
            number=row.number,
            cells=self._cells(shown_cells(row.cells), columns),
            values={name: self._values(values) for name, values in row.values.items() if name in ("new", "old")},
            outcome=row.outcome,
            findings=[self._finding(finding, columns) for finding in found_in(row)],
            enterprise=firms.get(row.enterprise_id) if row.enterprise_id else None,
            edits=self._edits(row, columns),
            decision=_decision(row.decision, firms, people),
        )

    @cached_property
    def _headers(self) -> Words:
        return "headers" if self.masked and not may_download(self.user, self.import_) else "all"

    @cached_property
    def _columns(self) -> dict[str, list[Mapping[str, Any]]]:
        return {sheet["name"]: sheet["columns"] for sheet in self.import_.mapping.get("sheets", [])}

    def _cells(self, cells: list[Any], columns: Sequence[Mapping[str, Any]]) -> list[Any]:
        if not self.masked:
            return cells
        fields = [column["field"] for column in columns] + [None] * len(cells)
        return [self._masked(field, cell) for field, cell in zip(fields, cells, strict=False)]

    def _values(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return {name: self._masked(name, value) if self.masked else value for name, value in values.items()}

    @staticmethod
    def _masked(field: str | None, value: Any) -> Any:
        """A value of a personal field, or of a column that nobody knows, with its middle struck out.

        In the others only what looks like a phone or an address is: it stands in the wrong column, or was mapped so.
        """
        if value is None:
            return value
        if field in ("uscc", "name", "registration_no", "position"):
            masked = mask_within(str(value))
            return value if masked == str(value) else masked
        return PERSONAL.get(field or "", mask_name)(str(value))

    def _finding(self, finding: Finding, columns: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        place = next((column for column in columns if _is_at(finding, column)), None)
        if self.masked and "value" in finding.details:
            finding = _without_value(finding, place["field"] if place else None)
        header = header_shown(place["column"] if place else finding.column, self.import_.kind, self._headers)
        return told(replace(finding, column=""), header, place["letter"] if place else None)

    def _edits(self, row: ImportRow, columns: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
        if not row.edits:
            return None
        edits = {}
        for index, stored in row.edits.items():
            place = int(index)
            field = columns[place]["field"] if place < len(columns) else None  # mended when the table was read wider
            shown = shown_cell(stored)
            edits[letter_of(place)] = self._masked(field, shown) if self.masked else shown
        return edits


def _is_at(finding: Finding, column: Mapping[str, Any]) -> bool:
    if finding.column:
        return bool(column["column"] == finding.column)
    return bool(finding.field) and bool(column["field"] == finding.field)


def _without_value(finding: Finding, field: str | None) -> Finding:
    value = Teller._masked(field, finding.details["value"])
    return Finding(
        code=finding.code,
        column=finding.column,
        field=finding.field,
        details={**finding.details, "value": value},
        weight=finding.weight,
    )


def _decision(
    decision: Mapping[str, Any] | None, firms: Mapping[int, ToldFirm], people: Mapping[int, User]
) -> dict[str, Any] | None:
    if decision is None:
        return None
    return {
        "confirmed": decision.get("confirmed", []),
        "enterprise": firms.get(decision.get("enterprise") or 0),
        "leave_out": decision.get("leave_out", False),
        "note": decision.get("note", ""),
        "by": people.get(decision.get("by") or 0),
        "at": decision.get("at"),
    }
