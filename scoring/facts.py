"""The facts of a set of firms as tables: the only place where scoring reads rows of `crm`."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

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
from crm.programmes.models import Recognition

ENTERPRISE_COLUMNS = ("uscc", "name", "registered_on", "ended_on", "known_on", "legal_form")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All facts of some firms, whenever they became known; `frame.cut` takes from them what was known on a day.

    Each table has a row a fact with the column `enterprise` (id) and, but for `enterprises` itself, `known_on`.
    Days are datetime64, amounts float64 in yuan, missing values NaN or NaT.
    """

    enterprises: pd.DataFrame
    financial_years: pd.DataFrame
    ip_rights: pd.DataFrame
    conversions: pd.DataFrame
    rnd_institutions: pd.DataFrame
    financing_rounds: pd.DataFrame
    judgements: pd.DataFrame
    incidents: pd.DataFrame
    list_entries: pd.DataFrame
    recognitions: pd.DataFrame
    coverage: pd.DataFrame


def read_facts(enterprises: "QuerySet[Enterprise]", known_by: date) -> Facts:
    """Read all facts about `enterprises` that were known by `known_by`.

    Parameters
    ----------
    enterprises : queryset of the firms, e.g. one chunk of a run or the one firm on a screen
    known_by : the last day of interest; later knowledge is not even read

    Returns
    -------
    Facts
    """
    firms = _enterprises(enterprises)

    def read(every: "QuerySet[Any]", *columns: str) -> pd.DataFrame:
        rows = every.filter(enterprise__in=enterprises.values("pk"), known_on__lte=known_by)
        return _table(rows, "enterprise_id", *columns, "known_on").rename(columns={"enterprise_id": "enterprise"})

    return Facts(
        enterprises=firms,
        financial_years=read(FinancialYear.objects.all(), "id", "year", "basis", *FinancialYear.FIGURES),
        ip_rights=read(IPRight.objects.all(), "kind", "granted_on", "ended_on", "acquired_by", "used_on"),
        conversions=read(Conversion.objects.all(), "converted_on"),
        rnd_institutions=read(RnDInstitution.objects.all(), "level", "recognised_on", "ended_on"),
        financing_rounds=read(FinancingRound.objects.all(), "closed_on", "amount"),
        judgements=read(Judgement.objects.all(), "id", "measure", "value", "judged_on"),
        incidents=read(Incident.objects.all(), "kind", "is_major", "occurred_on"),
        list_entries=read(ListEntry.objects.all(), "kind", "listed_on", "removed_on"),
        recognitions=read(
            Recognition.objects.all(), "programme_id", "programme__tier", "valid_from", "valid_until", "withdrawn_on"
        ),
        coverage=_coverage(enterprises, firms, known_by),
    )


def _enterprises(enterprises: "QuerySet[Enterprise]") -> pd.DataFrame:
    place = {"region": Coalesce("operating_region_id", "registered_region_id")}
    path = {"path": Coalesce("operating_region__path", "registered_region__path")}
    industry = ("industry_id", "industry__section", "technology_field_id")
    ended_nobody_knows_when = ~Q(status__in=Enterprise.IN_BUSINESS) & Q(ended_on=None)
    rows = enterprises.exclude(ended_nobody_knows_when).order_by("pk").annotate(**place, **path)
    firms = _table(rows, "id", *ENTERPRISE_COLUMNS, *place, *path, *industry)
    firms = firms.rename(
        columns={"id": "enterprise", "industry_id": "industry", "industry__section": "industry_section"}
    )
    return firms.set_index("enterprise")


def _coverage(enterprises: "QuerySet[Enterprise]", firms: pd.DataFrame, known_by: date) -> pd.DataFrame:
    """From when on each firm's facts of each kind were complete: its region's statement or its own, the earlier."""
    stated = Coverage.objects.known_on(known_by)
    own = _table(stated.filter(enterprise__in=enterprises.values("pk")), "enterprise_id", "kind", "known_on")
    own = own.rename(columns={"enterprise_id": "enterprise"})
    paths = firms["path"].fillna("").astype(str)
    regional = [
        pd.DataFrame(
            {"enterprise": firms.index[paths.str.startswith(path)], "kind": kind, "known_on": pd.Timestamp(day)}
        )
        for kind, path, day in stated.filter(enterprise=None).values_list("kind", "region__path", "known_on")
    ]
    every = pd.concat([own, *regional], ignore_index=True)
    return every.groupby(["enterprise", "kind"], as_index=False)[["known_on"]].min()


def _table(rows: "QuerySet[Any]", *columns: str) -> pd.DataFrame:
    """The named columns of a queryset as a DataFrame: days as datetime64, numbers as float64 (identifiers as int64)."""
    table = pd.DataFrame.from_records(list(rows.values_list(*columns)), columns=list(columns))
    for column in columns:
        table[column] = _typed(column, table[column])
    return table


IDENTIFIERS = frozenset({"id", "enterprise_id", "year"})
NUMBERS: frozenset[str] = frozenset({*FinancialYear.FIGURES, "amount", "value", "programme__tier"})


def _typed(column: str, values: "pd.Series[Any]") -> "pd.Series[Any]":
    if column.endswith("_on") or column in {"valid_from", "valid_until"}:
        return pd.to_datetime(values)
    if column in NUMBERS:
        return values.astype(np.float64)
    return values.astype(np.int64) if column in IDENTIFIERS else values
