"""The plan for a table of financial years: the key is firm, year, basis, source and the day it became known."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from crm.bulk import among
from crm.enterprises.choosing import Choice, Ranks, Statement, choose
from crm.enterprises.models import FinancialYear, SourceRank
from crm.enterprises.statements import choices_of, ranks_of
from crm.intake.findings import Finding, refusal, remark
from crm.intake.planning.identify import identify
from crm.intake.planning.known import KnownEnterprise
from crm.intake.planning.planned import Circumstances, Outcome, PlannedRow, as_repeat, compared, settle_repeats
from crm.intake.planning.suspicions import SUSPECT, Figures, doubts_of_figures, doubts_of_year, unit_slips
from crm.intake.reading.rows import ReadRow

FIGURES = FinancialYear.FIGURES
FIGURES_SET = frozenset(FIGURES)
NEWEST = 2**62
"""The key that a report counts with that is not on record yet: entered last."""

FirmYear = tuple[int, int]

NOTHING: Figures = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One year of a firm as a source reported it: what stands on record."""

    pk: int
    basis: str
    source: str
    known_on: date
    import_row: int | None
    figures: Figures

    def about(self, figure: str) -> Statement:
        """What it says of one figure."""
        return Statement(
            id=self.pk, value=self.figures[figure], source=self.source, known_on=self.known_on, basis=self.basis
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Records:
    """What is on record, and in this file, about the years of the firms that the file names."""

    reports: Mapping[FirmYear, Sequence[Report]]
    in_file: Mapping[FirmYear, dict[str, Any]]
    """All that the file says of a year, its figures among it."""
    ranks: Ranks
    choices: Mapping[tuple[int, str, int | None], Choice]

    def beside(self, firm_year: FirmYear) -> Figures:
        """The figures to hold a year against: those of the year before, by this file or else on record.

        What nobody says of the year before is taken from the year after, where that is on record.
        """
        firm, year = firm_year
        in_file = self.in_file.get((firm, year - 1), NOTHING)
        if not self.reports:
            return in_file
        return {**self._on_record((firm, year + 1)), **self._on_record((firm, year - 1)), **in_file}

    def _on_record(self, firm_year: FirmYear) -> Figures:
        """The figures of a year on record that count."""
        reports = self.reports.get(firm_year)
        if reports is None:
            return NOTHING
        return reports[0].figures if len(reports) == 1 else dict(self._chosen(firm_year, reports))

    def _chosen(self, firm_year: FirmYear, reports: Sequence[Report]) -> Iterable[tuple[str, Decimal]]:
        for figure in SUSPECT:
            speaking = [one.about(figure) for one in reports if figure in one.figures]
            if speaking:
                chosen = choose(figure, speaking, self.ranks, self.choice(firm_year, figure))
                yield figure, Decimal(str(chosen.statement.value))

    def choice(self, firm_year: FirmYear, figure: str) -> Choice | None:
        """What somebody chose for a figure."""
        firm, year = firm_year
        return self.choices.get((firm, figure, year)) if self.choices else None


def plan_years(rows: list[ReadRow], circumstances: Circumstances) -> list[PlannedRow]:
    """What becomes of each row: a new year, a corrected one, or a repeat."""
    identified = identify(rows, circumstances)
    rows = [_with_basis(row) for row in rows]
    firms = [found.firm for found in identified]
    keys = [_key(row, firm) for row, firm in zip(rows, firms, strict=True)]
    said_twice = settle_repeats(rows, keys)
    records = _records(rows, keys)
    planned = [
        _planned(row, found.firm, (*found.found, *said_twice.of(index)), records, circumstances)
        for index, (row, found) in enumerate(zip(rows, identified, strict=True))
    ]
    return [as_repeat(row) if index in said_twice.repeats else row for index, row in enumerate(planned)]


def _with_basis(row: ReadRow) -> ReadRow:
    """Figures of which nobody says how they were measured are what the firm declares: the weakest of the claims."""
    if "basis" in row.values:
        return row
    return replace(row, values={"basis": FinancialYear.Basis.DECLARED.value, **row.values})


def _key(row: ReadRow, firm: KnownEnterprise | None) -> tuple[int, int, str] | None:
    if firm is None or "year" not in row.values:
        return None
    return firm.pk, int(str(row.values["year"])), str(row.values["basis"])


def _records(rows: Sequence[ReadRow], keys: Sequence[tuple[int, int, str] | None]) -> _Records:
    in_file: dict[FirmYear, dict[str, Any]] = {}
    for row, key in zip(rows, keys, strict=True):
        if key is not None:
            known = in_file.get(key[:2])
            in_file[key[:2]] = {**known, **row.values} if known else row.values
    firms = {firm for firm, _year in in_file}
    years = {year + near for _firm, year in in_file for near in (-1, 0, 1)}
    return _Records(
        reports=_reports_of(firms, years),
        in_file=in_file,
        ranks=ranks_of(SourceRank.Table.FINANCIAL_YEAR),
        choices=choices_of(firms, SourceRank.Table.FINANCIAL_YEAR) if firms else {},
    )


def _reports_of(firms: set[int], years: set[int]) -> Mapping[FirmYear, list[Report]]:
    """What is on record of these firms in these years."""
    reports: defaultdict[FirmYear, list[Report]] = defaultdict(list)
    if firms:
        columns = ("enterprise_id", "year", "pk", "basis", "source", "known_on", "import_row_id", *FIGURES)
        stored = FinancialYear.objects.filter(among("enterprise", firms), among("year", years)).order_by("pk")
        for firm, year, pk, basis, source, known_on, import_row, *figures in stored.values_list(*columns):
            spoken = {name: value for name, value in zip(FIGURES, figures, strict=True) if value is not None}
            reports[firm, year].append(
                Report(pk=pk, basis=basis, source=source, known_on=known_on, import_row=import_row, figures=spoken)
            )
    return reports


def _said(row: ReadRow) -> dict[str, Any]:
    """All that a row says, its figures among them: copying these alone would take as long as all doubts of a year."""
    return row.values


def _stated(row: ReadRow) -> dict[str, Any]:
    """The figures of a row and nothing else."""
    return {name: row.values[name] for name in FIGURES if name in row.values}


def _planned(
    row: ReadRow,
    firm: KnownEnterprise | None,
    found: tuple[Finding, ...],
    records: _Records,
    circumstances: Circumstances,
) -> PlannedRow:
    if firm is None:
        return PlannedRow(row=row, outcome=Outcome.CREATE, found=found)
    if "year" not in row.values:
        return PlannedRow(row=row, outcome=Outcome.REFUSE, found=(*found, refusal("year.missing")), enterprise=firm.pk)
    if FIGURES_SET.isdisjoint(row.values):  # e.g. a sheet that was sent out and came back half filled in
        said = (*found, remark("figures.missing"))
        return PlannedRow(row=row, outcome=Outcome.REPEAT, found=said, enterprise=firm.pk)
    firm_year = firm.pk, int(str(row.values["year"]))
    reports = records.reports.get(firm_year, ())
    own = _own_report(reports, str(row.values["basis"]), circumstances)
    known = own.figures if own is not None else {}
    stated = _stated(row) if reports else _said(row)
    found = (
        *found,
        *doubts_of_year(firm_year[1], firm),
        *doubts_of_figures({**known, **stated} if known else stated),
        *unit_slips(stated, records.beside(firm_year)),
    )
    if len(reports) > (own is not None):
        new = _as_report(row, {**known, **stated}, circumstances)
        found += tuple(_disagreements(stated, new, [one for one in reports if one is not own], records, firm_year))
    if own is None:
        return PlannedRow(row=row, outcome=Outcome.CREATE, found=found, enterprise=firm.pk)
    difference = compared(stated, known)
    return PlannedRow(
        row=row,
        outcome=Outcome.UPDATE if difference else Outcome.REPEAT,
        found=found,
        target=own.pk,
        enterprise=firm.pk,
        old=difference.old,
        fills=difference.fills,
        was_row=own.import_row,
    )


def _own_report(reports: Sequence[Report], basis: str, circumstances: Circumstances) -> Report | None:
    """What the same source has reported on the same day: it is put right, and not said a second time."""
    about = basis, circumstances.source, circumstances.known_on
    return next((one for one in reports if (one.basis, one.source, one.known_on) == about), None)


def _as_report(row: ReadRow, figures: Figures, circumstances: Circumstances) -> Report:
    return Report(
        pk=NEWEST,
        basis=str(row.values["basis"]),
        source=circumstances.source,
        known_on=circumstances.known_on,
        import_row=None,
        figures=figures,
    )


def _disagreements(
    stated: Figures, new: Report, others: Sequence[Report], records: _Records, firm_year: FirmYear
) -> Iterable[Finding]:
    """Where another source says otherwise: both are kept, and one of them counts."""
    for figure, value in stated.items():
        speaking = [one.about(figure) for one in others if figure in one.figures]
        if not speaking:
            continue
        choice = records.choice(firm_year, figure)
        other = choose(figure, speaking, records.ranks, choice).statement
        if other.value == value:
            continue
        counts = choose(figure, [*speaking, new.about(figure)], records.ranks, choice)
        yield remark(
            "figure.disagrees",
            field=figure,
            value=value,
            other=other.value,
            source=other.source,
            known_on=other.known_on,
            counts=counts.statement.value,
            reason=counts.reason,
        ).about(figure)
