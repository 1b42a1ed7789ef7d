"""What sources say of one firm on a day: every statement about each field, the one that counts, and why it does."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from crm.enterprises.choosing import (
    Choice,
    Chosen,
    RegistrationStatement,
    Statement,
    choose,
    choose_registration,
)
from crm.enterprises.models import Enterprise, FinancialYear, Registration
from crm.enterprises.statements import ranks_of

COLUMNS = {
    field.name: field.attname for field in Registration._meta.concrete_fields if field.name in Registration.STATED
}
"""Field of a registration → column, the same in the table of firms."""

Figure = tuple[int, str]
"""A year and a figure of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedRegistration:
    """Field by field what counts of who the firm is; `table` says of which rows the ids of statements are."""

    chosen: Mapping[str, Chosen]
    table: Literal["registration", "enterprise"]
    import_rows: Mapping[int, int | None]
    """Statement → the imported row that it came from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedFigures:
    """Year by year and figure by figure what counts."""

    chosen: Mapping[Figure, Chosen]
    import_rows: Mapping[int, int | None]


def registration_on(enterprise: Enterprise, on: date) -> StatedRegistration:
    """What sources had said of who `enterprise` is by `on`; where none ever did, its own row says it."""
    if not enterprise.registrations.exists():
        rows: list[Registration | Enterprise] = [enterprise]
    else:
        rows = list(enterprise.registrations.known_on(on))
    made = enterprise.source_choices.standing_on(on).filter(table="registration")
    choices = {one.field: Choice(source=one.source, basis=one.basis) for one in made}
    return StatedRegistration(
        chosen=choose_registration([_stated(row) for row in rows], ranks_of("registration"), choices),
        table="enterprise" if enterprise in rows else "registration",
        import_rows={row.pk: row.import_row_id for row in rows},
    )


def _stated(row: Registration | Enterprise) -> RegistrationStatement:
    values = {field: getattr(row, column) for field, column in COLUMNS.items()}
    said = {field: value for field, value in values.items() if value not in (None, "")}
    return RegistrationStatement(id=row.pk, source=row.source, known_on=row.known_on, values=said)


def figures_on(enterprise: Enterprise, on: date, years: Collection[int] | None = None) -> StatedFigures:
    """What reports had said of the years of `enterprise` by `on`; of all years unless told of which."""
    reports = enterprise.financial_years.known_on(on)
    rows = list(reports if years is None else reports.filter(year__in=years))
    ranks = ranks_of("financial_year")
    made = enterprise.source_choices.standing_on(on).filter(table="financial_year")
    choices = {(one.year, one.field): Choice(source=one.source, basis=one.basis) for one in made}
    said: dict[Figure, list[Statement]] = {}
    for row in rows:
        for figure in FinancialYear.FIGURES:
            if getattr(row, figure) is not None:
                said.setdefault((row.year, figure), []).append(_figure(row, figure))
    return StatedFigures(
        chosen={key: choose(key[1], stated, ranks, choices.get(key)) for key, stated in said.items()},
        import_rows={row.pk: row.import_row_id for row in rows},
    )


def _figure(row: FinancialYear, figure: str) -> Statement:
    return Statement(id=row.pk, value=getattr(row, figure), source=row.source, known_on=row.known_on, basis=row.basis)
