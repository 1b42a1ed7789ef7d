"""All that is on record about one firm and was known on a day, row by row, each with where it came from."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from crm.casework.models import Engagement
from crm.enterprises.models import (
    Control,
    Conversion,
    Coverage,
    Enterprise,
    FinancialYear,
    FinancingRound,
    Incident,
    IPRight,
    Judgement,
    ListEntry,
    RnDInstitution,
)
from crm.exchange.models import Achievement, Demand, TechnologyContract
from scoring.import_places import Places, places_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The facts of one firm by kind, and which of the lists are complete."""

    financial_years: tuple[FinancialYear, ...]
    ip_rights: tuple[IPRight, ...]
    conversions: tuple[Conversion, ...]
    rnd_institutions: tuple[RnDInstitution, ...]
    financing_rounds: tuple[FinancingRound, ...]
    incidents: tuple[Incident, ...]
    list_entries: tuple[ListEntry, ...]
    judgements: tuple[Judgement, ...]
    controls: tuple[Control, ...]
    engagements: tuple[Engagement, ...]
    demands: tuple[Demand, ...]
    achievements: tuple[Achievement, ...]
    technology_contracts: tuple[TechnologyContract, ...]
    coverage: tuple[Coverage, ...]
    places: Places
    """Where each of the facts stood in its file."""


KINDS = (
    "financial_years",
    "ip_rights",
    "conversions",
    "rnd_institutions",
    "financing_rounds",
    "incidents",
    "list_entries",
    "judgements",
    "controls",
    "engagements",
    "demands",
    "achievements",
    "technology_contracts",
)
BESIDE = {
    "engagements": ("caseworker",),
    "demands": ("technology_field",),
    "achievements": ("technology_field",),
}
"""What is shown with the facts of a kind."""


def record_of(enterprise: Enterprise, on: date) -> Record:
    """What was known on `on` about `enterprise`."""
    facts: dict[str, tuple[Any, ...]] = {
        kind: tuple(getattr(enterprise, kind).filter(known_on__lte=on).select_related(*BESIDE.get(kind, ())))
        for kind in KINDS
    }
    places = places_of(fact.import_row_id for rows in facts.values() for fact in rows)
    return Record(**facts, coverage=_coverage(enterprise, on), places=places)


def _coverage(enterprise: Enterprise, on: date) -> tuple[Coverage, ...]:
    """The lists that are complete for this firm: stated of itself, or of a region that it lies in."""
    place = enterprise.operating_region or enterprise.registered_region
    around = [code for code in place.path.split("/") if code] if place else []
    stated = Coverage.objects.known_on(on).filter(Q(enterprise=enterprise) | Q(region__in=around))
    return tuple(stated.order_by("kind", "known_on", "pk").distinct("kind"))
