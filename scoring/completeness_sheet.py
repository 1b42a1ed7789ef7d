"""The sheet to send out: the firms, and a blank cell for exactly what is missing of each.

It is a template of the import with rows in it, so what comes back filled in is read like any other table. A cell that
need not be filled holds a dash, which the import reads as nothing said.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from crm.enterprises.models import FinancialYear
from crm.errors import DomainError
from crm.intake.kinds.registry import FIELDS
from crm.intake.models import Kind
from crm.intake.templates import template_workbook
from scoring.models import Completeness
from scoring.wanted import REGISTRATION

if TYPE_CHECKING:
    from django.db.models import QuerySet

NOT_ASKED = "—"
MOST_FIRMS = 5_000
KINDS = (Kind.FINANCIAL_YEARS.value, Kind.ENTERPRISES.value)
"""Kinds whose gaps are cells. Whether a list is complete is no cell: that somebody has to state."""
REGISTRATION_FIELDS = tuple(
    field.name for field in FIELDS[Kind.ENTERPRISES.value] if field.name in REGISTRATION.values()
)
"""What rulebooks ask of a registration and a table of firms can bring."""

Row = Mapping[str, str | int | None]


class NothingMissing(DomainError):
    """No firm lacks a fact of the kind, so there is nothing to send out."""

    code = "completeness.nothing_missing"


class SheetTooLarge(DomainError):
    """More firms lack facts than a sheet should hold."""

    code = "completeness.sheet_too_large"


def sheet_of(kind: str, rows: "QuerySet[Completeness]") -> bytes:
    """A workbook with a row for each firm (and year) of which facts of `kind` are missing.

    :raises NothingMissing: no firm of `rows` lacks any.
    :raises SheetTooLarge: too many do.
    """
    lacking = rows.exclude(missing=[]).select_related("enterprise").order_by("enterprise__name", "pk")
    found = list(lacking[: MOST_FIRMS + 1])
    if len(found) > MOST_FIRMS:
        raise SheetTooLarge(
            _("More than %(limit)s firms lack facts; choose a region and send the sheet in parts.")
            % {"limit": MOST_FIRMS}
        )
    asked, blank = _asked_years(found) if kind == Kind.FINANCIAL_YEARS else _asked_fields(found)
    if not blank:
        raise NothingMissing(_("No firm here lacks facts that a table of this kind could bring."))
    return template_workbook(kind, fields=(*asked, *blank), rows=[_filled(row, blank) for row in _rows(kind, found)])


def _rows(kind: str, found: Sequence[Completeness]) -> Iterator[tuple[Row, frozenset[str]]]:
    """The cells that are known, and the fields that are asked for."""
    for row in found:
        who: Row = {"uscc": row.enterprise.uscc, "name": row.enterprise.name}
        if kind == Kind.ENTERPRISES:
            if wanted := frozenset(row.missing) & frozenset(REGISTRATION_FIELDS):
                yield who, wanted
            continue
        for year, figures in sorted(_figures(row).items(), reverse=True):
            yield {**who, "year": year}, figures


def _filled(row: tuple[Row, frozenset[str]], blank: Sequence[str]) -> Row:
    known, wanted = row
    return {**known, **{field: None if field in wanted else NOT_ASKED for field in blank}}


def _asked_years(found: Sequence[Completeness]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    asked = {figure for row in found for figures in _figures(row).values() for figure in figures}
    return ("uscc", "name", "year"), tuple(figure for figure in FinancialYear.FIGURES if figure in asked)


def _asked_fields(found: Sequence[Completeness]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    asked = {code for row in found for code in row.missing}
    return ("uscc", "name"), tuple(field for field in REGISTRATION_FIELDS if field in asked)


def _figures(row: Completeness) -> dict[int, frozenset[str]]:
    """Year → the figures of it that are missing."""
    found: dict[int, set[str]] = {}
    for code in row.missing:
        stem, _, year = code.rpartition("_")
        if stem in FinancialYear.FIGURES:
            found.setdefault(int(year), set()).add(stem)
    return {year: frozenset(figures) for year, figures in found.items()}
