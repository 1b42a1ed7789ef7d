"""From a measure back to the facts that it was read from, and from those to the imported row and file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pandas as pd
from django.db.models import Q, QuerySet

from crm.directory.models import Region
from crm.enterprises.choosing import Statement
from crm.enterprises.models import Coverage, Enterprise, Fact, FinancialYear, IPRight
from scoring.facts import functional_zones
from scoring.frame import TITLES, YEARS_BACK
from scoring.identities import lies_in_county
from scoring.import_places import ImportPlace, places_of
from scoring.judgements import speaking_of_one
from scoring.statements import StatedFigures, StatedRegistration, figures_on, registration_on
from scoring.wanted import REGISTRATION
from scoring.words import as_text

PLACE = "operating_region"
"""Where a firm lies: the field that comes before the place of registration."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactReference:
    """One fact that a measure was read from; `kind` and `id` are those of its page (`scoring.fact_pages`)."""

    kind: str
    id: int
    field: str
    value: str | None
    period: str
    known_on: date
    source: str
    import_row_id: int | None
    import_place: ImportPlace | None = None


Behind = Mapping[str, tuple[FactReference, ...]]


def facts_behind(enterprise: Enterprise, as_of: date) -> Behind:
    """The facts that the frame of `as_of` takes each measure of `enterprise` from.

    A measure that has none is missing from the answer: nothing on record speaks of it. Where a complete list holds
    no row, the statement that it is complete is the fact behind the zero.
    """
    stated = registration_on(enterprise, as_of)
    found: dict[str, tuple[FactReference, ...]] = {"mainland_resident": (_code(enterprise),)}
    found.update(_registered(stated))
    found.update(_figures(enterprise, as_of))
    found.update(_judgements(enterprise, as_of))
    complete = {statement.kind: statement for statement in _statements(enterprise, stated, as_of)}
    for measure, (kind, rows, field) in _lists(enterprise, as_of).items():
        facts = tuple(_reference(kind, row, field) for row in rows)
        if facts or kind in complete:
            found[measure] = facts or (_completeness(complete[kind]),)
    if (rights := found.get("ip_class1")) and rights[0].kind == "coverage":
        found["ip_class1_high_value"] = rights  # none in force, so none of high value
    return _placed(found)


def _registered(stated: StatedRegistration) -> Iterator[tuple[str, tuple[FactReference, ...]]]:
    """What is read from who the firm is and where it lies."""
    for measure, field in REGISTRATION.items():
        if field != PLACE and field in stated.chosen:
            yield measure, (_registration(stated, field),)
    if place := _place(stated):
        field, region = place
        yield "in_henan", (_registration(stated, field),)
        if lies_in_county(region.path, functional_zones()) is not None:
            yield "in_county", (_registration(stated, field),)


def _place(stated: StatedRegistration) -> tuple[str, Region] | None:
    """Where the firm operates, else where it is registered; with the field that says so."""
    field = next((one for one in (PLACE, "registered_region") if one in stated.chosen), None)
    region = Region.objects.filter(pk=stated.chosen[field].statement.value).first() if field else None
    return (field, region) if field and region else None


def _placed(found: Behind) -> Behind:
    """The references with the places in files that they came from."""
    places = places_of(fact.import_row_id for facts in found.values() for fact in facts)
    return {
        measure: tuple(replace(fact, import_place=places.of(fact.import_row_id, fact.field)) for fact in facts)
        for measure, facts in found.items()
    }


def _figures(enterprise: Enterprise, as_of: date) -> Iterator[tuple[str, tuple[FactReference, ...]]]:
    last = as_of.year - 1
    stated = figures_on(enterprise, as_of, range(last - YEARS_BACK + 1, last + 1))
    for back in range(YEARS_BACK):
        for figure in FinancialYear.FIGURES:
            if behind := _figure(stated, last - back, figure):
                yield f"{figure}_y{back}", behind


def _figure(stated: StatedFigures, year: int, figure: str) -> tuple[FactReference, ...]:
    """The report that counts for the figure; for net assets else the two that they are the difference of."""
    if chosen := stated.chosen.get((year, figure)):
        said = chosen.statement
        return (_said("financial_year", said, figure, str(year), stated.import_rows[said.id]),)
    if figure != "net_assets":
        return ()
    parts = (_figure(stated, year, "total_assets"), _figure(stated, year, "total_liabilities"))
    return parts[0] + parts[1] if all(parts) else ()


def _judgements(enterprise: Enterprise, as_of: date) -> Iterator[tuple[str, tuple[FactReference, ...]]]:
    judged = list(enterprise.judgements.filter(known_on__lte=as_of))
    for measure, row in speaking_of_one(judged, as_of).items():
        yield measure, (_reference("judgement", row, "value"),)


def _statements(enterprise: Enterprise, stated: StatedRegistration, as_of: date) -> "QuerySet[Coverage]":
    """What is complete about this firm: its own statements, and those about the regions it lay in on the day."""
    place = _place(stated)
    around = [code for code in place[1].path.split("/") if code] if place else []
    return (
        Coverage.objects.known_on(as_of).filter(Q(enterprise=enterprise) | Q(region__in=around)).order_by("-known_on")
    )


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
        not_told("ended_on", as_of), known_on__lte=as_of, recognised_on__lte=as_of
    )
    three_years = (date(as_of.year - 3, 1, 1), date(as_of.year - 1, 12, 31))
    rounds = enterprise.financing_rounds.filter(known_on__lte=as_of, closed_on__lte=as_of)
    converted = enterprise.conversions.filter(known_on__lte=as_of, converted_on__range=three_years)
    last_365 = incidents.filter(occurred_on__gt=as_of - timedelta(days=365)).exclude(kind="misconduct")
    return {
        "ip_class1": ("ip_right", first, "number"),
        "ip_class1_own": ("ip_right", first.filter(own), "number"),
        "ip_class2": ("ip_right", second, "number"),
        "ip_class2_unused": ("ip_right", second.filter(not_told("used_on", as_of)), "number"),
        "own_rnd_ip": ("ip_right", rights.filter(own), "number"),
        **{
            f"equity_raised_{years}y": (
                "financing_round",
                rounds.filter(closed_on__gt=years_before(as_of, years)),
                "amount",
            )
            for years in (2, 3)
        },
        "conversions_3y": ("conversion", converted, "title"),
        "provincial_rnd_institution": (
            "rnd_institution",
            institutions.filter(level__in=("national", "provincial")),
            "name",
        ),
        "rnd_institution_level": ("rnd_institution", institutions, "level"),
        "major_incident_365d": ("incident", last_365, "kind"),
        "major_incident_2y": ("incident", incidents.filter(occurred_on__year__gte=as_of.year - 1), "kind"),
        "major_incident_3y": ("incident", incidents.filter(occurred_on__gt=years_before(as_of, 3)), "kind"),
        "on_abnormal_list": ("list_entry", entries.filter(kind="abnormal"), "listed_on"),
        "on_dishonest_list": ("list_entry", entries.filter(kind="dishonest"), "listed_on"),
        "tier": ("recognition", titles.filter(programme__tier__isnull=False), "certificate_no"),
        **{name: ("recognition", titles.filter(programme=code), "certificate_no") for name, code in TITLES.items()},
    }


def not_told(ended: str, day: date) -> Q:
    """Facts that had not ended by `day` (or been used …), as far as was known then, as `scoring.identities.told`."""
    later = Q(**{f"{ended.removesuffix('_on')}_known_on__gt": day})
    return Q(**{ended: None}) | Q(**{f"{ended}__gt": day}) | later


def years_before(day: date, years: int) -> date:
    """The same day some years earlier (28 February for a leap day)."""
    return (pd.Timestamp(day) - pd.DateOffset(years=years)).date()


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
        value=as_text(getattr(row, field)),
        period=str(getattr(row, PERIOD[kind])),
        known_on=row.known_on,
        source=row.source,
        import_row_id=row.import_row_id,
    )


def _said(kind: str, said: Statement, field: str, period: str, import_row_id: int | None) -> FactReference:
    return FactReference(
        kind=kind,
        id=said.id,
        field=field,
        value=as_text(said.value),
        period=period,
        known_on=said.known_on,
        source=said.source,
        import_row_id=import_row_id,
    )


def _registration(stated: StatedRegistration, field: str) -> FactReference:
    said = stated.chosen[field].statement
    period = str(said.value) if field == "registered_on" else ""
    return _said(stated.table, said, field, period, stated.import_rows[said.id])


def _code(enterprise: Enterprise) -> FactReference:
    """The code is the firm itself: it is never one source's word against another's."""
    return FactReference(
        kind="enterprise",
        id=enterprise.pk,
        field="uscc",
        value=enterprise.uscc,
        period="",
        known_on=enterprise.known_on,
        source=enterprise.source,
        import_row_id=enterprise.import_row_id,
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
        import_row_id=None,
    )
