"""From a measure back to the facts that it was read from, and from those to the imported row and file."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pandas as pd
from django.db.models import Q, QuerySet

from crm.enterprises.models import Coverage, Enterprise, Fact, FinancialYear, IPRight
from crm.intake.models import ImportRow
from scoring.frame import BASIS_ORDER, YEARS_BACK


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlace:
    """Where in an imported file a fact stood."""

    import_id: int
    file_name: str
    sheet: str
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FactReference:
    """One fact that a measure was read from."""

    kind: str
    id: int
    field: str
    value: str | None
    period: str
    known_on: date
    source: str
    import_place: ImportPlace | None


def facts_behind(enterprise: Enterprise, as_of: date) -> Mapping[str, tuple[FactReference, ...]]:
    """The facts that the frame of `as_of` takes each measure of `enterprise` from.

    A measure that has none is missing from the answer: nothing on record speaks of it. Where a complete list holds
    no row, the statement that it is complete is the fact behind the zero.
    """
    found: dict[str, tuple[FactReference, ...]] = {"mainland_resident": (_registration(enterprise, "uscc"),)}
    if enterprise.registered_on:
        found["age_days"] = found["age_years"] = found["operating_years"] = (
            _registration(enterprise, "registered_on"),
        )
    if enterprise.technology_field_id:
        found["field_listed"] = (_registration(enterprise, "technology_field_id"),)
    found.update(_figures(enterprise, as_of))
    found.update(_judgements(enterprise, as_of))
    complete = {statement.kind: statement for statement in _statements(enterprise, as_of)}
    for measure, (kind, rows, field) in _lists(enterprise, as_of).items():
        facts = tuple(_reference(kind, row, field) for row in rows.select_related("import_row__table"))
        if facts or kind in complete:
            found[measure] = facts or (_completeness(complete[kind]),)
    return found


def _figures(enterprise: Enterprise, as_of: date) -> Iterator[tuple[str, tuple[FactReference, ...]]]:
    first, last = as_of.year - YEARS_BACK, as_of.year - 1
    reports = enterprise.financial_years.known_on(as_of).filter(year__range=(first, last))
    ranked = sorted(
        reports.select_related("import_row__table"),
        key=lambda row: (BASIS_ORDER[row.basis], -row.known_on.toordinal(), -row.pk),
    )
    for back in range(YEARS_BACK):
        of_year = [row for row in ranked if row.year == last - back]
        for figure in FinancialYear.FIGURES:
            if behind := _figure(of_year, figure):
                yield f"{figure}_y{back}", behind


def _figure(reports: Iterable[FinancialYear], figure: str) -> tuple[FactReference, ...]:
    """The first report that has the figure; for net assets else the two that they are the difference of."""
    best = next((row for row in reports if getattr(row, figure) is not None), None)
    if best is not None:
        return (_reference("financial_year", best, figure),)
    if figure != "net_assets":
        return ()
    parts = (_figure(reports, "total_assets"), _figure(reports, "total_liabilities"))
    return parts[0] + parts[1] if all(parts) else ()


def _judgements(enterprise: Enterprise, as_of: date) -> Iterator[tuple[str, tuple[FactReference, ...]]]:
    newest = (
        enterprise.judgements.filter(known_on__lte=as_of)
        .order_by("measure", "-judged_on", "-known_on", "-pk")
        .distinct("measure")
    )
    for row in newest.select_related("import_row__table"):
        yield row.measure, (_reference("judgement", row, "value"),)


def _statements(enterprise: Enterprise, as_of: date) -> "QuerySet[Coverage]":
    """What is complete about this firm: its own statements, and those about the regions it lies in."""
    place = enterprise.operating_region or enterprise.registered_region
    above = [f"{code}" for code in place.path.split("/") if code] if place else []
    return Coverage.objects.known_on(as_of).filter(Q(enterprise=enterprise) | Q(region__in=above)).order_by("-known_on")


def _lists(enterprise: Enterprise, as_of: date) -> "Mapping[str, tuple[str, QuerySet[Fact], str]]":
    """Per measure: its kind of fact, the rows that count (as `scoring.frame` counts them), the field that is shown."""
    rights = enterprise.ip_rights.filter(known_on__lte=as_of).in_force(as_of)
    second = rights.filter(kind__in=IPRight.CLASS_II)
    first = rights.exclude(kind__in=IPRight.CLASS_II)
    own = Q(acquired_by=IPRight.Acquisition.OWN_RND)
    incidents = enterprise.incidents.filter(known_on__lte=as_of, is_major=True, occurred_on__lte=as_of)
    entries = enterprise.list_entries.filter(known_on__lte=as_of).in_force(as_of)
    titles = enterprise.recognitions.known_on(as_of).in_force(as_of)
    institutions = enterprise.rnd_institutions.filter(
        Q(ended_on=None) | Q(ended_on__gt=as_of), known_on__lte=as_of, recognised_on__lte=as_of
    )
    three_years = (date(as_of.year - 3, 1, 1), date(as_of.year - 1, 12, 31))
    rounds = enterprise.financing_rounds.filter(
        known_on__lte=as_of, closed_on__gt=three_years_before(as_of), closed_on__lte=as_of
    )
    converted = enterprise.conversions.filter(known_on__lte=as_of, converted_on__range=three_years)
    last_365 = incidents.filter(occurred_on__gt=as_of - timedelta(days=365)).exclude(kind="misconduct")
    return {
        "ip_class1": ("ip_right", first, "number"),
        "ip_class1_own": ("ip_right", first.filter(own), "number"),
        "ip_class2": ("ip_right", second, "number"),
        "ip_class2_unused": ("ip_right", second.filter(Q(used_on=None) | Q(used_on__gt=as_of)), "number"),
        "own_rnd_ip": ("ip_right", rights.filter(own), "number"),
        "equity_raised_3y": ("financing_round", rounds, "amount"),
        "conversions_3y": ("conversion", converted, "title"),
        "provincial_rnd_institution": (
            "rnd_institution",
            institutions.filter(level__in=("national", "provincial")),
            "name",
        ),
        "major_incident_365d": ("incident", last_365, "kind"),
        "major_incident_2y": ("incident", incidents.filter(occurred_on__year__gte=as_of.year - 1), "kind"),
        "on_abnormal_list": ("list_entry", entries.filter(kind="abnormal"), "listed_on"),
        "on_dishonest_list": ("list_entry", entries.filter(kind="dishonest"), "listed_on"),
        "tier": ("recognition", titles.filter(programme__tier__isnull=False), "certificate_no"),
        "hnte_in_force": ("recognition", titles.filter(programme="hnte"), "certificate_no"),
        "tech_sme_in_force": ("recognition", titles.filter(programme="tech_sme"), "certificate_no"),
    }


def three_years_before(day: date) -> date:
    """The same day three years earlier (28 February for a leap day)."""
    return (pd.Timestamp(day) - pd.DateOffset(years=3)).date()


PERIOD = {
    "financial_year": "year",
    "ip_right": "granted_on",
    "conversion": "converted_on",
    "incident": "occurred_on",
    "list_entry": "listed_on",
    "recognition": "valid_until",
    "rnd_institution": "recognised_on",
    "financing_round": "closed_on",
    "judgement": "judged_on",
}
"""The field that says what period a fact of each kind speaks of."""


def _reference(kind: str, row: Fact, field: str) -> FactReference:
    return FactReference(
        kind=kind,
        id=row.pk,
        field=field,
        value=_text(getattr(row, field)),
        period=str(getattr(row, PERIOD[kind])),
        known_on=row.known_on,
        source=row.source,
        import_place=_place(row.import_row),
    )


def _registration(enterprise: Enterprise, field: str) -> FactReference:
    return FactReference(
        kind="registration",
        id=enterprise.pk,
        field=field,
        value=_text(getattr(enterprise, field)),
        period=str(enterprise.registered_on or ""),
        known_on=enterprise.known_on,
        source=enterprise.source,
        import_place=_place(enterprise.import_row),
    )


def _completeness(statement: Coverage) -> FactReference:
    return FactReference(
        kind="coverage",
        id=statement.pk,
        field=statement.kind,
        value="0",
        period=str(statement.known_on),
        known_on=statement.known_on,
        source=statement.source,
        import_place=None,
    )


def _place(row: ImportRow | None) -> ImportPlace | None:
    if row is None:
        return None
    return ImportPlace(import_id=row.table_id, file_name=row.table.file_name, sheet=row.sheet, row=row.number)


def _text(value: object) -> str | None:
    if value is None:
        return None
    return format(value, "f") if isinstance(value, Decimal) else str(value)
