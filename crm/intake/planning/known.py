"""What is on record about the firms that a table names: read in a few queries, whatever the number of rows."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from crm.accounts.models import User
from crm.directory.models import Region
from crm.enterprises.models import Enterprise, FinancialYear, FormerName
from crm.intake.bulk import among
from crm.intake.reading.rows import ReadRow, Value

ENTERPRISE_COLUMNS = {
    "uscc": "uscc",
    "registration_no": "registration_no",
    "name": "name",
    "legal_form": "legal_form",
    "registered_on": "registered_on",
    "registered_capital": "registered_capital",
    "registered_region": "registered_region_id",
    "operating_region": "operating_region_id",
    "address": "address",
    "business_scope": "business_scope",
    "industry": "industry_id",
    "status": "status",
    "ended_on": "ended_on",
}
"""Field of intake → column of `Enterprise`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownEnterprise:
    """A firm on record."""

    pk: int
    values: dict[str, Value | None]
    visible: bool
    told_on: date
    """The day of the latest table that it was taken from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownEnterprises:
    """The firms that a table names, by code and by old registration number."""

    by_uscc: dict[str, KnownEnterprise]
    by_registration_no: dict[str, list[KnownEnterprise]]


def known_enterprises(rows: Iterable[ReadRow], users: Collection[User]) -> KnownEnterprises:
    """The firms on record that have a code or an old registration number of these rows.

    Firms outside the scope of one of `users` are in it, marked as not visible: their code is taken, and nothing else
    may be told.
    """
    rows = list(rows)
    usccs = {str(row.values["uscc"]) for row in rows if "uscc" in row.values}
    numbers = {str(row.values["registration_no"]) for row in rows if "registration_no" in row.values}
    condition = among("uscc", usccs)
    if numbers:
        condition |= among("registration_no", numbers)
    firms = list(_enterprises_where(condition, users))
    by_number: dict[str, list[KnownEnterprise]] = {}
    for firm in firms:
        if firm.visible and (number := str(firm.values["registration_no"])):
            by_number.setdefault(number, []).append(firm)
    return KnownEnterprises(by_uscc={str(firm.values["uscc"]): firm for firm in firms}, by_registration_no=by_number)


def _enterprises_where(condition: Q, users: Collection[User]) -> Iterator[KnownEnterprise]:
    firms = Enterprise.objects.filter(condition).order_by("pk")
    seen = [set(Enterprise.objects.visible_to(user).filter(condition).values_list("pk", flat=True)) for user in users]
    columns = ENTERPRISE_COLUMNS.values()
    for record in firms.values("pk", "known_on", "import_row__table__known_on", *columns):
        yield KnownEnterprise(
            pk=record["pk"],
            values={name: record[column] for name, column in ENTERPRISE_COLUMNS.items()},
            visible=all(record["pk"] in visible for visible in seen),
            told_on=record["import_row__table__known_on"] or record["known_on"],
        )


def regions_of(users: Collection[User]) -> set[str] | None:
    """The regions that each of `users` may enter firms in; None when all."""
    bound = [user for user in users if user.role_definition.enterprise_scope != "all"]
    if not bound:
        return None
    return set.intersection(
        *(set(Region.objects.within(user.regions.all()).values_list("code", flat=True)) for user in bound)
    )


def former_names(enterprises: Iterable[int]) -> dict[int, set[str]]:
    """The names that firms bore before, by firm."""
    names: dict[int, set[str]] = {}
    for pk, name in FormerName.objects.filter(among("enterprise", enterprises)).values_list("enterprise", "name"):
        names.setdefault(pk, set()).add(name)
    return names


def years_of(enterprises: Iterable[int]) -> list[dict[str, Any]]:
    """All financial years on record of these firms, figures included."""
    columns = ("pk", "enterprise_id", "year", "basis", "source", "known_on", *FinancialYear.FIGURES)
    return list(FinancialYear.objects.filter(among("enterprise", enterprises)).order_by("pk").values(*columns))
