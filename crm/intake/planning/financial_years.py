"""The plan for a table of financial years: the business key is firm, year, basis, source and day it became known."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from crm.enterprises.models import FinancialYear
from crm.intake.findings import Finding, refusal, remark
from crm.intake.planning.enterprises import identify, same_name
from crm.intake.planning.known import KnownEnterprise, KnownEnterprises, former_names, known_enterprises, years_of
from crm.intake.planning.planned import Circumstances, Outcome, PlannedRow, as_repeat, compared, refused, settle_repeats
from crm.intake.reading.rows import ReadRow, Value

FIGURES = FinancialYear.FIGURES
SUSPECT = ("revenue", "main_revenue", "total_income", "costs", "rnd_expense", "total_assets", "total_liabilities")
"""Figures that do not grow a thousandfold in a year; a profit may."""
UNIT_SLIP = 1000

Key = tuple[int, int, str, str, date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """What is on record, and in this file, about the years of the firms that the file names."""

    by_key: dict[Key, dict[str, Any]]
    figures: dict[tuple[int, int], dict[str, Decimal]]
    """Firm and year → the latest known figure of each kind."""
    former_names: dict[int, set[str]]


def plan_years(rows: list[ReadRow], circumstances: Circumstances) -> list[PlannedRow]:
    """Decide each row: a new year, a corrected one, a repeat, or a refusal with its reason."""
    known = known_enterprises(rows, circumstances.users)
    identified = [_with_basis(identify(row, known)) for row in rows]
    settled, repeats = settle_repeats(identified, _key_in_file)
    records = _records(settled, known)
    planned = [_planned(row, known, records, circumstances) for row in settled]
    return [
        as_repeat(row) if index in repeats and row.outcome != Outcome.REFUSE else row
        for index, row in enumerate(planned)
    ]


def _with_basis(row: ReadRow) -> ReadRow:
    """Figures of which nobody says how they were measured are what the firm declares: the weakest of the claims."""
    return replace(row, values={"basis": FinancialYear.Basis.DECLARED.value, **row.values})


def _key_in_file(row: ReadRow) -> tuple[Value | None, ...] | None:
    key = tuple(row.values.get(name) for name in ("uscc", "year", "basis"))
    return None if None in key else key


def _records(rows: list[ReadRow], known: KnownEnterprises) -> Records:
    firms = {firm.pk for row in rows if (firm := _firm(row, known)) is not None}
    by_key: dict[Key, dict[str, Any]] = {}
    figures: defaultdict[tuple[int, int], dict[str, Decimal]] = defaultdict(dict)
    for year in sorted(years_of(firms), key=lambda year: year["known_on"]):
        by_key[year["enterprise_id"], year["year"], year["basis"], year["source"], year["known_on"]] = year
        figures[year["enterprise_id"], year["year"]].update(_stated(year))
    for row in rows:
        if not row.refused and (firm := _firm(row, known)) is not None and "year" in row.values:
            figures[firm.pk, int(str(row.values["year"]))].update(_stated(row.values))
    return Records(by_key=by_key, figures=dict(figures), former_names=former_names(firms))


def _firm(row: ReadRow, known: KnownEnterprises) -> KnownEnterprise | None:
    firm = known.by_uscc.get(str(row.values.get("uscc", "")))
    return firm if firm is not None and firm.visible else None


def _stated(values: dict[str, Any]) -> dict[str, Decimal]:
    return {name: values[name] for name in FIGURES if values.get(name) is not None}


def _planned(row: ReadRow, known: KnownEnterprises, records: Records, circumstances: Circumstances) -> PlannedRow:
    if row.refused:
        return refused(row)
    firm = _firm(row, known)
    if firm is None:
        return refused(row, refusal("enterprise.not_found"))
    problems = list(_problems(row, firm, records, circumstances))
    row = row.found(*_remarks(row, firm, records))
    if problems:
        return refused(row, *problems)
    key = firm.pk, int(str(row.values["year"])), str(row.values["basis"]), circumstances.source, circumstances.known_on
    record = records.by_key.get(key)
    if record is None:
        return PlannedRow(row=row, outcome=Outcome.CREATE, enterprise=firm.pk)
    return replace(compared(row, record, FIGURES, only_fill=False), target=record["pk"], enterprise=firm.pk)


def _problems(row: ReadRow, firm: KnownEnterprise, records: Records, circumstances: Circumstances) -> Iterable[Finding]:
    if "year" not in row.values:
        yield refusal("year.missing")
        return
    if not _stated(row.values):
        yield refusal("figures.missing")
    if not circumstances.confirm_suspicions:
        yield from _unit_slips(row, records.figures.get((firm.pk, int(str(row.values["year"])) - 1), {}))


def _unit_slips(row: ReadRow, last_year: dict[str, Decimal]) -> Iterable[Finding]:
    for name in SUSPECT:
        value, other = row.values.get(name), last_year.get(name)
        if isinstance(value, Decimal) and value and other and not 1 / Decimal(UNIT_SLIP) <= value / other <= UNIT_SLIP:
            yield refusal("amount.thousandfold", value=value, other=other)


def _remarks(row: ReadRow, firm: KnownEnterprise, records: Records) -> Iterable[Finding]:
    """A name that the firm never had on record: the code may be that of another firm."""
    name = row.values.get("name")
    names = {str(firm.values["name"]), *records.former_names.get(firm.pk, ())}
    if name is not None and not any(same_name(str(name), known) for known in names):
        yield remark("name.differs", known=firm.values["name"], value=name)
