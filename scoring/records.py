"""All that is on record about one firm and was known on a day: what rules and models read, row by row."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from crm.enterprises.models import (
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
    coverage: tuple[Coverage, ...]


KINDS = (
    "financial_years",
    "ip_rights",
    "conversions",
    "rnd_institutions",
    "financing_rounds",
    "incidents",
    "list_entries",
    "judgements",
)


def record_of(enterprise: Enterprise, on: date) -> Record:
    """What was known on `on` about `enterprise`, each fact with the import row it came from."""
    facts = {
        kind: tuple(getattr(enterprise, kind).filter(known_on__lte=on).select_related("import_row__table"))
        for kind in KINDS
    }
    return Record(**facts, coverage=_coverage(enterprise, on))


def _coverage(enterprise: Enterprise, on: date) -> tuple[Coverage, ...]:
    """The lists that are complete for this firm: stated of itself, or of a region that it lies in."""
    place = enterprise.operating_region or enterprise.registered_region
    around = [code for code in place.path.split("/") if code] if place else []
    stated = Coverage.objects.known_on(on).filter(Q(enterprise=enterprise) | Q(region__in=around))
    return tuple(stated.order_by("kind", "known_on", "pk").distinct("kind"))
