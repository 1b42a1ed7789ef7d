"""Who each firm was on a day, and whether it operated, by what sources had said until then."""

from collections.abc import Sequence

import pandas as pd

from crm.enterprises.choosing_columns import choose_columns
from crm.enterprises.models import Enterprise
from scoring import facts as tables
from scoring.facts import Facts

IDENTITY = (
    "uscc",
    "name",
    "region",
    "industry",
    "industry_section",
    "industry_division",
    "legal_form",
    "registered_on",
)


def known(table: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """The rows of a table that were known on `day`."""
    return table[table["known_on"] <= day]


def told(rows: pd.DataFrame, ended: str, day: pd.Timestamp) -> "pd.Series[pd.Timestamp]":
    """When rows that were known on `day` ended, were used or withdrawn, where that too was known on `day`."""
    since = rows[f"{ended.removesuffix('_on')}_known_on"]
    return rows[ended].where(since.isna() | (since <= day))


def chosen(
    facts: Facts, table: str, statements: pd.DataFrame, *, by: Sequence[str], fields: Sequence[str], day: pd.Timestamp
) -> pd.DataFrame:
    """Each of `fields` from the statement that counts for it, by the ranks and by the choices that stood on `day`."""
    made = facts.source_choices
    stood = made[(made["table"] == table) & (made["chosen_on"] <= day) & ~(made["revoked_on"] <= day)]
    choices = stood[[*by, "field", "source", "basis"]] if len(stood) else None
    return choose_columns(statements, by=by, fields=fields, ranks=facts.ranks[table], choices=choices)


def identities(facts: Facts, day: pd.Timestamp) -> pd.DataFrame:
    """Who each firm was as far as sources had said by `day`: one row a firm that was known then.

    Columns: `IDENTITY` but for the division, and `path` (of the region), `technology_field`, `status`, `ended_on`.
    """
    said = known(facts.registrations, day).assign(basis="")
    stated = [field for field in tables.IDENTITY if field != "ended_on"]
    of = chosen(facts, "registration", said, by=["enterprise"], fields=stated, day=day)
    of = of.join(chosen(facts, "registration", _ends(said, of), by=["enterprise"], fields=["ended_on"], day=day))
    firms = known(facts.enterprises, day).join(of)
    region = firms["operating_region"].fillna(firms["registered_region"])
    return firms.assign(
        region=region,
        path=region.map(facts.region_paths),
        industry_section=firms["industry"].map(facts.industry_sections),
    )


def _ends(said: pd.DataFrame, of: pd.DataFrame) -> pd.DataFrame:
    """The statements with the ends that may count, as `choose_registration` has it: of the status that was chosen, or
    of none, and never while the firm is in business.
    """
    status = said["enterprise"].map(of["status"])
    ended = status.notna() & ~status.isin(Enterprise.IN_BUSINESS)
    fits = ended & (said["status"].isna() | (said["status"] == status))
    return said.assign(ended_on=said["ended_on"].where(fits))


def operating(firms: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """Those of `firms` that had begun and not ended; one that had ended nobody knew when counts as ended."""
    began = firms["registered_on"].isna() | (firms["registered_on"] <= day)
    ended_some_day = firms["status"].notna() & ~firms["status"].isin(Enterprise.IN_BUSINESS) & firms["ended_on"].isna()
    return firms[began & ~(firms["ended_on"] <= day) & ~ended_some_day]
