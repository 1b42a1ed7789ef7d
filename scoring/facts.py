"""The facts of a set of firms as tables: the only place where scoring reads rows of `crm`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from django.db.models import Exists, F, OuterRef, QuerySet

from crm.directory.models import Region
from crm.enterprises.choosing import Ranks
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
    Registration,
    RnDInstitution,
    SourceChoice,
    SourceRank,
)
from crm.enterprises.statements import ranks_of
from crm.programmes.models import Recognition

IDENTITY = (
    "name",
    "legal_form",
    "registered_on",
    "registered_region",
    "operating_region",
    "industry",
    "technology_field",
    "status",
    "ended_on",
)
"""The fields of a registration that scoring reads."""
LEADS_TO = ("registered_region__path", "operating_region__path", "industry__section")
"""What is read with them: where regions and industries lie."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All facts of some firms, whenever they became known; `frame.cut` takes from them what was known on a day.

    Each table has a row a fact with the column `enterprise` (id) and `known_on`; `enterprises` is indexed by the id.
    What ends a fact (`ended_on`, `withdrawn_on` …) has a day beside it on which that became known, missing where it
    was known with the fact itself. Days are datetime64, amounts float64 in yuan, missing values NaN or NaT.
    """

    enterprises: pd.DataFrame
    registrations: pd.DataFrame
    financial_years: pd.DataFrame
    ip_rights: pd.DataFrame
    conversions: pd.DataFrame
    rnd_institutions: pd.DataFrame
    financing_rounds: pd.DataFrame
    judgements: pd.DataFrame
    controls: pd.DataFrame
    """Who controls a firm; `controller` is the controller where it is a firm on record itself, else missing."""
    incidents: pd.DataFrame
    list_entries: pd.DataFrame
    recognitions: pd.DataFrame
    coverage: pd.DataFrame
    """Which list of a firm is complete, as stated of the firm itself."""
    regional_coverage: pd.DataFrame
    """The same stated of a region, given by its path: it holds for whatever firm lies below on the day."""
    source_choices: pd.DataFrame
    ranks: Mapping[str, Ranks]
    """Of the sources, by kind of facts."""
    region_paths: Mapping[str, str]
    industry_sections: Mapping[str, str]
    zones: frozenset[str]
    """The codes of functional zones: they are no administrative division, and none of the country's codes."""


def read_facts(enterprises: "QuerySet[Enterprise]", known_by: date) -> Facts:
    """Read all facts about `enterprises` that were known by `known_by`. Records merged into others have none.

    Parameters
    ----------
    enterprises : queryset of the firms, e.g. one chunk of a run or the one firm on a screen
    known_by : the last day of interest; later knowledge is not even read

    Returns
    -------
    Facts
    """
    firms = enterprises.filter(merged_into=None, known_on__lte=known_by)

    def read(every: "QuerySet[Any]", *columns: str) -> pd.DataFrame:
        rows = every.filter(enterprise__in=firms.values("pk"), known_on__lte=known_by)
        return _of_firms(rows, *columns, "known_on")

    stated, said = Coverage.objects.known_on(known_by), _registrations(firms, known_by)
    return Facts(
        enterprises=_table(firms.order_by("pk"), "id", "uscc", "known_on").set_index("id").rename_axis("enterprise"),
        registrations=said.drop(columns=list(LEADS_TO)),
        financial_years=read(FinancialYear.objects.all(), "id", "year", "basis", "source", *FinancialYear.FIGURES),
        ip_rights=read(
            IPRight.objects.all(),
            *("kind", "granted_on", "ended_on", "ended_known_on", "acquired_by", "used_on", "used_known_on"),
        ),
        conversions=read(Conversion.objects.all(), "converted_on"),
        rnd_institutions=read(RnDInstitution.objects.all(), "level", "recognised_on", "ended_on", "ended_known_on"),
        financing_rounds=read(FinancingRound.objects.all(), "closed_on", "amount"),
        judgements=read(Judgement.objects.all(), "id", "measure", "value", "judged_on"),
        controls=read(
            Control.objects.with_controller(),
            *("controller_uscc", "controller_name", "person_ref", "controller", "since", "ended_on", "ended_known_on"),
        ),
        incidents=read(Incident.objects.all(), "kind", "is_major", "occurred_on"),
        list_entries=read(ListEntry.objects.all(), "kind", "listed_on", "removed_on", "removed_known_on"),
        recognitions=read(
            Recognition.objects.all(),
            *("programme_id", "programme__tier", "valid_from", "valid_until", "withdrawn_on", "withdrawn_known_on"),
        ),
        coverage=_of_firms(stated.filter(enterprise__in=firms.values("pk")), "kind", "known_on"),
        regional_coverage=_table(stated.filter(enterprise=None), "kind", "region__path", "known_on"),
        source_choices=_choices(firms, known_by),
        ranks={table: ranks_of(table) for table in SourceRank.Table.values},
        region_paths={**_pairs(said, "registered_region"), **_pairs(said, "operating_region")},
        industry_sections=_pairs(said, "industry"),
        zones=functional_zones(),
    )


def functional_zones() -> frozenset[str]:
    """The codes of the regions that are functional zones."""
    return frozenset(Region.objects.filter(level=Region.Level.ZONE).values_list("code", flat=True))


def _registrations(firms: "QuerySet[Enterprise]", known_by: date) -> pd.DataFrame:
    """What sources said of who the firms are; a firm of which none did says it of itself."""
    rows = Registration.objects.known_on(known_by).filter(enterprise__in=firms.values("pk"))
    said = _of_firms(rows, "id", "source", *IDENTITY, *LEADS_TO, "known_on")
    silent = firms.filter(~Exists(Registration.objects.filter(enterprise=OuterRef("pk"))))
    own = _table(silent, "id", "source", *IDENTITY, *LEADS_TO, "known_on")
    own["legal_form"] = own["legal_form"].replace("", None)
    parts = [table for table in (said, own.assign(enterprise=own["id"])) if len(table)]
    return pd.concat(parts, ignore_index=True) if parts else said


def _pairs(said: pd.DataFrame, field: str) -> dict[str, str]:
    """Where each code of a field leads to."""
    (lead,) = (column for column in LEADS_TO if column.startswith(field))
    known = said[[field, lead]].dropna().drop_duplicates()
    return dict(zip(known[field], known[lead], strict=True))


def _choices(firms: "QuerySet[Enterprise]", known_by: date) -> pd.DataFrame:
    made = SourceChoice.objects.filter(enterprise__in=firms.values("pk"), chosen_on__lte=known_by)
    table = _of_firms(made, "table", "field", "year", "source", "basis", "chosen_on", "revoked_on")
    return table.astype({"year": "Int64"})


def _of_firms(rows: "QuerySet[Any]", *columns: str) -> pd.DataFrame:
    return _table(rows.annotate(of=F("enterprise_id")), "of", *columns).rename(columns={"of": "enterprise"})


def _table(rows: "QuerySet[Any]", *columns: str) -> pd.DataFrame:
    """The named columns of a queryset as a DataFrame: days as datetime64, numbers as float64 (identifiers as int64)."""
    table = pd.DataFrame.from_records(list(rows.values_list(*columns)), columns=list(columns))
    for column in columns:
        table[column] = _typed(column, table[column])
    return table


IDENTIFIERS = frozenset({"id", "of"})
NUMBERS: frozenset[str] = frozenset({*FinancialYear.FIGURES, "amount", "value", "programme__tier"})


def _typed(column: str, values: "pd.Series[Any]") -> "pd.Series[Any]":
    if column.endswith("_on") or column in {"valid_from", "valid_until", "since"}:
        return pd.to_datetime(values)
    if column == "controller":
        return values.astype("Int64")
    if column in NUMBERS:
        return values.astype(np.float64)
    return values.astype(np.int64) if column in IDENTIFIERS else values
