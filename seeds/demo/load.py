"""A city into the database: every table by COPY, all in one transaction."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
import pandas as pd
from django.db import connection, models, transaction
from django.utils.translation import gettext as _

from crm.bulk import copy_in
from crm.casework.models import Engagement, Portfolio
from crm.directory.models import IndustrialChain, Industry, Region, TechnologyField
from crm.enterprises.duplicates import find_duplicates
from crm.enterprises.models import (
    Contact,
    Control,
    Conversion,
    Coverage,
    Enterprise,
    Fact,
    FinancialYear,
    FinancingRound,
    FormerName,
    Incident,
    IPRight,
    Judgement,
    ListEntry,
    Registration,
    RnDInstitution,
    SourceChoice,
    SourceRank,
)
from crm.enterprises.projection import reproject
from crm.errors import DomainError
from crm.exchange.models import Achievement, Demand, TechnologyContract
from crm.programmes.models import Application, Programme, Recognition
from seeds.demo.city import City
from seeds.demo.knowledge import CITY
from seeds.demo.tables import RANKS

TABLES: Mapping[str, type[models.Model]] = {
    "registrations": Registration,
    "source_choices": SourceChoice,
    "former_names": FormerName,
    "contacts": Contact,
    "financial_years": FinancialYear,
    "ip_rights": IPRight,
    "conversions": Conversion,
    "rnd_institutions": RnDInstitution,
    "financing_rounds": FinancingRound,
    "judgements": Judgement,
    "controls": Control,
    "incidents": Incident,
    "list_entries": ListEntry,
    "coverage": Coverage,
    "applications": Application,
    "recognitions": Recognition,
    "portfolios": Portfolio,
    "engagements": Engagement,
    "demands": Demand,
    "achievements": Achievement,
    "technology_contracts": TechnologyContract,
}
"""Which model each table of the city fills; enterprises come before them, chains have a table of their own."""


class ReferenceDataMissing(DomainError):
    """The city names regions, industries, fields or programmes that the database does not have."""

    code = "demo.reference_data_missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """What stands in the database for what stands in the city."""

    enterprises: "np.ndarray[tuple[int], np.dtype[np.int64]]"
    """The id of each row of `City.enterprises`."""
    caseworkers: Mapping[str, int]
    """The id of the user of each role."""


@transaction.atomic
def load_city(city: City, *, caseworkers: Mapping[str, int], at: datetime) -> dict[str, int]:
    """Write `city` into the database and say how many rows each table got.

    `caseworkers` are the users, by role, that the portfolios belong to; `at` is when the rows are recorded.

    :raises ReferenceDataMissing: a code of the city is not in the reference data.
    """
    _refuse_unknown_codes(city)
    keys = Keys(enterprises=_reserve(Enterprise, len(city.enterprises)), caseworkers=caseworkers)
    firms = city.enterprises.assign(id=keys.enterprises)
    written = {"enterprises": copy_in(Enterprise, _columns(Enterprise, firms), _rows(firms))}
    for name, model in TABLES.items():
        table = _keyed(getattr(city, name), keys)
        if issubclass(model, Fact):
            table = table.assign(recorded_at=at)
        written[name] = copy_in(model, _columns(model, table), _rows(table))
    written["chains"] = _join_chains(city.chains, keys)
    _rank_sources()
    reproject(keys.enterprises[city.source_choices["enterprise"].to_numpy()].tolist())
    written["duplicates"] = find_duplicates(on=city.today).created
    return written


def _rank_sources() -> None:
    """Rank the two sources that speak of who the firms are; what the bureau has ranked otherwise stays."""
    ranks = (SourceRank(table="registration", source=source, rank=rank) for source, rank in RANKS.items())
    SourceRank.objects.bulk_create(ranks, ignore_conflicts=True)


def _refuse_unknown_codes(city: City) -> None:
    """Say at once what is missing, not at the first foreign key that fails."""
    wanted: tuple[tuple[type[models.Model], set[str]], ...] = (
        (Region, {CITY, *city.enterprises["registered_region"], *city.enterprises["operating_region"]}),
        (Industry, set(city.enterprises["industry"]) - {""}),
        (TechnologyField, set(city.enterprises["technology_field"]) - {""}),
        (Programme, set(city.applications["programme"]) | set(city.recognitions["programme"])),
    )
    for model, codes in wanted:
        known = set(model._default_manager.filter(pk__in=codes).values_list("pk", flat=True))
        if missing := sorted(codes - known):
            raise ReferenceDataMissing(
                _("The demo city needs %(what)s %(codes)s, which the database lacks; run ./tidu load_reference first.")
                % {"what": model._meta.verbose_name, "codes": ", ".join(missing[:8])}
            )


def _reserve(model: type[models.Model], count: int) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """Take `count` ids from the sequence of the model's table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select nextval(pg_get_serial_sequence(%s, 'id')) from generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return np.array([row[0] for row in cursor.fetchall()], dtype=np.int64)


def _keyed(table: pd.DataFrame, keys: Keys) -> pd.DataFrame:
    """The table with ids of the database in place of row numbers and roles."""
    held = table["enterprise"].notna()
    ids = pd.Series(keys.enterprises[table["enterprise"].fillna(0).astype(np.int64)], index=table.index, dtype="Int64")
    out = table.assign(enterprise=ids.where(held))
    if "caseworker" not in out:
        return out
    return out.assign(caseworker=out["caseworker"].map(keys.caseworkers).astype("Int64"))


def _columns(model: type[models.Model], table: pd.DataFrame) -> Sequence[str]:
    """The database columns of the table's columns, which are named like fields."""
    fields = {field.name: field.column for field in model._meta.concrete_fields}
    return [str(fields[name]) for name in table.columns]


def _rows(table: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    """Rows as COPY takes them: Python values, None for what is missing."""
    return zip(*(_values(name, table[name]) for name in table.columns), strict=True)


NULLABLE_TEXT = frozenset({"region", "registered_region", "operating_region", "industry", "technology_field"})
"""Foreign keys by code: an empty one is NULL, while an empty text is a text."""


def _values(name: str, column: "pd.Series[Any]") -> list[object]:
    if pd.api.types.is_datetime64_dtype(column):
        days: list[object] = column.to_numpy().astype("datetime64[D]").astype(object).tolist()
        return days
    values: list[object] = column.astype(object).where(column.notna(), None).tolist()
    return [value or None for value in values] if name in NULLABLE_TEXT else values


def _join_chains(chains: pd.DataFrame, keys: Keys) -> int:
    """Firms to industrial chains; chains that the bureau has taken off its table are left out."""
    slugs = dict(IndustrialChain.objects.filter(zh__in=set(chains["chain"])).values_list("zh", "slug"))
    known = chains[chains["chain"].isin(slugs)]
    ids = keys.enterprises[known["enterprise"].to_numpy()].tolist()
    rows = zip(ids, known["chain"].map(slugs), strict=True)
    return copy_in(Enterprise.chains.through, ["enterprise_id", "industrialchain_id"], rows)
