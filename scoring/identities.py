"""Who each firm was on a day, and whether it operated, by what sources had said until then."""

from collections.abc import Callable, Sequence

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

    Columns: `IDENTITY`, and `path` (of the region), `technology_field`, `status`, `ended_on`.
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


HENAN = "410000/"
DISTRICTS_UNTIL = 20
"""GB/T 2260: a city's districts have the numbers 01 to 20, counties 21 to 80, county-level cities 81 to 99."""
COUNTY_DEPTH = 3
"""Province, city, county: the place of the county on a path."""


def in_henan(firms: pd.DataFrame) -> "pd.Series[bool]":
    """Does the firm lie in the province? Missing where no source says where it lies."""
    return _by_path(firms, lies_in_henan)


def in_county(firms: pd.DataFrame, zones: frozenset[str]) -> "pd.Series[bool]":
    """Does the firm lie in a county or a county-level city, and not in a city's district?"""
    return _by_path(firms, lambda path: lies_in_county(path, zones))


def lies_in_henan(path: str) -> bool:
    """Is the region with this path in the province?"""
    return path.startswith(HENAN)


def lies_in_county(path: str, zones: frozenset[str]) -> bool | None:
    """Is the region with this path a county, or below one?

    None for a region above the counties, and for a functional zone: zones are carved out of counties and districts.
    """
    codes = path.split("/")[:-1]
    if len(codes) < COUNTY_DEPTH or not zones.isdisjoint(codes):
        return None
    number = codes[COUNTY_DEPTH - 1][-2:]
    return int(number) > DISTRICTS_UNTIL if number.isdecimal() else None


def _by_path(firms: pd.DataFrame, answer: Callable[[str], bool | None]) -> "pd.Series[bool]":
    """Ask of each path once: a city has few regions and many firms."""
    answers = {path: answer(path) for path in firms["path"].dropna().unique()}
    answered: pd.Series[bool] = firms["path"].map(answers).astype("boolean")
    return answered
